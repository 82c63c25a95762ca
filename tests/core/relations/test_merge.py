"""Two tickets become one (X2): everything leads to it, nobody reads what is not theirs, all of it can be undone."""

import asyncio
import tomllib

import pytest

from core.clock import DAY, HOUR, SECOND
from core.customers.commands import AddCompany, AddContact
from core.desk import Desk
from core.errors import Code, Refusal
from core.journeys.merging import UNDO
from core.kinds import Door, Origin, TicketId, Visitor
from core.profile.schema import Profile
from core.sla import store as sla
from core.sla.clock import Clock
from core.tickets.commands import AddComment, AddNote, Cancel, Claim, EditMessage, MoveStatus, Mute, OpenTicket, Resolve
from core.tickets.events import CommentAdded
from core.tickets.handling import AddObserver, DropObserver
from core.tickets.lifecycle import Verb
from core.tickets.model import Ticket
from core.tickets.relating import Merge, SetParent, Unmerge
from core.views.letters import LetterAbout
from core.views.own import SimilarTickets
from core.views.queries import MyOpenTickets, MyTickets, ReadTicket, StaffCard
from tests.core.desks.made import BOSS, CHIEF, CHIEF_BY_MAIL, DEFAULT, desk, newest, peopled, told
from tests.core.house import AHMED, ANNA, CHANNEL, CLARA, IVAN, MARY, House
from tests.core.scripted import Scripted

STATUSES = tomllib.loads(DEFAULT.read_text())["statuses"]
WORKING = desk(
    calendars=[], targets=[{"metric": "first_response", "span": "4h"}, {"metric": "resolution", "span": "48h"}],
    statuses=[{**one, "pauses": True} if one["id"] == "postponed" else one for one in STATUSES],
)  # fmt: skip


async def _two(house: House, one: Visitor = IVAN, other: Visitor = IVAN) -> tuple[TicketId, TicketId]:
    await peopled(house)
    return await house.opened(one, "No network", "OLD words"), await house.opened(other, "Still none", "NEW words")


async def _colleagues(house: House) -> tuple[TicketId, TicketId]:
    """Ivan's and Mary's, who work at the same farm."""
    old, new = await _two(house, IVAN, MARY)
    await house.desk(AddCompany("C-1", "Farm"), BOSS)
    for who, email in ((IVAN, "ivan@farm.example"), (MARY, "mary@farm.example")):
        await house.confirmed(who, email)
        house.execute(f"UPDATE persons SET email = '{email}' WHERE id = {house.person(who)}")
        await house.desk(AddContact(email, "C-1", who.name), BOSS)
    return old, new


def _merge(house: House, ticket: TicketId, into: TicketId, **more: bool) -> Merge:
    return Merge(ticket, into, house.ticket(ticket).workflow_rev, **more)


def _why(refusal: Refusal) -> tuple[Code, object]:
    return refusal.code, refusal.params.get("problem")


def _bodies(page: object) -> list[str]:
    return [one.body for one in page.messages.items]  # type: ignore[attr-defined]


async def test_both_conversations_read_as_one_and_the_old_number_leads_there(house: House) -> None:
    old, new = await _two(house)
    await house.desk(AddComment(old, "Any news?"), IVAN)
    await house.desk(_merge(house, new, old), ANNA)
    for viewer in (IVAN, ANNA):
        page = await house.ask(ReadTicket(new), viewer)
        assert page.card.id == old
        assert _bodies(page) == ["OLD words", "NEW words", "Any news?"]
    assert [line.id for line in (await house.ask(MyTickets(), IVAN)).items] == [old]
    assert [line.id for line in await house.ask(MyOpenTickets(), IVAN)] == [old]
    assert [one.kind for one in (await house.ask(StaffCard(old), ANNA)).relations] == ["merged"]


