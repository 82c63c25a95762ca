"""A4: colleagues in copy hear and may speak, like somebody in a letter's Cc, and nothing hangs on their words."""

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest
import sqlalchemy as sa

from core.errors import Code, Refusal
from core.kinds import Door, Origin, PersonId, TicketId, Visitor
from core.outbox.endings import Gone, Sent
from core.people.commands import ConfirmAddress, OfferAddress
from core.people.person import Proof, Role
from core.people.store import link
from core.tickets.commands import (
    AddComment,
    AddNote,
    Attachment,
    Cancel,
    MoveStatus,
    Mute,
    OpenTicket,
    Rate,
    Resolve,
    ReturnToWork,
    Unmute,
)
from core.tickets.handling import AddObserver, Assign, DropObserver, Triage
from core.tickets.mailed import Copies
from core.tickets.watching import MOST
from core.views.queries import MyTickets, ReadTicket, StaffCard
from tests.core.desks.made import AUNT, CHIEF, CHIEF_BY_MAIL, code, desk, grant, newest, opened, peopled, told
from tests.core.house import ANNA, BORIS, CLARA, IVAN, MARY, House
from tests.core.scripted import Scripted

WORKING = desk(
    calendars=[], targets=[{"metric": "first_response", "span": "4h"}, {"metric": "next_response", "span": "4h"}]
)
EVERYBODY = {"chief": CHIEF, "ivan": "1001"}


@pytest.fixture
async def watched(house: House) -> AsyncIterator[tuple[House, TicketId]]:
    await peopled(house)
    yield house, await opened(house, observers=(CHIEF,))


def _observers(house: House, ticket: TicketId) -> list[PersonId]:
    return [row.person_id for row in house.rows("observers", ticket_id=ticket)]


async def test_a4_named_at_the_opening_an_unknown_address_is_made_one_person_for_good(house: House) -> None:
    first = await opened(house, observers=(CHIEF, CHIEF.upper(), f" {CHIEF} "))
    second = await opened(house, MARY, observers=(f"mailto:{CHIEF}", AUNT))
    assert len(house.rows("persons", email=CHIEF)) == len(house.rows("identities", external_id=CHIEF)) == 1
    assert _observers(house, first) == [house.person(CHIEF_BY_MAIL)]
    assert len(_observers(house, second)) == 2
    assert house.events(first) == ["TicketOpened", "ObserverAdded"]
    assert told(house, CHIEF) == [("ObserverAdded", "pending", None)] * 2


async def test_a4_somebody_twice_is_there_once_and_the_requester_not_at_all(house: House) -> None:
    await house.desk(OfferAddress("ivan@farm.example"), IVAN)
    await house.desk(ConfirmAddress(house.code("ivan@farm.example")), IVAN)
    ticket = await opened(house, observers=(CHIEF, "ivan@farm.example"))
    await house.desk(AddObserver(ticket, CHIEF), IVAN)
    await house.desk(AddObserver(ticket, "ivan@farm.example"), IVAN)
    assert house.events(ticket) == ["TicketOpened", "ObserverAdded"]
    assert _observers(house, ticket) == [house.person(CHIEF_BY_MAIL)]


async def test_a4_so_many_and_no_more_and_then_nothing_of_it_is_kept(house: House) -> None:
    many = tuple(f"n{n}@farm.example" for n in range(MOST + 1))
    refusal = await house.refused(OpenTicket("A", "B", observers=many), IVAN)
    assert (refusal.code, refusal.params) == (Code.CROWDED, {"limit": MOST})
    ticket = await opened(house, observers=many[:MOST])
    assert await code(house, AddObserver(ticket, many[MOST]), IVAN) == "crowded"
    await house.desk(DropObserver(ticket, _observers(house, ticket)[0]), IVAN)
    await house.desk(AddObserver(ticket, many[MOST]), IVAN)
    assert len(_observers(house, ticket)) == MOST


