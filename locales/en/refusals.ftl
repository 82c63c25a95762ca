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
refusal-door = That way of reaching us is not set up here.
refusal-reason = That alone is no reason to escalate: we weigh urgency anyway. These are: { $reasons }.
refusal-reason-empty = Please say in words what has happened; without that it cannot be passed on.
refusal-address = That does not look like a mail address. For example: ivan@example.org
refusal-address-taken = That address belongs to somebody else here. If it is yours, write to us and we will sort it out.
refusal-code = That code is not right. { $left ->
        [0] No tries are left: ask for a new code.
        [one] { $left } try is left.
       *[other] { $left } tries are left.
    }
refusal-code-over = That code is no longer valid. Ask for a new one.
refusal-too-often = Too many letters with codes today. Try again tomorrow.
