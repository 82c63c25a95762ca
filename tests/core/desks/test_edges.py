"""B3: the least and the greatest number or day that a form takes; days that move with the calendar."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from core.clock import SECOND
from core.errors import Code, Refusal
from core.profile.check_fields import check_fields
from core.profile.edges import FIRST, LAST, beyond, day_of
from core.profile.schema import Profile
from core.tickets import form
from core.tickets.commands import OpenTicket
from core.tickets.handling import Triage
from core.views.forms import Questions
from core.views.typed import ReadAnswer
from tests.core.desks.made import EVERYTHING, desk, opened, peopled
from tests.core.house import ANNA, IVAN, House

TODAY = date(2026, 12, 31)


def edged(**edges: dict[str, Any]) -> Profile:
    """The desk with edges for some of its fields; without conditions, so that each is asked alone."""
    fields = [{**one, **edges.get(one["id"], {})} for one in EVERYTHING["fields"]]
    return desk(fields=[{name: said for name, said in one.items() if name != "when"} for one in fields])


@pytest.mark.parametrize(("edge", "day"), [
    ("2026-02-28", date(2026, 2, 28)), ("today", TODAY), ("today-1", date(2026, 12, 30)), ("today+1", date(2027, 1, 1)),
    ("today-99999", FIRST), ("today+99999", LAST),
])  # fmt: skip
def test_b3_a_day_that_moves_is_reckoned_from_today(edge: str, day: date) -> None:
    assert day_of(edge, TODAY) == day


@pytest.mark.parametrize(("kind", "said", "edges", "over"), [
    ("number", "0", {"min": "1"}, ("min", "1")), ("number", "1", {"min": "1", "max": "1"}, None),
    ("number", "1.000001", {"max": "1"}, ("max", "1")), ("number", "-3", {"min": "-2.5"}, ("min", "-2.5")),
    ("date", "2026-12-30", {"min": "today"}, ("min", "2026-12-31")), ("date", "2026-12-31", {"max": "today"}, None),
    ("date", "2027-01-08", {"min": "today", "max": "today+7"}, ("max", "2027-01-07")),
])  # fmt: skip
def test_b3_what_lies_beyond_an_edge_is_told_from_what_lies_on_it(
    kind: str, said: str, edges: dict[str, str], over: tuple[str, str] | None
) -> None:
    assert beyond(kind, said, edges, TODAY) == over


@pytest.mark.parametrize(("field", "edges", "place", "mend"), [
    ("count", {"min": "today"}, "fields.count.min", "Write a number"),
    ("since", {"max": 5}, "fields.since.max", "today-30"),
    ("plan", {"min": 1}, "fields.plan.min", "only numbers and dates"),
    ("count", {"min": 5, "max": 4.5}, "fields.count.min", "Exchange"),
    ("since", {"min": "today+1", "max": "today"}, "fields.since.min", "Exchange"),
    ("since", {"min": date(2026, 1, 2), "max": "2026-01-01"}, "fields.since.min", "Exchange"),
])  # fmt: skip
def test_b3_edges_that_no_answer_can_meet_are_found(field: str, edges: dict[str, Any], place: str, mend: str) -> None:
    [found] = [one for one in check_fields(edged(**{field: edges})) if one.place.startswith(f"fields.{field}")]
    assert found.place == place and mend in found.mend


def test_b3_edges_that_can_be_met_are_no_finding() -> None:
    good = edged(count={"min": 0, "max": 10.5}, since={"min": "2000-01-01", "max": "today"})
    assert [one for one in check_fields(good) if one.place.startswith(("fields.count", "fields.since"))] == []


@pytest.mark.parametrize("edge", [True, "tomorrow", "today-0", "2026-02-30", "1e9"])
def test_b3_what_is_no_edge_is_no_profile(edge: object) -> None:
    with pytest.raises(ValueError, match="edge"):
        edged(count={"min": edge})


@pytest.fixture
def profile() -> Profile:
    return edged(count={"min": 1, "max": 10}, since={"min": "today-7", "max": "today"})


async def test_b3_an_answer_beyond_an_edge_opens_nothing_in_any_channel(house: House) -> None:
    day = _day_of(house)
    wrong = {"count": ("0", "small", "1"), "since": (str(day - timedelta(8)), "early", str(day - timedelta(7)))}
    for field, (said, problem, edge) in wrong.items():
        fields = {"since": str(day), "count": "2", field: said}
        for refused in (
            await house.refused(OpenTicket("A", "B", type="incident", fields=fields), IVAN),
            await _unread(house, field, said),
        ):
            assert refused.code is Code.FIELD
            assert [refused.params[name] for name in ("question", "problem", "edge")] == [field, problem, edge]
    ticket = await opened(house, type="incident", fields={"since": str(day - timedelta(7)), "count": "10"})
    assert house.ticket(ticket).fields == {"since": str(day - timedelta(7)), "count": "10"}


async def test_b3_an_answer_that_was_right_stays_right_when_the_ticket_is_triaged_later(house: House) -> None:
    await peopled(house)
    day = str(_day_of(house))
    ticket = await opened(house, type="incident", fields={"since": day})
    await house.pass_time(30 * 24 * 3600)
    await house.desk(Triage(ticket, {"priority": "high"}, {"since": day}), ANNA, "later")
    refused = await house.refused(Triage(ticket, {}, {"since": str(_day_of(house) + timedelta(2))}), ANNA)
    assert refused.params["problem"] == "late"
    [since] = [one for one in await house.ask(Questions("incident"), IVAN) if one.id == "since"]
    assert since.days(TODAY) == (TODAY - timedelta(7), TODAY)


def _day_of(house: House) -> date:
    return date.fromordinal(date(1970, 1, 1).toordinal() + house.clock.now() // (86_400 * SECOND))


async def _unread(house: House, field: str, said: str) -> Refusal:
    with pytest.raises(Refusal) as refused:
        await house.ask(ReadAnswer(field, said), IVAN)
    return refused.value


def test_b3_today_is_asked_for_only_where_a_day_is_held_against_it(profile: Profile) -> None:
    never: Callable[[], date] = pytest.fail  # type: ignore[assignment]
    form.within(profile, {"count": "2", "plan": "x"}, never)
