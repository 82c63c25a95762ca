# Administration, one's own settings, on-call, ratings: windows in Slack.
slack-home-mine = My settings
slack-home-admin = Administration
slack-home-ratings = Ratings · { $count }
slack-command-admin = admin, administration
slack-command-settings = settings
slack-command-ratings = ratings
slack-away = away from { $first } to { $last }{ $covered ->
        [yes] , { $cover } covers
       *[no] { "" }
    }
slack-away-mark = away until { $last }
slack-admin-title = { $page ->
        [people] People
        [person] Person
        [add-person] New person
        [edit-person] Change
        [role] Give a role
        [group] Add to a group
        [records] Reference list
        [record] Record
        [add-record] New record
        [edit-record] Change
        [ready] Canned answers
        [add-ready] New canned answer
        [edit-ready] Canned answer
        [audit] Audit
        [duties] On call
        [on-call] On call until
        [rota] On call by weeks
        [mine] Settings
        [hours] Working hours
        [absence] Absence
        [ratings] Ratings
        [chats] Group chats
        [chat] Group chat
       *[menu] Administration
    }
slack-admin-about = People and reference lists. Every change goes into the audit: who changed what, and when.
slack-admin-profile = Statuses, types, services, groups, targets and calendars belong to the profile file: they are not changed here.
slack-admin-only = Administrators keep these lists. If something has to be changed, please ask one of them.
slack-admin-people = People
slack-admin-kind = { $kind ->
        [companies] Companies
        [contacts] Contacts
        [contracts] Contracts
        [sites] Sites
       *[equipment] Equipment
    }
slack-admin-ready = Canned answers
slack-admin-duties = On call
slack-admin-chats = Group chats
slack-admin-audit = Audit
slack-admin-up = ← Back to the list
slack-admin-add = Add
slack-admin-edit = Change
slack-admin-drop = Delete
slack-admin-drop-ask = Delete “{ $what }”? You can undo it right away.
slack-admin-dropped = Deleted.
slack-admin-undo = Undo
slack-admin-saved = ✓ Saved.
slack-admin-save = Save
slack-admin-yes = Yes
slack-admin-no = No
slack-admin-hint = { $form ->
        [company] Number of a company in the list
        [site] Number of a site in the list
        [sites] Numbers of sites, with commas between them
        [zone] For example: Europe/Moscow
        [level] Id of a level in the profile
       *[line] —
    }
slack-person-speaks = Language: { $spoken } · zone: { $zone }
slack-person-in = Group: { $group }
slack-person-leave = Take out
slack-person-give = Give a role
slack-person-join = Add to a group
slack-person-hours = Absence
slack-person-revoke = Take away
slack-person-block = Close access
slack-person-block-ask = Close access for { $name }? They can do nothing more until it is opened again.
slack-person-unblock = Open access
slack-person-fixed = The name of this person is changed in Slack.
slack-person-zone-hint = For example: Europe/Moscow
slack-person-role = Role
slack-person-service = Where it holds
slack-person-everywhere = Everywhere
slack-role = { $role ->
        [blocked] access closed
        [guest] not registered
        [client] client
        [demo] demo access
        [agent] agent
        [dispatcher] dispatcher
       *[administrator] administrator
    }
slack-role-on = { " " }on “{ $service }”
slack-role-source = { $source ->
        [command] given by an administrator
        [slack] from the Slack channel
        [settings] from the start-up settings
        [group] from the group { $group }
        [door] at the first message
       *[other] given by the system
    }
slack-language = { $spoken ->
        [ru] Russian
       *[en] English
    }
slack-ready-empty = Nothing here yet. Add an answer that has to be written often.
slack-ready-profile = From the profile, changed in its file only: { $names }
slack-ready-retired = retired
slack-ready-back = Bring back
slack-ready-retire = Retire
slack-ready-name = Name
slack-ready-text = Text
slack-ready-hint = You can use: { $known }
slack-ready-group = Who sees it
slack-ready-everybody = All agents
slack-mine-language = Language: { $spoken ->
        [ru] Russian
       *[en] English
    }
slack-mine-speak = { $spoken ->
        [ru] Русский
       *[en] English
    }
