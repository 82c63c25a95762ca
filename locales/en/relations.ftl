# Tickets that have to do with each other, and time that an agent sets: the card, its thread, the modals, the notices.
slack-incidents = Answer all incidents
slack-problem = Incident of a problem…
slack-parent = Part of…
slack-merge = Merge…
slack-unmerge = Undo the merge
slack-unmerge-text = It is a { -ticket } of its own again. What was said since stays in { $number }. The customers are told.
slack-unmerge-yes = Undo
slack-unmerge-no = Keep
slack-split = Split off a message…
slack-snooze = Put off for me…
slack-watch = Watch
slack-unwatch = Stop watching
slack-watched = 👁 Watched by { $names }
slack-log-watch = { $how ->
        [begun] 👁 Watching
       *[ended] 👁 No longer watching
    }
slack-merged-into = ↪ Merged: goes on in { $number }
slack-relation = { $kind ->
        [problem] 🧩 Incident of the problem { $numbers }
        [incident] 🧩 Incidents, { $open } of { $count } open: { $numbers }
        [parent] ⤴ Part of { $numbers }
        [child] ⤵ Parts, { $open } of { $count } open: { $numbers }
        [origin] ✂️ Split off from { $numbers }
        [split] ✂️ Split off: { $numbers }
       *[merged] ↩ Merged into this one: { $numbers }
    }
slack-snoozed = 💤 Put off:
slack-log-linked = { $how ->
        [untied] { $link ->
            [problem] 🧩 No longer an incident of { $number }
            [incident] 🧩 { $number } is no longer an incident of this
            [parent] ⤴ No longer a part of { $number }
           *[other] ⤵ { $number } is no longer a part of this
        }
       *[tied] { $link ->
            [problem] 🧩 Incident of { $number }
            [incident] 🧩 New incident: { $number }
            [parent] ⤴ Part of { $number }
            [child] ⤵ New part: { $number }
            [origin] ✂️ Split off from { $number }
           *[split] ✂️ Split off as { $number }
        }
    }
slack-log-merged = { $how ->
        [merged] ↪ Merged: goes on in { $number }
        [absorbed] ↩ { $number } is merged into this one
        [released] ↩ { $number } is on its own again
       *[unmerged] ↪ On its own again, no longer a part of { $number }
    }
slack-log-incidents = 🧩 Incidents answered: { $answered }, left out: { $left }. Who and why is under “Answer all incidents”
slack-log-snoozed = 💤 Put off until
slack-log-woken = { $cause ->
        [time] ⏰ The time is over: back with { $name }
        [answer] ⏰ The customer has written: back with { $name }
       *[agent] ⏰ No longer put off by { $name }
    }
slack-relation-none = None
slack-relation-other = Which one
slack-relation-number = Or by its number
slack-relation-number-hint = For example 123. What you type counts.
slack-modal-problem = Incident of a problem
slack-modal-problem-send = Save
slack-problem-hint = It becomes an incident. Its customer is answered together with the others.
slack-modal-parent = Part of
slack-modal-parent-send = Save
slack-parent-hint = Only colleagues see this.
slack-modal-merge = Merge
slack-modal-merge-send = Merge
slack-merge-what = { $number } becomes a part of the one you pick. Letters, replies and its thread lead there. This can be undone for a week.
slack-merge-hint = Those of the same customer come first.
slack-merge-shared-label = Who reads what
slack-merge-shared = Everyone in either may read both
slack-modal-split = Split off
slack-modal-split-send = Split off
slack-split-none = There is no message of the customer here.
slack-split-message = Message
slack-split-following-label = How much
slack-split-following = With all that the customer wrote after it
slack-split-subject-hint = Without one, the message's first line is used.
slack-modal-snooze = Put off for me
slack-modal-snooze-send = Save
slack-snooze-what = It leaves your list until then, or until the customer writes. Status and deadlines stay as they are.
slack-snooze-until = Until
slack-snooze-time = { $time ->
        [hour] In an hour
        [tomorrow] Tomorrow at 9:00
        [monday] On Monday at 9:00
       *[now] Back on my list now
    }
slack-snooze-own = Another time
slack-snooze-own-hint = Goes before the choice above.
slack-modal-incidents = Answer all incidents
slack-modal-incidents-send = Send to all
slack-incidents-will = { $open ->
        [0] No incident is open, so nobody would get an answer.
        [one] One open incident gets the answer: { $numbers }
       *[other] { $open } open incidents get the answer: { $numbers }
    }{ $others ->
        [0] {""}
       *[other] {""} · Left out, since they are solved: { $others }
    }
slack-incidents-running = { $name } is answering the incidents right now. Done so far: { $done }
slack-incidents-text = Answer
slack-incidents-hint = Each customer gets it in their chat or by mail.
slack-incidents-then = And then
slack-incidents-resolve = Mark the incidents as solved
slack-incidents-went = Last answer, by { $name }: { $answered } answered, { $left } left out
slack-incidents-left = { $reason ->
        [resolved] was solved already
        [merged] goes on in another { -ticket }
        [role] somebody else's: the sender may not work with it
        [field] a field has to be filled in first
        [move] cannot be solved from its status
       *[other] has to be done by hand
    }
slack-incidents-way = { $how ->
        [sent] delivered
        [failed] not delivered
        [waits] on its way
       *[none] there is no address
    }
tg-merged = { $one } and { $other } are now one { -ticket }: { $one }. You can go on answering either.
tg-unmerged = { $one } and { $other } are two { -ticket(case: "plural") } again.
mail-merged = { $one } and { $other } are now one { -ticket }: { $one }. You can go on answering either.
mail-unmerged = { $one } and { $other } are two { -ticket(case: "plural") } again.
refusal-merged = { $number } was merged and goes on in { $into }. Please do that there.
refusal-relation = { $problem ->
        [itself] { $number } is this very { -ticket }. Pick another one.
        [merged] { $number } has been merged already.
        [final] { $number } is closed for good.
        [strangers] { $number } belongs to a customer of another company. They would read each other's words, so the two cannot be merged.
        [shared] { $names } would come to read both conversations. Tick the box below if that is all right.
        [private] { $number } is in a private queue that not everybody may see, so the two cannot be put together.
        [ring] { $number } is itself a part of this one.
        [kind] { $number } cannot be that: only a problem has incidents, and a problem is not one.
        [word] Only a customer's message can be split off.
        [later] { $number } has been merged itself. Undo that first.
       *[late] The merge is more than a week old and can't be undone any more.
    }
refusal-round = { $how ->
        [now] { $name } is answering these incidents right now.
       *[over] { $name } has answered these incidents meanwhile. Open the window again to see whom.
    }
