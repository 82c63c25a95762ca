# Бот клиента.
tg-home = В начало
tg-draft-waits = Вы начали писать и не отправили: «{ $subject }». Продолжим, отправим как есть или удалим? Можно и просто писать дальше — добавим туда же.
tg-draft-unnamed = пока без названия
tg-draft-on = Продолжить
tg-draft-send = Отправить как есть
tg-draft-drop = Удалить начатое
tg-needed-first = Отправить пока нельзя: без этого ответа не обойтись.
tg-unknown-command = Такой команды нет.
tg-help =
    Просто напишите, что случилось, — этого достаточно.

    /new — { -ticket } по шагам
    /tickets — ваши { -ticket(case: "plural") }
    /settings — настройки
    /cancel — прервать начатое
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
tg-new-going-on = Вы уже начали, продолжим с того же места. Передумали — «{ tg-stop }».
tg-choose = { $what }: выберите подходящее.
tg-find-service = Можно написать, что ищете.
tg-here = Вы здесь: { $path }
tg-now = Сейчас: { $value }
tg-same = Оставить как есть
tg-back = ← Назад
tg-page-before = ‹ Предыдущие
tg-page-next = Ещё ›
tg-sought = Нашлось по словам «{ $words }»:
tg-sought-all = Показать все
tg-sought-meant = Это описание
tg-week-begins = 1
tg-weekdays = пн вт ср чт пт сб вс
tg-month = { $month ->
        [1] Январь
        [2] Февраль
        [3] Март
        [4] Апрель
        [5] Май
        [6] Июнь
        [7] Июль
        [8] Август
        [9] Сентябрь
        [10] Октябрь
        [11] Ноябрь
       *[12] Декабрь
    } { $year }
tg-pass = Пропустить
tg-rest = Пропустить остальное
tg-yes = Да
tg-no = Нет
tg-answer-number = Напишите число, например 12 или 3,5.
tg-answer-date = Выберите день или напишите: 31.12.2026, 25 декабря, завтра.
tg-number-min = Не меньше { $min }.
tg-number-max = Не больше { $max }.
tg-number-between = От { $min } до { $max }.
tg-date-min = Не раньше { $min }.
tg-date-max = Не позже { $max }.
tg-date-between = С { $min } по { $max }.
tg-answer-listed = Выберите из списка или напишите номер.
tg-answer-needed = Без этого ответа не обойтись: напишите, пожалуйста, хотя бы пару слов.
tg-file-kept = Файл сохранили. Теперь ответьте, пожалуйста, на вопрос.
tg-file-large = Больше 20 МБ: { $names }. Такое Telegram нам не передаёт. Пришлите, пожалуйста, ссылкой или по частям.
tg-words-kept = Сохранили, это войдёт в описание. Теперь ответьте, пожалуйста, на вопрос.
tg-words-added = Добавили в описание.
tg-body-anew = Напишите описание заново: новый текст заменит прежний, файлы останутся.
tg-observers-ask = Кого ещё держать в курсе? Напишите адреса почты коллег, можно несколько через пробел.
tg-observers-none = Никого
tg-summary = Проверьте, всё ли верно
tg-summary-files = { $count ->
        [one] Приложен { $count } файл
        [few] Приложено { $count } файла
       *[other] Приложено { $count } файлов
    }
