# Pages behind personal links.
web-lost-title = There is no such page
web-lost = Please check that the whole link was copied. If it still doesn't open, write to us: our answer brings a new one.
web-expired-title = This link is too old
web-expired = Links work for 30 days. Write to us in the chat or reply to a letter: our answer brings a new one.
web-odd-title = We couldn't understand that
web-odd = Go back to the page before and try again.
web-too-much-title = Too much at once
web-too-much = The files together are too large. Go back and send them one by one, or send a link to them.
web-busy-title = One moment
web-busy = Too much is going on right now. Wait a little and try again.
web-broken-title = Something went wrong
web-broken = We know about it already. Try again later, and if that doesn't help, tell us this code: { $reference }.
web-moment = { $day } { $month ->
        [1] January
        [2] February
        [3] March
        [4] April
        [5] May
        [6] June
        [7] July
        [8] August
        [9] September
        [10] October
        [11] November
       *[12] December
    } { $year }, { $time } UTC
web-opened = Opened
web-type = Type
web-assignee = { -Assignee }
web-until = We'll get back to it
web-grade = Your rating
web-linked = Goes on with
web-muted = Notices are muted: you see answers here only.
web-forward = What matters now
web-choice = We believed this was solved, but you have answered. Should work go on, or can we close it? Without a choice, work goes on by itself. You can choose until
web-conversation = Conversation
web-earlier = Earlier
web-newest = To the newest messages
web-you = You
web-edited = edited
web-file-loading = loading
web-file-lost = could not be loaded: { $reason }
web-size-mb = { $size } MB
web-size-kb = { $size } KB
web-files = Files
web-files-hint = Up to { $count } files, each up to { $limit } MB.
web-text-answer = Your answer
web-text-again = What happened
web-text-escalate = What is wrong
web-others = What else you can do
web-do-answer = Send
web-do-resolve = It's solved
web-do-close = All well, close it
web-do-cancel = Cancel
web-do-return = Return to work
web-do-rate = Rate
web-do-escalate = Escalate
web-do-mute = Mute
web-do-unmute = Unmute
web-do-again = Open a new { -ticket }
web-cancel-sure = Cancel { $number } for good?
web-cancel-yes = Yes, cancel it
web-rate-ask = How did we do?
web-reason-ask = Why should somebody else step in?
web-escalate-send = Send
web-again-why = { $number } is closed, so nothing can be added to it. Write what you need, and we'll open a new { -ticket } that goes on with it.
web-done-answer = Your answer has been sent.
web-done-resolve = Marked as solved. Thank you for letting us know!
web-done-close = Closed. Thank you!
web-done-cancel = Canceled.
web-done-return = Back to work. Tell us what's wrong and we'll pass it on.
web-done-rate = Thank you for your rating!
web-done-escalate = Escalated, those in charge have been told.
web-done-mute = You'll hear no more of this one. Changed your mind? Unmute it right here.
web-done-unmute = You'll hear of this one again.
web-done-again = Your { -ticket } is registered. This is its own page; the earlier conversation stays on the old one.
web-not-now = That is no longer needed or possible: the status is now “{ $status }”.
web-stale = This page was open for too long. Check that everything is right and press again.
web-file-too-large = “{ $name }” is larger than { $limit } MB. Make it smaller or send a link.
web-too-many-files = Too many files: { $count } fit at once.
web-attach-again = Please attach the files again.
web-personal = This link is yours alone: whoever opens it sees the conversation and can answer in your name.
web-mute-title = No more about { $number }?
web-mute-ask = You'll get no more letters or messages about { $number }. Everything else goes on as before.
web-mute-do = No more
web-muted-now-title = OK, no more
web-muted-now = You'll hear no more about { $number }. You can unmute it on the page of the { -ticket } or in the chat.
web-mute-over-title = There is nothing to mute
web-mute-over = { $number } is closed; you won't hear about it again.
