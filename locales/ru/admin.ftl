# Управление, личные настройки, дежурства, оценки: окна в Slack.
slack-home-mine = Мои настройки
slack-home-admin = Управление
slack-home-ratings = Оценки · { $count }
slack-command-admin = управление, админ, администрирование
slack-command-settings = настройки
slack-command-ratings = оценки
slack-away = нет на месте с { $first } по { $last }{ $covered ->
        [yes] , подменяет { $cover }
       *[no] { "" }
    }
slack-away-mark = нет до { $last }
slack-admin-title = { $page ->
        [people] Люди
        [person] Человек
        [add-person] Новый человек
        [edit-person] Изменить
        [role] Дать роль
        [group] Добавить в группу
        [records] Справочник
        [record] Запись
        [add-record] Новая запись
        [edit-record] Изменить
        [ready] Типовые ответы
        [add-ready] Новый типовой ответ
        [edit-ready] Типовой ответ
        [audit] Журнал изменений
        [duties] Дежурства
        [on-call] Назначить дежурного
        [rota] Дежурства по неделям
        [mine] Настройки
        [hours] Рабочие часы
        [absence] Отсутствие
        [ratings] Оценки
        [chats] Чаты компаний
        [chat] Чат компании
       *[menu] Управление
    }
slack-admin-about = Люди и справочники. Каждое изменение попадает в журнал: кто, когда и что поменял.
slack-admin-profile = Статусы, виды, услуги, группы, сроки и календари задаёт файл профиля: здесь их не меняют.
slack-admin-only = Эти списки ведут администраторы. Если вам нужно что-то изменить, попросите одного из них.
slack-admin-people = Люди
slack-admin-kind = { $kind ->
        [companies] Компании
        [contacts] Контактные лица
        [contracts] Договоры
        [sites] Объекты
       *[equipment] Оборудование
    }
slack-admin-ready = Типовые ответы
slack-admin-duties = Дежурства
slack-admin-chats = Чаты компаний
slack-admin-audit = Журнал
slack-admin-up = ← Назад к списку
slack-admin-add = Добавить
slack-admin-edit = Изменить
slack-admin-drop = Удалить
slack-admin-drop-ask = Удалить «{ $what }»? Это можно будет сразу отменить.
slack-admin-dropped = Удалено.
slack-admin-undo = Отменить
slack-admin-saved = ✓ Сохранено.
slack-admin-save = Сохранить
slack-admin-yes = Да
slack-admin-no = Нет
slack-admin-hint = { $form ->
        [company] Номер компании из справочника
        [site] Номер объекта из справочника
        [sites] Номера объектов через запятую
        [zone] Например: Europe/Moscow
        [level] Название уровня из профиля
       *[line] —
    }
slack-person-speaks = Язык: { $spoken } · пояс: { $zone }
slack-person-in = Группа: { $group }
slack-person-leave = Вывести
slack-person-give = Дать роль
slack-person-join = В группу
slack-person-hours = Отсутствие
slack-person-revoke = Убрать
slack-person-block = Закрыть доступ
slack-person-block-ask = Закрыть доступ: { $name }? Этот человек больше ничего не сможет сделать, пока доступ не откроют снова.
slack-person-unblock = Открыть доступ
slack-person-fixed = Имя этого человека меняется в Slack.
slack-person-zone-hint = Например: Europe/Moscow
slack-person-role = Роль
slack-person-service = Где действует
slack-person-everywhere = Везде
slack-role = { $role ->
        [blocked] доступ закрыт
        [guest] не зарегистрирован
        [client] клиент
        [demo] демо-доступ
        [agent] сотрудник
        [dispatcher] диспетчер
       *[administrator] администратор
    }
slack-role-on = { " " }на услуге «{ $service }»
slack-role-source = { $source ->
        [command] дана администратором
        [slack] из канала Slack
        [settings] из настроек запуска
        [group] из группы { $group }
        [door] при первом обращении
       *[other] дана системой
    }
slack-language = { $spoken ->
        [ru] русский
       *[en] английский
    }
slack-ready-empty = Здесь пока ничего нет. Добавьте ответ, который приходится писать часто.
slack-ready-profile = Из профиля, меняются только в его файле: { $names }
slack-ready-retired = убран
slack-ready-back = Вернуть
slack-ready-retire = Убрать
slack-ready-name = Название
slack-ready-text = Текст
slack-ready-hint = Можно подставить: { $known }
slack-ready-group = Кто видит
slack-ready-everybody = Все сотрудники
slack-mine-language = Язык: { $spoken ->
        [ru] русский
       *[en] английский
    }
slack-mine-speak = { $spoken ->
        [ru] Русский
       *[en] English
    }
