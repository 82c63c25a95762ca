# Queues and search: the app's Home tab, the command, the window with the history; and the words that people ask with.
slack-home-find = Search
slack-home-find-hint = Words in any form, a number or a phone. You can narrow it: status:open who:me from:2026-10-01
slack-home-find-place = pump status:open
slack-home-brand = Site
slack-home-brand-all = All sites
slack-home-found = Found for “{ $text }”, newest first
slack-home-stranger = The queues here are for the support team. Ask to be added to the channel, and they will appear.
slack-home-loading = Loading…
slack-home-broken = The list could not be shown. Open the tab once more; code for the administrator: { $reference }.
slack-queue-mine = Mine
slack-queue-unassigned = Unassigned
slack-queue-breach = Due soon
slack-queue-overdue = Overdue
slack-queue-waiting = Waiting
slack-queue-undelivered = Undelivered
slack-queue-spam = Spam
slack-queue-count = { $name } · { $count }
slack-queue-about-mine = What you are working on, oldest first
slack-queue-about-unassigned = Open and nobody’s, oldest first
slack-queue-about-breach = Due within a day
slack-queue-about-overdue = The deadline has passed, longest ago first
slack-queue-about-waiting = Waiting for the customer or somebody else
slack-queue-about-undelivered = The last notice did not reach the customer
slack-queue-about-spam = Set aside as spam, newest first
slack-queue-empty-mine = Nothing is on your plate now. Have a look at Unassigned: somebody may need help.
slack-queue-empty-unassigned = All taken care of, nobody is forgotten.
slack-queue-empty-breach = Nothing is due within a day.
slack-queue-empty-overdue = Nothing is overdue.
slack-queue-empty-waiting = Nobody is waiting for anything.
slack-queue-empty-undelivered = Every notice has arrived.
slack-queue-empty-spam = Nothing here: nothing is set aside as spam.
slack-list-found-nothing = Nothing found. Try fewer words, or fewer conditions.
slack-list-looked = Only a part was looked through: there may be more further on.
slack-list-misread = “{ $said }” was not understood and left out.
slack-list-facts = { $status } · { $priority } · { $requester } → { $assignee }
slack-list-due = ⏳ Due:
slack-list-lost = ⚠ Not delivered: { $reason }
slack-list-open = Open
slack-list-next = Next →
slack-list-back = ← Back
slack-list-again = Refresh
slack-list-title = List
slack-story-earlier = ↑ Earlier
slack-story-later = ↓ Later
slack-story-list = ← To the list
slack-story-theirs = All of this customer’s
slack-story-begun = History
slack-help = What the command can do:
    • /zayavka new — take down a call or a request
    • /zayavka mine — what you are working on
    • /zayavka unassigned — open and nobody’s
    • /zayavka breach — due within a day
    • /zayavka waiting — waiting for the customer or somebody else
    • /zayavka undelivered — the notice did not arrive
    • /zayavka find pump status:open who:me from:2026-10-01 to:2026-10-15 — search
    • /zayavka { $number } — a { -ticket } with its history
    • /zayavka invite ivan@example.org — a link that brings a customer into the chat
    • /zayavka admin · settings · ratings — reference lists, your settings, ratings of customers
    Conditions: status, type, priority, category, service, site, who, customer, from, to. The app’s Home tab has the same.
slack-command-mine = mine, my
slack-command-unassigned = unassigned, nobody, free
slack-command-breach = breach, due, deadlines
slack-command-overdue = overdue, missed
slack-command-waiting = waiting, wait
slack-command-undelivered = undelivered, failed
slack-command-spam = spam
slack-command-new = new, create
slack-command-find = find, search
slack-command-help = help, ?
find-status = status, state
find-type = type, kind
find-priority = priority, criticality, urgency
find-category = category
find-service = service
find-brand = site, brand
find-assignee = who, assignee, agent
find-requester = customer, requester, author
find-since = from, since, after
find-until = to, until, before
find-me = me, my, mine
find-nobody = nobody, none, unassigned
find-open = open, active, unsolved
find-done = closed, done, solved
find-today = today
find-yesterday = yesterday
