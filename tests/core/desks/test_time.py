"""C3, C4, C10, E16, X5: reckoned anew by triage, dates of a ticket's own, and when somebody is asked to rate."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from core.clock import HOUR, SECOND
from core.kinds import TicketId
from core.profile.schema import Profile
from core.sla.commands import Acknowledge, SurveyDue
from core.tickets.commands import AddComment, AddNote, MoveStatus, Rate, ReturnToWork
from core.tickets.events import SlaBreached, SlaWarned
from core.tickets.handling import Triage
from tests.core.desks.made import CHIEF, CHIEF_BY_MAIL, code, desk, named, opened, peopled, told
from tests.core.house import ANNA, IVAN, TIME, House

MOSCOW = ZoneInfo("Europe/Moscow")
WEEK = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), ["09:00–18:00"])
CALENDARS = [{"id": "office", "zone": "Europe/Moscow", "week": WEEK}]
TYPES = [
    *named("question", "incident", "registration", "task"),
    {"id": "inner", "label": {"ru": "a", "en": "a"}, "public": False},
]
TARGETS = [
    {"metric": "first_response", "span": "4h", "calendar": "office", "steps": [{"at": 50, "tell": ["channel"]}]},
    {"metric": "first_response", "span": "2h", "calendar": "office", "type": "registration"},
    {"metric": "first_response", "span": "1h", "calendar": "office", "type": "registration", "level": "gold"},
    {"metric": "due", "span": "30d", "type": "task", "steps": [{"at": 50, "tell": ["assignee"]}]},
]
RATING = {
    "in": ["resolved"], "ask": "later", "after_hours": 24,
    "grades": [{"id": "good", "label": {"ru": "Хорошо", "en": "Good"}, "to": "closed"},
               {"id": "bad", "label": {"ru": "Плохо", "en": "Bad"}}],
}  # fmt: skip
MOVES = [
    {"from": ["new", "in_progress", "waiting"], "to": "resolved", "by": ["agent", "requester"]},
    {"from": ["new", "in_progress"], "to": "waiting", "by": ["agent"]},
    {"from": ["resolved"], "to": "in_progress", "by": ["agent", "requester"]},
    {"from": ["resolved"], "to": "closed", "by": ["agent", "requester"]},
    {"from": ["waiting", "new"], "to": "in_progress", "by": ["agent", "system"]},
]
VENDOR = desk(
    calendars=CALENDARS, types=TYPES, services=[], fields=[], targets=TARGETS, rating=RATING, moves=MOVES
)  # fmt: skip
HOURS = 3_600.0


@pytest.fixture
def profile() -> Profile:
    return VENDOR


@pytest.fixture
async def vendor(house: House) -> AsyncIterator[House]:
    await peopled(house)
    yield house


async def _friday(house: House) -> int:
    """Moves the clock to a Friday, 17:00 Moscow, whose Monday is a working day; the day's instant."""
    now = datetime.fromtimestamp(house.clock.now() / SECOND, MOSCOW)
    days = (4 - now.weekday()) % 7 or 7
    friday = now.replace(hour=17, minute=0, second=0, microsecond=0)
    friday = datetime.fromtimestamp(friday.timestamp() + days * 86_400, MOSCOW)
    await house.pass_time(friday.timestamp() - now.timestamp() + 0.5)
    return int(friday.timestamp()) * SECOND


def _target(house: House, ticket: TicketId, metric: str = "first_response") -> Any:
    return house.rows("targets", ticket_id=ticket, metric=metric)[-1]


def _local(at: int | None) -> str:
    assert at is not None
    return f"{datetime.fromtimestamp(at / SECOND, UTC).astimezone(MOSCOW):%a %H:%M}"


def _sla(house: House, ticket: TicketId) -> list[tuple[str, int, bool]]:
    found = [one.event for one in house.history(ticket) if isinstance(one.event, SlaWarned | SlaBreached)]
    return [(type(one).__name__, one.percent, one.late) for one in found]


async def test_c3_a_letter_of_friday_evening_and_what_triage_makes_of_it(vendor: House) -> None:
    await _friday(vendor)
    ticket = await opened(vendor)
    assert _local(_target(vendor, ticket).due_at) == "Mon 12:00"
    await vendor.desk(Triage(ticket, {"type": "registration"}), ANNA)
    assert _local(_target(vendor, ticket).due_at) == "Mon 10:00", "from registration, not from triage"
    await vendor.desk(Triage(ticket, {"type": "question"}), ANNA)
    assert _local(_target(vendor, ticket).due_at) == "Mon 12:00"
    await vendor.desk(Triage(ticket, {"priority": "high"}), ANNA)
    assert _local(_target(vendor, ticket).due_at) == "Mon 12:00"


