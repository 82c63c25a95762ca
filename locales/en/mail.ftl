# Letters to the customer.
mail-subject = [{ $desk }] { $number } { $subject }
mail-subject-re = [{ $desk }] Re: { $number } { $subject }
mail-from = { $name } · { $desk }
mail-open = Open the { -ticket }
mail-verb-answer = Answer
mail-verb-return = Return to work
mail-verb-close = Close it
mail-receipt = { -Ticket } { $number } is registered.
mail-promise = First answer by { $moment }.
mail-receipt-next = Thank you for writing. We'll look into it and get back to you.
mail-linked = It goes on with { $number }.
mail-answer-page = You can answer on the page of this { -ticket }.
mail-answer-reply = To write to us, just reply to this email.
mail-answer-attach = To answer by email, reply to this email and put { $address } in Cc: without that address the reply does not become part of the conversation.
mail-original = { $whose ->
        [mine] Your first message
       *[other] The first message
    }
mail-says = { $name }{ $side ->
        [requester] {""} (author) writes
       *[observer] {""} (observer) writes
    }
mail-files-there = Files that came with it:
mail-copied = { $kind ->
        [added] { $name } is an observer now.
       *[dropped] { $name } is no longer an observer.
    }
mail-somebody = Somebody
mail-written = There is a new message.
mail-observing = { $name } wants you to be kept informed.
mail-observing-next = News will come to this address.
mail-changed = What has changed:
mail-survey = The work is done, and your opinion matters to us.
mail-assigned = { $name } is looking into it.
mail-status = The status is now “{ $status }”.
mail-status-until = The status is now “{ $status }”. We'll get back to it on { $moment }.
mail-resolved = We believe this is solved. If it isn't, return the { -ticket } to work.
mail-rate-ask = How did we do?
mail-escalated = We've got your escalation and passed it on to those in charge.
mail-escalated-reason = Reason: { $reason }
mail-choice = This was considered solved, and you have written again. Shall we go on with it, or close it?
mail-choice-until = If you choose nothing before { $moment }, work goes on.
mail-file-missed = We couldn't get the file “{ $name }” — { $reason }. Please send it another way.
mail-files-left = These files are too large for an email; they are on the page of the { -ticket }:
mail-why = { $whose ->
        [mine] You are getting this email because you have contacted us: { $desk }.
       *[other] You are getting this email because somebody wants you to be kept informed of { $number }: { $desk }.
    }
mail-why-blind = You are getting this email because somebody has written to us from your address: { $desk }. If it wasn't you, there is nothing you need to do.
mail-chat = Get the answers in Telegram
mail-mute = Don't notify me about { $number }
mail-code-subject = [{ $desk }] Confirmation code: { $code }
mail-code = To confirm this address, enter the code in the chat:
mail-code-why = This address was given for notices: { $desk }. If it wasn't you, there is nothing you need to do.
mail-unknown-subject = [{ $desk }] We do not know you yet
mail-unknown = An email came from your address, but we have not met yet, so no { -ticket } has been opened so far.
mail-large-subject = [{ $desk }] Files that are too large
mail-large = { $count ->
        [one] { $count } file of your email was too large for us and did not get through. Please send a link to it, or split it.
       *[other] { $count } files of your email were too large for us and did not get through. Please send links to them, or split them.
    }
mail-attach-subject = [{ $desk }] Your reply is not part of the conversation
mail-attach = We take replies by email if { $address } is in Cc. Please send your reply again with that address: our team can see your email, but it has not become part of the conversation.
# What the team and the customer see instead of what cannot be read in a letter.
mail-in-oversize = The email is too large ({ $size } MB): only its header is left. The text and the files have to be sent another way.
mail-in-encrypted = The email is encrypted and we cannot read it. It is attached as it came.
mail-in-meeting = 📅 Meeting: { $what }. When: { $when }. Where: { $where }.
mail-in-forwarded = ↪ Attached is an email from { $sender }: “{ $subject }”.
mail-in-tnef = Outlook has packed the attachments into winmail.dat: it opens in Outlook, or with a special program.
mail-in-signed = The whole email is inside a signed file (S/MIME), which cannot be read here. It is attached as it came.
mail-in-files = (only files in the email)
mail-in-empty = (an empty email)
mail-in-stranger = An email from { $name } <{ $address }>, who takes no part in this conversation.
mail-in-forged = An email in the name of { $name } <{ $address }>: the check says that the sender is forged.
mail-in-unattached = A reply from { $name } <{ $address }> without the address for replies in Cc.
mail-in-closed = { $name } <{ $address }> writes about what is closed already.
mail-in-unproved = An email from { $name } <{ $address }> in answer to an agent's call: that it is them could not be made sure of, or the call is too old.
mail-in-refused = An email from { $name } <{ $address }> in answer to a call: it cannot be done by email now.
mail-in-machine = An automatic email from { $name } <{ $address }>.
# Letters to the desk's own people.
mail-call-opened = { $name } has opened a { -ticket }.
mail-call-comment = { $name } has written.
mail-call-answer = { $name } has answered the customer.
mail-call-note = { $name } has left a note.
mail-call-assigned = { $name } has changed whose work this is.
mail-call-status = { $name } has moved it to “{ $status }”.
mail-call-changed = { $name } has changed the { -ticket }.
mail-call-rated = { $name } has rated the work.
mail-call-hidden = The customer is not told of this.
mail-call-hint = { $how ->
        [note] Your reply to this email becomes a note: only the team sees it.
        [answer] Your reply to this email goes to the customer.
       *[off] Answer in the agents' channel, not by email.
    }
mail-call-why = You are getting this email because you work here: { $desk }.
mail-digest-title = Digest: { $count ->
        [one] { $count } { -ticket }
       *[other] { $count } { -ticket(case: "plural") }
    }
mail-digest-more = …and { $count } more.
mail-digest-why = You get this email because you asked for one a day: { $desk }.
mail-digest-stop = Don't send me digests
mail-digest-kind = { $kind ->
        [opened] new
        [comment] the customer wrote
        [answer] answered
        [note] note
        [assigned] reassigned
        [status] status changed
        [rated] rated
       *[other] changed
    }
