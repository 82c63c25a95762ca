# Дверь сотрудников: карточка, ветка, окна.
slack-claim = Взять в работу
slack-reply = Ответить клиенту
slack-solve = Ответить и решить
slack-answering = Я отвечаю
slack-present = { $deed ->
        [answer] ✍️ { $name } отвечает
       *[view] 👀 { $name } смотрит
    }
slack-present-agree = Договоритесь, кто ответит, чтобы клиент не получил два ответа.
slack-preview = Как увидит клиент
slack-preview-hidden = Клиент ничего не увидит: это будет внутренняя заметка.
slack-preview-muted = Клиент отключил уведомления: ответ сохранится, но сообщение отправлено не будет.
slack-preview-nowhere = Сообщение отправлено не будет: нет адреса, по которому можно связаться с клиентом.
slack-kept = Ваш текст:
slack-note = Заметка
slack-again = Пока недостаточно
slack-end = Клиент доволен: закрыть
slack-move = Сменить статус
slack-ack = Принято к сведению
slack-take-back = Забрать
slack-held = ⏳ Ответ уйдёт клиенту через несколько секунд. Пока его можно забрать.
slack-held-move = ⏳ Через несколько секунд ответ уйдёт клиенту, и статус станет «{ $status }». Пока можно забрать и то и другое.
slack-triage = Вид и приоритет
slack-assign = Назначить
slack-why-due = Почему такой срок?
slack-quiet = Сменить статус, не сообщая клиенту…
slack-more = Ещё
slack-until = до
slack-came = { $door ->
        [telegram] Telegram
        [slack] Slack
        [mail] почта
        [web] сайт
        [phone] телефон
       *[api] API
    }
slack-run-out = Договор закончился
slack-deadline = { $how ->
        [breached] ⛔ { $metric }: срок прошёл
        [paused] ⏸️ { $metric }: время остановлено
       *[running] ⏳ { $metric }: до
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
slack-side-observer = 👀 { $name } · наблюдатель
slack-side-staff = 💬 { $name } · ответ клиенту
slack-side-held = ⏳ { $name } · ответ клиенту, ещё не отправлен
slack-side-pending = ✉️ { $name } · письмо, клиент его здесь не видит
slack-side-note = 🔒 { $name } · внутренняя заметка, клиент её не видит
slack-edited = ✏️ изменено
slack-before = Было: { $text }
slack-withdrawn = 🗑 отозвано
slack-said-correct = Исправить
slack-said-withdraw = Отозвать
slack-said-before = Прежний текст
slack-edit-way = { $what ->
        [withdrawn] { $state ->
            [done] ✓ Убрано ({ $door })
            [waits] ⏳ Убираем ({ $door })
           *[failed] ✗ Не удалось убрать ({ $door }): { $why }
        }
       *[edited] { $state ->
            [done] ✓ Исправлено ({ $door })
            [waits] ⏳ Исправляем ({ $door })
           *[failed] ✗ Не удалось исправить ({ $door }): { $why }
        }
    }
slack-edit-late = { $what ->
        [withdrawn] ⚠ Уже ушло и остаётся у клиента ({ $door })
       *[edited] ⚠ Уже ушло с прежним текстом ({ $door })
    }
slack-edits-empty = (отозвано)
slack-edits-more = Ещё раньше: { $count }
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
        [bounced] письмо вернулось: { $reason }
        [brake] слишком много автоматических писем
        [unwanted] отправитель не ждёт ответа
        [shut] у клиента закрыт доступ
        [vanished] клиент удалил сообщение из чата
        [spam] отложено как спам
       *[other] { $reason }
    }
slack-log-assigned = { $kind ->
        [person] ✋ { -Assignee }: { $name }
        [both] ✋ { -Assignee }: { $name }, группа: { $group }
        [group] 👥 Группа: { $group }; { -assignee }: пока никто
       *[nobody] ✋ { -Assignee }: пока никто
    }
slack-log-changed = ✏️ Изменено —
slack-log-observer = { $kind ->
        [added] 👀 Наблюдает: { $name }
       *[dropped] 👀 Больше не наблюдает: { $name }
    }
slack-log-left = 💤 Без движения с
slack-log-survey = ⭐ Клиента попросили оценить работу
slack-log-taken-back = ↩️ Ответ забран: клиент его не получит, текст остался здесь как заметка
slack-log-taken-back-move = ↩️ Ответ забран: клиент его не получит, статус «{ $status }» не поставлен. Текст остался здесь как заметка
slack-log-move-dropped = { $why ->
        [written] ⚠ Ответ ушёл клиенту, а статус «{ $status }» не поставлен: пока ответ ждал, клиент написал ещё. Прочитайте и решите
        [moved] ⚠ Ответ ушёл клиенту, а статус «{ $status }» не поставлен: пока ответ ждал, статус изменился
       *[refused] ⚠ Ответ ушёл клиенту, а статус «{ $status }» не поставлен: заполнено не всё, что для него нужно
    }
