# Why a request was not carried out. The codes are in core/errors.py.
refusal-missing = Not found. The number may be mistyped, or the { -ticket } is not yours.
refusal-stranger = These buttons are for the support team. Ask to be added to the channel.
refusal-claimed = Already taken by { $assignee }.
refusal-given = Work is handed out here, you can’t take it yourself. Ask to be assigned.
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
refusal-address = That does not look like an email address. For example: ivan@example.org
refusal-address-taken = That address belongs to somebody else here. If it is yours, write to us and we will sort it out.
refusal-code = That code is not right. { $left ->
        [0] No tries are left: ask for a new code.
        [one] { $left } try is left.
       *[other] { $left } tries are left.
    }
refusal-code-over = That code is no longer valid. Ask for a new one.
refusal-too-often = Too many emails with codes today. Try again tomorrow.
refusal-unregistered = You can't open a { -ticket } yet: somebody of the desk has to let you in first.
refusal-service = That service is not open to you. Pick another one.
refusal-choice = { $aspect ->
        [priority] That priority is not offered any more. Pick another one.
        [category] That category is not offered any more. Pick another one.
        [company] That company is not known, or does not go with the rest.
        [site] That site is not known, or belongs to another company.
        [equipment] That equipment is not known, or stands somewhere else.
        [contract] That contract is not known, or belongs to another company.
        [group] There is no such group any more. Pick another one.
       *[other] That is not offered any more. Pick something else.
    }
refusal-field = { $problem ->
        [empty] “{ $question }” has to be filled in.
        [long] “{ $question }”: that is too long. Shorten it, or send it as a file.
        [number] “{ $question }”: that is not a number. For example: 12 or 3.5
        [date] “{ $question }”: that is not a date. For example: 31.12.2026
        [small] “{ $question }”: the number can't be less than { $edge }.
        [large] “{ $question }”: the number can't be more than { $edge }.
        [early] “{ $question }”: the day can't be before { $edge }.
        [late] “{ $question }”: the day can't be after { $edge }.
        [unknown] “{ $question }”: we know nothing by that name or number here. Pick one from the list.
       *[other] “{ $question }”: pick one of those offered.
    }
refusal-crowded = A { -ticket } can have { $limit } observers, and no more.
refusal-spam = Restore the { -ticket } from spam first, with the “Not spam” button.
refusal-meanwhile = { $side ->
        [staff] { $name } has answered meanwhile. Read it, and send yours once more if it is still needed.
       *[customer] { $name } has written meanwhile. Read it, and send your answer once more if it still fits.
    }
refusal-person = There is nobody by that name or address here.
refusal-hours = That is no time of the day. For example: 09:00, or 20:00–08:00 for hours.
refusal-too-late = The answer has already left for the customer and can't be taken back.
refusal-overtaken = Somebody else changed this while you were looking. Open it once more and check.
refusal-tied = It cannot be deleted: it is tied to { $what ->
        [tickets] { -ticket(case: "plural") }
        [contacts] contact persons
        [sites] sites
        [contracts] contracts
        [contract_sites] contracts
        [equipment] equipment
       *[other] other records
    }.
refusal-last-administrator = This is the last administrator. Appoint another one first.
refusal-inherited = This comes from a group, the Slack channel or the settings. Take it back where it comes from.
refusal-period = These days will not do: the last one must not be before the first, nor have passed.
refusal-cover = That person cannot take over: choose another colleague, who will be there.
refusal-placeholder = There is no placeholder { $name }. There are these: { $known }
refusal-moved = { $number } is in another channel now, so what you wrote here was neither kept nor sent. Please write there: the link is at the top of this thread.
