"""Incidents of a problem: tied, answered in one step, each exactly once (C5)."""

import asyncio

import pytest

from core.desk import Desk
from core.errors import Code, Refusal
from core.kinds import TicketId, Visitor
from core.people.person import Role
from core.tickets import rounds
from core.tickets.commands import Claim, MoveStatus
from core.tickets.handling import Assign, Triage
from core.tickets.relating import AnswerIncidents, AnswerNext, TieProblem
from core.tickets.relating_events import IncidentsAnswered
from core.views.queries import StaffCard
from tests.core.desks.made import DEMO, code, grant, peopled
from tests.core.house import AHMED, ANNA, BORIS, CLARA, IVAN, MARY, TIME, House

CUSTOMERS = (IVAN, MARY, AHMED)


async def _problem(house: House) -> TicketId:
    problem = await house.opened(ANNA, "The exchange is down")
    await house.desk(Triage(problem, {"type": "problem"}), ANNA)
    return problem


async def _tied(house: House, problem: TicketId, *by: Visitor) -> list[TicketId]:
    found = [await house.opened(one, f"Of {one.name}") for one in by or CUSTOMERS]
    for ticket in found:
        await house.desk(TieProblem(ticket, problem), ANNA)
    return found


def _said(house: House, ticket: TicketId) -> list[str]:
    return [row.body for row in house.rows("messages", ticket_id=ticket) if row.by_staff and row.audience == "public"]


def _left(house: House) -> dict[int, str | None]:
    return {row.ticket_id: row.reason for row in house.rows(rounds.round_tickets)}


async def test_a_report_that_is_tied_is_an_incident_of_the_problem_and_both_cards_say_so(house: House) -> None:
    await peopled(house)
    problem = await _problem(house)
    ticket, *others = await _tied(house, problem)
    assert house.ticket(ticket).type == "incident"
    there = {one.kind: one for one in (await house.ask(StaffCard(ticket), ANNA)).relations}
    assert there["problem"].numbers == (house.ticket(problem).number,)
    here = {one.kind: one for one in (await house.ask(StaffCard(problem), ANNA)).relations}
    assert (here["incident"].count, here["incident"].open) == (3, 3)
    await house.desk(TieProblem(ticket, None), ANNA)
    assert (await house.ask(StaffCard(ticket), ANNA)).relations == ()
    assert house.events(problem)[-1] == "TicketUnlinked"
    before = house.events(ticket)
    await house.desk(TieProblem(ticket, None), ANNA)
    assert house.events(ticket) == before


async def test_only_to_a_problem_that_lives_can_something_be_tied(house: House) -> None:
    await peopled(house)
    problem, ticket = await _problem(house), await house.opened(IVAN)
    for to, why in ((ticket, "itself"), (await house.opened(MARY), "kind")):
        refusal = await house.refused(TieProblem(ticket, to), ANNA)
        assert (refusal.code, refusal.params["problem"]) == (Code.RELATION, why)
    assert (await house.refused(TieProblem(problem, await _problem(house)), ANNA)).params["problem"] == "kind"
    for to in ("resolved", "closed"):
        await house.desk(MoveStatus(problem, to, house.ticket(problem).workflow_rev), ANNA)
    assert (await house.refused(TieProblem(ticket, problem), ANNA)).params["problem"] == "final"
    assert await code(house, TieProblem(ticket, TicketId(999_999)), ANNA) == "missing"


async def test_of_a_tie_the_customer_hears_only_what_kind_of_ticket_it_is(house: House) -> None:
    await peopled(house)
    problem = await _problem(house)
    [ticket] = await _tied(house, problem, IVAN)
    kinds = {row.id: row.kind for row in house.rows("events", ticket_id=ticket)}
    told = [kinds[row.event_id] for row in house.notices(IVAN)]
    assert told == ["TicketOpened", "TicketTriaged"]