async def test_c3_what_then_lies_in_the_past_breaches_once_and_is_marked_late(vendor: House) -> None:
    await _friday(vendor)
    ticket = await opened(vendor)
    await vendor.pass_time(65.5 * HOURS)
    await vendor.jobs.steps_due()
    assert _sla(vendor, ticket) == [("SlaWarned", 50, True)], "half of it was Monday 10:00; it is 10:30"
    await vendor.desk(Triage(ticket, {"type": "registration"}), ANNA)
    for _ in range(3):
        await vendor.jobs.steps_due()
    assert _sla(vendor, ticket) == [("SlaWarned", 50, True), ("SlaBreached", 100, True)]
    breach = vendor.history(ticket)[-1].event
    assert _local(breach.due_at) == "Mon 10:00"  # type: ignore[attr-defined]
    await vendor.desk(Triage(ticket, {"type": "question"}), ANNA)
    await vendor.pass_time(24 * HOURS)
    await vendor.jobs.steps_due()
    assert len(_sla(vendor, ticket)) == 2, "once told stays told"


async def test_c3_what_was_met_is_not_reckoned_anew(vendor: House) -> None:
    await _friday(vendor)
    ticket = await opened(vendor)
    await vendor.pass_time(0.5 * HOURS)
    await vendor.desk(AddComment(ticket, "an answer"), ANNA)
    before = _target(vendor, ticket)
    await vendor.pass_time(66 * HOURS)
    await vendor.desk(Triage(ticket, {"type": "registration"}), ANNA)
    await vendor.jobs.steps_due()
    assert _target(vendor, ticket).met_at == before.met_at and not _sla(vendor, ticket)


async def test_h4_neither_a_note_nor_an_observers_word_stops_a_clock(vendor: House) -> None:
    ticket = await opened(vendor, observers=(CHIEF,))
    await vendor.desk(AddNote(ticket, "n"), ANNA)
    await vendor.desk(AddComment(ticket, "c"), CHIEF_BY_MAIL)
    assert _target(vendor, ticket).met_at is None
    await vendor.desk(AddComment(ticket, "a"), ANNA)
    assert _target(vendor, ticket).met_at is not None


# C4: a date of its own


async def _named(house: House, ticket: TicketId, hours: float | None) -> int | None:
    due = None if hours is None else house.clock.now() + int(hours * HOUR)
    await house.desk(Triage(ticket, {"due_at": due}), ANNA)
    return due


async def test_c4_a_named_date_warns_on_the_way_and_breaches_at_it(vendor: House) -> None:
    ticket = await opened(vendor, type="task")
    assert _target(vendor, ticket, "due").due_at is not None, "thirty days, until somebody names a date"
    await vendor.pass_time(4 * HOURS)
    due = await _named(vendor, ticket, 6)
    assert vendor.ticket(ticket).due_at == due == _target(vendor, ticket, "due").due_at
    await vendor.pass_time(0.9 * HOURS)
    await vendor.jobs.steps_due()
    assert _due_steps(vendor, ticket) == [], "half of the time from the start to the date is five hours in"
    await vendor.pass_time(0.2 * HOURS)
    await vendor.jobs.steps_due()
    assert _due_steps(vendor, ticket) == [("SlaWarned", 50)]
    await vendor.pass_time(5 * HOURS)
    await vendor.jobs.steps_due()
    assert _due_steps(vendor, ticket) == [("SlaWarned", 50), ("SlaBreached", 100)]


def _due_steps(house: House, ticket: TicketId) -> list[tuple[str, int]]:
    found = [one.event for one in house.history(ticket) if isinstance(one.event, SlaWarned | SlaBreached)]
    return [(type(one).__name__, one.percent) for one in found if one.metric == "due"]


