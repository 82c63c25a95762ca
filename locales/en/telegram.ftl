# The customer's bot.
tg-welcome = Hello! Tell us what happened — add a photo or a file if it helps — and we'll register it. You'll get the answer right here.
tg-unknown-command = There is no such command.
tg-help =
    Just write what happened, that's all it takes.

    /new — open a { -ticket } step by step
    /tickets — your { -ticket(case: "plural") }
    /language — language
    /cancel — stop what you've started
tg-new = New { -ticket }
tg-my = My { -ticket(case: "plural") }
tg-language = Language
tg-language-ask = Which language should we use?
tg-language-set = OK, we'll write in English.
tg-type-ask = What is it about? Pick one, or just tell us.
tg-subject-ask = In short: what is it about? One line is enough.
tg-body-ask = Now describe it in more detail. You can add a photo or a file.
tg-new-underway = You have already started one: describe it in more detail, or press “{ tg-skip }”. Changed your mind? Press “{ tg-stop }”.
tg-skip = No more details
tg-stop = Stop
tg-stopped = Stopped. Nothing has been sent.
tg-nothing-to-stop = There's nothing to stop right now.
tg-answer-ask = Write your answer for { $number }. You can add a photo or a file.
tg-noted = Added to { $number }: “{ $subject }”.
tg-noted-resolved = Added to { $number }. Its status is “{ $status }”: if the problem is still there, return it to work.
tg-which = Where should this go?
tg-which-more = Saved this one too. Where should it go?
tg-which-closed = That one is closed, so nothing can be added to it. We've kept your message: where should it go?
tg-which-full = Too many messages are waiting, so the last one was not kept. Choose where the others should go, then send it again.
tg-which-new = It's something new
tg-which-drop = Nowhere, don't send it
tg-dropped = OK, we won't send it.
tg-list-empty = You don't have any { -ticket(case: "plural") } yet. Tell us what happened, and the first one will appear.
tg-list = Your { -ticket(case: "plural") }
tg-older = Older
tg-newest = Newest
tg-back-to-list = Back to the list
tg-open = Open
tg-answer = Answer
tg-resolve = It's solved
tg-cancel = Cancel
tg-cancel-yes = Yes, cancel it
tg-cancel-no = No, keep it
tg-cancel-sure = Cancel { $number } for good?
tg-return = Return to work
tg-rate-ask = How did we do?
tg-done-resolve = { $number }: marked as solved. Thank you for letting us know!
tg-done-cancel = { $number }: canceled.
tg-done-return = { $number }: back to work. Tell us what's wrong and we'll pass it on.
tg-done-rate = Thank you! Your rating of { $number } is “{ $grade }”.
tg-toast-done = Done
tg-old-button = This button is out of date. Open your list: /tickets
tg-ticket-status = Status: { $status }
tg-ticket-type = Type: { $type }
tg-ticket-assignee = { -Assignee }: { $name }
tg-ticket-grade = Your rating: { $grade }
tg-ticket-until = We'll get back to it:
tg-you = You
tg-conversation-older = …there is more: press “Older”.
tg-file-loading = loading
tg-file-lost = could not be loaded
tg-receipt = { -Ticket } { $number } is registered
tg-receipt-next = We'll answer in this chat. If you'd like to add anything, just write.
tg-reply-from = { $number } · { $name }
tg-assigned = { $number }: { $name } is looking into it.
tg-status = { $number }: the status is now “{ $status }”.
tg-status-until = { $number }: the status is now “{ $status }”. We'll get back to it:
tg-resolved = { $number }: we believe this is solved. If it isn't, return it to work.
tg-file-missed = { $number }: we couldn't get the file “{ $name }” — { $reason }. Please send it another way.
tg-unsupported = We can't pass on this kind of message. Please send text, a photo or a file.
tg-command-new = Open a { -ticket } step by step
tg-command-tickets = My { -ticket(case: "plural") }
tg-command-language = Language · Язык
tg-command-help = What this bot can do
tg-command-cancel = Stop what you've started
