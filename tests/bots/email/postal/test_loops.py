"""Machines that answer each other through the desk, or the desk itself, go quiet within days (faults T4, C5)."""

import pytest

from core.kinds import TicketId
from core.tickets.commands import AddComment, MoveStatus
from core.tickets.handling import AddObserver
from tests.bots.email.postal.days import Days
from tests.bots.email.postal.desk import MailDesk
from tests.bots.email.postal.responders import KINDS, letter
from tests.core.house import ANNA

ONE, OTHER, IVAN = "one@robots.example", "other@robots.example", "ivan@example.org"
TICKET = TicketId(1)
QUIET = 5 * 24
"""From this hour of the week on nobody writes any more: the agents have stopped on the third day."""
MOST = 3
ROLES = ("requester", "observer", "stranger")
PAIRS = [(one, other) for one in KINDS for other in KINDS]
FEW = (
    ("chatter", "requester"), ("out of office", "observer"), ("helpdesk", "requester"), ("echo", "stranger"),
    ("bouncer", "requester"), ("vacation", "observer"),
)  # fmt: skip


async def worked_on(days: Days, *observers: str) -> None:
    """Agents answer on three days, move the ticket, and then leave it alone for the rest of the week."""
    desk = days.desk.house.desk
    for address in observers:
        await desk(AddObserver(TICKET, address), ANNA)
    for hour in (1, 26, 50):
        await days.until(hour)
        await desk(AddComment(TICKET, f"Ответ часа {hour}: проверьте, пожалуйста."), ANNA)
    await days.until(51)
    await desk(MoveStatus(TICKET, "resolved", days.desk.house.ticket(TICKET).workflow_rev), ANNA)
    await days.until(7 * 24)


def quiet(days: Days) -> None:
    print(f"{len(days.letters)} letters out, {days.came} in, the last at hour {days.last():.1f}")
    assert days.last() < QUIET
    assert days.most_in_a_day() <= MOST


async def alone(desk: MailDesk, kind: str, role: str) -> Days:
    """A machine in one role, and a person in the other where there is one."""
    await desk.house.staff()
    days = Days(desk, {ONE: KINDS[kind]})
    if role == "stranger":
        days.comes(letter(IVAN, "support@vector.example", "Принтер", "Не печатает."), IVAN)
        days.comes(letter(ONE, "support@vector.example", "Hello", "I saw your letter."), ONE)
    else:
        first = ONE if role == "requester" else IVAN
        days.comes(letter(first, "support@vector.example", "Принтер", "Не печатает."), first)
    await days.until(0.5)
    await worked_on(days, *([ONE] if role == "observer" else []))
    return days


async def together(desk: MailDesk, one: str, other: str) -> Days:
    await desk.house.staff()
    days = Days(desk, {ONE: KINDS[one], OTHER: KINDS[other]})
    days.comes(letter(ONE, "support@vector.example", "Принтер", "Не печатает."), ONE)
    await days.until(0.5)
    await worked_on(days, OTHER)
    return days


@pytest.mark.parametrize(("kind", "role"), FEW)
async def test_a_machine_that_answers_us_goes_quiet(desk: MailDesk, kind: str, role: str) -> None:
    quiet(await alone(desk, kind, role))


@pytest.mark.parametrize(("one", "other"), [("out of office", "chatter"), ("helpdesk", "out of office")])
async def test_two_machines_on_one_ticket_go_quiet(desk: MailDesk, one: str, other: str) -> None:
    quiet(await together(desk, one, other))


@pytest.mark.soak
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("kind", KINDS)
async def test_every_machine_in_every_role_goes_quiet(desk: MailDesk, kind: str, role: str) -> None:
    quiet(await alone(desk, kind, role))


@pytest.mark.soak
@pytest.mark.parametrize(("one", "other"), PAIRS)
async def test_every_pair_of_machines_on_one_ticket_goes_quiet(desk: MailDesk, one: str, other: str) -> None:
    quiet(await together(desk, one, other))
