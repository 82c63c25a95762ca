# The picture of a desk's statuses: `zayavka profile graph`.
graph-title = { $name }: statuses and moves
graph-kind = { $kind ->
        [new] kind: new
        [working] kind: working
        [waiting] kind: waiting for customer
        [on_hold] kind: on hold
        [escalated] kind: escalated
        [investigating] kind: investigating
        [resolved] kind: resolved
       *[closed] kind: closed
    }
graph-start = start
graph-final = end
graph-pauses = resolution clock stands still
graph-asks-until = asks until when
graph-claimed = taken: “{ $to }”
graph-answer = customer answers: “{ $to }”
graph-answer-after = customer answers and chooses nothing for { $minutes } min: “{ $to }”
graph-time = the time has come: “{ $to }”
graph-silence = silence, { $span }: “{ $to }”
graph-press = customer's button: “{ $label }”
graph-rated = the customer may rate it
graph-comment = moving here takes a comment
graph-hours = { $hours } h
graph-hours-working = { $hours } working h
graph-party = { $party ->
        [agent] agent
        [requester] customer
       *[system] system
    }
graph-legend = Who may move
graph-legend-dot = A mark on a line: a move leads from here; the arrow says where to. Forward on the right, back on the left.
