"""B1: to whom a ticket belongs, where it is, about which machine; what follows, and what contradicts."""

from datetime import UTC, datetime
from typing import Any

import pytest

from core.clock import DAY
from core.customers.commands import AddCompany, AddContact, AddContract, AddEquipment, AddSite, ChangeContract
from core.errors import Code
from core.kinds import TicketId, Visitor
from core.people.store import by_email
from core.tickets.commands import OpenTicket
from core.tickets.handling import Triage
from core.views.forms import Questions
from core.views.queries import ReadTicket, StaffCard
from core.views.shapes import TicketCard
from tests.core.desks.made import BOSS, code, opened, peopled
from tests.core.house import ANNA, IVAN, MARY, House


def _date(house: House, days: int) -> str:
    return datetime.fromtimestamp((house.clock.now() + days * DAY) / 1_000_000, UTC).date().isoformat()


@pytest.fixture
async def farm(house: House) -> House:
    """Ivan speaks for the farm, Mary for the mill and for the farm."""
    await peopled(house)
    for wish in (
        AddCompany("C1", "Farm"), AddCompany("C2", "Mill"),
        AddSite("S1", "C1", "Lane 1"), AddSite("S2", "C1", "Lane 2"), AddSite("S9", "C2", "River 9"),
        AddEquipment("SN1", "Fan", "S1"), AddEquipment("SN2", "Fan", "S2"), AddEquipment("SN9", "Stone", "S9"),
        AddContact("ivan@farm.example", "C1", "Ivan"), AddContact("mary@mill.example", "C2", "Mary"),
        AddContact("mary@mill.example", "C1", "Mary"),
    ):  # fmt: skip
        await house.desk(wish, BOSS)
    for who, email in ((IVAN, "ivan@farm.example"), (MARY, "mary@mill.example")):
        await _is(house, who, email)
    return house


async def _is(house: House, who: Visitor, email: str) -> None:
    known = await house.hop.read(lambda conn: by_email(conn, email))
    assert known is not None
    house.execute(
        "INSERT INTO identities (door, external_id, person_id, proof, made_at) "
        f"VALUES ('telegram', '{who.external_id}', {known.id}, 'code', 0)"
    )


async def _card(house: House, ticket: TicketId) -> TicketCard:
    return await house.ask(StaffCard(ticket), BOSS)


def _ties(card: TicketCard) -> tuple[str | None, ...]:
    return tuple(tie.number if tie else None for tie in (card.company, card.site, card.equipment, card.contract))


async def test_b1_a_machine_says_where_it_stands_and_whose_it_is(farm: House) -> None:
    ticket = await opened(farm, MARY, type="request", fields={"what": "SN1"})
    assert _ties(await _card(farm, ticket)) == ("C1", "S1", "SN1", None)
    assert _ties(await _card(farm, await opened(farm, MARY))) == (None, None, None, None), "of two, nobody guesses"
    assert _ties(await _card(farm, await opened(farm, IVAN))) == ("C1", None, None, None)
    plain = await opened(farm, ANNA, type="request", fields={"where": "S9"})
    assert _ties(await _card(farm, plain)) == ("C2", "S9", None, None), "agents name anybody's"


async def test_b3_what_is_of_others_is_refused_like_what_is_of_nobody(farm: House) -> None:
    answers = []
    for field, theirs, nobodys in (("what", "SN9", "SN0"), ("where", "S9", "S0"), ("whose", "C2", "C0")):
        for number in (theirs, nobodys):
            refusal = await farm.refused(OpenTicket("A", "B", type="request", fields={field: number}), IVAN)
            answers.append((refusal.code, refusal.params | {"value": ""}))
            assert refusal.params["value"] == number
        assert answers[-1] == answers[-2]
    assert {code for code, _ in answers} == {Code.FIELD}
    assert "River" not in repr(await farm.ask(Questions("request"), IVAN))
    stranger = Visitor(IVAN.door, "7777", "Stranger")
    assert await code(farm, OpenTicket("A", "B", type="request", fields={"what": "SN1"}), stranger) == "field"
    asked = await farm.ask(Questions("request"), stranger)
    assert [question.options for question in asked] == [(), ()]


