# The customer's bot.
tg-home = Home
tg-draft-waits = You have something started and not sent: “{ $subject }”. Shall we go on, send it as it is, or drop it? You can also just go on writing, and we'll add it there.
tg-draft-unnamed = no subject yet
tg-draft-on = Go on
tg-draft-send = Send it as it is
tg-draft-drop = Drop it
tg-needed-first = It can't be sent yet: we need this answer first.
tg-unknown-command = There is no such command.
tg-help =
    Just write what happened, that's all it takes.

    /new — open a { -ticket } step by step
    /tickets — your { -ticket(case: "plural") }
    /settings — settings
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
tg-new-going-on = You have already started one, so let's go on from there. Changed your mind? Press “{ tg-stop }”.
tg-choose = { $what }: pick the one that fits.
tg-find-service = Or write what you are looking for.
tg-here = You are here: { $path }
tg-now = Now: { $value }
tg-same = Leave it as it is
tg-back = ← Back
tg-page-before = ‹ Previous
tg-page-next = More ›
tg-sought = Found for “{ $words }”:
tg-sought-all = Show all
tg-sought-meant = It's the description
tg-week-begins = 7
tg-weekdays = Mo Tu We Th Fr Sa Su
tg-month = { $month ->
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
    } { $year }
tg-pass = Skip
tg-rest = Skip the rest
tg-yes = Yes
tg-no = No
tg-answer-number = Write a number, such as 12 or 3.5.
tg-answer-date = Pick a day, or write it: 2026-12-31, December 25, tomorrow.
tg-number-min = At least { $min }.
tg-number-max = At most { $max }.
tg-number-between = From { $min } to { $max }.
tg-date-min = Not before { $min }.
tg-date-max = Not after { $max }.
tg-date-between = From { $min } to { $max }.
tg-answer-listed = Pick one, or write its number.
tg-answer-needed = We can't go on without this one: a word or two will do.
tg-file-kept = Saved the file. Now please answer the question.
tg-file-large = Over 20 MB: { $names }. Telegram won't hand us anything of that size. Please send a link instead, or send it in parts.
tg-words-kept = Saved, it will go into the description. Now please answer the question.
tg-words-added = Added to the description.
tg-body-anew = Write the description anew: it replaces the old text, and the files stay.
tg-observers-ask = Who else should hear of it? Write the email addresses of your colleagues, with spaces between them.
tg-observers-none = Nobody
tg-summary = Please check that all is right
tg-summary-files = { $count ->
        [one] { $count } file attached
       *[other] { $count } files attached
    }
tg-send = Send
tg-skip = No more details
tg-stop = Stop
tg-stopped = Stopped. Nothing has been sent.
tg-nothing-to-stop = There's nothing to stop right now.
tg-again = Back to what you started.
tg-finish-first = Too many things are started at once. Let's finish or stop this one first.
tg-answer-ask = Write your answer for { $number }. You can add a photo or a file.
tg-answer-closed = { $number } is closed. Write what you need, and we'll offer to open a new { -ticket } that goes on with it.
tg-noted = Added to { $number }: “{ $subject }”.
tg-noted-resolved = Added to { $number }. Its status is “{ $status }”{ $back ->
        [yes] : if the problem is still there, return it to work.
       *[no] . An agent will see your message.
    }
tg-choice = Added to { $number }. We believed it was solved: should work go on, or is all well and can we close it?
tg-choice-until = Without a choice, work goes on by itself. You can choose until
tg-choice-return = Work goes on
tg-choice-close = All well, close it
tg-which = Where should this go?
tg-which-more = Saved this one too. Where should it go?
tg-which-closed = That one is closed, so nothing can be added to it. We've kept your message: open a new { -ticket } that goes on with it, or pass it on elsewhere?
tg-which-full = Too many messages are waiting, so the last one was not kept. Choose where the others should go, then send it again.
tg-which-new = It's something new
tg-which-follow = Open a new one that goes on with { $number }
tg-which-drop = Nowhere, don't send it
tg-dropped = OK, we won't send it.
tg-list-empty = You don't have any { -ticket(case: "plural") } yet. Tell us what happened, and the first one will appear.
tg-list = Your { -ticket(case: "plural") }
tg-line-copied = observing
tg-list-colleagues = Colleagues' { -ticket(case: "plural") }
tg-list-all = All
tg-list-open = Open
tg-list-waiting = Waiting for you
tg-list-closed = Finished
tg-list-none = Nothing here yet.
tg-list-find = To find one by its number or by words: /tickets and what to look for.
tg-found = Found for “{ $words }”
tg-found-none = Nothing was found for “{ $words }”.
tg-files = Files
tg-files-of = { $number }: files
tg-files-ask = Which one shall we send?
tg-files-none = There are none yet.
tg-toast-file = On its way
tg-story = History
tg-story-of = { $number }: what has happened
tg-copy-number = Copy the number
tg-course-opened = { $name } opened it
tg-course-said = { $name }: “{ $said }”
tg-course-status = Status: { $status }
tg-course-assigned = { $name } is looking into it
tg-course-escalated = Escalated
tg-course-rated = Rated
tg-course-copied = { $kind ->
        [added] { $name } is an observer now
       *[dropped] { $name } is no longer an observer
    }
