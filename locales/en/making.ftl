# A new ticket: from a call or a message (C1, E15)
slack-make = Create a { -ticket }
slack-make-send = Create
slack-make-new-person = Somebody new…
slack-make-name = Name
slack-make-me = { $name } (you)
slack-make-who-place = Who is it?
slack-make-who-hint = Searched by name, mail, phone and company. You can pick yourself.
slack-make-subject-hint = Without one, the first line of the description is used.
slack-make-files = Along with the message: { $names }
slack-make-files-left = { $count ->
        [one] { $count } more file did not fit. Please attach it below.
       *[other] { $count } more files did not fit. Please attach them below.
    }
slack-make-unseen = The bot cannot see this message. Invite it to the channel, or use the menu of the message itself.
slack-make-asks = A few details are missing to create a { -ticket } from this message.
slack-make-fill = Fill in
slack-made = { -Ticket }
slack-made-already = { $number } was created from this message already.
slack-made-done = Done: { $number }. Its card is in the agents’ channel.
slack-split-picked = The message whose menu you came from

# The customer's orders, from another system (E2)
slack-orders = The customer’s orders: { $count }
slack-orders-none = The customer has no orders
slack-orders-asking = Looking up the orders…
slack-orders-repeated = We will try again later
slack-orders-again = Look the orders up again
slack-orders-missed = { $problem ->
        [nothing] Orders: too little is known of the customer to look them up
        [slow] Orders: the shop did not answer in time
        [refused] Orders: the shop gave no answer
        [unreachable] Orders: the shop cannot be reached now
        [large] Orders: the shop’s answer is too large
       *[malformed] Orders: the shop’s answer cannot be read
    }
