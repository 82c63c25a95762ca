# Рисунок порядка статусов: `zayavka profile graph`.
graph-title = { $name }: статусы и переходы
graph-kind = { $kind ->
        [new] вид: поступление
        [working] вид: работа
        [waiting] вид: ожидание клиента
        [on_hold] вид: отсрочка
        [escalated] вид: эскалация
        [investigating] вид: исследование
        [resolved] вид: решение
       *[closed] вид: закрытие
    }
graph-start = начало
graph-final = конец
graph-pauses = часы решения стоят
graph-asks-until = спрашивает, до какого времени
graph-claimed = взяли в работу — «{ $to }»
graph-answer = клиент ответил — «{ $to }»
graph-answer-after = клиент ответил и за { $minutes } мин ничего не выбрал — «{ $to }»
graph-time = настало время — «{ $to }»
graph-silence = молчание, { $span } — «{ $to }»
graph-press = кнопка клиента: «{ $label }»
graph-rated = клиент может поставить оценку
graph-comment = сюда — только с комментарием
graph-hours = { $hours } ч
graph-hours-working = { $hours } рабочих ч
graph-party = { $party ->
        [agent] сотрудник поддержки
        [requester] клиент
       *[system] система
    }
graph-legend = Кто может переводить
graph-legend-dot = Отметка на линии: отсюда есть переход; стрелка — куда. Справа — вперёд, слева — назад.
