"""E6, E9, E7: whose work a ticket becomes by itself, which level its customer has, and who of the desk is called."""

from datetime import UTC, datetime
from typing import Any

import pytest

from core.clock import DAY
from core.customers.commands import AddCompany, AddContact, AddContract, ChangeContract, DropContact
from core.kinds import Command, Door, System, Visitor
from core.people.commands import SyncStaff
from core.people.person import Role
from core.people.store import by_email
from core.profile.schema import Profile
from core.tickets.commands import AddComment, AddNote, Claim, MoveStatus
from core.tickets.handling import Assign, Triage
from tests.core.desks.made import BOSS, desk, grant, join, known, newest, opened, peopled, told
from tests.core.house import ANNA, BORIS, CLARA, IVAN, MARY, House

ANNAS, BORISS, CLARAS = (f"person:u{n}@desk.example" for n in (1, 2, 3))
ROUTES = [
    {"category": "hosting", "to": ANNAS},
    {"priority": "urgent", "to": CLARAS},
    {"source": "call", "to": "person:u9@desk.example"},
    {"service": "network", "category": "mail", "to": "group:first"},
    {"level": "silver", "to": "group:heads"},
]
LEVELS = [
    {"id": "plain", "label": {"ru": "a", "en": "a"}, "default": True},
    {"id": "silver", "label": {"ru": "a", "en": "a"}},
    {"id": "gold", "label": {"ru": "a", "en": "a"}, "assignee": BORISS},
]
ROUTED = desk(routes=ROUTES, routing={"default": "group:heads"}, levels=LEVELS)


@pytest.fixture
def profile() -> Profile:
    return ROUTED


@pytest.fixture
async def desk_of_routes(house: House) -> House:
    await peopled(house)
    await grant(house, BORIS, Role.AGENT)
    return house


async def _whose(house: House, by: Visitor = IVAN, **said: Any) -> str:
    ticket = house.ticket(await opened(house, by, **said))
    people = {house.person(one): one.name for one in (ANNA, BORIS, CLARA, BOSS)}
    return people[ticket.assignee] if ticket.assignee else f"group:{ticket.group}" if ticket.group else "nobody"


CASES: list[tuple[dict[str, Any], str]] = [
    ({"category": "hosting", "priority": "urgent"}, "Anna"),
    ({"category": "mail", "priority": "urgent"}, "Clara"),
    ({"priority": "urgent", "service": "lan"}, "Clara"),
    ({"category": "mail", "service": "lan"}, "group:first"),
    ({"category": "mail"}, "group:heads"),
    ({"service": "phones"}, "group:second"),
    ({"service": "office"}, "group:heads"),
]


@pytest.mark.parametrize(("said", "whose"), CASES)
async def test_e6_the_first_route_that_fits_then_the_queue_then_the_default(
    desk_of_routes: House, said: dict[str, Any], whose: str
) -> None:
    house = desk_of_routes
    assert await _whose(house, ANNA, requester=house.person(ANNA), **said) == whose


async def test_e6_a_source_routes_too_and_the_file_says_which_route_is_first(desk_of_routes: House) -> None:
    house = desk_of_routes
    assert await _whose(house, ANNA, source="call") == "Boss"
    assert await _whose(house, ANNA, source="call", priority="urgent") == "Clara"
    turned = House(house.url, desk(routes=ROUTES[::-1], routing={}, levels=LEVELS), house.hands._path.parent)
    assert await _whose(turned, ANNA, source="call", priority="urgent") == "Boss"
    assert await _whose(turned, ANNA) == "nobody"
    turned.close()


async def test_e6_the_levels_assignee_stands_between_routes_and_queue(desk_of_routes: House) -> None:
    house = desk_of_routes
    await known(house, IVAN)
    await join(house, IVAN, "vip")
    assert await _whose(house, IVAN) == "Boris"
    assert await _whose(house, IVAN, service="phones") == "Boris", "the level goes before the service's queue"
    assert await _whose(house, IVAN, category="hosting") == "Anna", "a route goes before the level"