async def test_c4_any_ticket_may_have_a_date_and_lose_it(vendor: House) -> None:
    ticket = await opened(vendor, type="question")
    assert not vendor.rows("targets", ticket_id=ticket, metric="due") or _target(vendor, ticket, "due").due_at is None
    await _named(vendor, ticket, 2)
    await _named(vendor, ticket, 5)
    await vendor.pass_time(3 * HOURS)
    await vendor.jobs.steps_due()
    assert _due_steps(vendor, ticket) == [], "moved before it came"
    await _named(vendor, ticket, None)
    assert vendor.ticket(ticket).due_at is None
    await vendor.pass_time(9 * HOURS)
    await vendor.jobs.steps_due()
    assert _due_steps(vendor, ticket) == []
    assert await code(vendor, Triage(ticket, {"due_at": vendor.clock.now() - 1}), ANNA) == "until-past"


async def test_c4_a_date_that_was_missed_and_is_named_anew_is_watched_anew(vendor: House) -> None:
    ticket = await opened(vendor, type="question")
    await _named(vendor, ticket, 1)
    await vendor.pass_time(2 * HOURS)
    await vendor.jobs.steps_due()
    assert _due_steps(vendor, ticket) == [("SlaBreached", 100)]
    await _named(vendor, ticket, 1)
    await vendor.pass_time(2 * HOURS)
    await vendor.jobs.steps_due()
    assert _due_steps(vendor, ticket) == [("SlaBreached", 100)] * 2


async def test_c4_a_date_kept_is_kept_and_a_ticket_opened_again_after_it_is_late(vendor: House) -> None:
    ticket = await opened(vendor, type="question")
    await _named(vendor, ticket, 2)
    await vendor.desk(MoveStatus(ticket, "resolved", 0), ANNA)
    await vendor.pass_time(3 * HOURS)
    await vendor.jobs.steps_due()
    assert _due_steps(vendor, ticket) == []
    await vendor.desk(ReturnToWork(ticket), IVAN)
    await vendor.jobs.steps_due()
    await vendor.jobs.steps_due()
    assert _due_steps(vendor, ticket) == [("SlaBreached", 100)]


async def test_c4_a_date_that_is_named_while_the_work_rests_is_missed_once(vendor: House) -> None:
    """Solved, then promised for a day, then opened again: one promise, not the old one and the new one."""
    ticket = await opened(vendor, type="task")
    await vendor.desk(MoveStatus(ticket, "resolved", 0), ANNA)
    await _named(vendor, ticket, 48)
    await vendor.desk(ReturnToWork(ticket), IVAN)
    await vendor.pass_time(120 * HOURS)
    await vendor.jobs.steps_due()
    assert [kind for kind, percent in _due_steps(vendor, ticket) if percent == 100] == ["SlaBreached"]


async def test_c4_a_date_in_another_age_is_kept_and_breaks_nothing(vendor: House) -> None:
    """Somebody mistypes a year, and the step would wait for an office that no calendar knows."""
    steps = [{"at": 100, "tell": ["assignee"], "within": "office"}]
    targets = [*TARGETS[:-1], {"metric": "due", "type": "task", "steps": steps}]
    waiting = desk(
        calendars=CALENDARS, types=TYPES, services=[], fields=[], targets=targets, rating=RATING, moves=MOVES
    )
    house = House(vendor.url, waiting, vendor.hands._path.parent)
    ticket, far = await opened(house, type="task"), house.clock.now() + 400 * 365 * 24 * HOUR
    await house.desk(Triage(ticket, {"due_at": far}), ANNA)
    assert [row.due_at for row in house.rows("target_steps", ticket_id=ticket, metric="due", percent=100)] == [far]
    house.close()


async def test_x5_acknowledged_is_told_no_further_but_for_the_breach(vendor: House) -> None:
    ticket = await opened(vendor, type="question")
    await _named(vendor, ticket, 2)
    await vendor.desk(Acknowledge(ticket), ANNA)
    await vendor.pass_time(3 * HOURS)
    await vendor.jobs.steps_due()
    assert _due_steps(vendor, ticket) == [("SlaBreached", 100)]


# C10, E16: what the work was worth


async def _resolved(house: House, **said: Any) -> TicketId:
    ticket = await opened(house, **said)
    await house.desk(MoveStatus(ticket, "resolved", house.ticket(ticket).workflow_rev), ANNA)
    return ticket


async def _asked(house: House, ticket: TicketId, hours: float) -> int:
    await house.pass_time(hours * HOURS)
    for _ in range(2):
        await house.jobs.surveys_due()
    return house.events(ticket).count("SurveyAsked")