async def test_whoever_was_taken_out_of_copy_finds_what_went_on_elsewhere_in_no_list(house: House) -> None:
    """Neither who asked for the merged one, nor who was in copy of it (A4)."""
    old, new = await _colleagues(house)
    await house.opened(AHMED, "Ahmed's")
    await house.desk(AddObserver(new, person=house.person(AHMED)), ANNA)
    await house.desk(_merge(house, new, old, shared=True), ANNA)
    for who in (MARY, AHMED):
        assert old in [line.id for line in (await house.ask(MyTickets(), who)).items]
        await house.desk(DropObserver(old, house.person(who)), ANNA)
        assert (await _tried(house, ReadTicket(old), who)) is Code.MISSING
        lists = [*(await house.ask(MyTickets(), who)).items, *await house.ask(MyOpenTickets(), who)]
        lists += await house.ask(SimilarTickets("OLD words"), who)
        assert old not in [line.id for line in lists] and house.ticket(old).subject not in repr(lists)


async def test_words_to_the_merged_one_become_words_of_the_other_whatever_the_door(house: House) -> None:
    old, new = await _two(house)
    await house.desk(_merge(house, new, old), ANNA)
    by_chat = await house.desk(AddComment(new, "by chat", origin=Origin(Door.TELEGRAM, "1001", "77")), IVAN)
    thread = Origin(Door.SLACK, CHANNEL, "1.1")
    by_note = await house.desk(AddNote(new, "in the old thread", origin=thread), ANNA)
    assert by_chat.ticket == by_note.ticket == old
    assert [row.ticket_id for row in house.rows("messages")][2:] == [old, old]
    shown = [row for row in house.outbox(kind="message") if row.ticket_id == old]
    assert len(shown) == 2, "what was said in the merged ticket's thread is shown in the other's too"
    about = await house.ask(LetterAbout((new,)), IVAN)
    assert about is not None and (about.ticket, about.mine) == (old, True)


async def test_buttons_of_the_merged_one_move_nothing_and_say_where_it_went(house: House) -> None:
    old, new = await _two(house)
    await house.desk(_merge(house, new, old), ANNA)
    for command, by in (
        (Resolve(new), IVAN), (Cancel(new), IVAN), (Claim(new, 0), ANNA), (MoveStatus(new, "resolved", 0), ANNA),
        (SetParent(new, None), ANNA),
    ):  # fmt: skip
        refusal = await house.refused(command, by)
        assert (refusal.code, refusal.params["into"]) == (Code.MERGED, house.ticket(old).number)
    assert (await house.refused(Resolve(new), MARY)).code is Code.MISSING
    assert house.ticket(old).status == "new"
    said = house.rows("messages", ticket_id=new)[0].id
    await house.desk(EditMessage(new, said, "NEWER words"), IVAN)
    assert "NEWER words" in _bodies(await house.ask(ReadTicket(old), IVAN))


async def test_everybody_hears_once_that_the_two_are_one(house: House) -> None:
    old, new = await _two(house)
    await house.desk(AddObserver(new, CHIEF), IVAN)
    since = newest(house)
    await house.desk(_merge(house, new, old, shared=True), ANNA)
    assert told(house, "1001", since) == told(house, CHIEF, since) == [("TicketAbsorbed", "pending", None)]
    assert house.events(new)[-1] == "TicketMerged" and house.events(old)[-1] == "TicketAbsorbed"
    assert house.ticket(new).workflow_rev == 1
    again = house.count()
    await house.desk(_merge(house, new, old), ANNA)
    assert house.count() == again