async def test_e6_who_does_not_work_there_is_passed_over(desk_of_routes: House) -> None:
    house = desk_of_routes
    await house.desk(SyncStaff(()), System("slack"))
    house.execute(f"DELETE FROM grants WHERE person_id = {house.person(ANNA)}")
    assert await _whose(house, IVAN, category="hosting") == "group:heads", "then the desk's default counts"
    assert await _whose(house, IVAN, category="hosting", service="phones") == "group:second", "or the service's queue"
    undefaulted = House(house.url, desk(routes=ROUTES, levels=LEVELS), house.hands._path.parent)
    assert await _whose(undefaulted, IVAN, category="hosting") == "nobody"
    undefaulted.close()


async def test_e6_what_is_routed_is_not_begun(desk_of_routes: House) -> None:
    house = desk_of_routes
    ticket = await opened(house, category="hosting")
    assert (house.ticket(ticket).status, house.events(ticket)) == ("new", ["TicketOpened", "TicketAssigned"])
    assert house.history(ticket)[-1].actor is None


async def test_c7_triage_finds_a_way_only_while_the_ticket_is_nobodys(desk_of_routes: House) -> None:
    house = House(desk_of_routes.url, desk(routes=ROUTES, levels=LEVELS), desk_of_routes.hands._path.parent)
    ticket = await opened(house)
    assert house.ticket(ticket).assignee is None
    await house.desk(Triage(ticket, {"category": "other"}), CLARA)
    assert house.ticket(ticket).assignee is None, "no way leads on"
    await house.desk(Triage(ticket, {"category": "hosting"}), CLARA)
    assert house.ticket(ticket).assignee == house.person(ANNA)
    await house.desk(Triage(ticket, {"category": "other", "priority": "urgent"}), CLARA)
    assert house.ticket(ticket).assignee == house.person(ANNA), "it is somebody's"
    rev = house.ticket(ticket).workflow_rev
    await house.desk(Assign(ticket, rev), CLARA)
    await house.desk(Triage(ticket, {"category": "mail"}), CLARA)
    assert house.ticket(ticket).assignee == house.person(CLARA), "given back, and urgent by now"
    queued = await opened(house)
    await house.desk(Assign(queued, 0, group="first"), CLARA)
    await house.desk(Triage(queued, {"category": "hosting"}), CLARA)
    assert (house.ticket(queued).assignee, house.ticket(queued).group) == (None, "first")
    house.close()


# E9


async def _company(house: House, *wishes: Command) -> None:
    await house.desk(AddCompany("C1", "Farm", "Europe/Moscow", "silver"), BOSS)
    await house.desk(AddContact("ivan@farm.example", "C1", "Ivan"), BOSS)
    for wish in wishes:
        await house.desk(wish, BOSS)
    with_mail = await house.hop.read(lambda conn: by_email(conn, "ivan@farm.example"))
    assert with_mail is not None
    house.execute(
        f"INSERT INTO identities (door, external_id, person_id, proof, made_at) "
        f"VALUES ('telegram', '{IVAN.external_id}', {with_mail.id}, 'code', 0)"
    )


def _date(house: House, days: int) -> str:
    return datetime.fromtimestamp((house.clock.now() + days * DAY) / 1_000_000, UTC).date().isoformat()


async def _level(house: House, by: Visitor = IVAN) -> str | None:
    return house.ticket(await opened(house, by)).level


async def test_e9_a_contract_in_force_then_the_company_then_a_group_then_the_default(desk_of_routes: House) -> None:
    house = desk_of_routes
    assert await _level(house, MARY) == "plain"
    await join(house, MARY, "vip")
    assert await _level(house, MARY) == "gold"
    await _company(house)
    assert await _level(house) == "silver"
    await join(house, IVAN, "vip")
    assert await _level(house) == "silver", "the company's goes before the person's group"
    await house.desk(AddContract("D1", "C1", _date(house, -30), _date(house, 30), "gold"), BOSS)
    assert await _level(house) == "gold"
    for since, until in ((-30, -2), (5, 30)):
        await house.desk(ChangeContract("D1", valid_from=_date(house, since), valid_until=_date(house, until)), BOSS)
        assert await _level(house) == "silver", "run out, or ahead"
    await house.desk(DropContact("ivan@farm.example", "C1"), BOSS)
    assert await _level(house) == "gold", "nobody's contact any more, and of a group still"


