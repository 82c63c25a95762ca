"""A2, E11: who may do what, service by service, through groups, and at a desk where agents have their own work."""

import pytest

from core.errors import Code, Refusal
from core.kinds import Door, TicketId, Visitor
from core.people import groups
from core.people.person import Role
from core.profile.schema import Profile
from core.storage.engine import reader
from core.tickets.commands import AddComment, AddNote, Claim, MoveStatus, OpenTicket
from core.tickets.handling import AddObserver, Assign, DropObserver, Triage
from core.views.forms import Catalogue, TriageOffers
from core.views.helping import CannedAnswers, WhyDue
from core.views.queries import MyOpenTickets, MyTickets, NewestTickets, ReadTicket, StaffCard, TicketTypes
from tests.core.desks.made import BOSS, DEMO, LOOKER, agreed, code, desk, grant, join, known, leave, opened, peopled
from tests.core.house import ANNA, BORIS, CLARA, IVAN, MARY, House

SEES = {"sees": "service", "assign": ["dispatcher", "administrator"]}
OWN = {"works": "own", "assign": ["dispatcher", "administrator"]}


def _other(house: House, profile: Profile) -> House:
    """The same rows under another profile."""
    return House(house.url, profile, house.hands._path.parent)


async def test_a2_a_service_is_open_to_those_who_are_its_clients_and_nested_ones_inherit(house: House) -> None:
    await known(house, IVAN, MARY)
    await grant(house, IVAN, Role.CLIENT, "network")
    assert house.ticket(await opened(house, IVAN, service="lan")).service == "lan"
    assert house.ticket(await opened(house, IVAN, service="office")).service == "office"
    closed = await house.refused(OpenTicket("A", "B", service="lan"), MARY)
    unknown = await house.refused(OpenTicket("A", "B", service="nowhere"), MARY)
    assert (closed.code, closed.params) == (unknown.code, unknown.params) == (Code.SERVICE, {})


async def test_a2_a_role_below_does_not_hold_above_nor_beside(house: House) -> None:
    await known(house, IVAN)
    await grant(house, IVAN, Role.CLIENT, "phones")
    await opened(house, IVAN, service="phones")
    for closed in ("network", "lan"):
        assert await code(house, OpenTicket("A", "B", service=closed), IVAN) == "service"


async def test_a3_the_catalogue_shows_what_can_be_opened_and_nothing_else(house: House) -> None:
    await known(house, IVAN, MARY)
    await grant(house, IVAN, Role.CLIENT, "phones")
    shown = {who: [one.id for one in (await house.ask(Catalogue(), who)).services] for who in (IVAN, MARY)}
    assert shown == {IVAN: ["network", "office"], MARY: ["office"]}
    assert [one.id for one in (await house.ask(Catalogue("network"), IVAN)).services] == ["phones"]
    assert [one.id for one in (await house.ask(Catalogue("phones"), IVAN)).types] == ["incident"]
    assert [one.id for one in (await house.ask(Catalogue("office"), MARY)).services] == ["desks"], "no service of tasks"


async def test_a2_a_client_of_one_service_is_an_agent_of_another(house: House) -> None:
    await peopled(house)
    await grant(house, BORIS, Role.CLIENT, "office")
    network, office = await opened(house, BOSS, service="lan"), await opened(house, service="office")
    await house.desk(AddNote(network, "mine"), BORIS)
    await house.desk(AddComment(network, "answered"), BORIS)
    for wish in (AddNote(office, "x"), AddComment(office, "x"), Triage(office, {"priority": "low"})):
        assert await code(house, wish, BORIS) == "role"
    mine = await opened(house, BORIS, service="office")
    await house.desk(AddComment(mine, "still broken"), BORIS)
    message = house.rows("messages", ticket_id=mine)[-1]
    assert not message.by_staff, "there he is the client"
    assert await code(house, AddNote(mine, "x"), BORIS) == "role"


async def test_a2_only_who_may_assign_assigns(house: House) -> None:
    other = _other(house, desk(access={"assign": ["dispatcher", "administrator"]}))
    await peopled(other)
    ticket = await opened(other, service="office")
    for who in (ANNA, BORIS, DEMO):
        assert await code(other, Assign(ticket, 0, other.person(ANNA)), who) == "role"
    assert await code(other, Assign(ticket, 0, other.person(ANNA)), IVAN) == "missing"
    offers = {who: (await other.ask(TriageOffers(ticket), who)) for who in (ANNA, CLARA)}
    assert not offers[ANNA].assigns and not offers[ANNA].people
    assert {one.name for one in offers[CLARA].people} == {"Anna", "Clara", "Boss"}, "Boris has no role on it"
    await other.desk(Assign(ticket, 0, other.person(ANNA)), CLARA)
    assert other.ticket(ticket).assignee == other.person(ANNA)
    other.close()


