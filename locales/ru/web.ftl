# Страницы по личным ссылкам.
web-lost-title = Такой страницы нет
web-lost = Проверьте, целиком ли скопирована ссылка. Если открыть не получается, напишите нам: с ответом придёт новая.
web-expired-title = Ссылка устарела
web-expired = Ссылки действуют 30 дней. Напишите нам в чат или ответьте на письмо: с ответом придёт новая.
web-odd-title = Запрос не получилось понять
web-odd = Вернитесь на предыдущую страницу и попробуйте ещё раз.
web-too-much-title = Слишком много сразу
web-too-much = Файлы вместе слишком большие. Вернитесь и отправьте их по очереди или пришлите ссылку на них.
web-busy-title = Одну минуту
web-busy = Сейчас слишком много запросов. Подождите немного и попробуйте ещё раз.
web-broken-title = Что-то пошло не так
web-broken = Мы об этом уже знаем. Попробуйте позже, а если не поможет, назовите нам код: { $reference }.
web-opened = { -ticket.gender ->
        [feminine] Открыта
        [masculine] Открыт
       *[neuter] Открыто
    }
web-promise = Первый ответ — не позже
web-assignee = { -Assignee }
web-until = Вернёмся к вопросу
web-grade = { $whose ->
        [mine] Ваша оценка
       *[other] Оценка
    }
web-linked = В продолжение
web-muted = Уведомления отключены: ответы видны только здесь.
web-forward = Главное сейчас
web-choice = Мы считали вопрос решённым, но вы ответили. Продолжить работу или можно закрывать? Если не выбрать, работа продолжится сама. Выбрать можно до
web-conversation = Переписка
web-withdrawn = Сообщение отозвано поддержкой.
web-seen = Поддержка уже прочитала это сообщение.
web-earlier = Раньше
web-newest = К последним сообщениям
web-you = Вы
web-edited = изменено
web-file-loading = загружается
web-file-lost = не загрузился: { $reason }
web-size-mb = { $size } МБ
web-size-kb = { $size } КБ
web-files = Файлы
web-files-hint = До { $count } файлов, каждый до { $limit } МБ.
web-text-answer = Ваш ответ
web-text-again = Что случилось
web-text-escalate = Что не так
web-text-rate = Пара слов, если хотите
web-text-observe = Адрес почты коллеги, который тоже будет получать ответы
web-others = Что ещё можно сделать
web-do-answer = Отправить
web-do-resolve = Вопрос решён
web-do-close = Всё в порядке, закрыть
web-do-cancel = Отменить
web-do-return = Вернуть в работу
web-do-rate = Оценить
web-do-escalate = Эскалировать
web-do-mute = Не уведомлять
web-do-unmute = Снова уведомлять
web-do-observe = Добавить наблюдателя
web-do-again = Открыть в продолжение
web-cancel-sure = Точно отменить { $number }?
web-cancel-yes = Да, отменить
web-rate-ask = Оцените, пожалуйста, как мы справились
web-reason-ask = Почему нужно вмешательство?
web-escalate-send = Отправить
web-again-why = { $number }: вопрос закрыт, дописать сюда уже нельзя. Напишите, что нужно: откроем { -ticket(case: "accusative") } в продолжение.
web-done-answer = Ответ отправлен.
web-done-resolve = Отметили, что вопрос решён. Спасибо, что сообщили!
web-done-close = Закрыли. Спасибо!
web-done-cancel = Отменили.
web-done-return = Вернули в работу. Напишите, что не так: передадим.
web-done-rate = Спасибо за оценку!
web-done-escalate = Эскалировали, ответственные предупреждены.
web-done-mute = Больше об этом не пишем. Передумаете — включите уведомления здесь же.
web-done-unmute = Снова пишем об этом.
web-done-observe = Готово, наблюдатель тоже будет получать ответы.
web-done-again = { -Ticket } { -ticket.gender ->
        [feminine] принята
        [masculine] принят
       *[neuter] принято
    }. Это новая страница, прежняя переписка осталась на старой.
web-not-now = Сейчас это уже не нужно или недоступно: статус «{ $status }».
web-stale = Страница была открыта слишком долго. Проверьте, всё ли верно, и нажмите ещё раз.
web-file-too-large = «{ $name }» больше { $limit } МБ. Уменьшите файл или пришлите ссылку.
web-too-many-files = Слишком много файлов: за один раз помещается { $count }.
web-attach-again = Файлы придётся приложить ещё раз.
web-personal = Эта ссылка — только ваша: кто её откроет, увидит переписку и сможет ответить от вашего имени.
web-digests-title = Больше не присылать сводку?
web-digests-ask = Ни сводки, ни отдельные письма вам больше приходить не будут. Включить их снова может администратор.
web-digests-do = Не присылать
web-digests-stopped-title = Готово
web-digests-stopped = Сводок больше не будет.
web-mute-title = Не писать о { $number }?
web-mute-ask = Писем и сообщений о { $number } больше не будет. Об остальном продолжим писать как раньше.
web-mute-do = Не писать
web-muted-now-title = Хорошо, не пишем
web-muted-now = О { $number } больше не напишем. Вернуть уведомления можно кнопкой на странице { -ticket(case: "genitive") } или в чате.
web-mute-over-title = Отключать нечего
web-mute-over = { $number }: вопрос закрыт, писать о нём больше не будем.