async def test_what_cannot_be_one_is_refused_with_the_reason(house: House) -> None:
    old, new = await _two(house)
    third = await house.opened(IVAN)
    assert _why(await house.refused(_merge(house, new, new), ANNA)) == (Code.RELATION, "itself")
    await house.desk(Cancel(third), IVAN)
    for pair in ((third, old), (old, third)):
        assert _why(await house.refused(_merge(house, *pair), ANNA)) == (Code.RELATION, "final")
    await house.desk(_merge(house, new, old), ANNA)
    fourth = await house.opened(IVAN)
    assert _why(await house.refused(_merge(house, fourth, new), ANNA)) == (Code.RELATION, "merged")
    assert _why(await house.refused(_merge(house, new, fourth), ANNA)) == (Code.RELATION, "merged")
    assert _why(await house.refused(_merge(house, old, new), ANNA)) == (Code.RELATION, "merged")
    assert (await house.refused(Merge(fourth, old, 9), ANNA)).code is Code.CHANGED
    assert (await house.refused(Merge(fourth, TicketId(99), 0), ANNA)).code is Code.MISSING
    for by in (IVAN, MARY):
        assert (await house.refused(_merge(house, fourth, old), by)).code is Code.MISSING


async def test_two_strangers_tickets_are_never_one(house: House) -> None:
    old, new = await _two(house, IVAN, MARY)
    for shared in (False, True):
        refusal = await house.refused(_merge(house, new, old, shared=shared), ANNA)
        assert _why(refusal) == (Code.RELATION, "strangers")


async def test_colleagues_read_each_others_words_only_after_the_agent_was_told_who_does(house: House) -> None:
    old, new = await _colleagues(house)
    refusal = await house.refused(_merge(house, new, old), ANNA)
    assert _why(refusal) == (Code.RELATION, "shared")
    assert set(refusal.params["names"]) == {IVAN.name, MARY.name}  # type: ignore[arg-type]
    assert (await _tried(house, ReadTicket(old), MARY)) is Code.MISSING
    await house.desk(_merge(house, new, old, shared=True), ANNA)
    assert "OLD words" in _bodies(await house.ask(ReadTicket(new), MARY))
    assert [line.id for line in (await house.ask(MyTickets(), MARY)).items] == [old]
    await house.desk(AddComment(new, "from Mary"), MARY)
    assert house.rows("messages")[-1].ticket_id == old


async def test_who_was_in_copy_of_one_alone_is_named_before_they_read_the_other(house: House) -> None:
    old, new = await _two(house)
    await house.desk(AddObserver(new, CHIEF), IVAN)
    refusal = await house.refused(_merge(house, new, old), ANNA)
    assert (_why(refusal), refusal.params["names"]) == ((Code.RELATION, "shared"), (CHIEF,))
    assert (await _tried(house, ReadTicket(old), CHIEF_BY_MAIL)) is Code.MISSING


async def _tried(house: House, query: ReadTicket, by: Visitor) -> Code | None:
    try:
        await house.ask(query, by)
    except Refusal as refusal:
        return refusal.code
    return None


async def test_a_mute_goes_along_with_whoever_comes_into_copy(house: House) -> None:
    old, new = await _colleagues(house)
    house.execute(f"INSERT INTO mutes (ticket_id, person_id, at) VALUES ({new}, {house.person(MARY)}, 1)")
    since = newest(house)
    await house.desk(_merge(house, new, old, shared=True), ANNA)
    assert {(kind, state) for kind, state, _ in told(house, "1002", since)} == {("TicketAbsorbed", "suppressed")}


async def test_a_merge_is_undone_with_all_that_it_did(house: House) -> None:
    old, new = await _colleagues(house)
    due = house.clock.now() + 3 * DAY
    await house.desk(MoveStatus(new, "postponed", 0, until=due), ANNA)
    await house.desk(_merge(house, new, old, shared=True), ANNA)
    assert house.ticket(new).resume_at is None
    await house.desk(AddComment(new, "said since"), MARY)
    since = newest(house)
    await house.desk(Unmerge(new), ANNA)
    back = house.ticket(new)
    assert (back.merged_into, back.status, back.resume_at) == (None, "postponed", due)
    assert (await _tried(house, ReadTicket(old), MARY)) is Code.MISSING
    assert _bodies(await house.ask(ReadTicket(new), MARY)) == ["NEW words"]
    assert "NEW words" not in _bodies(await house.ask(ReadTicket(old), IVAN))
    assert {kind for kind, *_ in told(house, "1002", since)} == {"TicketUnmerged"}
    assert {kind for kind, *_ in told(house, "1001", since)} == {"TicketReleased"}
    before = house.events(new)
    await house.desk(Unmerge(new), ANNA)
    assert house.events(new) == before
    await house.desk(_merge(house, new, old, shared=True), ANNA)
    assert house.ticket(new).merged_into == old


