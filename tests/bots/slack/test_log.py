"""What happens to a ticket as a line in its thread: triage, whose work, who is in copy, grades, and who is called."""

from typing import Any

import pytest

from bots.slack.draw import draw_log
from bots.slack.speech import Speech
from core.kinds import Door, Event, MessageId, PersonId, TicketId, Visitor
from core.tickets.commands import AddComment, MoveStatus, Rate
from core.tickets.events import (
    CommentAdded,
    NoteAdded,
    StatusMoved,
    TicketAssigned,
    TicketMuted,
    TicketOpened,
    TicketRated,
    TicketUnmuted,
)
from core.tickets.handling import AddObserver, DropObserver, Triage
from core.tickets.handling_events import ObserverAdded, ObserverDropped, SurveyAsked, TicketLeftAlone, TicketTriaged
from core.tickets.person_events import RequesterForgotten, RequesterJoined, RequesterParted
from core.views.parts import Answer, Change, Tie, Who
from tests.bots.slack.office import IVAN as CUSTOMER
from tests.bots.slack.office import Office, dictionary
from tests.bots.slack.shapes import ANNA, DAY, IVAN, card, choice, happening, message

RU, EN = (Speech(dictionary(), language) for language in ("ru", "en"))
BORIS, OLGA = Who(PersonId(3), "Борис", "U0BORIS"), Who(PersonId(9), "olga@example.org")
GROUP = choice("plant", "Цех")
GRADES = (choice("good", "Хорошо"), choice("bad", "Плохо"))
TRIAGED = (
    Change("type", choice("incident", "Инцидент"), choice("question", "Вопрос")),
    Change("category", None, choice("web", "Хостинг")),
    Change("site", Tie("S-4", "Корпус 4"), None),
    Change("due_at", DAY, None),
    Change("field:stopped", Answer(choice("stopped", "Стоит?"), "yes_no", "yes"), None, choice("stopped", "Стоит?")),
)
DATE = "<!date^2000000000^{date_short_pretty}, {time}|18.05.2033 03:33 UTC>"


def told(event: Event, say: Speech = RU, **changes: Any) -> str | None:
    drawing = draw_log(happening(event, **({"actor": ANNA} | changes)), say)
    return drawing.text if drawing else None


@pytest.mark.parametrize(
    ("event", "changes", "line"),
    [
        (TicketTriaged({}, {}), {"changes": TRIAGED},
         f"✏️ Изменено — Вид: Вопрос → Инцидент · Категория: Хостинг → — · Объект: — → Корпус 4 (S-4)"
         f" · Срок исполнения: — → {DATE} · Стоит? — → да · Анна"),
        (TicketAssigned(ANNA.id, None), {"whom": ANNA}, "✋ Исполнитель: <@U0ANNA>"),
        (TicketAssigned(BORIS.id, None), {"whom": BORIS}, "✋ Исполнитель: <@U0BORIS> · Анна"),
        (TicketAssigned(BORIS.id, None), {"whom": BORIS, "actor": None}, "✋ Исполнитель: <@U0BORIS>"),
        (TicketAssigned(BORIS.id, None, "plant"), {"whom": BORIS, "group": GROUP},
         "✋ Исполнитель: <@U0BORIS>, группа: Цех · Анна"),
        (TicketAssigned(None, None, "plant"), {"group": GROUP, "actor": None},
         "👥 Группа: Цех; исполнитель: пока никто"),
        (TicketAssigned(None, BORIS.id), {}, "✋ Исполнитель: пока никто · Анна"),
        (ObserverAdded(OLGA.id), {"whom": OLGA, "actor": IVAN}, "👀 Наблюдает: olga@example.org · Иван"),
        (ObserverDropped(OLGA.id), {"whom": OLGA, "actor": OLGA}, "👀 Больше не наблюдает: olga@example.org"),
        (TicketLeftAlone(ANNA.id, DAY, False, ("assignee",)), {"whom": ANNA, "actor": None, "calls": (ANNA,)},
         f"💤 Без движения с {DATE} · Анна · <@U0ANNA>"),
        (SurveyAsked(), {"actor": None}, "⭐ Клиента попросили оценить работу"),
        (SurveyAsked(late=True), {"actor": None}, "⭐ Клиента попросили оценить работу · с опозданием"),
        (TicketRated("bad", None), {"card": card(grades=GRADES)}, "⭐ Оценка клиента: Плохо"),
        (TicketRated("bad", "good"), {"card": card(grades=GRADES)}, "⭐ Оценка клиента: Плохо (раньше: Хорошо)"),
        (TicketRated("bad", "bad", MessageId(5)), {"card": card(grades=GRADES)}, "⭐ Оценка клиента: Плохо"),
        (TicketMuted(), {"actor": IVAN}, "🔕 Клиент отключил уведомления"),
        (TicketMuted(), {"actor": OLGA}, "🔕 Наблюдатель: olga@example.org отключает уведомления"),
        (TicketUnmuted(), {"actor": OLGA}, "🔔 Наблюдатель: olga@example.org снова включает уведомления"),
        (StatusMoved("new", "in_progress", "agent"), {"hidden": True},
         "Статус: Новая → В работе · Анна · 🙈 скрыто от клиента"),
        (StatusMoved("new", "in_progress", "agent"), {"calls": (BORIS,), "hidden": True},
         "Статус: Новая → В работе · Анна · 🙈 скрыто от клиента · <@U0BORIS>"),
        (TicketOpened(MessageId(5)), {"calls": (ANNA, OLGA)}, "🔔 Новая заявка · <@U0ANNA> olga@example.org"),
        (CommentAdded(MessageId(5), False), {"calls": (ANNA,)}, "🔔 Новое сообщение · <@U0ANNA>"),
        (NoteAdded(MessageId(5)), {"calls": (BORIS,)}, "🔔 Новая заметка · <@U0BORIS>"),
        (RequesterJoined(OLGA.id, IVAN.id, 7), {"whom": IVAN},
         "🔗 Клиент подтвердил, кто он: это Иван. Если это ошибка, разделите их снова: /zayavka part 7"),
        (RequesterParted(OLGA.id, IVAN.id), {"whom": OLGA}, "🔗 Клиента снова двое: это опять olga@example.org."),
        (RequesterForgotten(), {},
         "🧹 Клиент попросил удалить его данные. Ответы до него больше не дойдут."),
    ],
)  # fmt: skip
def test_a_line_says_what_happened_and_calls_whom_it_concerns(event: Event, changes: dict[str, Any], line: str) -> None:
    assert told(event, **changes) == line
    english = told(event, EN, **changes)
    assert english and english != line


