# Связи между заявками и время, которое сотрудник назначает себе: карточка, её ветка, окна, уведомления.
slack-incidents = Ответить по всем инцидентам
slack-problem = Инцидент проблемы…
slack-parent = Часть другой работы…
slack-merge = Объединить…
slack-unmerge = Разъединить
slack-unmerge-text = Номера снова будут отдельно. Всё, что написали после объединения, останется в { $number }. Клиентам сообщим.
slack-unmerge-yes = Разъединить
slack-unmerge-no = Оставить
slack-split = Выделить сообщение…
slack-snooze = Отложить для себя…
slack-watch = Следить
slack-unwatch = Больше не следить
slack-watched = 👁 Следят: { $names }
slack-log-watch = { $how ->
        [begun] 👁 Теперь следит
       *[ended] 👁 Больше не следит
    }
slack-merged-into = ↪ Объединено: продолжение в { $number }
slack-relation = { $kind ->
        [problem] 🧩 Инцидент проблемы { $numbers }
        [incident] 🧩 Инциденты, открыто { $open } из { $count }: { $numbers }
        [parent] ⤴ Часть { $numbers }
        [child] ⤵ Части, открыто { $open } из { $count }: { $numbers }
        [origin] ✂️ Выделено из { $numbers }
        [split] ✂️ Выделено отсюда: { $numbers }
       *[merged] ↩ Присоединено: { $numbers }
    }
slack-snoozed = 💤 Отложено:
slack-log-linked = { $how ->
        [untied] { $link ->
            [problem] 🧩 Больше не инцидент проблемы { $number }
            [incident] 🧩 { $number } больше не инцидент этой проблемы
            [parent] ⤴ Больше не часть { $number }
           *[other] ⤵ { $number } больше не часть этой работы
        }
       *[tied] { $link ->
            [problem] 🧩 Инцидент проблемы { $number }
            [incident] 🧩 Новый инцидент: { $number }
            [parent] ⤴ Часть { $number }
            [child] ⤵ Новая часть: { $number }
            [origin] ✂️ Выделено из { $number }
           *[split] ✂️ Выделено в { $number }
        }
    }
slack-log-merged = { $how ->
        [merged] ↪ Объединено: продолжение в { $number }
        [absorbed] ↩ Сюда присоединено: { $number }
        [released] ↩ { $number } снова отдельно
       *[unmerged] ↪ Снова отдельно от { $number }
    }
slack-log-incidents = 🧩 Ответили по инцидентам: { $answered }, пропустили: { $left }. Кому и почему — в окне «Ответить по всем инцидентам»
slack-log-snoozed = 💤 Отложено до
slack-log-woken = { $cause ->
        [time] ⏰ Время вышло: снова в списке у { $name }
        [answer] ⏰ Клиент написал: снова в списке у { $name }
       *[agent] ⏰ Снова в списке у { $name }
    }
slack-relation-none = Нет
slack-relation-other = Что выбрать
slack-relation-number = Или по номеру
slack-relation-number-hint = Например, 123. Если вписать номер, возьмём его.
slack-modal-problem = Инцидент проблемы
slack-modal-problem-send = Сохранить
slack-problem-hint = Вид сменится на инцидент. Клиент получит ответ вместе с остальными.
slack-modal-parent = Часть другой работы
slack-modal-parent-send = Сохранить
slack-parent-hint = Это видят только сотрудники.
slack-modal-merge = Объединить
slack-modal-merge-send = Объединить
slack-merge-what = { $number } присоединится к выбранному номеру. Письма, ответы и ветка поведут туда. Неделю это можно отменить.
slack-merge-hint = Сначала идут номера того же клиента.
slack-merge-shared-label = Кто что прочтёт
slack-merge-shared = Участники обеих переписок увидят обе
slack-modal-split = Выделить сообщение
slack-modal-split-send = Выделить
slack-split-none = Здесь нет сообщений клиента.
slack-split-message = Сообщение
slack-split-following-label = Сколько взять
slack-split-following = Вместе со всем, что клиент написал после
slack-split-subject-hint = Если не заполнить, возьмём первую строку сообщения.
slack-modal-snooze = Отложить для себя
slack-modal-snooze-send = Сохранить
slack-snooze-what = Исчезнет из вашего списка до этого времени или пока не напишет клиент. Статус и сроки не изменятся.
slack-snooze-until = До какого времени
slack-snooze-time = { $time ->
        [hour] На час
        [tomorrow] До завтра, 9:00
        [monday] До понедельника, 9:00
       *[now] Вернуть в мой список сейчас
    }
