# The agents' door: the card, its thread, the modals.
slack-claim = Take
slack-reply = Reply to customer
slack-solve = Reply and resolve
slack-answering = I am answering
slack-present = { $deed ->
        [answer] ✍️ { $name } is answering
       *[view] 👀 { $name } is looking
    }
slack-present-agree = Agree on who answers, so that the customer does not get two answers.
slack-preview = As the customer sees it
slack-preview-hidden = The customer will see nothing: this will be an internal note.
slack-preview-muted = The customer has muted this { -ticket }: the answer will be kept, but no message will be sent.
slack-preview-nowhere = No message will be sent: there is no address where the customer can be reached.
slack-kept = Your text:
slack-note = Note
slack-again = Not enough yet
slack-end = Customer says it's solved: close
slack-move = Change status
slack-ack = Seen, thanks
slack-take-back = Take back
slack-held = ⏳ This answer leaves for the customer in a few seconds. Until then it can be taken back.
slack-held-move = ⏳ In a few seconds this answer leaves for the customer and the status becomes “{ $status }”. Until then both can be taken back.
slack-triage = Type and priority
slack-assign = Assign
slack-why-due = Why this deadline?
slack-quiet = Change status without telling the customer…
slack-more = More
slack-until = until
slack-came = { $door ->
        [telegram] Telegram
        [slack] Slack
        [mail] mail
        [web] website
        [phone] phone
       *[api] API
    }
slack-run-out = The contract ran out on
slack-deadline = { $how ->
        [breached] ⛔ { $metric }: overdue since
        [paused] ⏸️ { $metric }: the clock stands still
       *[running] ⏳ { $metric }: by
    }
slack-assignee = { -Assignee }:
slack-nobody = nobody yet
slack-opened = Opened
slack-waiting = customer waiting since
slack-linked = goes on with { $number }
slack-choice = The customer may still choose between going on and closing, until
slack-muted = 🔕 The customer has muted this { -ticket }: notices do not reach them
slack-reach = ⚠ { $lost } → { $left }
slack-reach-gone = { $door } ✗ { $why }
slack-reach-none = no other way to reach the customer
slack-grade = ⭐ Customer's rating: { $grade }
slack-file-loading = { $name } (loading, will appear in this thread)
slack-file-lost-line = { $name } (not received: { $reason })
slack-side-customer = 👤 { $name } · customer
slack-side-observer = 👀 { $name } · observer
slack-side-staff = 💬 { $name } · reply to customer
slack-side-held = ⏳ { $name } · reply to customer, not sent yet
slack-side-pending = ✉️ { $name } · letter, the customer does not see it here
slack-side-note = 🔒 { $name } · internal note, the customer does not see it
slack-edited = ✏️ edited
slack-before = Before: { $text }
slack-withdrawn = 🗑 withdrawn
slack-said-correct = Correct
slack-said-withdraw = Withdraw
slack-said-before = Earlier text
slack-edit-way = { $what ->
        [withdrawn] { $state ->
            [done] ✓ Taken away ({ $door })
            [waits] ⏳ Being taken away ({ $door })
           *[failed] ✗ Could not be taken away ({ $door }): { $why }
        }
       *[edited] { $state ->
            [done] ✓ Corrected ({ $door })
            [waits] ⏳ Being corrected ({ $door })
           *[failed] ✗ Could not be corrected ({ $door }): { $why }
        }
    }
slack-edit-late = { $what ->
        [withdrawn] ⚠ It had gone already, and the customer still has it ({ $door })
       *[edited] ⚠ It had gone already, with the earlier text ({ $door })
    }
slack-edits-empty = (withdrawn)
slack-edits-more = Earlier still: { $count }
slack-door = { $door ->
        [telegram] Telegram
        [mail] mail
       *[other] { $door }
    }
slack-way-none = ✗ Not sent: there is no address where the customer can be reached
slack-way-sent = ✓ Delivered ({ $door })
slack-way-other = another way
slack-way-rerouted = ↪ { $door }: { $why } → { $to }
slack-way = { $state ->
        [pending] ⏳ Not delivered yet ({ $door }){ $asked ->
            [none] {""}
           *[some] , trying again: { $why }
        }
        [sending] ⏳ Sending ({ $door })
        [parked] ⚠ Nobody knows whether it arrived ({ $door }). Better ask the customer another way
        [suppressed] ✗ Not sent ({ $door }): { $why }
       *[gone] ✗ Not delivered ({ $door }): { $why }
    }
slack-why = { $cause ->
        [blocked] the customer has blocked the bot
        [left] the customer has deleted their account
        [muted] the customer has muted this { -ticket }
        [bounced] the letter came back: { $reason }
        [brake] too many automatic letters
        [unwanted] the sender wants no answer
        [shut] the customer has no access any more
        [vanished] the customer has deleted the message from the chat
        [spam] set aside as spam
       *[other] { $reason }
    }