async def test_e9_of_two_contracts_in_force_the_tickets_own_says_the_level(desk_of_routes: House) -> None:
    house = desk_of_routes
    await _company(
        house,
        AddContract("OLD", "C1", _date(house, -60), "", "silver"),
        AddContract("NEW", "C1", _date(house, -5), "", "gold"),
    )
    ticket = await opened(house)
    assert house.ticket(ticket).level == "gold"
    await house.desk(Triage(ticket, {"contract": "OLD"}), CLARA)
    assert house.ticket(ticket).level == "silver"
    await house.desk(Triage(ticket, {"contract": "NEW"}), CLARA)
    assert house.ticket(ticket).level == "gold"


async def test_e9_the_level_is_that_of_the_day_the_ticket_was_opened(desk_of_routes: House) -> None:
    house = desk_of_routes
    await _company(house, AddContract("D1", "C1", _date(house, -30), _date(house, 1), "gold"))
    ticket = await opened(house)
    await house.pass_time(3 * 24 * 3600)
    await house.desk(Triage(ticket, {"priority": "high"}), CLARA)
    assert house.ticket(ticket).level == "gold"
    assert await _level(house) == "silver"


# E7

TOLD = {
    "default": ["chat"],
    "staff": [
        {"on": ["opened"], "tell": ["assignee"], "otherwise": ["role:administrator"], "ways": ["mail"]},
        {"on": ["opened"], "tell": ["colleagues"], "ways": ["mail"]},
        {"on": ["comment"], "tell": ["assignee"], "otherwise": ["group:heads"], "ways": ["chat", "mail"]},
        {"on": ["assigned", "note", "status", "changed"], "tell": ["assignee", "colleagues"], "ways": ["mail"]},
    ],
}
TELLING = desk(routes=ROUTES, levels=LEVELS, notices=TOLD)


@pytest.fixture
async def telling(desk_of_routes: House) -> Any:
    house = House(desk_of_routes.url, TELLING, desk_of_routes.hands._path.parent)
    yield house
    house.close()


def _called(house: House, since: int) -> list[str]:
    rows = [row for row in house.outbox(kind="call") if row.id > since]
    return sorted(house.address(row.address_id).key for row in rows)


async def test_e7_a_new_tickets_assignee_else_the_administrators_and_the_colleagues(telling: House) -> None:
    await join(telling, ANNA, "first")
    await join(telling, BORIS, "first", "second")
    since = newest(telling)
    await opened(telling, category="hosting")
    assert _called(telling, since) == ["u1@desk.example", "u1@desk.example", "u2@desk.example", "u2@desk.example"], (
        "of the ticket and of whose it is, each once"
    )
    since = newest(telling)
    await opened(telling)
    assert _called(telling, since) == ["u9@desk.example"]


async def test_e7_a_new_ticket_of_a_group_calls_its_members_too(telling: House) -> None:
    await join(telling, CLARA, "first")
    await opened(telling)
    await grant(telling, IVAN, Role.CLIENT, "lan")
    since = newest(telling)
    await opened(telling, category="mail", service="lan")
    assert _called(telling, since) == ["u3@desk.example", "u3@desk.example", "u9@desk.example"], (
        "of the ticket and of whose it is; and, since it is nobody's, who leads"
    )


async def test_e7_nobody_is_called_to_what_they_did(telling: House) -> None:
    ticket = await opened(telling, category="hosting")
    since = newest(telling)
    await telling.desk(AddNote(ticket, "mine"), ANNA)
    await telling.desk(Triage(ticket, {"priority": "high"}), ANNA)
    assert _called(telling, since) == []
    await telling.desk(AddNote(ticket, "another's"), CLARA)
    assert _called(telling, since) == ["u1@desk.example"]


