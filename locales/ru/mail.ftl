# Письма клиенту.
mail-subject = [{ $desk }] { $number } { $subject }
mail-subject-re = [{ $desk }] Re: { $number } { $subject }
mail-from = { $name } · { $desk }
mail-open = Открыть { -ticket(case: "accusative") }
mail-verb-answer = Ответить
mail-verb-return = Вернуть в работу
mail-verb-close = Закрыть
mail-receipt = { -Ticket } { $number } { -ticket.gender ->
        [feminine] принята
        [masculine] принят
       *[neuter] принято
    }.
mail-promise = Первый ответ — не позже { $moment }.
mail-receipt-next = Спасибо, что написали. Мы разберёмся и ответим.
mail-linked = Это продолжение { $number }.
mail-answer-page = Ответить можно на странице { -ticket(case: "genitive") }.
mail-answer-reply = Чтобы написать нам, просто ответьте на это письмо.
mail-answer-attach = Чтобы ответить письмом, ответьте на это и поставьте в копию { $address } — без этого адреса ответ не попадёт в переписку.
mail-original = { $whose ->
        [mine] Ваше первое сообщение
       *[other] Первое сообщение
    }
mail-says = { $name }{ $side ->
        [requester] {""} (автор) пишет
       *[observer] {""} (наблюдатель) пишет
    }
mail-files-there = К сообщению приложены файлы:
mail-copied = { $kind ->
        [added] Новый наблюдатель — { $name }.
       *[dropped] Больше не наблюдает { $name }.
    }
mail-somebody = Кто-то
mail-written = В переписке новое сообщение.
mail-observing = { $name } просит держать вас в курсе.
mail-observing-next = Новости будем присылать на этот адрес.
mail-changed = Вот что изменилось:
mail-survey = Работа закончена. Нам важно ваше мнение.
mail-assigned = Вопросом занимается { $name }.
mail-status = Новый статус — «{ $status }».
mail-status-until = Новый статус — «{ $status }». Вернёмся к вопросу { $moment }.
mail-resolved = Похоже, вопрос решён. Если что-то осталось, верните { -ticket(case: "accusative") } в работу.
mail-rate-ask = Оцените, пожалуйста, как мы справились:
mail-escalated = Мы получили вашу просьбу вмешаться и передали её ответственным.
mail-escalated-reason = Причина: { $reason }
mail-choice = Вопрос считался решённым, а вы написали ещё. Продолжим работу или закроем?
mail-choice-until = Если ничего не выберете до { $moment }, продолжим работу.
mail-file-missed = Не удалось получить файл «{ $name }» — { $reason }. Пришлите его, пожалуйста, по-другому.
mail-files-left = Эти файлы слишком велики для письма, они есть на странице { -ticket(case: "genitive") }:
mail-why = { $whose ->
        [mine] Вы получили это письмо, потому что обращались к нам: { $desk }.
       *[other] Вы получили это письмо, потому что вас попросили держать в курсе { $number }: { $desk }.
    }
mail-why-blind = Вы получили это письмо, потому что нам написали с вашего адреса: { $desk }. Если это были не вы, ничего делать не нужно.
mail-chat = Получать ответы в Telegram
mail-mute = Не уведомлять меня о { $number }
mail-code-subject = [{ $desk }] Код подтверждения: { $code }
mail-code = Чтобы подтвердить адрес, введите этот код в чате:
mail-code-why = Этот адрес указали для уведомлений: { $desk }. Если это были не вы, ничего делать не нужно.
mail-unknown-subject = [{ $desk }] Мы пока вас не знаем
mail-unknown = С вашего адреса пришло письмо, но мы ещё не знакомы, поэтому { -ticket } пока не { -ticket.gender ->
        [feminine] открыта
        [masculine] открыт
       *[neuter] открыто
    }.
