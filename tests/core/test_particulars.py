"""What is told of an event beside its ticket: whom it is about, and of a triage what each side may know (A8, B5)."""

from typing import Any

import pytest

from core.clock import DAY
from core.customers.commands import AddCompany, AddContract, AddEquipment, AddSite
from core.kinds import Door, TicketId
from core.people.person import Role
from core.people.store import grant
from core.profile.load import load
from core.profile.schema import Profile
from core.tickets.commands import MoveStatus, Rate
from core.tickets.events import TicketRated
from core.tickets.handling import AddObserver, Assign, DropObserver, Triage
from core.views.particulars import particulars
from core.views.parts import Answer, Change, Choice, Tie
from core.views.tidings import Happening
from tests.conftest import PROFILES
from tests.core.house import ANNA, BORIS, IVAN, House
from tests.core.scripted import Scripted


@pytest.fixture
def profile() -> Profile:
    """A desk with forms, companies and matters of its own, that tells customers of every change."""
    raw = load(PROFILES / "field-service.toml").model_dump(by_alias=True, mode="json")
    raw["fields"] = [one | {"required": None} for one in raw["fields"]]
    raw["notices"] |= {"changed": ["chat"]}
    raw["access"] |= {"strangers": "welcome"}
    raw["rating"] = {"in": ["solved"], "grades": [{"id": id, "label": {"ru": id, "en": id}} for id in ("good", "bad")]}
    raw["buttons"] = [{"verb": "rate"}]
    return Profile.model_validate(raw)


@pytest.fixture
async def ticket(house: House) -> TicketId:
    """Ivan's; there is a company with a contract that has run out, a barn and a fan in it."""
    await house.staff()
    anna = house.person(ANNA)
    await house.hop.unit(lambda unit: grant(unit, anna, Role.ADMINISTRATOR, "test"))
    for wish in (
        AddCompany("C1", "Farm"), AddContract("K1", "C1", "2020-01-01", "2020-12-31"),
        AddSite("S1", "C1", "Lane 1", "Barn"), AddEquipment("E1", "Fan", "S1"),
    ):  # fmt: skip
        await house.desk(wish, ANNA)
    return await house.opened(IVAN)


async def told(house: House, ticket: TicketId, *, staff: bool = True) -> dict[str, Any]:
    """Of the newest event."""
    event = house.history(ticket)[-1].event
    return await house.hop.read(lambda conn: particulars(conn, house.profile, event, staff=staff))


async def test_agents_are_told_all_that_has_changed_and_the_customer_what_they_may_know(
    house: House, ticket: TicketId
) -> None:
    due = house.clock.now() + DAY
    said = {"due_at": due, "site": "S1", "priority": "high", "type": "machinery"}
    await house.desk(Triage(ticket, said, {"serial": "КМ-77", "cause": "wear"}), BORIS)
    changes = {one.name: one for one in (await told(house, ticket))["changes"]}
    assert list(changes) == [
        "type", "priority", "due_at", "company", "site", "contract", "field:serial", "field:cause",
    ]  # fmt: skip
    types = {one.id: Choice(one.id, one.label) for one in house.profile.types}
    assert changes["type"] == Change("type", types["machinery"], types["climate"])
    assert changes["due_at"] == Change("due_at", due, None)
    assert changes["company"].now == Tie("C1", "Farm") and changes["site"].now == Tie("S1", "Barn")
    cause = changes["field:cause"]
    assert isinstance(cause.now, Answer) and cause.now.choice and cause.now.choice.label["en"] == "Wear"
    assert cause.field and cause.field.label["en"] == "Cause"
    outside = (await told(house, ticket, staff=False))["changes"]
    assert [one.name for one in outside] == ["type", "priority", "due_at", "field:serial"]


