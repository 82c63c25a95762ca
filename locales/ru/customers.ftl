# Компании, контакты, договоры, объекты, оборудование: столбцы файлов, импорт и экспорт.
customers-field = { $field ->
        [number] Номер
        [name] Название
        [zone] Часовой пояс
        [level] Уровень SLA
        [email] Почта
        [company] Компания
        [person] Имя
        [position] Должность
        [phone] Телефон
        [valid_from] Действует с
        [valid_until] Действует по
        [sites] Объекты обслуживания
        [address] Адрес
        [serial] Серийный номер
        [model] Модель
        [site] Объект обслуживания
       *[other] { $field }
    }
customers-new = Строка { $line }, { $what }: { $dry ->
        [yes] добавится
       *[no] добавлено
    }
customers-new-too = Строка { $line }, { $what }: { $dry ->
        [yes] добавится; у этого человека изменится
       *[no] добавлено; у этого человека изменено
    } { $fields }
customers-changed = Строка { $line }, { $what }: { $dry ->
        [yes] изменится
       *[no] изменено
    } { $fields }
customers-unchanged = Строка { $line }, { $what }: без изменений
customers-wrong = Строка { $line }, { $what }: { $dry ->
        [yes] будет пропущена
       *[no] пропущена
    }. { $why }
customers-total = { $dry ->
        [yes] Проверка, ничего не записано.
       *[no] Готово.
    } Новых: { $new }, изменённых: { $changed }, без изменений: { $unchanged }, с ошибками: { $wrong }.
customers-given = { $count ->
        [one] Записана { $count } строка
        [few] Записано { $count } строки
       *[other] Записано { $count } строк
    }: { $file }
customers-flaw-absent = Файл { $file } не читается. Проверьте имя и права доступа
customers-flaw-large = Файл слишком велик: не больше { $megabytes } МБ и { $lines } строк. Разделите его на части
customers-flaw-encoding = Файл не в кодировке UTF-8. Сохраните таблицу как «CSV UTF-8»
customers-flaw-binary = Это не CSV. Сохраните таблицу как «CSV UTF-8»
customers-flaw-empty = Файл пуст. Нужны столбцы: { $columns }
customers-flaw-column = Столбец «{ $column }» не понятен. Бывают такие: { $columns }
customers-flaw-twice = Столбец «{ $column }» встречается дважды. Оставьте один
customers-flaw-lacking = Нет столбца «{ $field }», без него строки не различить. Добавьте его
customers-flaw-broken = Строка { $line } повреждена: скорее всего, не закрыта кавычка. Исправьте её
refusal-known = Такая запись уже есть.
refusal-record = { $problem ->
        [empty] «{ $field }»: нужно заполнить.
        [long] «{ $field }»: слишком длинно.
        [mail] «{ $field }»: «{ $value }» не похоже на адрес почты.
        [day] «{ $field }»: даты «{ $value }» нет. Пример: 31.12.2026
        [zone] «{ $field }»: пояса «{ $value }» нет. Пример: Europe/Moscow
        [level] «{ $field }»: уровня «{ $value }» нет в профиле.
        [unknown] «{ $field }»: «{ $value }» не нашлось. Сначала добавьте.
        [separator] «{ $field }»: в «{ $value }» не должно быть запятых и точек с запятой.
        [reversed] «{ $field }»: { $value } раньше начала.
        [nowhere] «{ $field }»: укажите объект обслуживания или компанию.
        [elsewhere] «{ $field }»: «{ $value }» принадлежит другой компании.
        [fixed] «{ $field }»: это сотрудник, имя «{ $value }» меняется в Slack.
        [crowded] Ячеек больше, чем столбцов.
        [repeated] «{ $field }»: уже было в строке { $value }.
        [contradicted] «{ $field }»: в строке { $value } этот человек назван иначе.
       *[other] «{ $field }»: «{ $value }» не подходит.
    }