async def test_a8_who_comes_into_copy_and_who_leaves_is_told_to_the_others(watched: tuple[House, TicketId]) -> None:
    house, ticket = watched
    since = newest(house)
    await house.desk(AddObserver(ticket, AUNT), ANNA)
    heard = {key: [kind for kind, _, _ in told(house, key, since)] for key in ("1001", CHIEF, AUNT)}
    assert heard == {"1001": ["ObserverAdded"], CHIEF: ["ObserverAdded"], AUNT: ["ObserverAdded"]}
    since, aunt = newest(house), _observers(house, ticket)[1]
    await house.desk(DropObserver(ticket, aunt), IVAN)
    assert [kind for kind, _, _ in told(house, CHIEF, since)] == ["ObserverDropped"]
    assert told(house, AUNT, since) == told(house, "1001", since) == [], "he did it himself"


async def test_a8_of_those_who_come_together_each_hears_once(house: House) -> None:
    await peopled(house)
    await opened(house, observers=(CHIEF, AUNT))
    assert [told(house, key) for key in (CHIEF, AUNT)] == [[("ObserverAdded", "pending", None)]] * 2
    assert [kind for kind, _, _ in told(house, "1001")] == ["TicketOpened"]


async def test_x4_a_desk_that_tells_nothing_of_changes_welcomes_whoever_comes_all_the_same(
    version: Callable[..., House],
) -> None:
    house = version(notices={"default": ["chat", "mail"]})
    await peopled(house)
    ticket = await opened(house, observers=(CHIEF,))
    since = newest(house)
    await house.desk(AddObserver(ticket, AUNT), ANNA)
    assert [len(told(house, key, since)) for key in ("1001", CHIEF, AUNT)] == [0, 0, 1]


@pytest.mark.parametrize(
    "email", ["", "chief", "chief@", "a b@c.example", "x@y", f"{'x' * 65}@farm.example", "a@b.c\n,d@e.f"]
)
async def test_a4_what_is_no_address_is_refused(sqlite_house: House, email: str) -> None:
    assert await code(sqlite_house, OpenTicket("A", "B", observers=(email,)), IVAN) == "address"
    ticket = await opened(sqlite_house)
    assert await code(sqlite_house, AddObserver(ticket, email), IVAN) == "address"


async def test_f3_a_number_of_a_person_says_nothing_to_a_customer(house: House) -> None:
    await peopled(house)
    ticket = await opened(house)
    known = await house.refused(AddObserver(ticket, person=house.person(ANNA)), IVAN)
    unknown = await house.refused(AddObserver(ticket, person=PersonId(9_999)), IVAN)
    assert (known.code, known.params) == (unknown.code, unknown.params) == (Code.PERSON, {})
    await house.desk(AddObserver(ticket, person=house.person(CLARA)), ANNA)
    assert _observers(house, ticket) == [house.person(CLARA)]


async def test_a4_an_observer_hears_what_the_requester_hears_by_mail(watched: tuple[House, TicketId]) -> None:
    house, ticket = watched
    since = newest(house)
    await house.desk(AddComment(ticket, "an answer"), ANNA)
    await house.desk(Assign(ticket, 0, house.person(ANNA)), CLARA)
    rev = house.ticket(ticket).workflow_rev
    await house.desk(Triage(ticket, {"priority": "high"}), ANNA)
    await house.desk(MoveStatus(ticket, "waiting", rev, "which printer?"), ANNA)
    heard = ["CommentAdded", "TicketAssigned", "TicketTriaged", "StatusMoved"]
    for key in EVERYBODY.values():
        assert [kind for kind, _, _ in told(house, key, since)] == heard, key
    since = newest(house)
    await house.desk(AddComment(ticket, "the one by the door"), IVAN)
    assert [kind for kind, _, _ in told(house, CHIEF, since)] == ["CommentAdded", "StatusMoved"]
    assert told(house, "1001", since) == [], "he has said it himself, and sees where it goes"


