# Дверь сотрудников: карточка, ветка, окна.
slack-claim = Взять в работу
slack-reply = Ответить клиенту
slack-note = Заметка
slack-again = Пока недостаточно
slack-end = Клиент доволен: закрыть
slack-move = Сменить статус
slack-until = до
slack-priority = приоритет: { $priority }
slack-requester = Клиент: { $name } · { $door ->
        [telegram] Telegram
        [slack] Slack
        [mail] почта
        [web] сайт
        [phone] телефон
       *[api] API
    }
slack-assignee = { -Assignee }:
slack-nobody = пока никто
slack-opened = { -ticket.gender ->
        [feminine] Открыта
        [masculine] Открыт
       *[neuter] Открыто
    }
slack-waiting = клиент ждёт ответа с
slack-linked = продолжение { $number }
slack-choice = Клиент может выбрать, продолжать работу или закрыть, до
slack-muted = 🔕 Клиент отключил уведомления: они до него не доходят
slack-reach = ⚠ { $lost } → { $left }
slack-reach-gone = { $door } ✗ { $why }
slack-reach-none = больше никак не связаться
slack-grade = ⭐ Оценка клиента: { $grade }
slack-file-loading = { $name } (загружается, появится в этой ветке)
slack-file-lost-line = { $name } (не получен: { $reason })
slack-side-customer = 👤 { $name } · клиент
slack-side-staff = 💬 { $name } · ответ клиенту
slack-side-note = 🔒 { $name } · внутренняя заметка, клиент её не видит
slack-edited = ✏️ изменено
slack-before = Было: { $text }
slack-door = { $door ->
        [telegram] Telegram
        [mail] почта
       *[other] { $door }
    }
slack-way-none = ✗ Не отправлено: у клиента нет адреса, по которому с ним можно связаться
slack-way-sent = ✓ Доставлено ({ $door })
slack-way-other = другим путём
slack-way-rerouted = ↪ { $door }: { $why } → { $to }
slack-way = { $state ->
        [pending] ⏳ Ещё не доставлено ({ $door }){ $asked ->
            [none] {""}
           *[some] , пробуем снова: { $why }
        }
        [sending] ⏳ Отправляется ({ $door })
        [parked] ⚠ Неизвестно, дошло ли ({ $door }). Лучше спросить клиента другим путём
        [suppressed] ✗ Не отправлено ({ $door }): { $why }
       *[gone] ✗ Не доставлено ({ $door }): { $why }
    }
slack-why = { $cause ->
        [blocked] клиент заблокировал бота
        [left] клиент удалил аккаунт
        [muted] клиент отключил уведомления
       *[other] { $reason }
    }
slack-log-assigned = ✋ { -Assignee }: { $name }
slack-log-moved = Статус: { $source } → { $to }{ $party ->
        [agent] {""} · { $name }
        [requester] {""} · решил клиент
       *[system] {""} · автоматически
    }
slack-log-restored = пауза продолжается, будто и не прерывалась
slack-log-escalated = 🔺 Клиент просит вмешаться{ $given ->
        [none] {""}
       *[some] : { $reason }
    }
slack-log-muted = 🔕 Клиент отключил уведомления
slack-log-unmuted = 🔔 Клиент снова включил уведомления
slack-log-continued = ↪ Продолжение: { $number }
slack-log-choice = ❓ Клиент ответил, мы спросили его: продолжать работу или закрыть. Не выберет — продолжаем:
slack-log-rated = ⭐ Оценка клиента: { $grade }
slack-log-file = 📎 Файл «{ $name }» не получен: { $reason }
slack-modal-loading = Загружается…
slack-modal-close = Закрыть
slack-modal-reply = Ответ клиенту
slack-modal-reply-text = Ответ
slack-modal-reply-hint = Клиент получит этот текст в чате или по почте.
slack-modal-reply-send = Отправить
slack-modal-note = Заметка
slack-modal-note-text = Заметка для коллег
slack-modal-note-hint = Клиент этого не увидит.
slack-modal-note-send = Сохранить
slack-modal-again = Пока недостаточно
slack-modal-again-hint = Если написать, чего не хватает, клиент это получит. Ожидание продолжится, будто и не прерывалось.
slack-modal-again-send = Ждать дальше
slack-modal-move = Новый статус
slack-modal-move-send = Сменить
slack-modal-until = До какого времени
slack-modal-comment = Комментарий для клиента
slack-modal-comment-hint = Придёт клиенту вместе с новым статусом.
slack-modal-files = Файлы
slack-file-too-big = «{ $name }» больше { $limit } МБ. Уменьшите файл или пришлите ссылку.
slack-saving = Сохраняем… Это заняло больше времени, чем обычно; нажимать ещё раз не нужно.
slack-press-again = Не успели открыть окно. Нажмите ещё раз.
slack-old-button = Эта кнопка устарела. Откройте карточку { -ticket(case: "genitive") } в канале и нажмите там.
slack-broken = Что-то пошло не так, и мы об этом уже знаем. Код для администратора: { $reference }.
slack-log-warned = ⏳ { $metric }: прошло { $percent } % времени, срок
slack-log-breached = ⛔ { $metric }: срок прошёл