async def test_one_answer_goes_to_every_open_incident_and_resolves_it(house: House) -> None:
    await peopled(house)
    problem = await _problem(house)
    tickets = await _tied(house, problem)
    await house.desk(AnswerIncidents(problem, "Mended, thank you", 0), ANNA)
    await house.jobs.rounds_due()
    for ticket, customer in zip(tickets, CUSTOMERS, strict=True):
        assert _said(house, ticket) == ["Mended, thank you"]
        assert house.ticket(ticket).status == "resolved"
        assert len([row for row in house.notices(customer) if row.message_id]) == 1
    last = house.history(problem)[-1].event
    assert last == IncidentsAnswered(1, 3, 0)
    assert _said(house, problem) == []


async def test_what_was_resolved_merged_or_is_somebody_elses_is_left_out_and_said(house: House) -> None:
    await peopled(house)
    await grant(house, DEMO, Role.AGENT, "office")
    problem = await _problem(house)
    done, alive, apart = await _tied(house, problem)
    await house.desk(AnswerIncidents(problem, "Mended", 0), ANNA)
    await house.desk(MoveStatus(done, "resolved", house.ticket(done).workflow_rev), CLARA)
    await house.jobs.rounds_due()
    assert _left(house) == {done: "resolved", alive: None, apart: None}
    assert _said(house, done) == []
    assert house.history(problem)[-1].event == IncidentsAnswered(1, 2, 1)


async def test_incidents_that_cannot_be_resolved_as_they_stand_are_left_to_a_person(house: House) -> None:
    """A question that has to be answered before the work is done is not skipped for being one of many."""
    await peopled(house)
    problem = await _problem(house)
    worn, fine = await _tied(house, problem, IVAN, MARY)
    await house.desk(Triage(worn, {"type": "fault"}), ANNA)
    await house.desk(AnswerIncidents(problem, "Mended", 0), ANNA)
    await house.jobs.rounds_due()
    assert _left(house) == {worn: "field", fine: None}
    assert (_said(house, worn), _said(house, fine)) == ([], ["Mended"])
    assert house.ticket(worn).status != "resolved"


async def test_who_has_left_the_desk_answers_nobody_any_more(house: House) -> None:
    await peopled(house)
    problem = await _problem(house)
    tickets = await _tied(house, problem)
    await house.desk(AnswerIncidents(problem, "Mended", 0), ANNA)
    house.execute(f"DELETE FROM grants WHERE person_id = {house.person(ANNA)}")
    await house.jobs.rounds_due()
    assert set(_left(house).values()) == {"role"}
    assert all(house.ticket(ticket).status != "resolved" for ticket in tickets)


async def test_two_agents_who_press_at_once_answer_once(house: House) -> None:
    await peopled(house)
    problem = await _problem(house)
    tickets = await _tied(house, problem)
    wishes = [house.desk(AnswerIncidents(problem, f"Mended by {by.name}", 0), by) for by in (ANNA, CLARA)]
    done = await asyncio.gather(*wishes, return_exceptions=True)
    [refused] = [one for one in done if isinstance(one, Refusal)]
    assert (refused.code, refused.params["how"]) == (Code.ROUND, "now")
    await house.jobs.rounds_due()
    assert [len(_said(house, ticket)) for ticket in tickets] == [1, 1, 1]
    late = await house.refused(AnswerIncidents(problem, "Mended again", 0), CLARA)
    assert (late.code, late.params["how"]) == (Code.ROUND, "over")
    await house.desk(AnswerIncidents(problem, "Once more", 1), CLARA)
    await house.jobs.rounds_due()
    assert [len(_said(house, ticket)) for ticket in tickets] == [1, 1, 1]


