# First contact with the bot, links into the chat, what people set for themselves, their data.
tg-welcome =
    Hello! This is { $desk }.

    Tell us what happened — add a photo or a file if it helps — and we'll register it. You'll get the answer right here, and you can always see how your { -ticket(case: "plural") } are doing.
tg-description =
    { $desk }

    Tell us what happened — add a photo or a file if it helps. We'll register it and answer right here. You can see all your { -ticket(case: "plural") } and how they are doing.
tg-short-description = { $desk }. Tell us what happened, and we'll answer right here.
tg-help-notices = /notices — notices and email
tg-command-settings = Settings
tg-start-unknown = We don't know the link “{ $word }”. If that was a message, please send it again without /start.
tg-start-closed = You can't open a { -ticket } by this link at the moment. Pick something else, or just tell us what happened.
tg-start-invited = Done, now we know you: notices will come here, too.
tg-settings = Settings
tg-set-language = Language: { $name } — /language
tg-set-notices = Notices: { $ways } — /notices
tg-set-quiet = Quiet hours for email: { $hours } — /quiet
tg-set-digest = One email a day: { $at } — /digest
tg-set-none = none
tg-set-off = Not needed
tg-set-phone = Confirm your phone — /phone
tg-set-export = Get your data — /export
tg-set-forget = Delete your data — /forget
tg-set-quiet-button = Quiet hours
tg-set-digest-button = One email a day
tg-set-phone-button = Confirm phone
tg-set-export-button = Get my data
tg-set-forget-button = Delete my data
tg-quiet-ask = When should we send no email? Press a button, or write the hours, such as 21:00–07:30. If you need none, write “no”. Messages in the chat come at once.
tg-digest-ask = We can send you one email a day instead of many. At what time? Press a button, or write it, such as 10:00. If you don't need that, write “no”.
tg-phone-ask = If your phone is in our list, you'll also see here what you wrote to us by email before. Press the button below the input field. Changed your mind? /cancel
tg-phone-button = Send my number
tg-phone-press = A number that is typed proves nothing. Press the button below the input field.
tg-phone-not-yours = That is somebody else's number, and we need yours.
tg-phone-known = Your number is confirmed, now we know you.
tg-phone-unknown = We don't have that number, so nothing has changed. You can confirm an email address instead: /notices
tg-export-begun = We're putting your data together and will send it here as a file.
tg-export-here = Everything we have about you: { -ticket(case: "plural") }, the conversation, a list of files. Open zayavka.html.
tg-record-name = Name
tg-record-mail = Email
tg-record-language = Language
tg-record-notices = Notices
tg-record-zone = Time zone
tg-record-quiet-hours = Quiet hours
tg-record-digest = Daily email
tg-record-accounts = Where you write to us
tg-record-companies = Company, position, phone
tg-record-registrations = What you told us when you registered
tg-record-grade = Your rating
tg-forget-nothing = We have no data of yours.
tg-forget-not = You work at this desk. Once an administrator has taken your roles away, you can delete your data here.
tg-forget-ask = Delete your data? We'll erase your name, phone, email address, settings and the link to this chat. They can't be brought back.
tg-forget-words = Your messages and files go, too. Only numbers, dates and our own answers stay: we need them to account for our work.
tg-forget-contacts = Your { -ticket(case: "plural") } and the conversation stay with us without your name: we need them to account for our work.
tg-forget-open = Not closed yet: { $numbers }. We won't be able to answer you any more.
tg-forget-yes = Yes, delete
tg-forget-sure = Really delete? This can't be undone. Press the button, or write “delete”.
tg-forget-sure-yes = Delete for good
tg-forgotten = Your data is deleted. If you write again, we'll meet you as somebody new.
file-lost-forgotten = deleted at its author's wish
refusal-invitation = This invitation was used already, is too old, or is not for you. Ask for a new one.
refusal-phone = We found nobody by that number.
refusal-join = They can't be parted: there is no such joining, or it was over a month ago.
slack-log-joined = 🔗 The customer has proved who they are: { $name }. If that is wrong, part them again: { $command }
slack-log-parted = 🔗 Two customers again: this is { $name } once more.
slack-log-forgotten = 🧹 The customer asked to have their data deleted. Answers won't reach them any more.
slack-parted = Done: two people again.
slack-invited = The invitation for { $email } is good for 14 days and one use. Send this link to the customer: { $link }
slack-invite-usage = Write the customer's address: /zayavka invite ivan@example.org
slack-invite-no-chat = This desk has no Telegram bot.
slack-command-invite = invite, invitation
slack-command-part = part