slack-log-assigned = { $kind ->
        [person] ✋ { -Assignee }: { $name }
        [both] ✋ { -Assignee }: { $name }, group: { $group }
        [group] 👥 Group: { $group }; { -assignee }: nobody yet
       *[nobody] ✋ { -Assignee }: nobody yet
    }
slack-log-changed = ✏️ Changed —
slack-log-observer = { $kind ->
        [added] 👀 In copy: { $name }
       *[dropped] 👀 No longer in copy: { $name }
    }
slack-log-left = 💤 Nothing done since
slack-log-survey = ⭐ The customer has been asked to rate the work
slack-log-taken-back = ↩️ The answer was taken back: the customer won't get it, the text stays here as a note
slack-log-taken-back-move = ↩️ The answer was taken back: the customer won't get it, and the status stays as it was, not “{ $status }”. The text stays here as a note
slack-log-move-dropped = { $why ->
        [written] ⚠ The answer has gone to the customer, but the status isn't “{ $status }”: they wrote again while it waited. Read it and decide
        [moved] ⚠ The answer has gone to the customer, but the status isn't “{ $status }”: it changed while the answer waited
       *[refused] ⚠ The answer has gone to the customer, but the status isn't “{ $status }”: something that it needs has not been filled in
    }
slack-log-edited = ✏️ The answer to the customer was changed
slack-log-withdrawn = { $what ->
        [held] 🗑 The answer was withdrawn before it left: the customer won't get it
        [note] 🗑 The note was deleted
       *[answer] 🗑 The answer to the customer was withdrawn
    }
slack-log-hidden = 🙈 hidden from the customer
slack-log-call = { $what ->
        [opened] 🔔 New { -ticket }
        [comment] 🔔 New message
        [note] 🔔 New note
       *[other] 🔔 Please take a look
    }
slack-log-moved = Status: { $source } → { $to }{ $party ->
        [agent] {""} · { $name }
        [requester] {""} · by the customer
       *[system] {""} · automatically
    }
slack-log-late = belatedly
slack-log-restored = the pause goes on as if it had not been broken
slack-log-escalated = 🔺 Escalated by the customer{ $given ->
        [none] {""}
       *[some] : { $reason }
    }
slack-log-muted = 🔕 { $who ->
        [observer] Observer { $name } wants no notices of this { -ticket }
       *[customer] The customer wants no notices of this { -ticket }
    }
slack-log-unmuted = 🔔 { $who ->
        [observer] Observer { $name } wants notices of this { -ticket } again
       *[customer] The customer wants notices of this { -ticket } again
    }
slack-log-continued = ↪ Goes on as { $number }
slack-log-choice = ❓ The customer has answered, and is asked whether to go on or to close. Without a choice work goes on:
slack-log-rated = ⭐ Customer's rating: { $grade }{ $kind ->
        [again] {""} (before: { $before })
       *[first] {""}
    }
slack-log-file = 📎 The file “{ $name }” was not received: { $reason }
slack-letter = Whole letter
slack-modal-letter = Whole letter
slack-letter-from = From
slack-letter-to = To
slack-letter-cc = Cc
slack-letter-subject = Subject
slack-letter-date = Date
slack-letter-size = Size
slack-letter-file = Attach as a file
slack-letter-file-hint = The .eml file will appear in this thread. The customer does not see it.
slack-letter-long = This is only the beginning: the .eml file has the whole letter.
slack-letter-unread = Only the header could be read.
slack-letter-gone = This letter is no longer there.
slack-size-mb = { $size } MB
slack-size-kb = { $size } KB
slack-doubt = sender not verified
slack-stray = ✉️ A letter could not be read
slack-stray-came = received
slack-stray-why = { $cause ->
        [cap] The letter is too complicated to be taken apart safely
        [sender] The letter names no sender
        [gone] The letter's content is gone from the disk
       *[other] Reason: { $reason }
    }
slack-stray-again = ⏳ Trying again…
slack-stray-aside = { $who ->
        [agent] 🗄 Set aside by { $name }
       *[none] 🗄 Set aside
    }
slack-stray-done = { $outcome ->
        [opened] ✅ Read after all: { $number }
        [commented] ✅ Read after all: it is a message in { $number } now
       *[ignored] ✅ Read after all, and nothing has to be done
    }
