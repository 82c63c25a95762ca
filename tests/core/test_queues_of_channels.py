"""Queues with channels of their own, as the core keeps them apart: rights, lists, links, rows (X2, A2, E11)."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import sqlalchemy as sa

from core.errors import Code, Refusal
from core.kinds import Door, Origin, System, TicketId, Visitor
from core.outbox.places import switchboard
from core.people.commands import SyncStaff
from core.people.person import Member
from core.profile.check_access import check_access
from core.profile.queues import Queue as Stands
from core.profile.queues import channels, queue_of
from core.profile.schema import Profile
from core.tickets.commands import AddComment, AddNote, Claim
from core.tickets.handling import Assign, MarkAsSpam, Triage
from core.tickets.relating import Merge, SetParent, Split, TieProblem, Watch
from core.views.lists.finding import FindTickets
from core.views.lists.reading import ReadQueue
from core.views.lists.shapes import Queue
from core.views.queries import NewestTickets, ReadTicket, StaffCard
from core.views.relating import OtherTickets
from tests.core.desks.made import desk, named, opened, words
from tests.core.house import ANNA, BORIS, CLARA, IVAN, House

COMMON, SALES, SECRET, TYPED, HELD = "C0DESK", "C0SALES", "C0SECRET", "C0TYPED", "C0HELD"
SERVICES = [
    {"id": "office", "label": words("Office")},
    {"id": "sales", "label": words("Sales"), "channel": "#sales"},
    {"id": "people", "label": words("People"), "channel": "secret", "private": True},
    {"id": "pay", "label": words("Pay"), "parent": "people"},
]
TYPES = [
    *named("question", "incident", "request"),
    {"id": "problem", "label": words("Problem"), "role": "problem"},
    {"id": "whistle", "label": words("Whistle"), "channel": "typed", "private": True},
]
GROUPS = [
    {"id": "second", "label": words("Second line"), "role": "agent", "channel": "sales"},
    {"id": "security", "label": words("Security"), "role": "agent", "channel": "held", "private": True},
]
KEYS = {"sales": SALES, "secret": SECRET, "typed": TYPED, "held": HELD}


@pytest.fixture(scope="module")
def apart() -> Profile:
    changes: dict[str, Any] = {"services": SERVICES, "types": TYPES, "groups": GROUPS}
    return desk(**changes, fields=[], routes=[], targets=[], levels=[], opening={"asks": []})


@pytest.fixture
def profile(apart: Profile) -> Profile:
    return apart


@pytest.fixture
async def there(house: House, apart: Profile) -> AsyncIterator[House]:
    """Anna sits everywhere, Boris in none of the private ones, Clara where the people's matters are."""
    house.board = switchboard(apart, (Door.TELEGRAM,), COMMON, KEYS)
    house.desk._board = house.board
    seats = {ANNA: ("sales", "secret", "typed", "held"), BORIS: ("sales",), CLARA: ("secret",)}
    await house.desk(SyncStaff(tuple(_member(one, channels) for one, channels in seats.items())), System("slack"))
    yield house


def _member(one: Visitor, channels: tuple[str, ...]) -> Member:
    return Member(one.external_id, one.name, f"{one.external_id.lower()}@desk.example", channels=channels)


def at(house: House, ticket: TicketId, kind: str = "card") -> list[str]:
    query = "SELECT a.key FROM outbox o JOIN addresses a ON a.id = o.address_id WHERE o.ticket_id = :t AND o.kind = :k"
    with house._engine.connect() as conn:
        return list(conn.execute(sa.text(query + " ORDER BY o.id"), {"t": ticket, "k": kind}).scalars())


def test_the_channel_of_a_ticket_follows_from_type_service_and_group(apart: Profile) -> None:
    def stands(type: str, service: str | None = None, group: str | None = None) -> str | None:
        found = queue_of(apart, type, service, group)
        return found.channel if found else None

    assert stands("question") is stands("question", "office") is None
    assert stands("question", "sales") == "#sales" and stands("question", "office", "second") == "sales"
    assert stands("question", "pay") == "secret", "what is below a private service is private too"
    assert stands("question", "pay", "second") == "secret", "handing it on does not open it"
    assert stands("question", "office", "security") == "held"
    assert stands("whistle", "pay", "security") == "typed"
    assert queue_of(apart, "question", "pay", None) == Stands("services", "pay", "secret", private=True)
    assert {name: one.private for name, one in channels(apart).items()} == {
        "typed": True, "sales": False, "secret": True, "held": True,
    }  # fmt: skip