tg-send = Отправить
tg-skip = Без подробностей
tg-stop = Прервать
tg-stopped = Прервали. Ничего не отправлено.
tg-nothing-to-stop = Сейчас нечего прерывать.
tg-again = Вернёмся к начатому.
tg-finish-first = Слишком много начато сразу. Сначала закончим это или прервём.
tg-answer-ask = Напишите ответ для { $number }. Можно приложить фото или файл.
tg-answer-closed = { $number }: вопрос закрыт. Напишите, что нужно, — предложим открыть { -ticket(case: "accusative") } в продолжение.
tg-noted = Добавили в { $number }: «{ $subject }».
tg-noted-resolved = Добавили в { $number }, но там статус «{ $status }»{ $back ->
        [yes] : если вопрос не решён, верните в работу.
       *[no] . Сотрудник увидит ваше сообщение.
    }
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
tg-line-copied = наблюдаете
tg-list-colleagues = { -Ticket(case: "plural") } коллег
tg-list-all = Все
tg-list-open = Открытые
tg-list-waiting = Ждут вас
tg-list-closed = Завершённые
tg-list-none = Здесь пока пусто.
tg-list-find = Найти по номеру или словам: /tickets и что искать.
tg-found = Нашлось по запросу «{ $words }»
tg-found-none = По запросу «{ $words }» ничего не нашлось.
tg-files = Файлы
tg-files-of = { $number }: файлы
tg-files-ask = Какой прислать?
tg-files-none = Здесь пока ничего нет.
tg-toast-file = Отправляем
tg-story = История
tg-story-of = { $number }: что было
tg-copy-number = Скопировать номер
tg-course-opened = Начало. Автор: { $name }
tg-course-said = { $name }: «{ $said }»
tg-course-status = Статус: { $status }
tg-course-assigned = Вопросом занимается { $name }
tg-course-escalated = Эскалация
tg-course-rated = Получена оценка работы
tg-course-copied = { $kind ->
        [added] Новый наблюдатель — { $name }
       *[dropped] Больше не наблюдает { $name }
    }
tg-course-file = Не загрузился файл «{ $name }»
tg-course-changed = Что изменилось:
tg-similar = Похоже, об этом вы уже писали. Добавим ваши слова туда или откроем { -ticket(case: "accusative") } заново?
tg-similar-new = Нет, это другое
tg-older = Раньше
tg-newest = К последним
tg-back-to-list = К списку
tg-open = Открыть
tg-observe = Наблюдатели
tg-observers-of = { $number }: кто ещё в курсе
tg-observers-nobody = Пока никто, кроме вас.
tg-observer-add = Добавить наблюдателя
tg-observer-drop = Убрать: { $name }
tg-observer-ask = { $number }: кого держать в курсе? Напишите адрес почты или @имя в Telegram, пришлите контакт — или выберите кнопкой. Наблюдатель получает ответы и может на них отвечать.
tg-observer-pick = Выбрать в Telegram
tg-observer-pick-ask = Нажмите кнопку под строкой ввода и выберите человека.
tg-observer-pick-button = Выбрать человека
tg-observer-link = Дать ссылку
tg-observer-link-here = { $number }: { $named ->
        [yes] { $name } здесь пока не числится среди ваших коллег, поэтому сами мы добавить не можем. Передайте эту ссылку
       *[no] передайте эту ссылку тому, кто должен быть в курсе
    }. Кто её откроет, увидит { -ticket(case: "accusative") } и сможет отвечать. Ссылка сработает один раз, в течение 14 дней.
tg-observer-link-bound = { $number }: { $named ->
        [yes] { $name } — пока не из тех ваших коллег, кого мы знаем. Передайте эту ссылку
       *[no] передайте эту ссылку выбранному человеку
    }. Открыть её сможет только этот человек, один раз, в течение 14 дней. Он увидит { -ticket(case: "accusative") } и сможет отвечать.
tg-observer-link-text = Приглашаю следить за { $number }
tg-observer-link-share = Передать
tg-observer-link-copy = Скопировать ссылку
tg-observer-sure = { $number }: добавить в наблюдатели — { $name }?
tg-observer-yes = Да, добавить
tg-observer-no-account = В этом контакте нет Telegram. Напишите адрес почты или дайте ссылку.
tg-observer-by-mail = Этого человека мы не знаем. Напишите, пожалуйста, адрес его почты.
tg-observer-late = Этот выбор уже не нужен. Чтобы добавить человека, откройте «Наблюдатели» ещё раз.
tg-observer-leave = Больше не наблюдать
tg-observer-left = Готово: вы больше не наблюдаете, уведомлений не будет.
tg-observer-welcome = { $number }: теперь вы наблюдатель. Ответы будут приходить сюда, и на них можно отвечать.
tg-back-to-ticket = Назад к { -ticket(case: "dative") }
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
tg-word-ask = Хотите добавить пару слов? Просто напишите.
tg-word-add = Добавить пару слов
tg-word-no = Нет, спасибо
tg-word-thanks = Спасибо! Передали вместе с оценкой.
tg-toast-done = Готово
tg-toast-mute = Больше об этом не пишем. Передумаете — нажмите «{ tg-unmute }».
tg-toast-unmute = Снова пишем об этом.
tg-old-button = Эта кнопка устарела. Откройте список: /tickets
tg-ticket-status = Статус: { $status }
tg-ticket-assignee = { -Assignee }: { $name }
tg-ticket-grade = { $whose ->
        [mine] Ваша оценка: { $grade }
       *[other] Оценка: { $grade }
    }