async def test_e7_the_authors_word_calls_the_assignee_else_those_named_otherwise(telling: House) -> None:
    await join(telling, CLARA, "heads")
    ticket = await opened(telling)
    since = newest(telling)
    await telling.desk(AddComment(ticket, "and?"), IVAN)
    assert _called(telling, since) == ["u3@desk.example"]
    await telling.desk(Assign(ticket, 0, telling.person(ANNA)), CLARA)
    since = newest(telling)
    await telling.desk(AddComment(ticket, "and?"), IVAN)
    assert _called(telling, since) == ["u1@desk.example"]


async def test_e7_who_has_left_is_called_no_more_not_even_to_what_was_written(telling: House) -> None:
    house = telling
    ticket = await opened(house, category="hosting")
    await house.desk(AddNote(ticket, "CANARY"), CLARA)
    row = house.outbox(kind="call")[-1]
    house.execute(f"DELETE FROM grants WHERE person_id = {house.person(ANNA)}")
    claimed = next(one for one in await house.claim_outbox(Door.MAIL) if one.address.id == row.address_id)
    withheld = await house.hop.read(lambda conn: house.prepare(conn, claimed))
    assert "CANARY" not in repr(withheld) and repr(withheld) == "Withheld(reason='audience')"
    since = newest(house)
    await house.desk(AddNote(ticket, "CANARY"), CLARA)
    assert _called(house, since) == []


async def test_b5_calls_go_to_addresses_of_the_desks_own_people_alone(telling: House) -> None:
    house = telling
    await join(house, CLARA, "heads")
    await opened(house, MARY, observers=("chief@farm.example",))
    ticket = await opened(house, category="hosting", observers=("chief@farm.example", "u3@desk.example"))
    moved = MoveStatus(ticket, "waiting", house.ticket(ticket).workflow_rev, "w")
    for wish, who in (
        (AddNote(ticket, "n"), CLARA), (AddComment(ticket, "c"), IVAN), (AddComment(ticket, "a"), CLARA),
        (moved, BOSS), (Triage(ticket, {"priority": "low"}), BOSS),
    ):  # fmt: skip
        await house.desk(wish, who)
    staff = {house.person(one) for one in (ANNA, BORIS, CLARA, BOSS)}
    calls = [house.address(row.address_id) for row in house.outbox(kind="call")]
    assert calls and {at.person_id for at in calls} <= staff and {at.door for at in calls} == {"mail"}


async def test_a2_nobody_is_called_to_a_ticket_that_they_may_not_see(desk_of_routes: House) -> None:
    telling = {"staff": [{"on": ["opened", "note"], "tell": ["role:agent"], "ways": ["chat", "mail"]}]}
    house = House(
        desk_of_routes.url, desk(access={"sees": "service"}, notices=telling), desk_of_routes.hands._path.parent
    )
    house.execute(f"DELETE FROM grants WHERE person_id = {house.person(BORIS)} AND service = ''")
    await opened(house, service="office")
    assert _called(house, 0) == ["u1@desk.example"], "Boris is of the network alone"
    await opened(house, ANNA, service="lan", requester=house.person(ANNA))
    assert _called(house, 0) == ["u1@desk.example", "u2@desk.example"]
    house.close()


async def test_e7_the_author_and_the_new_assignee_hear_of_the_assignment(telling: House) -> None:
    ticket = await opened(telling)
    since = newest(telling)
    await telling.desk(Assign(ticket, 0, telling.person(ANNA)), CLARA)
    assert told(telling, "1001", since) == [("TicketAssigned", "pending", None)], "once, though the status moved too"
    assert "u1@desk.example" in _called(telling, since)


async def test_x4_an_agents_claim_calls_nobody_to_themselves(telling: House) -> None:
    ticket = await opened(telling)
    since = newest(telling)
    await telling.desk(Claim(ticket, 0), ANNA)
    assert _called(telling, since) == []