async def test_an_answer_that_ties_the_ticket_is_told_once_to_each_side(house: House, ticket: TicketId) -> None:
    await house.desk(Triage(ticket, {}, {"equipment": "E1"}), ANNA)
    inside, outside = await told(house, ticket), await told(house, ticket, staff=False)
    assert [one.name for one in inside["changes"]] == ["company", "site", "equipment", "contract"]
    assert [one.name for one in outside["changes"]] == ["field:equipment"]


@pytest.mark.parametrize(
    ("said", "fields"), [({"site": "S1"}, {}), ({}, {"cause": "wear"}), ({"source_id": "mail"}, {})]
)
async def test_of_the_desks_own_matters_nobody_outside_hears(
    house: House, ticket: TicketId, said: dict[str, str], fields: dict[str, str]
) -> None:
    await house.desk(AddObserver(ticket, "chief@example.org"), IVAN)
    await house.desk(Triage(ticket, said, fields), ANNA)
    event = house.rows("events", kind="TicketTriaged")[-1].id
    assert house.outbox(event_id=event, kind="log") and not house.outbox(event_id=event, kind="notice")
    await house.desk(Triage(ticket, {"priority": "high"}), ANNA)
    event = house.rows("events", kind="TicketTriaged")[-1].id
    assert len(house.outbox(event_id=event, kind="notice")) == 2


async def test_what_the_profile_has_dropped_since_is_told_by_its_id(house: House, ticket: TicketId) -> None:
    await house.desk(Triage(ticket, {"priority": "high"}, {"serial": "7"}), ANNA)
    raw = house.profile.model_dump(by_alias=True, mode="json")
    raw["fields"] = [one for one in raw["fields"] if one["id"] != "serial"]
    raw["types"] = [one | {"fields": [id for id in one["fields"] if id != "serial"]} for one in raw["types"]]
    raw["priorities"] = [one for one in raw["priorities"] if one["id"] != "high"]
    event, later = house.history(ticket)[-1].event, Profile.model_validate(raw)
    found = await house.hop.read(lambda conn: particulars(conn, later, event, staff=True))
    values = [one.now for one in found["changes"]]
    assert values[0] == Choice("high", {"ru": "high", "en": "high"})
    assert isinstance(values[1], Answer) and (values[1].field.id, values[1].said) == ("serial", "7")


async def test_who_was_assigned_and_who_came_into_copy_is_named_as_of_then(house: House, ticket: TicketId) -> None:
    async def assigned(to: Any, group: str | None) -> tuple[Any, Any]:
        await house.desk(Assign(ticket, house.ticket(ticket).workflow_rev, to, group), ANNA)
        event = next(
            one.event for one in reversed(house.history(ticket)) if type(one.event).__name__ == "TicketAssigned"
        )
        found = await house.hop.read(lambda conn: particulars(conn, house.profile, event, staff=True))
        return found["whom"] and found["whom"].name, found["group"] and found["group"].id

    assert await assigned(house.person(BORIS), "machinery") == ("Boris", "machinery")
    assert await assigned(None, "plant") == (None, "plant")
    assert await assigned(None, None) == (None, None)
    await house.desk(AddObserver(ticket, "chief@example.org"), IVAN)
    assert (await told(house, ticket))["whom"].name == "chief@example.org"
    await house.desk(DropObserver(ticket, house.rows("observers")[0].person_id), IVAN)
    assert (await told(house, ticket))["whom"].name == "chief@example.org"


async def test_a_grade_is_told_with_the_word_that_came_with_it(house: House, ticket: TicketId) -> None:
    await house.desk(MoveStatus(ticket, "solved", house.ticket(ticket).workflow_rev), ANNA)
    await house.desk(Rate(ticket, "bad", "Приехали поздно"), IVAN)
    slack = Scripted(Door.SLACK)
    await house.out(slack)
    happened = [one.delivery.content for one in slack.arrived if isinstance(one.delivery.content, Happening)]
    rated = next(one for one in happened if isinstance(one.event, TicketRated))
    assert rated.message and rated.message.body == "Приехали поздно"