slack-stray-retry = Try again
slack-stray-shelve = Set aside
slack-modal-loading = Loading…
slack-modal-close = Close
slack-modal-reply = Reply to customer
slack-modal-reply-text = Reply
slack-modal-reply-hint = The customer gets this text in their chat or by mail.
slack-modal-reply-send = Send
slack-modal-then = Status after the answer
slack-modal-then-hint = The customer gets the answer and the new status in one message.
slack-modal-note = Note
slack-modal-note-text = Note for colleagues
slack-modal-note-hint = The customer will not see it.
slack-modal-note-send = Save
slack-modal-correct = Correct
slack-modal-correct-text = New text
slack-modal-correct-hint = The earlier text stays in the history, for colleagues only.
slack-modal-correct-send = Correct
slack-modal-correct-reach = { $where ->
        [note] This is a note: the customer doesn't see it and won't.
        [held] The answer hasn't left yet: the customer will get the new text.
       *[sent] The message in the chat changes in place and is marked “edited”.
    }{ $mailed ->
        [yes] {""} The letter has gone with the earlier text: if that matters, write once more.
       *[no] {""}
    }
slack-modal-withdraw = Withdraw the message?
slack-modal-withdraw-send = Withdraw
slack-modal-withdraw-reach = { $where ->
        [note] The note leaves the conversation. Its text stays in the history.
        [held] The answer won't leave. Its text stays in the history.
       *[sent] The message leaves the customer's chat; if it is older than two days, a remark takes its place. Its text stays in the history, for colleagues.
    }{ $mailed ->
        [yes] {""} The letter has gone already and can't be called back.
       *[no] {""}
    }
slack-modal-before = Earlier text
slack-modal-edit-gone = This message has been withdrawn already.
slack-modal-edit-long = The message is too long to be corrected in this window. Please write a new answer.
slack-modal-again = Not enough yet
slack-modal-again-hint = If you write what is still missing, the customer gets it. The wait goes on as if it had not been broken.
slack-modal-again-send = Wait on
slack-modal-move = New status
slack-modal-move-send = Change
slack-modal-until = Until when
slack-modal-comment = Comment for the customer
slack-modal-quiet-comment = Comment
slack-modal-quiet-hint = Becomes an internal note as long as “Do not tell the customer” is ticked below.
slack-modal-comment-hint = The customer gets it together with the new status.
slack-modal-files = Files
slack-modal-triage = Type and priority
slack-modal-triage-send = Save
slack-modal-assign = Assign
slack-modal-assign-send = Assign
slack-modal-why = Why this deadline?
slack-modal-status = New status
slack-modal-canned = Canned answer
slack-modal-canned-hint = It is added to the text below. You can change it before you send it.
slack-modal-nobody = Nobody
slack-modal-ties = Company, site, equipment, contract…
slack-modal-hidden-label = Hidden from the customer
slack-modal-hidden = Do not tell the customer
slack-modal-hidden-hint = Only colleagues hear of it. A comment becomes an internal note.
slack-field-number = The number it is kept under.
slack-field-contact-hint = A mail address.
slack-field-later = Needed before the work can be marked as done.
slack-yes = Yes
slack-no = No
slack-file-too-big = “{ $name }” is larger than { $limit } MB. Make it smaller or send a link.
slack-saving = Saving… This is taking longer than usual; there is no need to press again.
slack-press-again = The window did not open in time. Press again.
slack-old-button = This button is out of date. Open the { -ticket }'s card in the channel and press there.
slack-broken = Something went wrong, and we know about it. Code for the administrator: { $reference }.
slack-log-warned = ⏳ { $metric }: { $percent } % of the time is used, due
slack-log-breached = ⛔ { $metric }: the time is over, it was due

# Spam (E3)
slack-spam = Mark as spam
slack-restore = Not spam
slack-spam-queue = Spam queue
slack-spam-header = 🚫 Spam according to the mail filter: header { $header }{ $scored ->
        [some] , score { $score }
       *[none] {""}
    }
slack-spam-words = 🚫 Looks like spam, { $sure } % sure. Weight of words: { $words }
slack-spam-agent = 🚫 Marked as spam by an agent
slack-spam-files = { $count ->
        [one] { $count } file
       *[other] { $count } files
    }
slack-log-spam = 🚫 Marked as spam: deadlines stand still, no notices go out
slack-log-restored-spam = ↩️ Restored from spam
slack-moved-away = { $kind ->
        [private] { $number }: work goes on in a private channel
       *[open] { $number }: work goes on in
    }
slack-moved-here = { $kind ->
        [private] { $number }: it was in a private channel before; what was said there stays there
       *[open] { $number }: before, it was in
    }
slack-moved-more = { $count ->
        [one] The last message has come along.
       *[other] The last { $count } messages have come along.
    } What was said before is in the history: all of it can be read from here.
slack-moved-story = Whole history
slack-moved-open = Open the card
slack-moved-before = What was said there

# Channels of queues (X2)
slack-queues-head = ⚠ Not every queue has its own channel. Until then its new cards appear here.
slack-queues-missing = { $why ->
        [outside] • { $name }: the bot isn't in this channel. Write /invite @zayavka there
       *[absent] • { $name }: there is no such channel, or the bot can't see it. Create it and write /invite @zayavka there
    }
slack-queues-found = ✅ Channel { $name } was found: cards of its queue are there from now on. Open ones follow once anything changes on them.
