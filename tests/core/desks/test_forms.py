"""A3, B2, B3: services, types and the questions of a form, at opening, at triage and when the work is done."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Code, Refusal
from core.people.person import Role
from core.tickets import form
from core.tickets.commands import MoveStatus, OpenTicket
from core.tickets.handling import Triage
from core.views.forms import Questions
from core.views.queries import ReadTicket
from tests.core.desks.made import code, desk, grant, known, opened, peopled
from tests.core.house import ANNA, IVAN, House

PROFILE = desk()


async def test_b2_an_internal_type_is_refused_like_an_unknown_one(house: House) -> None:
    await peopled(house)
    internal = await house.refused(OpenTicket("A", "B", type="task", fields={"plan": "x"}), IVAN)
    unknown = await house.refused(OpenTicket("A", "B", type="nothing"), IVAN)
    assert (internal.code, internal.params) == (unknown.code, unknown.params) == (Code.UNKNOWN_TYPE, {})
    assert house.ticket(await opened(house, ANNA, type="task", fields={"plan": "x"})).type == "task"


async def test_a3_a_type_is_of_those_that_the_service_offers(house: House) -> None:
    await peopled(house)
    assert await code(house, OpenTicket("A", "B", service="desks", type="incident"), IVAN) == "unknown-type"
    assert house.ticket(await opened(house, service="desks")).type == "request", "the only one for customers"
    assert house.ticket(await opened(house, ANNA, service="phones")).type == "incident", "not one that is not offered"
    assert await code(house, OpenTicket("A", "B", service="works"), IVAN) == "service", "there is nothing for customers"


async def test_b3_a_required_answer_is_insisted_on_when_its_condition_is_met(house: House) -> None:
    await opened(house, type="incident", fields={"broken": "no"})
    await opened(house, type="incident")
    for fields in ({"broken": "yes"}, {"broken": "yes", "since": ""}, {"broken": "yes", "since": "  "}):
        refusal = await house.refused(OpenTicket("A", "B", type="incident", fields=fields), IVAN)
        assert (refusal.code, refusal.params["question"], refusal.params["problem"]) == (Code.FIELD, "since", "empty")
    ticket = await opened(house, type="incident", fields={"broken": "yes", "since": "31.12.2026"})
    assert house.ticket(ticket).fields == {"broken": "yes", "since": "2026-12-31"}


async def test_b3_staff_are_asked_too_and_their_own_questions_are_not_the_customers(house: House) -> None:
    await peopled(house)
    assert await code(house, OpenTicket("A", "B", type="task"), ANNA) == "field"
    asked = {who: [one.id for one in await house.ask(Questions("incident"), who)] for who in (IVAN, ANNA)}
    assert asked == {IVAN: ["broken", "why", "count"], ANNA: ["broken", "why", "count", "secret"]}
    assert await house.ask(Questions("task"), IVAN) == ()
    assert [one.id for one in await house.ask(Questions("incident", {"broken": "yes"}), IVAN)][1] == "since"
    said = await house.refused(OpenTicket("A", "B", type="incident", fields={"secret": "x"}), IVAN)
    unknown = await house.refused(OpenTicket("A", "B", type="incident", fields={"nothing": "x"}), IVAN)
    assert said.params | {"question": ""} == unknown.params | {"question": ""}


async def test_b3_what_is_said_among_staff_is_shown_to_staff_alone(house: House) -> None:
    await peopled(house)
    ticket = await opened(house, type="incident", fields={"count": "1 000,5"})
    await house.desk(Triage(ticket, fields={"secret": "CANARY"}), ANNA)
    assert house.ticket(ticket).fields == {"count": "1000.5", "secret": "CANARY"}, "merged"
    assert "CANARY" not in repr(await house.ask(ReadTicket(ticket), IVAN))
    assert "CANARY" in repr(await house.ask(ReadTicket(ticket), ANNA))


async def test_b3_before_the_work_is_done_what_is_left_is_demanded(house: House) -> None:
    await peopled(house)
    ticket = await opened(house, type="incident")
    refusal = await house.refused(MoveStatus(ticket, "resolved", 0), ANNA)
    assert (refusal.code, refusal.params["question"]) == (Code.FIELD, "why")
    await house.desk(MoveStatus(ticket, "waiting", 0, "what else?"), ANNA)
    await house.desk(Triage(ticket, fields={"why": "Износ", "broken": "yes", "since": "2026-01-02"}), ANNA)
    rev = house.ticket(ticket).workflow_rev
    await house.desk(MoveStatus(ticket, "resolved", rev), ANNA)
    assert house.ticket(ticket).fields == {"why": "wear", "broken": "yes", "since": "2026-01-02"}


async def test_b3_another_type_demands_its_answers_at_triage_too(house: House) -> None:
    await peopled(house)
    ticket = await opened(house, type="question")
    refusal = await house.refused(Triage(ticket, {"type": "task", "priority": "high"}), ANNA)
    assert (refusal.code, refusal.params["question"], refusal.params["problem"]) == (Code.FIELD, "plan", "empty")
    await house.desk(Triage(ticket, {"type": "incident"}), ANNA)
    for fields in ({"broken": "yes"}, {"broken": "yes", "since": " "}):
        assert (await house.refused(Triage(ticket, fields=fields), ANNA)).params["question"] == "since"
    await house.desk(Triage(ticket, fields={"broken": "yes", "since": "2026-01-02"}), ANNA)
    assert (await house.refused(Triage(ticket, fields={"since": ""}), ANNA)).params["question"] == "since"
    await house.desk(Triage(ticket, fields={"broken": "no", "since": ""}), ANNA)
    await house.desk(Triage(ticket, {"type": "task"}, {"plan": "a plan"}), ANNA)
    assert (house.ticket(ticket).type, house.ticket(ticket).priority) == ("task", "normal")


async def test_b3_what_was_never_answered_holds_up_no_other_triage(house: House) -> None:
    await peopled(house)
    ticket = await opened(house, type="question")
    house.execute(f"UPDATE tickets SET type = 'task' WHERE id = {ticket}")
    await house.desk(Triage(ticket, {"priority": "high"}), ANNA)
    assert house.ticket(ticket).priority == "high"


async def test_c7_triage_changes_what_was_said_and_no_more(house: House) -> None:
    await peopled(house)
    ticket = await opened(house, type="incident", category="hosting", fields={"count": "3", "broken": "no"})
    before = house.ticket(ticket)
    await house.desk(Triage(ticket, {"priority": before.priority}, {"count": "3"}), ANNA)
    assert house.events(ticket) == ["TicketOpened"], "nothing new is no event"
    await house.desk(Triage(ticket, {"category": ""}, {"count": ""}), ANNA)
    after = house.ticket(ticket)
    assert (after.category, after.fields, after.type) == (None, {"broken": "no"}, "incident")
    for said in ({"type": ""}, {"priority": None}, {"nothing": "x"}, {"category": "none"}, {"level": "gold"}):
        assert await code(house, Triage(ticket, said), ANNA) == "choice"
    assert await code(house, Triage(ticket, {"type": "none"}), ANNA) == "unknown-type"
    assert house.ticket(ticket).workflow_rev == 0, "a move that was prepared meanwhile still holds"


GOOD: list[tuple[str, str, str]] = [
    ("broken", "yes", "yes"), ("broken", "no", "no"),
    ("since", "2026-02-28", "2026-02-28"), ("since", "1.2.2026", "2026-02-01"),
    ("since", " 01.02.2026\n", "2026-02-01"),
    ("why", "wear", "wear"), ("why", "ИЗНОС", "wear"), ("why", "Wear", "wear"), ("why", "other", "other"),
    ("count", "0", "0"), ("count", "-1", "-1"), ("count", "+7", "7"), ("count", "1 000 000", "1000000"),
    ("count", "1\u00a0000,25", "1000.25"), ("count", "0.000001", "0.000001"),
    ("plan", "  a plan\nof two lines ", "a plan\nof two lines"),
]  # fmt: skip
BAD: list[tuple[str, str, str]] = [
    ("broken", "maybe", "choice"), ("broken", "да?", "choice"),
    ("since", "2026-02-30", "date"), ("since", "02/03/2026", "date"), ("since", "tomorrow", "date"),
    ("since", "0000-01-01", "date"),
    ("why", "rust", "choice"), ("why", "wear,other", "choice"),
    ("count", "many", "number"), ("count", "1e9", "number"), ("count", "1,2,3", "number"), ("count", "--1", "number"),
    ("count", "NaN", "number"), ("count", "1" * 16, "number"), ("count", "٣", "number"), ("count", "１２", "number"),
    ("plan", "x" * 2_001, "long"), ("count", "1" * 2_001, "long"),
]  # fmt: skip


@pytest.mark.parametrize(("field", "said", "kept"), GOOD)
def test_b3_every_kind_of_answer_is_kept_in_its_form(field: str, said: str, kept: str) -> None:
    assert form.answered(PROFILE, {field: said}, staff=True) == {field: kept}


@pytest.mark.parametrize(("field", "said", "problem"), BAD)
def test_b3_what_is_no_answer_is_refused_with_the_question_and_the_reason(field: str, said: str, problem: str) -> None:
    with pytest.raises(Refusal) as refused:
        form.answered(PROFILE, {field: said}, staff=True)
    assert refused.value.code is Code.FIELD
    assert (refused.value.params["question"], refused.value.params["problem"]) == (field, problem)
    assert len(str(refused.value.params["value"])) <= 50


@given(st.sampled_from([one.id for one in PROFILE.fields]), st.text(max_size=60))
def test_b3_an_answer_that_was_kept_is_kept_again_as_it_is(field: str, said: str) -> None:
    try:
        kept = form.answered(PROFILE, {field: said}, staff=True)
    except Refusal as refusal:
        assert refusal.code is Code.FIELD
        return
    assert form.answered(PROFILE, kept, staff=True) == kept


async def test_a_draft_of_nobodys_is_kept_when_an_answer_is_refused_b3(house: House) -> None:
    """The refusal leaves no half of a ticket behind; `refused` counts the rows."""
    wrong: dict[str, Any] = {"broken": "yes", "since": "2026-13-01"}
    refusal = await house.refused(OpenTicket("A", "B", type="incident", fields=wrong), IVAN, "k1")
    assert refusal.params["value"] == "2026-13-01"
    with pytest.raises(Refusal) as again:
        await house.desk(OpenTicket("A", "B", type="incident", fields=wrong), IVAN, "k1")
    assert again.value.params == refusal.params


async def test_c1_a_source_is_the_doors_own_and_staff_say_another(house: House) -> None:
    await peopled(house)
    assert house.ticket(await opened(house)).source_id == "bot"
    assert house.ticket(await opened(house, ANNA, source="call", requester=house.person(IVAN))).source_id == "call"
    assert await code(house, OpenTicket("A", "B", source="none"), ANNA) == "choice"
    assert await code(house, OpenTicket("A", "B", source="call"), IVAN) == "choice", "that is not how he came"
    ticket = house.ticket(await opened(house, ANNA, requester=house.person(IVAN)))
    assert (ticket.requester, ticket.source_id) == (house.person(IVAN), None)
    assert await code(house, OpenTicket("A", "B", requester=house.person(ANNA)), IVAN) == "missing"


async def test_a2_staff_open_for_a_customer_whatever_is_closed_to_them(house: House) -> None:
    await peopled(house)
    await known(house, IVAN)
    ticket = await opened(house, ANNA, service="lan", requester=house.person(IVAN))
    assert (await house.ask(ReadTicket(ticket), IVAN)).card.service[-1].id == "lan"
    await grant(house, IVAN, Role.CLIENT, "network")
    assert house.ticket(await opened(house, IVAN, service="lan")).requester == house.person(IVAN)
