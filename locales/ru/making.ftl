# Новая заявка: со звонка или из сообщения (C1, E15)
slack-make = Завести { -ticket(case: "accusative") }
slack-make-send = Завести
slack-make-new-person = Новый человек…
slack-make-name = Имя
slack-make-me = { $name } (это вы)
slack-make-who-place = Кого ищем?
slack-make-who-hint = Ищем по имени, почте, телефону и компании. Можно выбрать себя.
slack-make-subject-hint = Если не заполнить, возьмём первую строку описания.
slack-make-files = Вместе с сообщением: { $names }
slack-make-files-left = { $count ->
        [one] Ещё { $count } файл не поместился, приложите его ниже.
        [few] Ещё { $count } файла не поместились, приложите их ниже.
       *[many] Ещё { $count } файлов не поместились, приложите их ниже.
    }
slack-make-unseen = Бот не видит этого сообщения. Пригласите его в канал или откройте меню самого сообщения.
slack-make-asks = Чтобы завести { -ticket(case: "accusative") } из этого сообщения, не хватает нескольких сведений.
slack-make-fill = Заполнить
slack-made = { -Ticket }
slack-made-already = { $number } — { -ticket } из этого сообщения уже есть.
slack-made-done = Готово: { $number }. Карточка — в канале сотрудников.
slack-split-picked = Сообщение, из меню которого вы пришли

# Заказы клиента из внешней системы (E2)
slack-orders = Заказы клиента: { $count }
slack-orders-none = Заказов у клиента нет
slack-orders-asking = Запрашиваем заказы…
slack-orders-repeated = Позже запросим ещё раз
slack-orders-again = Запросить заказы ещё раз
slack-orders-missed = { $problem ->
        [nothing] Заказы не ищем: о клиенте пока слишком мало известно
        [slow] Заказы: система учёта не ответила вовремя
        [refused] Заказы: система учёта не дала ответа
        [unreachable] Заказы: система учёта сейчас недоступна
        [large] Заказы: ответ системы учёта слишком велик
       *[malformed] Заказы: ответ системы учёта не удалось прочитать
    }