async def test_c10_asked_once_after_its_time_and_after_each_resolution(vendor: House) -> None:
    ticket = await _resolved(vendor)
    assert await _asked(vendor, ticket, 23.9) == 0
    assert await _asked(vendor, ticket, 0.2) == 1
    assert await _asked(vendor, ticket, 100) == 1
    assert [kind for kind, _, _ in told(vendor, "1001")].count("SurveyAsked") == 1
    await vendor.desk(ReturnToWork(ticket), IVAN)
    assert await _asked(vendor, ticket, 100) == 1
    await vendor.desk(MoveStatus(ticket, "resolved", vendor.ticket(ticket).workflow_rev), ANNA)
    assert await _asked(vendor, ticket, 24.1) == 2


async def test_c10_whoever_has_rated_or_taken_it_back_is_not_asked(vendor: House) -> None:
    rated, back = await _resolved(vendor), await _resolved(vendor)
    await vendor.desk(Rate(rated, "bad"), IVAN)
    await vendor.desk(ReturnToWork(back), IVAN)
    assert await _asked(vendor, rated, 48) == 0
    assert await _asked(vendor, back, 1) == 0
    stale = vendor.clock.now() + 1
    await vendor.desk(SurveyDue(rated, stale), TIME)
    assert "SurveyAsked" not in vendor.events(rated)


async def test_c10_observers_are_not_asked(vendor: House) -> None:
    ticket = await _resolved(vendor, observers=(CHIEF,))
    assert await _asked(vendor, ticket, 25) == 1
    assert "SurveyAsked" not in [kind for kind, _, _ in told(vendor, CHIEF)]
    assert await code(vendor, Rate(ticket, "good"), CHIEF_BY_MAIL) == "missing"


async def test_e16_a_content_grade_closes_and_another_goes_on(vendor: House) -> None:
    bad, good = await _resolved(vendor), await _resolved(vendor)
    await vendor.desk(Rate(bad, "bad"), IVAN)
    assert (vendor.ticket(bad).status, vendor.ticket(bad).grade) == ("resolved", "bad")
    await vendor.desk(Rate(good, "good", "thanks"), IVAN)
    assert (vendor.ticket(good).status, vendor.ticket(good).grade) == ("closed", "good")
    assert vendor.events(good)[-2:] == ["TicketRated", "StatusMoved"]
    assert await code(vendor, Rate(good, "bad"), IVAN) == "button", "closed is closed"


async def test_c10_a_word_with_a_grade_is_no_answer(vendor: House) -> None:
    back_to_work = [
        {**status, "on_answer": "in_progress"} if status["id"] == "resolved" else status for status in STATUSES
    ]
    house = House(
        vendor.url, desk(**_tables(), statuses=back_to_work), vendor.hands._path.parent
    )  # fmt: skip
    ticket = await _resolved(house)
    before = house.ticket(ticket)
    await house.desk(Rate(ticket, "bad", "you were slow"), IVAN)
    await house.desk(Rate(ticket, "bad", "and rude"), IVAN)
    after = house.ticket(ticket)
    assert (after.status, after.workflow_rev) == ("resolved", before.workflow_rev), "an agent's move holds"
    assert house.events(ticket)[-2:] == ["TicketRated", "TicketRated"]
    assert [row.body for row in house.rows("messages", ticket_id=ticket)][1:] == ["you were slow", "and rude"]
    await house.desk(AddComment(ticket, "it is broken again"), IVAN)
    assert house.ticket(ticket).status == "in_progress", "a word without a grade is"
    house.close()


STATUSES = VENDOR.model_dump(by_alias=True, mode="json")["statuses"]


def _tables() -> dict[str, Any]:
    return {"calendars": CALENDARS, "types": TYPES, "services": [], "fields": [], "targets": TARGETS,
            "rating": RATING, "moves": MOVES}  # fmt: skip


async def test_c10_a_hidden_resolution_asks_nobody_before_its_time(vendor: House) -> None:
    """The survey is a deed of its own: it says that the work is done, and asks."""
    ticket = await opened(vendor)
    await vendor.desk(MoveStatus(ticket, "resolved", 0, hidden=True), ANNA)
    assert told(vendor, "1001")[-1][2] == "hidden"
    assert await _asked(vendor, ticket, 24.1) == 1
    assert told(vendor, "1001")[-1] == ("SurveyAsked", "pending", None)