async def test_a4_whom_a_letter_brings_into_copy_has_read_that_letter_and_is_welcomed(
    watched: tuple[House, TicketId],
) -> None:
    house, ticket = watched
    since, letter = newest(house), Origin(Door.MAIL, "ivan@farm.example", "<1@farm>")
    await house.desk(AddComment(ticket, "See below", (), letter, Copies((AUNT,), vouched=True)), IVAN)
    assert told(house, AUNT, since) == [("ObserverAdded", "pending", None)]
    assert ("CommentAdded", "pending", None) in told(house, CHIEF, since)


async def test_a4_an_observers_word_is_shown_and_told_and_moves_nothing(
    open_house: Callable[[sa.URL], House], url: sa.URL
) -> None:
    house = open_house(url)
    house.close()
    house = House(url, WORKING, house.hands._path.parent)
    await peopled(house)
    ticket = await opened(house, observers=(CHIEF, AUNT))
    for status in ("waiting", "resolved"):
        await house.desk(MoveStatus(ticket, status, house.ticket(ticket).workflow_rev, "said"), ANNA)
        since, clocks, before = newest(house), house.rows("targets"), house.ticket(ticket)
        await house.desk(AddComment(ticket, "I watch"), CHIEF_BY_MAIL)
        after = house.ticket(ticket)
        assert (after.status, after.workflow_rev) == (status, before.workflow_rev)
        assert house.rows("targets") == clocks
        assert [kind for kind, _, _ in told(house, "1001", since)] == ["CommentAdded"]
        assert [kind for kind, _, _ in told(house, AUNT, since)] == ["CommentAdded"]
        assert told(house, CHIEF, since) == []
        assert "I watch" in repr(await house.ask(ReadTicket(ticket), IVAN))
    await house.desk(ReturnToWork(ticket), IVAN)
    assert (await house.ask(StaffCard(ticket), ANNA)).unanswered_since is None, "the customer has said nothing"
    house.close()


async def test_a4_an_observer_may_speak_be_silent_and_leave_and_nothing_else(watched: tuple[House, TicketId]) -> None:
    house, ticket = watched
    await house.desk(AddObserver(ticket, AUNT), IVAN)
    aunt = house.person(Visitor(Door.MAIL, AUNT))
    for wish in (AddNote(ticket, "x"), Resolve(ticket), Cancel(ticket), ReturnToWork(ticket), Rate(ticket, "5"),
                 Triage(ticket, {"priority": "low"}), Assign(ticket, 0), DropObserver(ticket, aunt)):  # fmt: skip
        assert await code(house, wish, CHIEF_BY_MAIL) == "missing"
    verbs = (await house.ask(ReadTicket(ticket), CHIEF_BY_MAIL)).card.verbs
    assert [verb.value for verb in verbs] == ["answer", "mute"]
    await house.desk(DropObserver(ticket, house.person(CHIEF_BY_MAIL)), CHIEF_BY_MAIL)
    assert await code(house, AddComment(ticket, "x"), CHIEF_BY_MAIL) == "missing"
    with pytest.raises(Refusal):
        await house.ask(ReadTicket(ticket), CHIEF_BY_MAIL)
    since = newest(house)
    await house.desk(AddComment(ticket, "an answer"), ANNA)
    assert told(house, CHIEF, since) == [] and len(told(house, AUNT, since)) == 1


async def test_a4_an_agent_in_copy_elsewhere_is_no_more_than_in_copy(house: House) -> None:
    await peopled(house)
    ticket = await opened(house, service="office", observers=(CHIEF,))
    await house.desk(AddObserver(ticket, person=house.person(BORIS)), ANNA)
    await house.desk(AddComment(ticket, "I only watch"), BORIS)
    event = house.history(ticket)[-1].event
    assert (event.by_staff, event.by_observer) == (False, True)  # type: ignore[attr-defined]
    assert await code(house, DropObserver(ticket, house.person(CHIEF_BY_MAIL)), BORIS) == "missing"