tg-course-file = The file “{ $name }” could not be loaded
tg-course-changed = What has changed:
tg-similar = It looks like you've told us about this already. Shall we add your words there, or open a new { -ticket }?
tg-similar-new = No, it's something else
tg-older = Older
tg-newest = Newest
tg-back-to-list = Back to the list
tg-open = Open
tg-observe = Observers
tg-observers-of = { $number }: who else hears of it
tg-observers-nobody = Nobody but you so far.
tg-observer-add = Add an observer
tg-observer-drop = Remove { $name }
tg-observer-ask = { $number }: who else should hear of it? Write an email address or an @name in Telegram, send a contact, or pick somebody with the button. An observer gets the answers and can reply to them.
tg-observer-pick = Pick in Telegram
tg-observer-pick-ask = Press the button below the input line and pick somebody.
tg-observer-pick-button = Pick somebody
tg-observer-link = Get a link
tg-observer-link-here = { $number }: { $named ->
        [yes] we don't know { $name } as a colleague of yours, so we can't add them ourselves. Pass this link on
       *[no] pass this link on to whoever should hear of it
    }. Whoever opens it sees the { -ticket } and can reply. It works once, within 14 days.
tg-observer-link-bound = { $number }: { $named ->
        [yes] we don't know { $name } as a colleague of yours yet. Pass this link on
       *[no] pass this link on to the one you picked
    }. Only they can open it, once, within 14 days. They will see the { -ticket } and can reply.
tg-observer-link-text = Follow { $number } with me
tg-observer-link-share = Pass on
tg-observer-link-copy = Copy the link
tg-observer-sure = { $number }: add { $name } as an observer?
tg-observer-yes = Yes, add
tg-observer-no-account = This contact has no Telegram. Write their email address, or get a link.
tg-observer-by-mail = We don't know this person. Please write their email address.
tg-observer-late = Nothing is waiting for this choice any more. Please open “Observers” again.
tg-observer-leave = Stop observing
tg-observer-left = Done: you no longer observe this one, and will hear nothing more of it.
tg-observer-welcome = { $number }: you are an observer now. The answers will come here, and you can reply to them.
tg-back-to-ticket = Back to the { -ticket }
tg-answer = Answer
tg-continue = Go on with it
tg-resolve = It's solved
tg-cancel = Cancel
tg-cancel-yes = Yes, cancel it
tg-cancel-no = No, keep it
tg-cancel-sure = Cancel { $number } for good?
tg-return = Return to work
tg-close = Close it
tg-escalate = Escalate
tg-mute = Mute
tg-unmute = Unmute
tg-reason-ask = { $number }: why should somebody else step in? Pick a reason.
tg-reason-kept = We've kept your text. Now pick a reason for { $number }.
tg-grievance-ask = { $number }: tell us what is wrong. You can add a photo or a file.
tg-rate-ask = How did we do?
tg-done-resolve = { $number }: marked as solved. Thank you for letting us know!
tg-done-cancel = { $number }: canceled.
tg-done-return = { $number }: back to work. Tell us what's wrong and we'll pass it on.
tg-done-goes-on = { $number }: work goes on.
tg-done-close = { $number }: closed. Thank you!
tg-done-escalate = { $number }: escalated, those in charge have been told.
tg-done-rate = Thank you! Your rating of { $number } is “{ $grade }”.
tg-word-ask = Would you like to add a word? Just write it.
tg-word-add = Add a word
tg-word-no = No, thanks
tg-word-thanks = Thank you! We've passed it on with your rating.
tg-toast-done = Done
tg-toast-mute = You'll hear no more of this one. Changed your mind? Press “{ tg-unmute }”.
tg-toast-unmute = You'll hear of this one again.
tg-old-button = This button is out of date. Open your list: /tickets
tg-ticket-status = Status: { $status }
tg-ticket-assignee = { -Assignee }: { $name }
tg-ticket-grade = { $whose ->
        [mine] Your rating: { $grade }
       *[other] Rating: { $grade }
    }