slack-log-edited = ✏️ Ответ клиенту изменён
slack-log-withdrawn = { $what ->
        [held] 🗑 Ответ отозван до отправки: клиент его не получит
        [note] 🗑 Заметка удалена
       *[answer] 🗑 Ответ клиенту отозван
    }
slack-log-hidden = 🙈 скрыто от клиента
slack-log-call = { $what ->
        [opened] 🔔 { -ticket.gender ->
            [feminine] Новая
            [masculine] Новый
           *[neuter] Новое
        } { -ticket }
        [comment] 🔔 Новое сообщение
        [note] 🔔 Новая заметка
       *[other] 🔔 Обратите внимание
    }
slack-log-moved = Статус: { $source } → { $to }{ $party ->
        [agent] {""} · { $name }
        [requester] {""} · решил клиент
       *[system] {""} · автоматически
    }
slack-log-late = с опозданием
slack-log-restored = пауза продолжается, будто и не прерывалась
slack-log-escalated = 🔺 Клиент просит вмешаться{ $given ->
        [none] {""}
       *[some] : { $reason }
    }
slack-log-muted = 🔕 { $who ->
        [observer] Наблюдатель: { $name } отключает уведомления
       *[customer] Клиент отключил уведомления
    }
slack-log-unmuted = 🔔 { $who ->
        [observer] Наблюдатель: { $name } снова включает уведомления
       *[customer] Клиент снова включил уведомления
    }
slack-log-continued = ↪ Продолжение: { $number }
slack-log-choice = ❓ Клиент ответил, мы спросили его: продолжать работу или закрыть. Не выберет — продолжаем:
slack-log-rated = ⭐ Оценка клиента: { $grade }{ $kind ->
        [again] {""} (раньше: { $before })
       *[first] {""}
    }
slack-log-file = 📎 Файл «{ $name }» не получен: { $reason }
slack-letter = Письмо целиком
slack-modal-letter = Письмо целиком
slack-letter-from = От кого
slack-letter-to = Кому
slack-letter-cc = Копия
slack-letter-subject = Тема
slack-letter-date = Дата
slack-letter-size = Размер
slack-letter-file = Приложить как файл
slack-letter-file-hint = Файл .eml появится в этой ветке. Клиент его не увидит.
slack-letter-long = Здесь только начало: письмо целиком есть в файле .eml.
slack-letter-unread = Прочитать удалось только заголовок.
slack-letter-gone = Этого письма больше нет.
slack-size-mb = { $size } МБ
slack-size-kb = { $size } КБ
slack-doubt = отправитель не подтверждён
slack-stray = ✉️ Не удалось разобрать письмо
slack-stray-came = получено
slack-stray-why = { $cause ->
        [cap] Письмо устроено слишком сложно, разбирать его целиком опасно
        [sender] В письме не указан отправитель
        [gone] Содержимое письма пропало с диска
       *[other] Причина: { $reason }
    }
slack-stray-again = ⏳ Пробуем ещё раз…
slack-stray-aside = { $who ->
        [agent] 🗄 Отложено: { $name }
       *[none] 🗄 Отложено
    }
slack-stray-done = { $outcome ->
        [opened] ✅ Разобрано: { $number }
        [commented] ✅ Разобрано, теперь это сообщение в { $number }
       *[ignored] ✅ Разобрано, делать ничего не нужно
    }
slack-stray-retry = Попробовать ещё раз
slack-stray-shelve = Отложить
slack-modal-loading = Загружается…
slack-modal-close = Закрыть
slack-modal-reply = Ответ клиенту
slack-modal-reply-text = Ответ
slack-modal-reply-hint = Клиент получит этот текст в чате или по почте.
slack-modal-reply-send = Отправить
slack-modal-then = Статус после ответа
slack-modal-then-hint = Ответ и новый статус придут клиенту одним сообщением.
slack-modal-note = Заметка
slack-modal-note-text = Заметка для коллег
slack-modal-note-hint = Клиент этого не увидит.
slack-modal-note-send = Сохранить
slack-modal-correct = Исправить
slack-modal-correct-text = Новый текст
slack-modal-correct-hint = Прежний текст сохранится в истории, его видят только сотрудники.
slack-modal-correct-send = Исправить
slack-modal-correct-reach = { $where ->
        [note] Это заметка: клиент её не видит и не увидит.
        [held] Ответ ещё не ушёл: клиент получит новый текст.
       *[sent] Сообщение в чате изменится на месте, с пометкой «изменено».
    }{ $mailed ->
        [yes] {""} Письмо уже ушло с прежним текстом: если это важно, напишите ещё раз.
       *[no] {""}
    }
