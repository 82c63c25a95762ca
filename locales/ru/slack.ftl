# Дверь сотрудников: карточка, ветка, окна.
slack-claim = Взять в работу
slack-reply = Ответить клиенту
slack-note = Заметка
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
slack-grade = ⭐ Оценка клиента: { $grade }
slack-file-loading = { $name } (загружается, появится в этой ветке)
slack-file-lost-line = { $name } (не получен: { $reason })
slack-side-customer = 👤 { $name } · клиент
slack-side-staff = 💬 { $name } · ответ клиенту
slack-side-note = 🔒 { $name } · внутренняя заметка, клиент её не видит
slack-door = { $door ->
        [telegram] Telegram
        [mail] почта
       *[other] { $door }
    }
slack-way-none = ✗ Не отправлено: у клиента нет адреса, по которому с ним можно связаться
slack-way-sent = ✓ Доставлено ({ $door })
slack-way = { $state ->
        [pending] ⏳ Ещё не доставлено ({ $door }){ $why ->
            [none] {""}
           *[other] , пробуем снова: { $reason }
        }
        [sending] ⏳ Отправляется ({ $door })
        [parked] ⚠ Неизвестно, дошло ли ({ $door }). Лучше спросить клиента другим путём
        [suppressed] ✗ Не отправлено ({ $door }): { $why ->
            [blocked] клиент заблокировал бота
           *[other] { $reason }
        }
       *[gone] ✗ Не доставлено ({ $door }): { $why ->
            [blocked] клиент заблокировал бота
           *[other] { $reason }
        }
    }
slack-log-assigned = ✋ { -Assignee }: { $name }
slack-log-moved = Статус: { $source } → { $to }{ $party ->
        [agent] {""} · { $name }
        [requester] {""} · решил клиент
       *[system] {""} · автоматически
    }
slack-log-rated = ⭐ Оценка клиента: { $grade }
slack-log-file = 📎 Файл «{ $name }» не получен: { $reason }
slack-modal-loading = Загружается…
slack-modal-close = Закрыть
slack-modal-reply = Ответ клиенту
slack-modal-reply-text = Ответ
slack-modal-reply-hint = Клиент получит этот текст в своём чате.
slack-modal-reply-send = Отправить
slack-modal-note = Заметка
slack-modal-note-text = Заметка для коллег
slack-modal-note-hint = Клиент этого не увидит.
slack-modal-note-send = Сохранить
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