slack-mine-language-field = Язык
slack-mine-hours = Письма приходят: { $hours } ({ $zone })
slack-mine-any = в любое время
slack-mine-digest = Одно письмо в день вместо многих: { $time }
slack-mine-here = Сейчас на месте
slack-mine-away = Отсутствие
slack-mine-back = Уже на месте
slack-mine-hours-field = Рабочие часы
slack-mine-hours-hint = Например: 09:00–18:00. В остальное время письма ждут. Пусто — в любое время.
slack-mine-digest-field = Сводка раз в день
slack-mine-digest-hint = Время одного письма вместо многих, например 09:00. Пусто — письма сразу.
slack-mine-first = Первый день
slack-mine-last = Последний день
slack-mine-cover = Кто подменяет
slack-mine-away-hint = В эти дни новое само не назначается, а вызовы идут тому, кто подменяет. Потом придёт одно письмо обо всём.
slack-duty-now = Сейчас дежурит: { $name }
slack-duty-nobody = Дежурного нет: вызывается вся группа
slack-duty-weekly = По неделям: { $names }
slack-duty-set = Назначить дежурного
slack-duty-rota = По неделям
slack-duty-end = Снять
slack-duty-empty = В группе пока никого нет.
slack-duty-none = В профиле нет групп, которые ведут работу.
slack-duty-person = Кто дежурит
slack-duty-last = По какой день включительно
slack-duty-order = Очерёдность
slack-duty-order-hint = Выбирайте в том порядке, в каком люди дежурят: каждому по неделе.
slack-duty-since = С недели, в которую входит день
slack-audit-line = { $who } · { $did } · { $what }
slack-audit-operator = администратор сервера
slack-audit-empty = Пока ничего не меняли.
slack-audit-deed = { $deed ->
        [AddCompany] добавление
        [AddContact] добавление
        [AddContract] добавление
        [AddSite] добавление
        [AddEquipment] добавление
        [AddPerson] добавление
        [AddReadyAnswer] добавление
        [DropRecord] удаление
        [DropContact] удаление
        [GrantRole] роль дана
        [RevokeRole] роль убрана
        [JoinGroup] в группу
        [LeaveGroup] из группы
        [BlockPerson] доступ закрыт
        [UnblockPerson] доступ открыт
        [SetAbsence] отсутствие
        [EndAbsence] отсутствие
        [SetOnCall] дежурный
        [SetRota] дежурства
        [BindGroupChat] подключение чата
        [EndGroupChat] отключение чата
       *[other] изменение
    }
slack-audit-field = { $name ->
        [number] номер
        [name] название
        [person] имя
        [email] почта
        [zone] пояс
        [level] уровень
        [company] компания
        [position] должность
        [phone] телефон
        [valid_from] действует с
        [valid_until] действует по
        [sites] объекты
        [address] адрес
        [serial] серийный номер
        [model] модель
        [site] объект
        [language] язык
        [absence] отсутствие
        [weekly] по неделям
        [state] состояние
        [blocked] доступ закрыт
        [client] роль «клиент»
        [agent] роль «сотрудник»
        [dispatcher] роль «диспетчер»
        [administrator] роль «администратор»
        [demo] роль «демо-доступ»
        [chat_state] чат
       *[other] { $name }
    }
slack-ratings-among = { $among ->
        [unseen] Непрочитанные
        [low] Плохие
       *[every] Все
    }
slack-ratings-empty = { $among ->
        [unseen] Все оценки прочитаны.
       *[other] Таких оценок пока нет.
    }
slack-ratings-seen = Прочитано
slack-ratings-read-by = прочитано: { $name }
slack-group-title = { $state ->
        [waiting] Чат «{ $name }» просит подключить его
        [bound] Чат «{ $name }» подключён
       *[other] Чат «{ $name }» отключён
    }
slack-group-about = { $known ->
        [yes] { $state ->
                [waiting] Бота добавил тот, кто числится за компанией: { $company }
               *[other] Компания: { $company }
            }
       *[no] Компания не указана
    } · { $spoken ->
        [ru] язык чата — русский
       *[en] язык чата — английский
    }
slack-group-hint = { $state ->
        [waiting] Пока чат не подключён, бот в нём не отвечает. Решают администраторы.
        [bound] Вопросы задают командой /ticket, ответы видят все участники чата.
       *[other] В этот чат ничего не уходит: авторы узнают новости лично.
    }
slack-group-let = Подключить
slack-group-connect = { $state ->
        [waiting] Указать компанию…
        [bound] Изменить…
       *[other] Подключить снова…
    }
slack-group-end = { $state ->
        [waiting] Отклонить
       *[other] Отключить
    }
slack-group-end-sure = В чат «{ $name }» больше ничего не уйдёт. Авторы вопросов будут получать ответы лично.
slack-group-none = Бота ещё не добавили ни в один чат.
slack-group-company = Компания
slack-group-company-hint = Номер или точное название из справочника. Пусто — без компании.
slack-group-language = Язык сообщений в чате
slack-group-state = { $state ->
        [waiting] ждёт решения
        [bound] подключён
       *[other] отключён
    }
