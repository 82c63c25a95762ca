# Why a request was not carried out. The codes are in core/errors.py.
refusal-missing = Not found. The number may be mistyped, or the { -ticket } is not yours.
refusal-stranger = These buttons are for the support team. Ask to be added to the channel.
refusal-claimed = Already taken by { $assignee }.
refusal-changed = Things changed while you were looking: the status is now “{ $status }”. Check and press again if you still need to.
refusal-move = You can't move from “{ $status }” to “{ $to }”. You can move to: { $open }.
refusal-final = “{ $status }” is final and can't be changed any more.
refusal-empty = The message is empty. Write a word or attach a file.
refusal-too-long = That's too long: { $length } characters where { $limit } fit. Send the rest as a file.
refusal-until = To move to “{ $to }”, say until when.
refusal-until-past = That time has already passed. Pick one in the future.
refusal-comment = To move to “{ $to }”, write a comment for the customer.
refusal-button = This button no longer works: the status is now “{ $status }”.
refusal-grade = There is no such grade. Pick one of those offered.
refusal-unknown-type = That kind of request is gone. Pick another one.
refusal-role = Your role does not allow this.
refusal-door = You can't use this way to reach us right now.