slack-modal-withdraw = Отозвать сообщение?
slack-modal-withdraw-send = Отозвать
slack-modal-withdraw-reach = { $where ->
        [note] Заметка исчезнет из переписки. Текст останется в истории.
        [held] Ответ не уйдёт клиенту. Текст останется в истории.
       *[sent] Сообщение пропадёт из чата клиента, а если ему больше двух суток, его заменит пометка. Текст останется в истории у сотрудников.
    }{ $mailed ->
        [yes] {""} Письмо уже ушло, отозвать его нельзя.
       *[no] {""}
    }
slack-modal-before = Прежний текст
slack-modal-edit-gone = Это сообщение уже отозвано.
slack-modal-edit-long = Сообщение слишком длинное, в этом окне его не исправить. Напишите новый ответ.
slack-modal-again = Пока недостаточно
slack-modal-again-hint = Если написать, чего не хватает, клиент это получит. Ожидание продолжится, будто и не прерывалось.
slack-modal-again-send = Ждать дальше
slack-modal-move = Новый статус
slack-modal-move-send = Сменить
slack-modal-until = До какого времени
slack-modal-comment = Комментарий для клиента
slack-modal-quiet-comment = Комментарий
slack-modal-quiet-hint = Станет внутренней заметкой, пока внизу отмечено «Не сообщать клиенту».
slack-modal-comment-hint = Придёт клиенту вместе с новым статусом.
slack-modal-files = Файлы
slack-modal-triage = Вид и приоритет
slack-modal-triage-send = Сохранить
slack-modal-assign = Назначить
slack-modal-assign-send = Назначить
slack-modal-why = Почему такой срок?
slack-modal-status = Новый статус
slack-modal-canned = Типовой ответ
slack-modal-canned-hint = Добавится к тексту ниже. Перед отправкой его можно поправить.
slack-modal-nobody = Никто
slack-modal-ties = Компания, объект, оборудование, договор…
slack-modal-hidden-label = Скрыто от клиента
slack-modal-hidden = Не сообщать клиенту
slack-modal-hidden-hint = Узнают только сотрудники. Комментарий, если он есть, станет внутренней заметкой.
slack-field-number = Номер, под которым это записано у вас.
slack-field-contact-hint = Адрес почты.
slack-field-later = Понадобится, чтобы отметить работу выполненной.
slack-yes = Да
slack-no = Нет
slack-file-too-big = «{ $name }» больше { $limit } МБ. Уменьшите файл или пришлите ссылку.
slack-saving = Сохраняем… Это заняло больше времени, чем обычно; нажимать ещё раз не нужно.
slack-press-again = Не успели открыть окно. Нажмите ещё раз.
slack-old-button = Эта кнопка устарела. Откройте карточку { -ticket(case: "genitive") } в канале и нажмите там.
slack-broken = Что-то пошло не так, и мы об этом уже знаем. Код для администратора: { $reference }.
slack-log-warned = ⏳ { $metric }: прошло { $percent } % времени, срок
slack-log-breached = ⛔ { $metric }: срок прошёл

# Спам (E3)
slack-spam = Отметить как спам
slack-restore = Не спам
slack-spam-queue = Очередь спама
slack-spam-header = 🚫 Спам по заключению почтового фильтра: заголовок { $header }{ $scored ->
        [some] , оценка { $score }
       *[none] {""}
    }
slack-spam-words = 🚫 Похоже на спам, уверенность { $sure } %. Вес слов: { $words }
slack-spam-agent = 🚫 Отмечено как спам сотрудником
slack-spam-files = { $count ->
        [one] { $count } файл
        [few] { $count } файла
       *[many] { $count } файлов
    }
slack-log-spam = 🚫 Отмечено как спам: сроки остановлены, уведомления не уходят
slack-log-restored-spam = ↩️ Возвращено из спама
slack-moved-away = { $kind ->
        [private] { $number }: работа продолжается в закрытом канале
       *[open] { $number }: работа продолжается в канале
    }
slack-moved-here = { $kind ->
        [private] { $number }: раньше обсуждали в закрытом канале, сказанное там сюда не переносится
       *[open] { $number }: раньше обсуждали в канале
    }
slack-moved-more = Сюда перенесены последние { $count ->
        [one] { $count } сообщение
        [few] { $count } сообщения
       *[many] { $count } сообщений
    }. Что было раньше — в истории: её видно целиком, никуда переходить не нужно.
slack-moved-story = Вся история
slack-moved-open = Открыть карточку
slack-moved-before = Прежнее обсуждение

# Каналы очередей (X2)
slack-queues-head = ⚠ Не у всех очередей есть свой канал. Пока его нет, новые карточки появляются здесь.
slack-queues-missing = { $why ->
        [outside] • { $name }: бота в этом канале нет. Напишите там /invite @zayavka
       *[absent] • { $name }: такого канала нет, или бот его не видит. Создайте канал и напишите в нём /invite @zayavka
    }
slack-queues-found = ✅ Канал { $name } найден: карточки его очереди теперь там. Открытые перейдут, когда в них что-нибудь изменится.