async def test_a2_work_is_given_only_to_people_of_the_desk_for_that_service(house: House) -> None:
    await peopled(house)
    await known(house, MARY)
    ticket = await opened(house, service="office")
    for who in (BORIS, MARY, DEMO):
        assert await code(house, Assign(ticket, 0, house.person(who)), CLARA) == "person"
    assert await code(house, Assign(ticket, 0, house.person(MARY).__class__(9_999)), CLARA) == "person"
    assert await code(house, Assign(ticket, 0, group="nowhere"), CLARA) == "choice"
    assert await code(house, Assign(ticket, 0, group="vip"), CLARA) == "choice", "a group of customers works on nothing"
    await house.desk(Assign(ticket, 0, group="heads"), CLARA)
    assert (house.ticket(ticket).assignee, house.ticket(ticket).group) == (None, "heads")


async def test_e11_groups_and_those_above_them_give_roles_and_take_them_back(house: House) -> None:
    await house.staff()
    await known(house, MARY)
    house.execute("DELETE FROM grants")
    await join(house, BORIS, "second")
    await join(house, BORIS, "second")
    ticket = await opened(house, BOSS_BY_CHAT, service="office")
    network = await _network(house)
    await house.desk(AddNote(network, "by the group above mine"), BORIS)
    await agreed(house)
    await agreed(house)
    assert len(house.rows("grants", person_id=house.person(BORIS))) == 1
    await leave(house, BORIS, "second")
    assert not house.rows("grants", person_id=house.person(BORIS))
    with pytest.raises(Refusal) as refused:
        await house.desk(AddNote(network, "x"), BORIS)
    assert refused.value.code is Code.STRANGER
    assert ticket


BOSS_BY_CHAT = Visitor(Door.TELEGRAM, "2000", "Boss at home")


async def _network(house: House) -> int:
    await known(house, IVAN)
    await grant(house, IVAN, Role.CLIENT, "network")
    return await opened(house, IVAN, service="lan")


async def test_e11_a_profile_that_changes_gives_and_takes_at_the_next_start(house: House) -> None:
    await house.staff()
    house.execute("DELETE FROM grants")
    await join(house, BORIS, "second")
    orphaned = [{**group, "parent": None} if group["id"] == "second" else group for group in GROUPS]
    await agreed(house, desk(groups=orphaned))
    assert not house.rows("grants", person_id=house.person(BORIS))
    await agreed(house)
    assert [(row.role, row.service) for row in house.rows("grants", person_id=house.person(BORIS))] == [
        ("agent", "network")
    ]
    await agreed(house, desk(groups=[]))
    assert not house.rows("grants", source="group:second")


GROUPS = desk().model_dump(by_alias=True, mode="json")["groups"]


async def test_e11_whom_the_profile_no_longer_names_is_out_of_the_group(house: House) -> None:
    named = [{**group, "members": ["u2@desk.example"]} if group["id"] == "heads" else group for group in GROUPS]
    await house.staff()
    await join(house, ANNA, "heads")
    await agreed(house, desk(groups=named))
    assert _members(house, "heads") == {house.person(ANNA), house.person(BORIS)}
    await agreed(house)
    assert _members(house, "heads") == {house.person(ANNA)}, "who joined by command stays"
    assert [row.role for row in house.rows("grants", person_id=house.person(BORIS))] == ["agent"]


def _members(house: House, group: str) -> set[int]:
    with reader(house.url).connect() as conn:
        return set(groups.members(conn, group))


async def test_e11_a_closed_group_shuts_every_door_and_leaving_it_opens_them(house: House) -> None:
    ticket = await opened(house)
    await join(house, IVAN, "out")
    for wish in (AddComment(ticket, "x"), OpenTicket("A", "B")):
        assert await code(house, wish, IVAN) == "missing"
    with pytest.raises(Refusal):
        await house.ask(ReadTicket(ticket), IVAN)
    assert not (await house.ask(MyTickets(), IVAN)).items
    assert not await house.ask(MyOpenTickets(), IVAN)
    assert not (await house.ask(Catalogue(), IVAN)).services
    await leave(house, IVAN, "out")
    await house.desk(AddComment(ticket, "back"), IVAN)