async def test_whoever_wrote_both_hears_once_that_they_are_two_again(house: House) -> None:
    old, new = await _two(house)
    await house.desk(_merge(house, new, old), ANNA)
    since = newest(house)
    await house.desk(Unmerge(new), CLARA)
    assert [kind for kind, *_ in told(house, "1001", since)] == ["TicketUnmerged"]


async def test_who_was_let_go_meanwhile_or_was_there_before_is_not_moved_by_an_undo(house: House) -> None:
    old, new = await _two(house)
    for ticket in (old, new):
        await house.desk(AddObserver(ticket, CHIEF), IVAN)
    await house.desk(_merge(house, new, old), ANNA)
    await house.desk(Unmerge(new), ANNA)
    assert len(house.rows("observers", ticket_id=old)) == 1
    await house.desk(_merge(house, new, old), ANNA)
    await house.desk(DropObserver(new, house.person(CHIEF_BY_MAIL)), ANNA)
    assert house.rows("observers", ticket_id=old) == []


async def test_a_merge_is_undone_for_a_week_and_the_outer_one_first(house: House) -> None:
    a, b = await _two(house)
    c = await house.opened(IVAN)
    await house.desk(_merge(house, a, b), ANNA)
    await house.desk(_merge(house, b, c), ANNA)
    assert _bodies(await house.ask(ReadTicket(a), IVAN)) == ["OLD words", "NEW words", "It smokes"]
    assert (await house.desk(AddComment(a, "on"), IVAN)).ticket == c
    assert _why(await house.refused(Unmerge(a), ANNA)) == (Code.RELATION, "later")
    await house.desk(Unmerge(b), ANNA)
    assert (await house.desk(AddComment(a, "and on"), IVAN)).ticket == b
    house.hands.forward(UNDO / SECOND + 1)
    assert _why(await house.refused(Unmerge(a), ANNA)) == (Code.RELATION, "late")


async def test_of_two_agents_who_merge_both_ways_at_once_one_wins(house: House) -> None:
    old, new = await _two(house)
    both = [house.desk(Merge(new, old, 0), ANNA), house.desk(Merge(old, new, 0), CLARA)]
    done = await asyncio.gather(*both, return_exceptions=True)
    [refused] = [one for one in done if isinstance(one, Refusal)]
    assert _why(refused) == (Code.RELATION, "merged")
    assert sorted(one is None for one in (house.ticket(old).merged_into, house.ticket(new).merged_into)) == [
        False,
        True,
    ]


async def test_a_word_that_comes_while_they_are_merged_is_in_one_of_them(house: House) -> None:
    for _ in range(8):
        old, new = await _two(house)
        wishes = [house.desk(AddComment(new, "mine"), IVAN), house.desk(Merge(new, old, 0), ANNA)]
        done = await asyncio.gather(*wishes, return_exceptions=True)
        assert [one for one in done if isinstance(one, Refusal) and one.code is not Code.CHANGED] == []
        assert "mine" in _bodies(await house.ask(ReadTicket(new, most=20), IVAN))


# Clocks


@pytest.fixture
def timed() -> Profile:
    return WORKING


def _clocks(house: House, profile: Profile, id: TicketId) -> dict[str, Clock]:
    with house._engine.connect() as conn:
        known = sla.load(conn, id, profile)
    assert known is not None
    return {clock.metric.value: clock for clock in known[0].clocks}