slack-snooze-own = Другое время
slack-snooze-own-hint = Важнее выбранного выше.
slack-modal-incidents = Ответ по инцидентам
slack-modal-incidents-send = Отправить всем
slack-incidents-will = { $open ->
        [0] Открытых инцидентов нет: ответ никому не уйдёт.
        [one] Ответ уйдёт по { $open } открытому инциденту: { $numbers }
        [few] Ответ уйдёт по { $open } открытым инцидентам: { $numbers }
       *[other] Ответ уйдёт по { $open } открытым инцидентам: { $numbers }
    }{ $others ->
        [0] {""}
       *[other] {""} · Уже решены, их пропустим: { $others }
    }
slack-incidents-running = Прямо сейчас по инцидентам отвечает { $name }. Готово: { $done }
slack-incidents-text = Ответ
slack-incidents-hint = Каждый клиент получит его в чате или по почте.
slack-incidents-then = И заодно
slack-incidents-resolve = Отметить инциденты решёнными
slack-incidents-went = Последний ответ, { $name }: отправлено { $answered }, пропущено { $left }
slack-incidents-left = { $reason ->
        [resolved] уже решён
        [merged] объединён с другим номером
        [role] чужой: у отправителя нет прав
        [field] сначала нужно заполнить обязательное поле
        [move] из этого статуса нельзя отметить решённым
       *[other] нужно сделать вручную
    }
slack-incidents-way = { $how ->
        [sent] доставлено
        [failed] не доставлено
        [waits] в пути
       *[none] нет адреса
    }
tg-merged = { $one } и { $other } теперь { -ticket.gender ->
        [masculine] один
        [neuter] одно
       *[feminine] одна
    } { -ticket }: { $one }. Отвечать можно на любые сообщения, всё попадёт куда нужно.
tg-unmerged = { $one } и { $other } снова отдельно друг от друга.
mail-merged = { $one } и { $other } теперь { -ticket.gender ->
        [masculine] один
        [neuter] одно
       *[feminine] одна
    } { -ticket }: { $one }. Отвечать можно на любые письма, всё попадёт куда нужно.
mail-unmerged = { $one } и { $other } снова отдельно друг от друга.
refusal-merged = { $number } — часть { $into }. Сделайте это там.
refusal-relation = { $problem ->
        [itself] { $number } — это и есть текущий номер. Выберите другой.
        [merged] { $number } уже присоединили к другому номеру.
        [final] { $number }: закрыто окончательно.
        [strangers] { $number } — от клиента другой компании. Они прочли бы слова друг друга, поэтому объединить нельзя.
        [shared] Обе переписки станут видны: { $names }. Если так и нужно, поставьте галочку ниже.
        [private] { $number } — из закрытой очереди. Её видят не все, поэтому связать или объединить не получится.
        [ring] { $number } — уже часть этой работы.
        [kind] { $number } не подходит: инциденты бывают только у проблемы, а проблема — не инцидент.
        [word] Выделить можно только сообщение клиента.
        [later] { $number } тоже присоединили к другому номеру. Сначала отмените это.
       *[late] С объединения прошло больше недели, отменить его уже нельзя.
    }
refusal-round = { $how ->
        [now] По этим инцидентам прямо сейчас отвечает { $name }.
       *[over] По этим инцидентам уже ответили: { $name }. Откройте окно заново, чтобы увидеть, кому.
    }
