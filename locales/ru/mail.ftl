# Письма клиенту.
mail-subject = [{ $desk }] { $number } { $subject }
mail-subject-re = [{ $desk }] Re: { $number } { $subject }
mail-from = { $name } · { $desk }
mail-moment = { $day }.{ $month }.{ $year } в { $time } UTC
mail-open = Открыть { -ticket(case: "accusative") }
mail-verb-answer = Ответить
mail-verb-return = Вернуть в работу
mail-verb-close = Закрыть
mail-receipt = { -Ticket } { $number } { -ticket.gender ->
        [feminine] принята
        [masculine] принят
       *[neuter] принято
    }.
mail-receipt-next = Спасибо, что написали. Мы разберёмся и ответим.
mail-linked = Это продолжение { $number }.
mail-answer-page = Ответить можно на странице { -ticket(case: "genitive") }.
mail-answer-reply = Чтобы ответить, просто ответьте на это письмо.
mail-original = Ваше первое сообщение
mail-assigned = Вашим вопросом занимается { $name }.
mail-status = Новый статус — «{ $status }».
mail-status-until = Новый статус — «{ $status }». Вернёмся к вопросу { $moment }.
mail-resolved = Похоже, вопрос решён. Если что-то осталось, верните { -ticket(case: "accusative") } в работу.
mail-rate-ask = Оцените, пожалуйста, как мы справились:
mail-escalated = Мы получили вашу эскалацию и передали её ответственным.
mail-escalated-reason = Причина: { $reason }
mail-choice = Вопрос считался решённым, а вы написали ещё. Продолжим работу или закроем?
mail-choice-until = Если ничего не выберете до { $moment }, продолжим работу.
mail-file-missed = Не удалось получить файл «{ $name }» — { $reason }. Пришлите его, пожалуйста, по-другому.
mail-files-left = Эти файлы слишком велики для письма, они есть на странице { -ticket(case: "genitive") }:
mail-why = Вы получили это письмо, потому что обращались к нам: { $desk }.
mail-mute = Не уведомлять меня о { $number }
mail-code-subject = [{ $desk }] Код подтверждения: { $code }
mail-code = Чтобы подтвердить адрес, введите этот код в чате:
mail-code-why = Этот адрес указали для уведомлений: { $desk }. Если это были не вы, ничего делать не нужно.