slack-mine-language-field = Language
slack-mine-hours = Letters come: { $hours } ({ $zone })
slack-mine-any = at any time
slack-mine-digest = One letter a day instead of many: { $time }
slack-mine-here = Here at present
slack-mine-away = Absence
slack-mine-back = I am back
slack-mine-hours-field = Working hours
slack-mine-hours-hint = For example: 09:00–18:00. Letters wait outside them. Empty: at any time.
slack-mine-digest-field = Daily digest
slack-mine-digest-hint = The time of one letter instead of many, such as 09:00. Empty: letters at once.
slack-mine-first = First day
slack-mine-last = Last day
slack-mine-cover = Who covers
slack-mine-away-hint = Nothing new is assigned by itself on these days, and calls go to whoever covers. Afterwards one letter sums it up.
slack-duty-now = On call now: { $name }
slack-duty-nobody = Nobody is on call: the whole group is called
slack-duty-weekly = By weeks: { $names }
slack-duty-set = Put on call
slack-duty-rota = By weeks
slack-duty-end = End
slack-duty-empty = Nobody is in this group yet.
slack-duty-none = The profile has no groups that work on tickets.
slack-duty-person = Who is on call
slack-duty-last = Until which day, included
slack-duty-order = Order
slack-duty-order-hint = Pick people in the order in which they are on call, a week each.
slack-duty-since = Beginning with the week of
slack-audit-line = { $who } · { $did } · { $what }
slack-audit-operator = operator of the server
slack-audit-empty = Nothing has been changed yet.
slack-audit-deed = { $deed ->
        [AddCompany] added
        [AddContact] added
        [AddContract] added
        [AddSite] added
        [AddEquipment] added
        [AddPerson] added
        [AddReadyAnswer] added
        [DropRecord] deleted
        [DropContact] deleted
        [GrantRole] role given
        [RevokeRole] role taken away
        [JoinGroup] into a group
        [LeaveGroup] out of a group
        [BlockPerson] access closed
        [UnblockPerson] access opened
        [SetAbsence] absence
        [EndAbsence] absence
        [SetOnCall] on call
        [SetRota] on call
        [BindGroupChat] chat connected
        [EndGroupChat] chat disconnected
       *[other] changed
    }
slack-audit-field = { $name ->
        [number] number
        [name] name
        [person] name
        [email] mail
        [zone] zone
        [level] level
        [company] company
        [position] position
        [phone] phone
        [valid_from] valid from
        [valid_until] valid until
        [sites] sites
        [address] address
        [serial] serial number
        [model] model
        [site] site
        [language] language
        [absence] absence
        [weekly] by weeks
        [state] state
        [blocked] access closed
        [client] role “client”
        [agent] role “agent”
        [dispatcher] role “dispatcher”
        [administrator] role “administrator”
        [demo] role “demo access”
        [chat_state] chat
       *[other] { $name }
    }
slack-ratings-among = { $among ->
        [unseen] Unread
        [low] Bad
       *[every] All
    }
slack-ratings-empty = { $among ->
        [unseen] Every rating has been read.
       *[other] There are no such ratings yet.
    }
slack-ratings-seen = Mark as read
slack-ratings-read-by = read by { $name }
slack-group-title = { $state ->
        [waiting] The chat “{ $name }” asks to be connected
        [bound] The chat “{ $name }” is connected
       *[other] The chat “{ $name }” is disconnected
    }
slack-group-about = { $known ->
        [yes] { $state ->
                [waiting] Whoever added the bot is a contact of { $company }
               *[other] Company: { $company }
            }
       *[no] No company named
    } · { $spoken ->
        [ru] the chat is told things in Russian
       *[en] the chat is told things in English
    }
slack-group-hint = { $state ->
        [waiting] Until it is connected, the bot does not answer there. Administrators decide.
        [bound] Questions are asked with /ticket; everybody in the chat sees the answers.
       *[other] Nothing goes to this chat: those who asked hear the news in person.
    }
slack-group-let = Connect
slack-group-connect = { $state ->
        [waiting] Name a company…
        [bound] Change…
       *[other] Connect again…
    }
slack-group-end = { $state ->
        [waiting] Decline
       *[other] Disconnect
    }
slack-group-end-sure = Nothing more will go to “{ $name }”. Those who asked will get the answers in person.
slack-group-none = The bot has not been added to any chat yet.
slack-group-company = Company
slack-group-company-hint = The number or the exact name from the reference list. Empty: no company.
slack-group-language = Language of what the chat is told
slack-group-state = { $state ->
        [waiting] waiting
        [bound] connected
       *[other] disconnected
    }
