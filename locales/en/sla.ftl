# Why is it due then: the reckoning line by line. Times are those of the calendar.
sla-metric-first-response = First answer
sla-metric-next-response = Next answer
sla-metric-update = News of the work
sla-metric-resolution = Solution
sla-metric-due = Due date
sla-title = { $metric }: { $span }, time of { $zone }
sla-line-from = counted from { $at }
sla-line-window = { $at } — { $until }: { $span }
sla-line-day = { $at }: working day no. { $number }
sla-line-closed = { $at }: day off, { $name }
sla-line-pause = { $at } — { $until }: paused, “{ $name }”
sla-line-restored = { $at } — { $until }: does not count, the pause “{ $name }” went on
sla-line-due = { $span } in all, due { $at }
sla-span = { $hours ->
        [0] { $minutes } min
       *[other] { $minutes ->
            [0] { $hours } h
           *[other] { $hours } h { $minutes } min
        }
    }
sla-span-days = { $days ->
        [one] { $days } working day
       *[other] { $days } working days
    }
sla-now = now
sla-none = Nothing is promised for a { -ticket } of this kind.
sla-line-named = the date that was agreed: { $at }
sla-span-named = by agreement