@pytest.mark.parametrize(
    "event", [TicketOpened(MessageId(5)), CommentAdded(MessageId(5), True), NoteAdded(MessageId(5))]
)
def test_what_stands_there_as_a_post_has_no_line_unless_somebody_is_called(event: Event) -> None:
    assert told(event) is None and told(event, hidden=True) is None


def test_a_line_stays_within_what_slack_bears_and_cuts_no_escaped_sign() -> None:
    name = "&<*" * 100
    crowd = tuple(Who(PersonId(n), name) for n in range(100))
    values = (choice("a", name), choice("b", name))
    changes = tuple(Change(f"field:{n}", *values, choice("f", name)) for n in range(200))
    line = told(TicketTriaged({}, {}), changes=changes, calls=crowd, actor=Who(PersonId(2), name), hidden=True)
    assert line and len(line) <= 3000
    assert line.replace("&amp;", "").replace("&lt;", "").count("&") == 0 and line.count("…") >= 2


def test_the_word_that_came_with_a_grade_stands_below_it_whole() -> None:
    event, word = TicketRated("bad", None, MessageId(5)), "Долго <!channel> ждали. " * 900
    rated = happening(event, card=card(grades=GRADES), message=message(body=word))
    first = draw_log(rated, RU)
    assert first and first.rest >= 1 and first.blocks[0]["elements"][0]["text"] == "⭐ Оценка клиента: Плохо"
    parts = [draw_log(rated, RU, part) for part in range(first.rest + 1)]
    assert "".join(_quoted(part.blocks) for part in parts if part) == word
    assert all(len(part.text) <= 3000 and "<!channel>" not in part.text + part.whole for part in parts if part)


def _quoted(blocks: list[dict[str, Any]]) -> str:
    quotes = [block["elements"][0] for block in blocks if block["type"] == "rich_text"]
    return "".join(part["text"] for quote in quotes for part in quote["elements"])


def test_an_unknown_grade_stands_for_itself() -> None:
    assert told(TicketRated("gone", None)) == "⭐ Оценка клиента: gone"


@pytest.mark.asyncio(loop_scope="module")
async def test_a_triage_observers_and_a_grade_with_its_word_stand_in_the_thread(desk: Office) -> None:
    ticket = await desk.open("Не печатает")
    anna = Visitor(Door.SLACK, desk.anna.id)
    await desk.desk(Triage(ticket, {"type": "incident", "priority": "high"}), anna)
    await desk.said(ticket, "Вид: Вопрос → Что-то не работает · Приоритет: Обычный → Высокий · Анна")
    await desk.card(ticket, "Приоритет: Высокий")
    await desk.desk(AddObserver(ticket, "olga@example.org"), CUSTOMER)
    await desk.said(ticket, "Наблюдает: olga@example.org · Иван")
    await desk.card(ticket, "Наблюдатели: olga@example.org")
    await desk.desk(MoveStatus(ticket, "resolved", await _rev(desk, ticket), hidden=True), anna)
    await desk.said(ticket, "скрыто от клиента")
    await desk.desk(Rate(ticket, "2", "Пришлось звонить трижды <!here>"), CUSTOMER)
    post = await desk.said(ticket, "Пришлось звонить трижды <!here>")
    assert "Оценка клиента: Плохо" in post["plain"] and post["active"] == {"mentions": [], "links": []}
    await desk.desk(AddComment(ticket, "И у меня не печатает"), Visitor(Door.MAIL, "olga@example.org"))
    assert "👀 olga@example.org · наблюдатель" in (await desk.said(ticket, "И у меня не печатает"))["plain"]
    shown, _ = await desk.seen_by(desk.anna, ticket)
    await desk.desk(DropObserver(ticket, shown.observers[0].id), CUSTOMER)
    await desk.said(ticket, "Больше не наблюдает: olga@example.org")


async def _rev(desk: Office, ticket: TicketId) -> int:
    shown, _ = await desk.seen_by(desk.anna, ticket)
    return shown.rev