class _Timed:
    """The same house, whose desk promises something."""

    def __init__(self, house: House, profile: Profile) -> None:
        self.house, self.profile = house, profile
        self.desk = Desk(house.hop, profile, house.board)

    def clocks(self, id: TicketId) -> dict[str, Clock]:
        return _clocks(self.house, self.profile, id)

    async def opened(self) -> Ticket:
        outcome = await self.desk(OpenTicket("One", "words"), IVAN)
        assert outcome.ticket is not None
        return self.house.ticket(outcome.ticket)


async def test_the_targets_count_from_the_older_registration_without_its_pauses(house: House, timed: Profile) -> None:
    await peopled(house)
    desk = _Timed(house, timed)
    old = await desk.opened()
    await desk.desk(MoveStatus(old.id, "postponed", 0, until=house.clock.now() + 9 * DAY), ANNA)
    house.hands.forward(5 * 3600)
    new = await desk.opened()
    before = desk.clocks(new.id)
    await desk.desk(Merge(old.id, new.id, house.ticket(old.id).workflow_rev), ANNA)
    after = desk.clocks(new.id)
    assert after["first_response"].started_at == after["resolution"].started_at == old.opened_at
    assert after["first_response"].due_at == old.opened_at + 4 * HOUR
    sooner = (before["resolution"].due_at or 0) - (after["resolution"].due_at or 0)
    assert 0 < sooner < 60 * SECOND, "five hours of pause do not count, the moments before it do"
    assert all(clock.over for clock in desk.clocks(old.id).values())
    await desk.desk(Unmerge(old.id), ANNA)
    assert _promised(desk.clocks(new.id)) == _promised(before)
    assert not any(clock.over for clock in desk.clocks(old.id).values())


async def test_where_the_older_one_was_answered_nobody_waits_for_a_first_answer_since_then(
    house: House, timed: Profile
) -> None:
    """Or a ticket that was merged the other way round would be late at once."""
    await peopled(house)
    desk = _Timed(house, timed)
    old = await desk.opened()
    await desk.desk(AddComment(old.id, "We are at it"), ANNA)
    house.hands.forward(5 * 3600)
    new = await desk.opened()
    before = desk.clocks(new.id)
    await desk.desk(Merge(old.id, new.id, house.ticket(old.id).workflow_rev), ANNA)
    after = desk.clocks(new.id)
    assert _promised({"first": after["first_response"]}) == _promised({"first": before["first_response"]})
    assert after["resolution"].started_at == old.opened_at
    await desk.desk(Unmerge(old.id), ANNA)
    assert _promised(desk.clocks(new.id)) == _promised(before)


def _promised(clocks: dict[str, Clock]) -> dict[str, tuple[int, int | None]]:
    return {name: (one.started_at, one.due_at) for name, one in clocks.items()}


async def test_a_ticket_that_goes_on_in_another_breaks_no_promise_of_its_own(house: House, timed: Profile) -> None:
    await peopled(house)
    desk = _Timed(house, timed)
    old, new = await desk.opened(), await desk.opened()
    await desk.desk(Merge(new.id, old.id, 0), ANNA)
    assert desk.clocks(old.id)["resolution"].started_at == old.opened_at
    house.hands.forward(90 * 3600)
    with house._engine.connect() as conn:
        assert new.id not in sla.due(conn, house.clock.now(), 100)


async def test_muting_the_merged_one_mutes_the_other(house: House) -> None:
    old, new = await _two(house)
    await house.desk(_merge(house, new, old), ANNA)
    assert (await house.desk(Mute(new), IVAN)).ticket == old


async def test_a_notice_that_was_still_to_go_offers_only_what_leads_on(house: House) -> None:
    """Its buttons would be refused: the row waited while the ticket was merged."""
    old, new = await _two(house)
    await house.desk(AddComment(new, "We are looking"), ANNA)
    await house.desk(_merge(house, new, old), ANNA)
    channel = Scripted()
    await house.out(channel)
    [said] = [one.delivery.content for one in channel.arrived if isinstance(one.delivery.content.event, CommentAdded)]
    assert said.card.verbs == (Verb.ANSWER,)
