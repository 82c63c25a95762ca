# Очереди и поиск: вкладка приложения, команда, окно с историей; и слова, которыми спрашивают.
slack-home-find = Поиск
slack-home-find-hint = Слова в любой форме, номер или телефон. Можно уточнить: статус:открытые кто:я с:01.10
slack-home-find-place = насос статус:открытые
slack-home-brand = Сайт
slack-home-brand-all = Все сайты
slack-home-found = Нашлось по запросу «{ $text }», новые сверху
slack-home-stranger = Здесь очереди для сотрудников поддержки. Попросите добавить вас в канал — и они появятся.
slack-home-loading = Загружается…
slack-home-broken = Не получилось показать список. Откройте вкладку ещё раз; код для администратора: { $reference }.
slack-queue-mine = Мои
slack-queue-unassigned = Ничьи
slack-queue-breach = Скоро срок
slack-queue-overdue = Просрочены
slack-queue-waiting = Ждут
slack-queue-undelivered = Не доставлено
slack-queue-spam = Спам
slack-queue-count = { $name } · { $count }
slack-queue-about-mine = Над чем вы работаете, старые сверху
slack-queue-about-unassigned = Открытые без { -assignee(case: "genitive") }, старые сверху
slack-queue-about-breach = Срок наступит в ближайшие сутки
slack-queue-about-overdue = Срок прошёл, самые давние сверху
slack-queue-about-waiting = Ждут клиента или кого-то ещё
slack-queue-about-undelivered = Последнее уведомление не дошло до клиента
slack-queue-about-spam = Отложено как спам, новые сверху
slack-queue-empty-mine = Сейчас на вас ничего нет. Загляните в «Ничьи»: возможно, кому-то нужна помощь.
slack-queue-empty-unassigned = Всё разобрано, никто не забыт.
slack-queue-empty-breach = В ближайшие сутки ни один срок не наступит.
slack-queue-empty-overdue = Ничего не просрочено.
slack-queue-empty-waiting = Никто ничего не ждёт.
slack-queue-empty-undelivered = Все уведомления дошли.
slack-queue-empty-spam = Здесь пусто: как спам ничего не отложено.
slack-list-found-nothing = Ничего не нашлось. Попробуйте меньше слов или уберите уточнения.
slack-list-looked = Здесь просмотрена только часть: дальше могут быть ещё.
slack-list-misread = Не понял «{ $said }», искал без этого.
slack-list-facts = { $status } · { $priority } · { $requester } → { $assignee }
slack-list-due = ⏳ Срок:
slack-list-lost = ⚠ Не доставлено: { $reason }
slack-list-open = Открыть
slack-list-next = Дальше →
slack-list-back = ← Назад
slack-list-again = Обновить
slack-list-title = Список
slack-story-earlier = ↑ Раньше
slack-story-later = ↓ Позже
slack-story-list = ← К списку
slack-story-theirs = Все { -ticket(case: "plural") } клиента
slack-story-begun = История
slack-help = Что умеет команда:
    • /zayavka завести — записать звонок или просьбу
    • /zayavka мои — над чем вы работаете
    • /zayavka ничьи — открытые без { -assignee(case: "genitive") }
    • /zayavka сроки — срок в ближайшие сутки
    • /zayavka ждут — ждут клиента или кого-то ещё
    • /zayavka недоставленные — уведомление не дошло
    • /zayavka найти насос статус:открытые кто:я с:01.10 по:15.10 — поиск
    • /zayavka { $number } — { -ticket } с историей
    • /zayavka пригласить ivan@example.org — ссылка, по которой клиент придёт в чат
    • /zayavka управление · настройки · оценки — справочники, ваши настройки, оценки клиентов
    Уточнения: статус, тип, приоритет, категория, услуга, сайт, кто, клиент, с, по. То же есть на вкладке приложения.
slack-command-mine = мои, моё, мое, мне
slack-command-unassigned = ничьи, ничей, свободные, новые
slack-command-breach = сроки, срок, горят, горит
slack-command-overdue = просрочены, просроченные, просрочено
slack-command-waiting = ждут, ожидание, ожидают
slack-command-undelivered = недоставленные, недоставлено, недошло
slack-command-spam = спам
slack-command-new = завести, создать, новая, новый, новое
slack-command-find = найти, найди, поиск, искать
slack-command-help = помощь, справка, ?
find-status = статус, состояние
find-type = тип, вид
find-priority = приоритет, критичность, важность
find-category = категория
find-service = услуга, сервис
find-brand = сайт, бренд
find-assignee = кто, исполнитель, ответственный
find-requester = клиент, заявитель, автор
find-since = с, от, после
find-until = по, до
find-me = я, мои, мне, меня
find-nobody = никто, ничьи, никого
find-open = открытые, незакрытые, активные
find-done = закрытые, решённые, завершённые
find-today = сегодня
find-yesterday = вчера