def test_where_agents_see_by_service_the_service_goes_before_the_group(apart: Profile) -> None:
    by_service = apart.model_copy(update={"access": apart.access.model_copy(update={"sees": "service"})})
    other = apart.groups[0].model_copy(update={"channel": "elsewhere"})
    both = by_service.model_copy(update={"groups": (other, *apart.groups[1:])})
    assert (found := queue_of(both, "question", "sales", "second")) is not None and found.channel == "#sales"


def test_a_private_queue_without_a_channel_is_a_finding(apart: Profile) -> None:
    mute = [one | {"channel": None} if one.get("private") else one for one in SERVICES]
    broken = Profile.model_validate(apart.model_dump(by_alias=True, mode="json") | {"services": mute})
    found = [str(one) for one in check_access(broken) if ".private" in str(one)]
    assert len(found) == 2 and "services.people.private" in found[0] and "services.pay.private" in found[1]
    assert not [one for one in check_access(apart) if "private" in str(one)]


async def test_nobody_outside_finds_reads_or_touches_it(there: House) -> None:
    open = await opened(there, IVAN, subject="Open matter")
    people = await opened(there, IVAN, subject="Sealed pay", service="pay")
    whistle = await opened(there, IVAN, subject="Sealed whistle", type="whistle")
    held = await opened(there, IVAN, subject="Sealed held")
    await there.desk(Assign(held, 0, group="security"), ANNA)
    seen = {ANNA: {open, people, whistle, held}, BORIS: {open}, CLARA: {open, people}}
    for who, theirs in seen.items():
        assert {one.id for one in (await there.ask(ReadQueue(Queue.UNASSIGNED), who)).lines} == theirs, who
        assert {one.id for one in (await there.ask(FindTickets("sealed"), who)).page.lines} == theirs - {open}
        assert {one.id for one in (await there.ask(FindTickets(), who)).page.lines} == theirs
        assert {one.id for one in await there.ask(NewestTickets(), who)} == theirs
        assert {one.id for one in await there.ask(OtherTickets(open, "merge"), who)} == theirs - {open}
    for ticket in (people, whistle, held):
        for query in (StaffCard(ticket), ReadTicket(ticket)):
            with pytest.raises(Refusal) as refused:
                await there.ask(query, BORIS)  # type: ignore[arg-type]
            assert refused.value.code is Code.MISSING
        for command in (Claim(ticket, 1), AddNote(ticket, "x"), Triage(ticket, {"service": ""}), Watch(ticket)):
            assert (await there.refused(command, BORIS)).code is Code.MISSING


async def test_an_administrator_without_a_seat_is_an_outsider_too(there: House) -> None:
    ticket = await opened(there, IVAN, service="people")
    there.execute("INSERT INTO grants (person_id, role, service, source) SELECT person_id, 'administrator', '', 'x' "
                  "FROM identities WHERE external_id = 'U2'")  # fmt: skip
    with pytest.raises(Refusal):
        await there.ask(StaffCard(ticket), BORIS)
    assert (await there.ask(ReadTicket(ticket), IVAN)).card.id == ticket, "its requester reads it as ever"


async def test_what_is_taken_for_spam_is_shown_to_its_own_alone(there: House) -> None:
    ticket = await opened(there, IVAN, service="people")
    await there.desk(MarkAsSpam(ticket), ANNA)
    shown = {
        who: [one.id for one in (await there.ask(ReadQueue(Queue.SPAM), who)).lines] for who in (ANNA, BORIS, CLARA)
    }
    assert shown == {ANNA: [ticket], BORIS: [], CLARA: [ticket]}


async def test_it_becomes_nobody_s_work_who_may_not_know_of_it(there: House) -> None:
    ticket = await opened(there, IVAN, service="people")
    refused = await there.refused(Assign(ticket, 0, there.person(BORIS)), ANNA)
    assert refused.code is Code.PERSON
    await there.desk(Assign(ticket, 0, there.person(CLARA)), ANNA)


