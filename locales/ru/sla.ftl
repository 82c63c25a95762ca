# Отчего срок именно такой: расчёт по строкам. Время — по часам календаря.
sla-metric-first-response = Первый ответ
sla-metric-next-response = Следующий ответ
sla-metric-update = Новости о ходе работы
sla-metric-resolution = Решение
sla-metric-due = Срок исполнения
sla-title = { $metric }: { $span }, время { $zone }
sla-line-from = отсчёт с { $at }
sla-line-window = { $at } — { $until }: { $span }
sla-line-day = { $at }: рабочий день № { $number }
sla-line-closed = { $at }: нерабочий день, { $name }
sla-line-pause = { $at } — { $until }: пауза, «{ $name }»
sla-line-restored = { $at } — { $until }: не считается, пауза «{ $name }» продолжена
sla-line-due = всего { $span }, срок { $at }
sla-span = { $hours ->
        [0] { $minutes } мин
       *[other] { $minutes ->
            [0] { $hours } ч
           *[other] { $hours } ч { $minutes } мин
        }
    }
sla-span-days = { $days ->
        [one] { $days } рабочий день
        [few] { $days } рабочих дня
       *[other] { $days } рабочих дней
    }
sla-now = сейчас
sla-none = Сроков для { -ticket(case: "genitive") } с такими признаками нет.
sla-line-named = назначенная дата: { $at }
sla-span-named = по договорённости