async def test_a_round_that_dies_in_the_middle_goes_on_and_answers_each_once(house: House) -> None:
    await peopled(house)
    problem = await _problem(house)
    tickets = await _tied(house, problem, *[Visitor(IVAN.door, f"5{n}", f"C{n}", "en") for n in range(11)])
    await house.desk(AnswerIncidents(problem, "Mended", 0), ANNA)
    await house.desk(AnswerNext(1, TicketId(0)), TIME)
    reached = TicketId(house.rows(rounds.rounds)[0].reached)
    assert sum(bool(_said(house, ticket)) for ticket in tickets) == 4
    await asyncio.gather(*(house.desk(AnswerNext(1, reached), TIME) for _ in range(3)))
    await house.desk(AnswerNext(1, TicketId(0)), TIME)
    assert sum(bool(_said(house, ticket)) for ticket in tickets) == 8
    await house.jobs.rounds_due()
    assert [len(_said(house, ticket)) for ticket in tickets] == [1] * 11
    assert await house.jobs.rounds_due() == 0


async def test_a_unit_that_fails_leaves_nothing_of_itself(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    await peopled(house)
    problem = await _problem(house)
    tickets = await _tied(house, problem)
    await house.desk(AnswerIncidents(problem, "Mended", 0), ANNA)
    before, reach = house.count(), rounds.reach
    turns: list[TicketId] = []

    def dies(unit: object, round: object, ticket: TicketId, *more: object) -> None:
        turns.append(ticket)
        if len(turns) == 2:
            raise RuntimeError("the machine dies")
        reach(unit, round, ticket, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(rounds, "reach", dies)
    with pytest.raises(RuntimeError):
        await house.desk(AnswerNext(1, TicketId(0)), TIME)
    assert house.count() == before and not any(_said(house, ticket) for ticket in tickets)
    monkeypatch.undo()
    await house.jobs.rounds_due()
    assert [len(_said(house, ticket)) for ticket in tickets] == [1, 1, 1]


async def test_a_unit_of_a_round_stays_under_a_hundred_rows(sqlite_house: House) -> None:
    house = sqlite_house
    await peopled(house)
    problem = await _problem(house)
    await _tied(house, problem, *[Visitor(IVAN.door, f"5{n}", f"C{n}", "en") for n in range(6)])
    await house.desk(AnswerIncidents(problem, "Mended", 0), ANNA)
    before = sum(house.count().values())
    await house.desk(AnswerNext(1, TicketId(0)), TIME)
    assert sum(house.count().values()) - before < 100


async def test_what_was_tied_after_the_press_waits_for_the_next_answer(house: House) -> None:
    await peopled(house)
    problem = await _problem(house)
    await _tied(house, problem, IVAN)
    await house.desk(AnswerIncidents(problem, "Mended", 0, resolves=False), ANNA)
    house.hands.forward(1)
    [late] = await _tied(house, problem, MARY)
    await house.jobs.rounds_due()
    assert not _said(house, late) and late not in _left(house)


async def test_whose_work_an_incident_is_decides_where_agents_have_only_their_own(
    house: House, troubled: object
) -> None:
    """On a desk where agents work with what is theirs, a colleague's incident is left out."""
    narrow = house.profile.model_copy(update={"access": house.profile.access.model_copy(update={"works": "own"})})
    await peopled(house)
    problem = await _problem(house)
    mine, theirs = await _tied(house, problem, IVAN, MARY)
    for ticket, to in ((problem, ANNA), (mine, ANNA), (theirs, CLARA)):
        await house.desk(Assign(ticket, house.ticket(ticket).workflow_rev, house.person(to)), CLARA)
    desk = Desk(house.hop, narrow, house.board)
    await desk(AnswerIncidents(problem, "Mended", 0), ANNA)
    await desk(AnswerNext(1, TicketId(0)), TIME)
    assert _left(house) == {mine: None, theirs: "role"}
    with pytest.raises(Refusal) as refused:
        await desk(AnswerIncidents(problem, "Mended", 1), BORIS)
    assert refused.value.code is Code.ROLE


async def test_only_a_problem_has_incidents_to_answer(house: House) -> None:
    await peopled(house)
    ticket = await house.opened(IVAN)
    assert await code(house, AnswerIncidents(ticket, "Mended", 0), ANNA) == "button"
    problem = await _problem(house)
    assert await code(house, AnswerIncidents(problem, " ", 0), ANNA) == "empty"
    await house.desk(Claim(ticket, 0), ANNA)