async def test_it_is_put_together_with_its_own_kind_alone_and_what_is_split_off_stays_with_it(there: House) -> None:
    open, sealed = await opened(there, IVAN), await opened(there, IVAN, service="people")
    problem = await opened(there, IVAN, type="problem")
    for command in (
        Merge(open, sealed, 0), Merge(sealed, open, 0), SetParent(open, sealed), SetParent(sealed, open),
        TieProblem(sealed, problem),
    ):  # fmt: skip
        assert (await there.refused(command, ANNA)).params["problem"] == "private"
    held = await opened(there, IVAN)
    await there.desk(Assign(held, 0, group="security"), ANNA)
    (message,) = there.rows("messages", ticket_id=held)
    part = (await there.desk(Split(held, message.id), ANNA)).ticket
    assert part is not None and there.ticket(part).group == "security"
    assert at(there, part) == [HELD]


async def test_what_others_may_not_know_of_is_left_out_of_a_card_s_relations(there: House) -> None:
    parent, part = await opened(there, IVAN), await opened(there, IVAN)
    await there.desk(SetParent(part, parent), ANNA)
    assert [one.numbers for one in (await there.ask(StaffCard(parent), BORIS)).relations] == [(f"HD-{part}",)]
    await there.desk(Triage(part, {"service": "people"}), ANNA)
    assert (await there.ask(StaffCard(parent), BORIS)).relations == ()
    assert (await there.ask(StaffCard(part), ANNA)).relations == ()


async def test_rows_go_where_the_queue_has_its_channel_and_a_move_is_written_with_its_cause(there: House) -> None:
    ticket = await opened(there, IVAN, service="sales")
    assert at(there, ticket) == [SALES]
    await there.desk(Triage(ticket, {"service": "people"}), ANNA)
    assert at(there, ticket) == [SALES, SECRET]
    assert at(there, ticket, "moved") == [] and at(there, ticket, "log") == [SECRET], "nothing was shown yet"
    assert [row.state for row in there.rows("outbox", ticket_id=ticket, kind="card")] == ["suppressed", "pending"]
    before = there.count()
    await there.desk(Triage(ticket, {"service": "people"}), ANNA)
    assert there.count() == before, "twice is once"
    await there.desk(Triage(ticket, {"service": "sales"}), ANNA)
    assert [row.state for row in there.rows("outbox", ticket_id=ticket, kind="card")][-1] == "pending"
    (row,) = there.rows("stands", ticket_id=ticket)
    assert at(there, ticket)[-1] == SALES
    assert there.rows("addresses", id=row.address_id)[0].key == SALES


async def test_an_unresolved_private_channel_shows_it_nowhere(there: House, apart: Profile) -> None:
    there.desk._board = switchboard(apart, (Door.TELEGRAM,), COMMON, {"sales": SALES})
    sealed, open = await opened(there, IVAN, service="people"), await opened(there, IVAN)
    assert (at(there, sealed), at(there, open)) == ([], [COMMON])


@pytest.mark.parametrize(("said", "now", "taken"), [
    ("office", "sales", True), ("sales", "office", True), ("office", "people", False), ("people", "office", False),
])  # fmt: skip
async def test_words_from_where_it_was_are_taken_unless_one_of_both_is_private(
    there: House, said: str, now: str, taken: bool
) -> None:
    ticket = await opened(there, IVAN, service=said)
    await there.desk(Triage(ticket, {"service": now}), ANNA)
    old = {"office": COMMON, "sales": SALES, "people": SECRET}[said]
    word = AddNote(ticket, "x", origin=Origin(Door.SLACK, old, "1.1"))
    if taken:
        await there.desk(word, ANNA)
        assert at(there, ticket, "message")[-1] == {"office": COMMON, "sales": SALES}[now]
    else:
        assert (await there.refused(word, ANNA)).code is Code.MOVED
    await there.desk(AddComment(ticket, "y"), IVAN)


async def test_whoever_is_missing_from_the_roster_has_lost_every_seat(there: House) -> None:
    ticket = await opened(there, IVAN, service="people")
    assert await there.ask(StaffCard(ticket), CLARA)
    await there.desk(SyncStaff((_member(ANNA, ("secret",)), _member(CLARA, ()))), System("slack"))
    with pytest.raises(Refusal):
        await there.ask(StaffCard(ticket), CLARA)
    assert {row.channel for row in there.rows("seats")} == {"secret"}