tg-ticket-until = Вернёмся к вопросу:
tg-ticket-linked = Продолжение { $number }
tg-ticket-muted = 🔕 Уведомления отключены
tg-you = Вы
tg-edited = изменено
tg-withdrawn = Сообщение отозвано поддержкой.
tg-seen = 👀 Поддержка уже прочитала это сообщение.
tg-conversation-older = …раньше было ещё: кнопка «Раньше».
tg-file-loading = загружается
tg-file-lost = не загрузился
tg-receipt = { -Ticket } { $number } { -ticket.gender ->
        [feminine] принята
        [masculine] принят
       *[neuter] принято
    }
tg-receipt-next = Ответим в этом чате. Захотите что-то добавить — просто напишите.
tg-promise = Первый ответ — не позже
tg-reply-from = { $number } · { $name }{ $side ->
        [requester] {""} (автор) пишет
        [observer] {""} (наблюдатель) пишет
       *[staff] {""}
    }
tg-assigned = { $number }: вопросом занимается { $name }.
tg-changed = { $number }: что изменилось
tg-copied = { $kind ->
        [added] { $number }: новый наблюдатель — { $name }
       *[dropped] { $number }: больше не наблюдает { $name }
    }
tg-observing = { $name } просит держать вас в курсе.
tg-observing-next = Новости будем присылать сюда. Можно ответить, можно отключить уведомления.
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
tg-command-language = Язык · Language
tg-command-help = Что умеет бот
tg-command-ticket = Задать вопрос поддержке или, в ответ на сообщение, передать его
tg-command-cancel = Прервать начатое
tg-current-begin = Писать сюда и дальше
tg-current-end = Спрашивать каждый раз
tg-current = Теперь всё, что вы напишете, пойдёт в { $number }: «{ $subject }».
tg-current-until = Выбор действует час после последнего сообщения, сейчас — до
tg-current-over = Хорошо. Если будет неясно, куда передать сообщение, спросим.
tg-topic-made = { $number }: для этого вопроса есть своя тема в этом чате. Что напишете в ней, попадёт сразу по адресу.
tg-topic-goes-on = { $number } теперь часть { $into }: продолжим там.
tg-topic-merged = часть { $into }

# Чат компании
tg-group-noun = { -ticket }
tg-group-off = Здравствуйте! В группах мы не отвечаем. Напишите боту в личный чат — поможем.
tg-group-waiting = Здравствуйте! Эту группу ещё не подключили к поддержке. Мы попросили администратора её подключить, а пока напишите боту в личный чат.
tg-group-ended = Здравствуйте! Эта группа не подключена к поддержке. Напишите боту в личный чат — поможем.
tg-group-bound = Здравствуйте! Чтобы обратиться в поддержку, ответьте на сообщение командой /ticket или напишите её вместе с вопросом. Наши ответы придут сюда.
tg-group-how = Ответьте командой /ticket на сообщение с вопросом или напишите вопрос сразу после неё.
tg-group-known = Это сообщение уже у нас: номер — в нашем ответе под ним.
tg-group-which = Не видно, к чему это. Ответьте на наше сообщение с номером или напишите /ticket и новый вопрос.
tg-group-nobody = Мы не видим, кто пишет от имени группы или канала. Напишите, пожалуйста, от своего имени.
tg-group-alone = Здесь этого сделать не получится: нужны подробности, о которых лучше не спрашивать при всех. Напишите боту в личный чат.
tg-group-final = Этот вопрос закрыт окончательно. Чтобы начать новый, ответьте командой /ticket на своё сообщение.
tg-group-next = Ответим здесь. Захотите что-то добавить — ответьте на это сообщение.
tg-group-resolved = { $number }: похоже, вопрос решён. Если что-то осталось, ответьте на это сообщение.
tg-group-press = Эта кнопка работает только в личном чате.