async def test_a4_muting_is_ones_own(watched: tuple[House, TicketId]) -> None:
    house, ticket = watched
    await house.desk(AddObserver(ticket, AUNT), IVAN)
    await house.desk(Mute(ticket), CHIEF_BY_MAIL)
    since = newest(house)
    await house.desk(AddComment(ticket, "an answer"), ANNA)
    assert told(house, CHIEF, since) == [("CommentAdded", "suppressed", "muted")]
    assert told(house, "1001", since) == told(house, AUNT, since) == [("CommentAdded", "pending", None)]
    assert not (await house.ask(ReadTicket(ticket), IVAN)).card.muted
    await house.desk(Mute(ticket), IVAN)
    await house.desk(Unmute(ticket), CHIEF_BY_MAIL)
    since = newest(house)
    await house.desk(AddComment(ticket, "another"), ANNA)
    assert told(house, "1001", since) == [("CommentAdded", "suppressed", "muted")]
    assert told(house, CHIEF, since) == [("CommentAdded", "pending", None)]


async def test_b5_no_word_among_staff_and_nothing_hidden_reaches_an_observer(watched: tuple[House, TicketId]) -> None:
    house, ticket = watched
    await house.desk(AddNote(ticket, "CANARY"), ANNA)
    await house.desk(Triage(ticket, {"priority": "high"}, hidden=True), ANNA)
    await house.desk(MoveStatus(ticket, "waiting", 0, "CANARY", hidden=True), ANNA)
    await house.desk(Triage(ticket, fields={"secret": "CANARY"}), ANNA)
    assert "CANARY" not in repr(await house.ask(ReadTicket(ticket), CHIEF_BY_MAIL))
    letters, chats = Scripted(Door.MAIL), Scripted(Door.TELEGRAM)
    await house.out(letters)
    await house.out(chats)
    assert "CANARY" not in repr([one.delivery for one in (*letters.arrived, *chats.arrived)])
    assert [kind for kind, state, _ in told(house, CHIEF) if state == "sent"] == ["ObserverAdded"]
    assert {row.reason for row in house.outbox(state="suppressed")} == {"hidden"}


async def test_a5_whom_others_name_is_not_let_in_by_it(house: House) -> None:
    desk_of_the_known = House(house.url, desk(access={"strangers": "register"}), house.hands._path.parent)
    await peopled(desk_of_the_known)
    ticket = await opened(desk_of_the_known, ANNA, observers=(CHIEF,))
    await desk_of_the_known.desk(AddComment(ticket, "I watch"), CHIEF_BY_MAIL)
    assert await code(desk_of_the_known, OpenTicket("A", "B"), CHIEF_BY_MAIL) == "unregistered"
    desk_of_the_known.close()


async def test_a4_who_proves_the_address_goes_on_with_what_was_in_copy_there(watched: tuple[House, TicketId]) -> None:
    house, ticket = watched
    own = await opened(house, MARY, observers=(CHIEF,))
    await house.desk(Mute(ticket), CHIEF_BY_MAIL)
    await house.confirmed(MARY, CHIEF)
    mary = house.person(MARY)
    assert house.person(CHIEF_BY_MAIL) == mary
    assert (_observers(house, ticket), _observers(house, own)) == ([mary], []), "her own she need not watch"
    assert (await house.ask(ReadTicket(ticket), MARY)).card.id == ticket
    assert (await house.ask(ReadTicket(ticket), MARY)).card.muted, "whoever reads there wanted to hear no more"
    await house.desk(Unmute(ticket), MARY)
    since = newest(house)
    await house.desk(AddComment(ticket, "an answer"), ANNA)
    assert len(told(house, CHIEF, since)) == len(told(house, "1002", since)) == 1


async def test_a4_proving_an_address_takes_it_from_nobody_who_is_somebody(house: House) -> None:
    """Anna is of the desk, known by her address; somebody names it, and she proves it as a customer."""
    await peopled(house)
    anna, mail = house.person(ANNA), "u1@desk.example"
    ticket = await opened(house, observers=(mail,))
    assert _observers(house, ticket) == [anna]
    await house.confirmed(MARY, mail)
    assert house.rows("persons", id=anna)[0].email == mail, "groups, routes and the workspace know her by it"
    assert _observers(house, ticket) == [house.person(MARY)]


