"""Shapes as the core hands them out, with what a test is about in them."""

from typing import Any

from core.kinds import Door, Event, MessageId, PersonId, TicketId
from core.tickets.lifecycle import STAFF_VERBS
from core.views.parts import Answer, Choice, ContractTie, Deadline, Target, Tie, Who
from core.views.shapes import MessageView, TicketCard
from core.views.tidings import Happening

DAY = 2_000_000_000_000_000
"""An instant: 18 May 2033."""
IVAN = Who(PersonId(1), "Иван")
ANNA = Who(PersonId(2), "Анна", "U0ANNA")


def choice(id: str, ru: str = "") -> Choice:
    return Choice(id, {"ru": ru or id})


def card(**changes: Any) -> TicketCard:
    """An ordinary ticket of a desk where all is well."""
    ordinary: dict[str, Any] = {
        "id": TicketId(7), "number": "TS-7", "subject": "Нет гудка", "body": "", "type": choice("quality", "Связь"),
        "priority": choice("normal", "Обычный"), "status": choice("in_progress", "В работе"), "open": True,
        "final": False, "resume_at": None, "requester": IVAN, "assignee": None, "source": Door.TELEGRAM,
        "opened_at": DAY, "grade": None, "rev": 3, "verbs": STAFF_VERBS,
        "targets": (Target("resolved", {"ru": "Решено"}),), "grades": (), "files": (), "unanswered_since": None,
    }  # fmt: skip
    return TicketCard(**(ordinary | changes))


def message(**changes: Any) -> MessageView:
    """A word of the customer's."""
    ordinary: dict[str, Any] = {
        "id": MessageId(5), "author": IVAN, "by_staff": False, "internal": False, "at": DAY, "body": "Так и не звонит",
        "files": (),
    }  # fmt: skip
    return MessageView(**(ordinary | changes))


def happening(event: Event, **changes: Any) -> Happening:
    return Happening(changes.pop("card", card()), event, changes.pop("actor", IVAN), **changes)


def full(long: str = "", **changes: Any) -> TicketCard:
    """A ticket that has everything a ticket can have; `long` is added to every name."""
    climate, fan = choice("climate", f"Микроклимат{long}"), choice("E-7", f"Вентилятор ВО-12{long}")
    serial = Answer(choice("serial", f"Серийный номер{long}"), "text", f"КМ-55 / 2024{long}")
    everything: dict[str, Any] = {
        "subject": f"В корпусе 4 жарко{long}", "type": climate, "priority": choice("emergency", f"Аварийный{long}"),
        "category": choice("heat", f"Перегрев{long}"), "brand": choice("shop", f"Агро-сайт{long}"),
        "service": (choice("a", f"Сервис{long}"), choice("b", f"Птичники{long}"), choice("c", f"Вентиляция{long}")),
        "company": Tie(f"C-1{long}", f"ООО «Птицефабрика»{long}"), "contact": Who(PersonId(4), f"Пётр Кузнецов{long}"),
        "contract": ContractTie(f"Д-17/2025{long}", DAY, DAY, run_out=True), "level": choice("gold", f"Золотой{long}"),
        "site": Tie(f"S-4{long}", f"Корпус 4{long}"), "equipment": Tie("E-7", f"Вентилятор ВО-12{long}"),
        "channel": choice("phone", f"Телефон{long}"), "group": choice("climate", f"Инженеры по микроклимату{long}"),
        "answers": (
            Answer(choice("equipment", "Оборудование"), "equipment", "E-7", fan), serial,
            Answer(choice("parameter", "Что вышло из нормы"), "choice", "t", choice("t", "Температура")),
            Answer(choice("stopped", "Оборудование остановлено?"), "yes_no", "yes"),
            Answer(choice("stopped_on", "Когда остановилось"), "date", "2033-05-17"),
        ),
        "observers": tuple(Who(PersonId(20 + n), f"Наблюдатель {n}{long}") for n in range(2 if not long else 20)),
        "due_at": DAY, "assignee": ANNA, "unanswered_since": DAY, "linked_to": "FS-3", "number": "FS-7",
        "deadlines": (
            Deadline("first_response", DAY, breached=True), Deadline("resolution", DAY + 1),
            Deadline("update", None, paused=True),
        ),
    }  # fmt: skip
    return card(**(everything | changes))