async def test_e11_demo_sees_everything_and_changes_nothing(house: House) -> None:
    await peopled(house)
    await known(house, LOOKER)
    await grant(house, LOOKER, Role.DEMO)
    ticket = await opened(house, service="office")
    await house.desk(AddNote(ticket, "INNER"), ANNA)
    for who in (DEMO, LOOKER):
        assert "INNER" in repr(await house.ask(ReadTicket(ticket), who))
        assert (await house.ask(StaffCard(ticket), who)).id == ticket
        assert await house.ask(NewestTickets(), who)
        rev = house.ticket(ticket).workflow_rev
        for wish in (
            OpenTicket("A", "B"), AddComment(ticket, "x"), AddNote(ticket, "x"), Claim(ticket, rev),
            Assign(ticket, rev), Triage(ticket, {"priority": "low"}), MoveStatus(ticket, "resolved", rev),
            AddObserver(ticket, "a@b.example"), DropObserver(ticket, house.person(IVAN)),
        ):  # fmt: skip
            assert await code(house, wish, who) == "role", f"{who.name}: {wish}"
        for offer in (TriageOffers(ticket), CannedAnswers(ticket)):
            with pytest.raises(Refusal):
                await house.ask(offer, who)
        await house.ask(WhyDue(ticket), who)


async def test_e11_somebody_shown_the_desk_changes_nothing_even_of_what_was_theirs(house: House) -> None:
    await peopled(house)
    mine = await opened(house, IVAN)
    await grant(house, IVAN, Role.DEMO)
    assert (await house.ask(ReadTicket(mine), IVAN)).card.id == mine
    assert await code(house, AddComment(mine, "x"), IVAN) == "role"
    await grant(house, IVAN, Role.CLIENT)
    await house.desk(AddComment(mine, "a client again"), IVAN)


async def test_claim_is_the_profiles_a2(house: House) -> None:
    other = _other(house, desk(conversation={"claim": False}, access={"assign": ["dispatcher"]}))
    await peopled(other)
    ticket = await opened(other, service="office")
    assert await code(other, Claim(ticket, 0), ANNA) == "given"
    assert "claim" not in [verb.value for verb in (await other.ask(StaffCard(ticket), ANNA)).verbs]
    await other.desk(Assign(ticket, 0, other.person(ANNA)), CLARA)
    assert (other.ticket(ticket).assignee, other.ticket(ticket).status) == (other.person(ANNA), "in_progress")
    other.close()


async def test_e11_where_agents_have_their_own_work_others_is_only_read(house: House) -> None:
    other = _other(house, desk(access=OWN))
    await peopled(other)
    await join(other, BORIS, "second")
    mine, theirs, queued, free = [await opened(other, service="office") for _ in range(4)]
    await other.desk(Assign(mine, 0, other.person(ANNA)), CLARA)
    await other.desk(Assign(theirs, 0, other.person(CLARA)), CLARA)
    await other.desk(Assign(queued, 0, group="second"), CLARA)
    for ticket, works in ((mine, True), (theirs, False), (queued, False), (free, False)):
        rev = other.ticket(ticket).workflow_rev
        for wish in (AddNote(ticket, "n"), AddComment(ticket, "c"), Triage(ticket, {"priority": "high"}),
                     MoveStatus(ticket, "waiting", rev, "why")):  # fmt: skip
            if works:
                await other.desk(wish, ANNA)
            else:
                assert await code(other, wish, ANNA) == "role"
        assert (await other.ask(StaffCard(ticket), ANNA)).id == ticket, "everybody of the desk sees it"
    await other.desk(Claim(free, 0), ANNA)
    await other.desk(AddNote(free, "mine by now"), ANNA)
    await other.desk(AddNote(theirs, "whoever leads may"), BOSS)
    other.close()