async def test_b1_what_contradicts_is_refused_with_the_answer_that_does(farm: House) -> None:
    for fields in ({"what": "SN1", "where": "S9"}, {"what": "SN1", "where": "S2"}):
        refusal = await farm.refused(OpenTicket("A", "B", type="request", fields=fields), MARY)
        assert refusal.code is Code.FIELD and refusal.params["question"] in fields
    ticket = await opened(farm, IVAN, type="request", fields={"what": "SN1"})
    for said in ({"company": "C2"}, {"site": "S9"}, {"site": "S2"}, {"contract": "D0"}, {"equipment": "SN0"}):
        assert await code(farm, Triage(ticket, said), ANNA) == "choice", said
    assert _ties(await _card(farm, ticket)) == ("C1", "S1", "SN1", None)
    await farm.desk(Triage(ticket, {"equipment": "SN9"}), ANNA)
    assert _ties(await _card(farm, ticket)) == ("C2", "S9", "SN9", None), "another machine brings its own"
    await farm.desk(Triage(ticket, {"equipment": "", "site": "", "company": "C1"}), ANNA)
    assert _ties(await _card(farm, ticket)) == ("C1", None, None, None)
    await farm.desk(Triage(ticket, {"company": ""}), ANNA)
    assert _ties(await _card(farm, ticket)) == (None, None, None, None)


async def test_b1_each_tie_is_optional(farm: House) -> None:
    ticket = await opened(farm, IVAN, type="request", fields={"what": "SN1"})
    await farm.desk(Triage(ticket, {"site": ""}), ANNA)
    assert _ties(await _card(farm, ticket)) == ("C1", None, "SN1", None)


async def test_b1_the_contract_in_force_else_the_last_that_ran_out(farm: House) -> None:
    for wish in (
        AddContract("OLDER", "C1", _date(farm, -400), _date(farm, -300)),
        AddContract("OLD", "C1", _date(farm, -300), _date(farm, -10)),
        AddContract("AHEAD", "C1", _date(farm, 20), _date(farm, 90)),
    ):
        await farm.desk(wish, BOSS)
    card = await _card(farm, await opened(farm, IVAN))
    assert card.contract is not None and (card.contract.number, card.contract.run_out) == ("OLD", True)
    await farm.desk(AddContract("NOW", "C1", _date(farm, -20), _date(farm, 20)), BOSS)
    ticket = await opened(farm, IVAN)
    card = await _card(farm, ticket)
    assert card.contract is not None and (card.contract.number, card.contract.run_out) == ("NOW", False)
    assert (await farm.ask(ReadTicket(ticket), IVAN)).card.contract is None, "what agents are told"
    await farm.desk(ChangeContract("NOW", valid_until=_date(farm, -2)), BOSS)
    await farm.desk(Triage(ticket, {"priority": "high"}), ANNA)
    card = await _card(farm, ticket)
    assert card.contract is not None and card.contract.run_out


async def test_b1_another_company_comes_with_a_contract_of_its_own(farm: House) -> None:
    for wish in (AddContract("D1", "C1", _date(farm, -9)), AddContract("D2", "C2", _date(farm, -9))):
        await farm.desk(wish, BOSS)
    ticket = await opened(farm, IVAN)
    assert _ties(await _card(farm, ticket))[3] == "D1"
    await farm.desk(Triage(ticket, {"company": "C2"}), ANNA)
    assert _ties(await _card(farm, ticket)) == ("C2", None, None, "D2")
    await farm.desk(Triage(ticket, {"site": "S9"}), ANNA)
    assert _ties(await _card(farm, ticket)) == ("C2", "S9", None, "D2")
    assert await code(farm, Triage(ticket, {"contract": "D1", "company": "C2"}), ANNA) == "choice"
    await farm.desk(Triage(ticket, {"contract": "", "site": ""}), ANNA)
    assert _ties(await _card(farm, ticket)) == ("C2", None, None, None), "taken away, and not put back"


async def test_b1_the_contact_may_be_an_employee_and_must_be_somebody(farm: House) -> None:
    ticket = await opened(farm, IVAN)
    for email, name in (("u1@desk.example", "Anna"), ("MARY@mill.example", "Mary")):
        await farm.desk(Triage(ticket, {"contact": email}), ANNA)
        contact: Any = (await _card(farm, ticket)).contact
        assert contact.name == name
    assert await code(farm, Triage(ticket, {"contact": "nobody@nowhere.example"}), ANNA) == "person"
    await farm.desk(Triage(ticket, {"contact": None}), ANNA)
    assert (await _card(farm, ticket)).contact is None


async def test_b1_a_ties_change_is_nothing_that_a_client_is_told_in_numbers_of_rows(farm: House) -> None:
    ticket = await opened(farm, IVAN, type="request", fields={"what": "SN1"})
    await farm.desk(Triage(ticket, {"equipment": "SN2"}), ANNA)
    card = (await farm.ask(ReadTicket(ticket), IVAN)).card
    assert card.equipment is not None and card.equipment.number == "SN2"
    assert (card.company, card.level, card.contact, card.channel) == (None, None, None, None)