tg-ticket-until = We'll get back to it:
tg-ticket-linked = Goes on with { $number }
tg-ticket-muted = 🔕 Muted
tg-you = You
tg-edited = edited
tg-withdrawn = Support has withdrawn this message.
tg-seen = 👀 Support has already read this message.
tg-conversation-older = …there is more: press “Older”.
tg-file-loading = loading
tg-file-lost = could not be loaded
tg-receipt = { -Ticket } { $number } is registered
tg-receipt-next = We'll answer in this chat. If you'd like to add anything, just write.
tg-promise = First answer by
tg-reply-from = { $number } · { $name }{ $side ->
        [requester] {""} (author) writes
        [observer] {""} (observer) writes
       *[staff] {""}
    }
tg-assigned = { $number }: { $name } is looking into it.
tg-changed = { $number }: what has changed
tg-copied = { $kind ->
        [added] { $number }: { $name } is an observer now
       *[dropped] { $number }: { $name } is no longer an observer
    }
tg-observing = { $name } wants you to be kept informed.
tg-observing-next = News will come here. You can answer, or mute it.
tg-status = { $number }: the status is now “{ $status }”.
tg-status-until = { $number }: the status is now “{ $status }”. We'll get back to it:
tg-resolved = { $number }: we believe this is solved. If it isn't, return it to work.
tg-file-missed = { $number }: we couldn't get the file “{ $name }” — { $reason }. Please send it another way.
tg-unsupported = We can't pass on this kind of message. Please send text, a photo or a file.
tg-back-again = Welcome back! Notices will come here again.
tg-notices-button = Notices
tg-notices = Notices
tg-mail-none = No email address: we write here only.
tg-mail-is = Email: { $email }
tg-mail-waits = Waiting for the code sent to { $email }.
tg-mail-known = That address is confirmed already.
tg-mail-confirmed = Done, your address is confirmed.
tg-mail-forgotten = Address removed
tg-mail-add = Add an address
tg-mail-change = Change the address
tg-mail-forget = Remove the address
tg-mail-other = Another address
tg-mail-ask = Write your email address: we'll send a code there.
tg-code-ask = We've sent a code to { $email }. Send it here; if nothing arrives, check your spam folder.
tg-code-over = That code is no longer valid. Give your address again, and we'll send a new one.
tg-ways-both = Chat and email
tg-ways-chat = Chat only
tg-ways-mail = Email only
tg-ways-now-both = We write here and by email.
tg-ways-now-chat = We write here only.
tg-ways-now-mail = We write by email only.
tg-command-new = Open a { -ticket } step by step
tg-command-tickets = My { -ticket(case: "plural") }
tg-command-language = Language · Язык
tg-command-help = What this bot can do
tg-command-ticket = Ask support a question; or reply to a message with it
tg-command-cancel = Stop what you've started
tg-current-begin = Keep writing here
tg-current-end = Ask me each time
tg-current = From now on, what you write goes to { $number }: “{ $subject }”.
tg-current-until = The choice lasts an hour after your last message, for now until
tg-current-over = All right. When it is unclear where a message belongs, we will ask.
tg-topic-made = { $number } has a topic of its own in this chat. Whatever you write there goes straight to it.
tg-topic-goes-on = { $number } is now part of { $into }: we go on there.
tg-topic-merged = part of { $into }

# A company's group chat
tg-group-noun = { -ticket }
tg-group-off = Hello! We don't answer in groups. Write to me directly and I'll help.
tg-group-waiting = Hello! This group isn't connected to support yet. We've passed the request on; meanwhile, write to me directly.
tg-group-ended = Hello! This group isn't connected to support. Write to me directly and I'll help.
tg-group-bound = Hello! To contact support, reply to a message with /ticket, or write it together with your question. Our answers will come here.
tg-group-how = Reply with /ticket to the message with the question, or write the question right after it.
tg-group-known = We have this message already: its number is in our answer below it.
tg-group-which = We can't tell what this is about. Reply to our message with the number, or start anew: /ticket and your question.
tg-group-nobody = We can't see who writes in the name of a group or a channel. Please write under your own name.
tg-group-alone = This can't be done here: it needs details that are better not asked in front of everybody. Please write to me directly.
tg-group-final = This one is closed for good. To begin a new one, reply to your own message with /ticket.
tg-group-next = We'll answer here. If you'd like to add anything, reply to this message.
tg-group-resolved = { $number }: we believe this is solved. If anything is left, reply to this message.
tg-group-press = This button only works in your own chat.