async def test_x10_where_agents_see_their_own_no_other_is_there_at_all(house: House) -> None:
    other = _other(house, desk(access=OWN | {"sees": "own"}))
    await peopled(other)
    await grant(other, BORIS, Role.AGENT)
    await join(other, BORIS, "second")
    await join(other, ANNA, "second")
    mine, queued, above, free = [await opened(other, service="office") for _ in range(4)]
    await other.desk(Assign(mine, 0, other.person(ANNA)), CLARA)
    await other.desk(Assign(queued, 0, group="second"), CLARA)
    await other.desk(Assign(above, 0, group="first"), CLARA)
    for who in (ANNA, BORIS):
        seen = [ticket for ticket in (mine, queued, above, free) if await _read(other, ticket, who)]
        assert seen == [mine, queued, above], "their own, a colleague's, their group's and that of the group above"
    await leave(other, BORIS, "second")
    for ticket in (mine, queued, above, free):
        assert await _read(other, ticket, BORIS) is False
        assert (
            await _read(other, ticket, CLARA) and await _read(other, ticket, BOSS) and await _read(other, ticket, DEMO)
        )
    assert await _read(other, mine, ANNA) and not await _read(other, free, ANNA)
    other.close()


async def _read(house: House, ticket: TicketId, who: Visitor) -> bool:
    try:
        return (await house.ask(StaffCard(ticket), who)).id == ticket
    except Refusal as refusal:
        assert refusal.code is Code.MISSING
        return False


async def test_e11_the_groups_work_is_its_members(house: House) -> None:
    other = _other(house, desk(access=OWN))
    await peopled(other)
    await join(other, BORIS, "second")
    await known(other, IVAN)
    await grant(other, IVAN, Role.CLIENT, "network")
    ticket = await opened(other, IVAN, service="lan")
    assert other.ticket(ticket).group == "second", "its service's queue"
    await other.desk(AddNote(ticket, "of my group"), BORIS)
    await grant(other, ANNA, Role.AGENT, "network")
    assert await code(other, AddNote(ticket, "of no group of mine"), ANNA) == "role"
    other.close()


async def test_a2_where_agents_see_their_services_no_other_is_there_at_all(house: House) -> None:
    other = _other(house, desk(access=SEES))
    await peopled(other)
    await known(other, IVAN)
    await grant(other, IVAN, Role.CLIENT, "network", "office")
    network, office, nowhere = [await opened(other, IVAN, service=one) for one in ("lan", "office", None)]
    for ticket in (office, nowhere):
        for query in (
            ReadTicket(ticket),
            StaffCard(ticket),
            TriageOffers(ticket),
            CannedAnswers(ticket),
            WhyDue(ticket),
        ):
            with pytest.raises(Refusal) as refused:
                await other.ask(query, BORIS)  # type: ignore[arg-type]
            assert refused.value.code is Code.MISSING
    assert (await other.ask(StaffCard(network), BORIS)).id == network
    assert [line.id for line in await other.ask(NewestTickets(), BORIS)] == [network]
    assert len(await other.ask(NewestTickets(), ANNA)) == 3
    assert (await other.ask(ReadTicket(nowhere), ANNA)).card.id == nowhere
    other.close()


async def test_a5_a_guest_waits_at_the_door(house: House) -> None:
    other = _other(house, desk(access={"strangers": "register"}))
    await peopled(other)
    ticket = await opened(other, BOSS)
    refusal = await other.refused(OpenTicket("A", "B"), IVAN)
    assert refusal.code is Code.UNREGISTERED
    await known(other, IVAN)
    await grant(other, IVAN, Role.GUEST)
    assert (await other.refused(OpenTicket("A", "B"), IVAN)).code is Code.UNREGISTERED
    for wish in (AddComment(ticket, "x"), AddNote(ticket, "x"), Claim(ticket, 0), AddObserver(ticket, "a@b.example")):
        assert await code(other, wish, IVAN) == "missing"
    with pytest.raises(Refusal):
        await other.ask(ReadTicket(ticket), IVAN)
    await grant(other, IVAN, Role.CLIENT)
    await opened(other, IVAN)
    other.close()


async def test_a5_an_agent_who_once_came_as_a_stranger_is_no_guest(house: House) -> None:
    other = _other(house, desk(access={"strangers": "register"}))
    await peopled(other)
    await grant(other, ANNA, Role.GUEST)
    await opened(other, ANNA)
    other.close()


async def test_b2_only_employees_are_offered_internal_types(house: House) -> None:
    await peopled(house)
    assert [one.id for one in await house.ask(TicketTypes(), IVAN)] == ["question", "incident", "request"]
    assert [one.id for one in await house.ask(TicketTypes(), ANNA)] == ["question", "incident", "request", "task"]