async def test_a4_somebody_who_was_only_named_can_prove_the_address(house: House) -> None:
    await peopled(house)
    await house.desk(OfferAddress("u1@desk.example"), ANNA)
    await opened(house, observers=("u1@desk.example",))
    await house.desk(ConfirmAddress(house.code("u1@desk.example")), ANNA)
    assert [row.proof for row in house.rows("identities", external_id="u1@desk.example")] == ["code"]
    await opened(house, observers=("u2@desk.example",))
    await house.confirmed(BORIS, "u2@desk.example")
    assert [row.proof for row in house.rows("identities", external_id="u2@desk.example")] == ["code"]


async def test_x4_what_fails_on_an_observers_way_goes_to_no_other_person(watched: tuple[House, TicketId]) -> None:
    house, ticket = watched
    await house.confirmed(IVAN, "ivan@farm.example")
    await house.out(Scripted(Door.MAIL))
    await house.out(Scripted(Door.TELEGRAM))
    chief = house.person(CHIEF_BY_MAIL)
    await house.hop.unit(lambda unit: link(unit, chief, Door.TELEGRAM, "5005", Proof.CHANNEL))
    for gone in ("1001", CHIEF):
        since = newest(house)
        await house.desk(AddComment(ticket, f"while {gone} fails"), ANNA)
        for door in (Door.TELEGRAM, Door.MAIL):
            channel = Scripted(door)
            channel.always = lambda delivery, gone=gone: Gone("blocked") if delivery.address == gone else Sent("1")
            await house.out(channel)
        for key in ("1001", "ivan@farm.example", CHIEF, "5005"):
            rows = told(house, key, since)
            assert len(rows) == 1, f"each of them once: {gone} {key} {rows}"
    owners = {"1001": IVAN, "ivan@farm.example": IVAN, CHIEF: CHIEF_BY_MAIL, "5005": CHIEF_BY_MAIL}
    for row in house.outbox(kind="notice"):
        at = house.address(row.address_id)
        assert at.person_id == house.person(owners[at.key])


async def test_x9_what_an_agent_sends_reaches_an_observers_chat_too(watched: tuple[House, TicketId]) -> None:
    house, ticket = watched
    chief = house.person(CHIEF_BY_MAIL)
    await house.hop.unit(lambda unit: link(unit, chief, Door.TELEGRAM, "5005", Proof.CHANNEL))
    await house.desk(AddComment(ticket, "see here", (Attachment("a.txt", "text/plain", {"id": "a"}),)), ANNA)
    await house.stored()
    at = {house.address(row.address_id).key for row in house.outbox(kind="file")}
    assert {"1001", "5005"} <= at


async def test_b7_two_who_name_the_same_colleague_at_once_name_one(house: House) -> None:
    tickets = [await opened(house, who) for who in (IVAN, MARY)]
    wishes = [house.desk(AddObserver(ticket, CHIEF), who) for ticket, who in zip(tickets, (IVAN, MARY), strict=True)]
    wishes += [house.desk(AddObserver(tickets[0], CHIEF), IVAN) for _ in range(3)]
    await asyncio.gather(*wishes)
    assert len(house.rows("persons", email=CHIEF)) == 1
    assert [len(_observers(house, ticket)) for ticket in tickets] == [1, 1]


async def test_e11_a_person_who_is_shut_out_hears_nothing_more(watched: tuple[House, TicketId]) -> None:
    house, ticket = watched
    await grant(house, house.person(CHIEF_BY_MAIL), Role.BLOCKED)
    since = newest(house)
    await house.desk(AddComment(ticket, "an answer"), ANNA)
    assert [(kind, state) for kind, state, _ in told(house, CHIEF, since) if state != "suppressed"] == []
    assert not (await house.ask(MyTickets(), CHIEF_BY_MAIL)).items
