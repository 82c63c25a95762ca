# The agents' door: the card, its thread, the modals.
slack-claim = Take
slack-reply = Reply to customer
slack-note = Note
slack-again = Not enough yet
slack-end = Customer says it's solved: close
slack-move = Change status
slack-until = until
slack-priority = priority: { $priority }
slack-requester = Customer: { $name } · { $door ->
        [telegram] Telegram
        [slack] Slack
        [mail] mail
        [web] website
        [phone] phone
       *[api] API
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
slack-side-staff = 💬 { $name } · reply to customer
slack-side-note = 🔒 { $name } · internal note, the customer does not see it
slack-edited = ✏️ edited
slack-before = Before: { $text }
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
       *[other] { $reason }
    }
slack-log-assigned = ✋ { -Assignee }: { $name }
slack-log-moved = Status: { $source } → { $to }{ $party ->
        [agent] {""} · { $name }
        [requester] {""} · by the customer
       *[system] {""} · automatically
    }
slack-log-restored = the pause goes on as if it had not been broken
slack-log-escalated = 🔺 Escalated by the customer{ $given ->
        [none] {""}
       *[some] : { $reason }
    }
slack-log-muted = 🔕 The customer wants no notices of this { -ticket }
slack-log-unmuted = 🔔 The customer wants notices of this { -ticket } again
slack-log-continued = ↪ Goes on as { $number }
slack-log-choice = ❓ The customer has answered, and is asked whether to go on or to close. Without a choice work goes on:
slack-log-rated = ⭐ Customer's rating: { $grade }
slack-log-file = 📎 The file “{ $name }” was not received: { $reason }
slack-modal-loading = Loading…
slack-modal-close = Close
slack-modal-reply = Reply to customer
slack-modal-reply-text = Reply
slack-modal-reply-hint = The customer gets this text in their chat or by mail.
slack-modal-reply-send = Send
slack-modal-note = Note
slack-modal-note-text = Note for colleagues
slack-modal-note-hint = The customer will not see it.
slack-modal-note-send = Save
slack-modal-again = Not enough yet
slack-modal-again-hint = If you write what is still missing, the customer gets it. The wait goes on as if it had not been broken.
slack-modal-again-send = Wait on
slack-modal-move = New status
slack-modal-move-send = Change
slack-modal-until = Until when
slack-modal-comment = Comment for the customer
slack-modal-comment-hint = The customer gets it together with the new status.
slack-modal-files = Files
slack-file-too-big = “{ $name }” is larger than { $limit } MB. Make it smaller or send a link.
slack-saving = Saving… This is taking longer than usual; there is no need to press again.
slack-press-again = The window did not open in time. Press again.
slack-old-button = This button is out of date. Open the { -ticket }'s card in the channel and press there.
slack-broken = Something went wrong, and we know about it. Code for the administrator: { $reference }.
slack-log-warned = ⏳ { $metric }: { $percent } % of the time is used, due
slack-log-breached = ⛔ { $metric }: the time is over, it was due
