# Getting acquainted: what strangers are asked, what they are told, what agents see (A5).
particular-surname = Surname
particular-first-name = First name
particular-patronymic = Patronymic
particular-position = Position
particular-email = Contact email
particular-phone = Work phone
refusal-particular = { $problem ->
        [empty] This one is needed: { $particular }.
        [long] Too long: { $particular }. Please keep it within 300 characters.
        [mail] That does not look like an email address. For example: ivan@example.org
        [phone] That does not look like a phone number. For example: +44 20 7946 0123 ext 12
        [whom] Pick somebody in the search, or name somebody new.
        [taken] This number is known as { $who }’s. Pick them in the search, or add an email address if it is somebody else.
       *[other] We do not ask for that.
    }
refusal-closed = Thank you for writing, but we are not registering new customers here.
refusal-let-in = You are registered already and can write to us.
refusal-declined = Your registration was declined a short while ago. You can ask again a day after that.
refusal-no-request = There is no request of yours waiting.
refusal-decided = { $state ->
        [approved] Approved already by { $who }.
        [declined] Declined already by { $who }.
       *[other] They have withdrawn the request themselves.
    }

tg-reg-hello = Hello! We have not met yet, so a few questions about you first. Somebody of the desk will look at your answers and let you in.
tg-reg-hello-kept = Hello! Your message is saved. We have not met yet, so a few questions about you first: somebody of the desk will look at your answers and let you in.
tg-reg-ask = { $particular ->
        [surname] What is your surname?
        [first-name] And your first name?
        [patronymic] Your patronymic? If you have none, just skip this.
        [position] What is your position?
        [email] Which email address can we reach you at?
       *[phone] Your work phone? With the extension, if there is one.
    }
tg-reg-share = If your work number is the one you use in Telegram, you can send it with the button below.
tg-reg-share-button = 📱 Send my number
tg-reg-not-yours = That is somebody else's contact. Please send your own number with the button, or type it.
tg-reg-noted = All right, let us go on.
tg-reg-summary = Is everything right?
tg-reg-empty = —
tg-reg-waiting = Your request has been passed on; nothing more is needed. We will write here as soon as you are let in.
tg-reg-waiting-kept = Everything you wrote is saved: “{ $words }”.
tg-reg-let-in = { $name }, you are registered and can write to us now.
tg-reg-let-in-next = Tell us what happened, or press the button.
tg-reg-let-in-kept = You wrote: “{ $words }”. Press the button, and we will go on from there.
tg-reg-declined = We are sorry, but we cannot register you at the moment.
tg-reg-reason = The reason: { $reason }
tg-reg-again-at = You can ask again after
tg-reg-outside = Before we can take your { -ticket }, we need to get acquainted: just a few short questions.
tg-reg-closed = Thank you for writing! We are sorry, but we are not registering new customers here and cannot take your message.
tg-reg-start = Introduce myself
tg-reg-change = Change my details
tg-reg-withdraw = Withdraw
tg-reg-withdrawn = All right, your request is withdrawn.
tg-reg-old-button = This button is too old. Press /start, and we will go on.

mail-unknown-page = If it was you, please introduce yourself by the link below; it takes two minutes. Once somebody of the desk has let you in, your email becomes a { -ticket } by itself: there is no need to send it again.
mail-unknown-button = Introduce myself
mail-unknown-telegram = If it was you, you can introduce yourself in our Telegram chat. Your email is kept meanwhile.
mail-unknown-else = If it was you, ask the person you know here to register this address. Your email is kept.
mail-refused-subject = [{ $desk }] We cannot take your email
mail-refused = An email came from your address, but we only take emails from our customers and are not registering new ones at the moment. If it was not you, there is nothing to do.
mail-waiting-subject = [{ $desk }] Your request is being looked at
mail-waiting = Your details are with us already, and your email is kept. Nothing more is needed: we will write as soon as you are let in.
mail-registered-subject = [{ $desk }] You are registered
mail-registered = You can write to us from this address now.
mail-registered-letters = { $count ->
        [one] Your email is being registered: its number comes separately.
       *[other] Your emails are being registered: their numbers come separately.
    }
mail-declined-subject = [{ $desk }] About your registration
mail-declined = We are sorry, but we cannot register you at the moment. You can ask again in a day, by the link of our last email.
mail-declined-reason = The reason: { $reason }
mail-registration-why = You are getting this email because you asked to be registered: { $desk }.

web-reg-title = Let us get acquainted
web-reg-intro = Somebody of the desk will look at your details and let you in. The email that you sent is kept: there is no need to send it again.
web-reg-address = Your address
web-reg-optional = optional
web-reg-send = Send
web-reg-change = Save the changes
web-reg-withdraw = Withdraw
web-reg-waiting = Your request has been passed on; nothing more is needed. We will write to { $address } as soon as you are let in. If something is to be corrected, you can do it here.
web-reg-done = Thank you! Your request has been passed on. We will write to { $address }.
web-reg-withdrawn = All right, your request is withdrawn. If you change your mind, send it again.
web-reg-let-in-title = You are registered
web-reg-let-in = You can write to us from this address now. You will not need this page any more.
web-reg-declined-title = Not this time
web-reg-declined = We could not register you. You can ask again a day after the refusal.
web-reg-closed-title = No registration
web-reg-closed = We are not registering new customers at the moment.

slack-reg-title = { $state ->
        [waiting] Asks to be let in: { $name }
        [approved] Let in: { $name }
        [declined] Declined: { $name }
       *[withdrawn] Withdrawn: { $name }
    }
slack-reg-from = { $door ->
        [telegram] Writes in Telegram
        [mail] Writes by mail
        [web] Writes on the site
       *[other] Got in touch
    }: { $who }
slack-reg-proved = the address is confirmed by the link of our letter
slack-reg-unproved = email and phone are as they say, we have not checked them
slack-reg-words = What they want:
slack-reg-letters = { $count ->
        [one] { $count } letter waits and becomes a { -ticket } once they are approved.
       *[other] { $count } letters wait and are registered once they are approved.
    }
slack-reg-known = Might be: { $name }
slack-reg-approve = Approve
slack-reg-decline = Decline
slack-reg-as = Approve as…
slack-reg-as-person = This is { $name }
slack-reg-as-company = Somebody new, { $company }
slack-reg-by = { $state ->
        [approved] Approved by { $who }
        [declined] Declined by { $who }
       *[withdrawn] Withdrawn by themselves
    }
slack-reg-joined = They are one person with somebody you knew. If that was wrong: { $command } (within 30 days)
slack-reg-operator = the operator
slack-reg-reason = Reason: { $reason }
slack-reg-reason-told = Reason (they were told): { $reason }
slack-reg-modal = Decline
slack-reg-modal-reason = Reason
slack-reg-modal-hint = Stays on the card for your colleagues.
slack-reg-modal-tell-label = Tell them why
slack-reg-modal-tell = Send this reason to the person
slack-reg-modal-send = Decline
