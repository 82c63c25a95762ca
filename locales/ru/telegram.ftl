# Бот клиента.
tg-welcome = Здравствуйте! Напишите, что случилось, — можно сразу с фото или файлом, — и мы всё зарегистрируем. Ответ придёт сюда же.
tg-unknown-command = Такой команды нет.
tg-help =
    Просто напишите, что случилось, — этого достаточно.

    /new — { -ticket } по шагам
    /tickets — ваши { -ticket(case: "plural") }
    /language — язык
    /cancel — прервать начатое
tg-help-notices = /notices — уведомления и почта
tg-new = { -ticket.gender ->
        [feminine] Новая
        [masculine] Новый
       *[neuter] Новое
    } { -ticket }
tg-my = Мои { -ticket(case: "plural") }
tg-language = Язык
tg-language-ask = На каком языке вам писать?
tg-language-set = Хорошо, пишем по-русски.
tg-type-ask = О чём речь? Выберите подходящее или просто напишите.
tg-subject-ask = Коротко, одной строкой: что случилось или что нужно?
tg-body-ask = Теперь опишите подробнее. Можно приложить фото или файл.
tg-new-underway = Вы уже начали: опишите подробнее или нажмите «{ tg-skip }». Передумали — «{ tg-stop }».
tg-skip = Без подробностей
tg-stop = Прервать
tg-stopped = Прервали. Ничего не отправлено.
tg-nothing-to-stop = Сейчас нечего прерывать.
tg-again = Вернёмся к начатому.
tg-finish-first = Слишком много начато сразу. Сначала закончим это или прервём.
tg-answer-ask = Напишите ответ для { $number }. Можно приложить фото или файл.
tg-answer-closed = { $number }: вопрос закрыт. Напишите, что нужно, — предложим открыть { -ticket(case: "accusative") } в продолжение.
tg-noted = Добавили в { $number }: «{ $subject }».
tg-noted-resolved = Добавили в { $number }, но там статус «{ $status }»: если вопрос не решён, верните в работу.
tg-choice = Добавили в { $number }. Этот вопрос мы считали решённым: продолжить работу или всё в порядке и можно закрывать?
tg-choice-until = Если не выбрать, работа продолжится сама. Выбрать можно до
tg-choice-return = Работа продолжается
tg-choice-close = Всё в порядке, закрыть
tg-which = Куда это передать?
tg-which-more = И это тоже сохранили. Куда передать?
tg-which-closed = Тот вопрос уже закрыт, дописать в него нельзя. Ваше сообщение сохранили: открыть { -ticket(case: "accusative") } в продолжение или передать в другое место?
tg-which-full = Сообщений без адреса накопилось слишком много, последнее не сохранили. Выберите, куда передать остальные, и пришлите его ещё раз.
tg-which-new = Это новый вопрос
tg-which-follow = Открыть в продолжение { $number }
tg-which-drop = Никуда, не отправлять
tg-dropped = Хорошо, не отправляем.
tg-list-empty = У вас пока нет { -ticket(case: "genitive_plural") }. Напишите, что случилось, — этого достаточно, чтобы начать.
tg-list = Ваши { -ticket(case: "plural") }
tg-older = Раньше
tg-newest = К последним
tg-back-to-list = К списку
tg-open = Открыть
tg-answer = Ответить
tg-continue = Написать в продолжение
tg-resolve = Вопрос решён
tg-cancel = Отменить
tg-cancel-yes = Да, отменить
tg-cancel-no = Нет, оставить
tg-cancel-sure = Точно отменить { $number }?
tg-return = Вернуть в работу
tg-close = Закрыть
tg-escalate = Эскалировать
tg-mute = Не уведомлять
tg-unmute = Снова уведомлять
tg-reason-ask = { $number }: почему нужно вмешательство? Выберите причину.
tg-reason-kept = Текст сохранили. Осталось выбрать причину для { $number }.
tg-grievance-ask = { $number }: опишите, что не так. Можно приложить фото или файл.
tg-rate-ask = Оцените, пожалуйста, как мы справились:
tg-done-resolve = { $number }: отметили, что вопрос решён. Спасибо, что сообщили!
tg-done-cancel = { $number }: отменили.
tg-done-return = { $number }: вернули в работу. Напишите, что не так, — передадим.
tg-done-goes-on = { $number }: работа продолжается.
tg-done-close = { $number }: закрыли. Спасибо!
tg-done-escalate = { $number }: эскалировали, ответственные предупреждены.
tg-done-rate = Спасибо! Ваша оценка { $number } — «{ $grade }».
tg-toast-done = Готово
tg-toast-mute = Больше об этом не пишем. Передумаете — нажмите «{ tg-unmute }».
tg-toast-unmute = Снова пишем об этом.
tg-old-button = Эта кнопка устарела. Откройте список: /tickets
tg-ticket-status = Статус: { $status }
tg-ticket-type = Вид: { $type }
tg-ticket-assignee = { -Assignee }: { $name }
tg-ticket-grade = Ваша оценка: { $grade }
tg-ticket-until = Вернёмся к вопросу:
tg-ticket-linked = Продолжение { $number }
tg-ticket-muted = 🔕 Уведомления отключены
tg-you = Вы
tg-conversation-older = …раньше было ещё: кнопка «Раньше».
tg-file-loading = загружается
tg-file-lost = не загрузился
tg-receipt = { -Ticket } { $number } { -ticket.gender ->
        [feminine] принята
        [masculine] принят
       *[neuter] принято
    }
tg-receipt-next = Ответим в этом чате. Захотите что-то добавить — просто напишите.
tg-reply-from = { $number } · { $name }
tg-assigned = { $number }: вашим вопросом занимается { $name }.
tg-status = { $number }: новый статус — «{ $status }».
tg-status-until = { $number }: новый статус — «{ $status }». Вернёмся к вопросу:
tg-resolved = { $number }: похоже, вопрос решён. Если что-то осталось, верните в работу.
tg-file-missed = { $number }: не удалось получить файл «{ $name }» — { $reason }. Пришлите его, пожалуйста, по-другому.
tg-unsupported = Такое сообщение мы передать не сможем. Пришлите текст, фото или файл.
tg-back-again = С возвращением! Уведомления снова будут приходить сюда.
tg-notices-button = Уведомления
tg-notices = Уведомления
tg-mail-none = Почта не указана: пишем только сюда.
tg-mail-is = Почта: { $email }
tg-mail-waits = Ждём код, который отправили на { $email }.
tg-mail-known = Этот адрес уже подтверждён.
tg-mail-confirmed = Готово, адрес подтверждён.
tg-mail-forgotten = Адрес удалили
tg-mail-add = Указать почту
tg-mail-change = Сменить почту
tg-mail-forget = Убрать почту
tg-mail-other = Другой адрес
tg-mail-ask = Напишите адрес почты: отправим на него код.
tg-code-ask = Отправили код на { $email }. Пришлите его сюда; если письма нет, загляните в «Спам».
tg-code-over = Код больше не действует. Укажите адрес ещё раз, и мы отправим новый.
tg-ways-both = В чат и на почту
tg-ways-chat = Только в чат
tg-ways-mail = Только на почту
tg-ways-now-both = Пишем в чат и на почту.
tg-ways-now-chat = Пишем только в чат.
tg-ways-now-mail = Пишем только на почту.
tg-command-new = { -Ticket } по шагам
tg-command-tickets = Мои { -ticket(case: "plural") }
tg-command-notices = Уведомления и почта
tg-command-language = Язык · Language
tg-command-help = Что умеет бот
tg-command-cancel = Прервать начатое