mail-large-subject = [{ $desk }] Слишком большие файлы
mail-large = { $count ->
        [one] Слишком большие файлы мы не принимаем: { $count } файл из вашего письма до нас не дошёл. Пришлите, пожалуйста, ссылкой или по частям.
        [few] Слишком большие файлы мы не принимаем: { $count } файла из вашего письма до нас не дошли. Пришлите, пожалуйста, ссылками или по частям.
       *[many] Слишком большие файлы мы не принимаем: { $count } файлов из вашего письма до нас не дошли. Пришлите, пожалуйста, ссылками или по частям.
    }
mail-attach-subject = [{ $desk }] Ваш ответ не попал в переписку
mail-attach = Ответы письмом мы принимаем, если в копии стоит { $address }. Пришлите ответ ещё раз с этим адресом — сотрудники поддержки уже видят ваше письмо, но в переписку оно не попало.
# Что видно сотрудникам и клиенту вместо того, чего в письме не прочесть.
mail-in-oversize = Письмо слишком велико ({ $size } МБ): от него остался только заголовок. Текст и файлы нужно прислать по-другому.
mail-in-encrypted = Письмо зашифровано, прочесть его мы не можем. Оно приложено, как пришло.
mail-in-meeting = 📅 Встреча: { $what }. Когда: { $when }. Где: { $where }.
mail-in-forwarded = ↪ Приложено письмо от { $sender }: «{ $subject }».
mail-in-tnef = Outlook упаковал вложения в winmail.dat: открыть его можно в Outlook или специальной программой.
mail-in-signed = Письмо целиком в подписанном файле (S/MIME), прочесть его здесь нельзя. Файл приложен, как пришёл.
mail-in-files = (в письме только файлы)
mail-in-empty = (пустое письмо)
mail-in-stranger = Письмо от { $name } <{ $address }>: этот адрес не участвует в переписке.
mail-in-forged = Письмо от имени { $name } <{ $address }>: проверка показала, что отправитель подделан.
mail-in-unattached = Ответ от { $name } <{ $address }> без адреса для ответов в копии.
mail-in-closed = { $name } <{ $address }> пишет о том, что уже закрыто.
mail-in-unproved = Письмо от { $name } <{ $address }> в ответ на вызов сотрудника: не удалось убедиться, что это он, или вызов устарел.
mail-in-refused = Письмо от { $name } <{ $address }> в ответ на вызов: сделать это по почте сейчас нельзя.
mail-in-machine = Автоматическое письмо с адреса { $name } <{ $address }>.
# Письма сотрудникам.
mail-call-opened = Новое в очереди. Автор: { $name }.
mail-call-comment = { $name } пишет.
mail-call-answer = Клиенту ответили. Автор ответа: { $name }.
mail-call-note = Новая внутренняя заметка. Автор: { $name }.
mail-call-assigned = { -Assignee }: назначение изменено. Кто изменил: { $name }.
mail-call-status = Новый статус — «{ $status }». Кто изменил: { $name }.
mail-call-changed = Изменены данные { -ticket(case: "genitive") }. Кто изменил: { $name }.
mail-call-rated = { $name } ставит оценку работе.
mail-call-hidden = Клиенту об этом не сообщаем.
mail-call-hint = { $how ->
        [note] Ответ на это письмо станет заметкой: её увидят только сотрудники поддержки.
        [answer] Ответ на это письмо уйдёт клиенту.
       *[off] Отвечайте в рабочем канале, а не на письмо.
    }
mail-call-why = Вы получили это письмо, потому что работаете здесь: { $desk }.
mail-digest-title = Сводка: { $count ->
        [one] { $count } { -ticket }
        [few] { $count } { -ticket(case: "genitive") }
       *[many] { $count } { -ticket(case: "genitive_plural") }
    }
mail-digest-more = …и ещё { $count }.
mail-digest-why = Вы получили это письмо, потому что просили присылать новости раз в день: { $desk }.
mail-digest-stop = Не присылать мне сводку
mail-digest-kind = { $kind ->
        [opened] новое
        [comment] написал клиент
        [answer] дан ответ
        [note] заметка
        [assigned] передано
        [status] сменился статус
        [rated] есть оценка
       *[other] изменено
    }
