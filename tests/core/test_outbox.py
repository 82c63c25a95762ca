# ruff: noqa: E501
"""One door out: who hears of what, in which order, and what becomes of a row."""

from collections.abc import Sequence
from typing import Any

import pytest

from core.clock import DAY, MINUTE, SECOND
from core.kinds import (
    Audience,
    Door,
    Event,
    EventId,
    FileId,
    MessageId,
    Origin,
    PersonId,
    Prompt,
    Recorded,
    Settle,
    TicketId,
)
from core.outbox.audience import Parties, To, audience, may_leave
from core.outbox.endings import Ending, Gone, Refused, RetryLater, Sent, Unsure
from core.outbox.model import Kind, State
from core.outbox.retry import GIVE_UP, LONGEST, backoff, decide
from core.tickets.commands import AddComment, AddNote, Claim, MoveStatus, OpenTicket
from core.tickets.event_kinds import KINDS
from core.tickets.events import (
    ChoiceAsked,
    CommentAdded,
    FileArrived,
    FileMissed,
    FilesAdded,
    MessageEdited,
    NoteAdded,
    SlaAcknowledged,
    SlaBreached,
    SlaWarned,
    StatusMoved,
    TicketAssigned,
    TicketContinued,
    TicketEscalated,
    TicketMuted,
    TicketOpened,
    TicketRated,
    TicketUnmuted,
)
from core.tickets.handling_events import (
    AnswerHeld,
    AnswerTakenBack,
    MarkedAsSpam,
    MessageWithdrawn,
    MoveDropped,
    ObserverAdded,
    ObserverDropped,
    RestoredFromSpam,
    SurveyAsked,
    TicketLeftAlone,
    TicketTriaged,
)
from core.tickets.person_events import RequesterForgotten, RequesterJoined, RequesterParted
from core.tickets.relating_events import (
    IncidentsAnswered,
    SnoozeEnded,
    TicketAbsorbed,
    TicketLinked,
    TicketMerged,
    TicketReleased,
    TicketSnoozed,
    TicketUnlinked,
    TicketUnmerged,
    WatchBegun,
    WatchEnded,
)
from core.views.queries import ReadTicket
from tests.core.house import ANNA, CHANNEL, IVAN, MARY, House

ME, AGENT, OTHER = PersonId(1), PersonId(2), PersonId(3)
NOTICED, COPIED = "requester notice", "observers notice"
M, F = MessageId(5), FileId(6)
MINE, THEIRS = Parties(ME), Parties(ME, at_staff=True)

KEPT = ["staff card", "staff log"]
HEARD: list[tuple[str, Event, PersonId | None, Parties, list[str]]] = [
    ("opened", TicketOpened(M), ME, MINE, ["staff card", "requester notice"]),
    ("the customer speaks", CommentAdded(M, False), ME, MINE, ["staff card", "staff message", COPIED]),
    ("an observer speaks", CommentAdded(M, False, True), OTHER, MINE, ["staff card", "staff message", NOTICED, COPIED]),
    ("an agent answers elsewhere", CommentAdded(M, True), AGENT, MINE, ["staff card", "staff message", NOTICED, COPIED]),
    ("an agent answers in the thread", CommentAdded(M, True), AGENT, THEIRS, ["staff card", NOTICED, COPIED]),
    ("with a move", CommentAdded(M, True), AGENT, Parties(ME, spoken=frozenset({M})), ["staff card", "staff message"]),
    ("a note", NoteAdded(M), AGENT, MINE, ["staff card", "staff message"]),
    ("a note in the thread", NoteAdded(M), AGENT, THEIRS, ["staff card"]),
    ("claimed", TicketAssigned(AGENT, None), AGENT, MINE, ["staff card", "staff log", NOTICED, COPIED]),
    ("claimed by oneself", TicketAssigned(ME, None), ME, MINE, ["staff card", "staff log", COPIED]),
    ("given to a group", TicketAssigned(None, None, "second"), AGENT, MINE, ["staff card", "staff log"]),
    ("moved", StatusMoved("a", "b", "agent"), AGENT, MINE, ["staff card", "staff log", NOTICED, COPIED]),
    ("moved by claiming", StatusMoved("a", "b", "agent"), AGENT, Parties(ME, assigned=True), ["staff card", "staff log"]),
    ("the customer presses", StatusMoved("a", "b", "requester"), ME, MINE, ["staff card", "staff log", COPIED]),
    ("the answer moves on", StatusMoved("a", "b", "system"), ME, MINE, ["staff card", COPIED]),
    ("time moves on", StatusMoved("a", "b", "system"), None, MINE, ["staff card", "staff log", NOTICED, COPIED]),
    ("rated", TicketRated("5", None), ME, MINE, ["staff card", "staff log"]),
    ("nearly due", SlaWarned("resolution", 1, 80, 9, False, ("channel",)), None, MINE, ["staff card", "staff log"]),
    ("breached", SlaBreached("resolution", 1, 100, 9, True, ()), None, MINE, ["staff card", "staff log"]),
    ("acknowledged", SlaAcknowledged(), AGENT, MINE, ["staff card"]),
    ("triaged", TicketTriaged({"priority": "b"}, {"priority": "c"}), AGENT, MINE, ["staff card", "staff log", NOTICED, COPIED]),
    ("in copy from now on", ObserverAdded(OTHER), ME, MINE, ["staff card", "staff log", "added notice", COPIED]),
    ("brought into copy", ObserverAdded(OTHER), AGENT, MINE, ["staff card", "staff log", "added notice", NOTICED, COPIED]),
    ("in copy no more", ObserverDropped(OTHER), ME, MINE, ["staff card", "staff log", COPIED]),
    ("left by themselves", ObserverDropped(OTHER), OTHER, MINE, ["staff card", "staff log", NOTICED, COPIED]),
    ("left alone", TicketLeftAlone(AGENT, 9, False, ("assignee",)), None, MINE, ["staff card", "staff log"]),
    ("taken for spam", MarkedAsSpam("agent"), AGENT, MINE, ["staff card", "staff log"]),
    ("restored from spam", RestoredFromSpam("a"), AGENT, MINE, ["staff card", "staff log"]),
    ("asked to rate", SurveyAsked(), None, MINE, ["staff log", NOTICED]),
    ("called to a note", NoteAdded(M), AGENT, Parties(ME, called=True), ["staff card", "staff message", "staff log", "called call"]),
    ("customer's file", FileArrived(F, M), None, Parties(ME, Audience.PUBLIC, False), ["staff file"]),
    ("agent's file", FileArrived(F, M), None, Parties(ME, Audience.PUBLIC, True), ["staff file", "requester file"]),
    ("file in the thread", FileArrived(F, M), None, Parties(ME, Audience.PUBLIC, True, True), ["requester file"]),
    ("file of a note", FileArrived(F, M), None, Parties(ME, Audience.INTERNAL, True), ["staff file"]),
    ("file of nobody knows", FileArrived(F, M), None, Parties(ME, None, True), ["staff file"]),
    ("customer's file lost", FileMissed(F, M, "gone"), None, Parties(ME, Audience.PUBLIC, False), ["staff log", "requester notice"]),
    ("agent's file lost", FileMissed(F, M, "gone"), None, Parties(ME, Audience.PUBLIC, True), ["staff log"]),
    ("escalated", TicketEscalated("slow", M), ME, MINE, ["staff card", "staff message", "staff log"]),
    ("moved by escalating", StatusMoved("a", "b", "requester"), ME, Parties(ME, escalated=True), ["staff card", COPIED]),
    ("answered after all", ChoiceAsked(9), ME, MINE, ["staff card", "staff log"]),
    ("muted", TicketMuted(), ME, MINE, ["staff card", "staff log"]),
    ("unmuted", TicketUnmuted(), ME, MINE, ["staff card", "staff log"]),
    ("gone on with", TicketContinued(TicketId(9)), ME, MINE, ["staff card", "staff log"]),
    ("edited", MessageEdited(M, 2), ME, MINE, ["staff card", "staff echo"]),
    ("the opening edited", MessageEdited(M, 2), ME, Parties(ME, opening=True), ["staff card"]),
    ("edited in the thread", MessageEdited(M, 2), AGENT, THEIRS, ["staff card"]),
    ("an answer edited", MessageEdited(M, 2), AGENT, Parties(ME, Audience.PUBLIC, True), [*KEPT[:1], "staff echo", "staff log"]),
    ("an answer edited in the thread", MessageEdited(M, 2), AGENT, Parties(ME, Audience.PUBLIC, True, True), KEPT),
    ("a note edited", MessageEdited(M, 2), AGENT, Parties(ME, Audience.INTERNAL, True), ["staff card", "staff echo"]),
    ("withdrawn", MessageWithdrawn(M, 2), AGENT, Parties(ME, Audience.INTERNAL, True), [*KEPT[:1], "staff echo", "staff log"]),
    ("withdrawn in the thread", MessageWithdrawn(M, 2), AGENT, Parties(ME, Audience.INTERNAL, True, True), KEPT),
    ("more of an album", FilesAdded(M), ME, MINE, ["staff card", "staff echo"]),
    ("an answer waits", AnswerHeld(M), AGENT, MINE, ["staff card", "staff message"]),
    ("an answer in the thread waits", AnswerHeld(M), AGENT, THEIRS, ["staff card", "staff log"]),
    ("what waited leaves", CommentAdded(M, True, held=True), AGENT, MINE, ["staff card", "staff echo", NOTICED, COPIED]),
    ("and from the thread", CommentAdded(M, True, held=True), AGENT, THEIRS, ["staff card", NOTICED, COPIED]),
    ("taken back", AnswerTakenBack(M), OTHER, MINE, ["staff card", "staff log", "staff echo"]),
    ("its move dropped", MoveDropped(M, "b", "written"), AGENT, MINE, KEPT),
    ("file of a note lost", FileMissed(F, M, "gone"), None, Parties(ME, Audience.INTERNAL, False), ["staff log"]),
    ("tied", TicketLinked("problem", TicketId(9)), AGENT, MINE, KEPT),
    ("untied", TicketUnlinked("problem", TicketId(9)), AGENT, MINE, KEPT),
    ("merged into another", TicketMerged(TicketId(9)), AGENT, MINE, KEPT),
    ("another merged into it", TicketAbsorbed(TicketId(9), 1, 1), AGENT, MINE, [*KEPT, NOTICED, COPIED]),
    ("on its own again", TicketUnmerged(TicketId(9), "a", 1), AGENT, MINE, [*KEPT, NOTICED, COPIED]),
    ("another of its own on its own again", TicketReleased(TicketId(9), 1, 1), AGENT, MINE, KEPT),
    ("somebody else's on its own again", TicketReleased(TicketId(9), 1, 1, (), True), AGENT, MINE, [*KEPT, NOTICED]),
    ("incidents answered", IncidentsAnswered(1, 3, 0), AGENT, MINE, KEPT),
    ("put off", TicketSnoozed(9), AGENT, MINE, KEPT),
    ("back on a list", SnoozeEnded(AGENT, "time"), None, MINE, KEPT),
    ("watched", WatchBegun(), AGENT, MINE, KEPT),
    ("watched no more", WatchEnded(), AGENT, MINE, KEPT),
    ("turned out to be somebody known", RequesterJoined(OTHER, ME, 1), ME, MINE, KEPT),
    ("somebody else after all", RequesterParted(OTHER, ME), AGENT, MINE, KEPT),
    ("forgotten", RequesterForgotten(), ME, MINE, KEPT),
]  # fmt: skip


@pytest.mark.parametrize(
    ("event", "actor", "parties", "heard"), [row[1:] for row in HEARD], ids=[row[0] for row in HEARD]
)
def test_who_hears_of_what(event: Event, actor: PersonId | None, parties: Parties, heard: list[str]) -> None:
    recorded = Recorded(EventId(1), TicketId(1), 1, 0, actor, None, event)
    wishes = audience(recorded, parties)
    assert [f"{wish.to} {wish.kind}" for wish in wishes] == heard
    for wish in wishes:
        assert wish.to in (To.STAFF, To.CALLED) or wish.audience is Audience.PUBLIC
        assert wish.to in (To.REQUESTER, To.OBSERVERS, To.ADDED) or wish.audience is Audience.INTERNAL


def test_every_kind_of_event_is_in_the_table() -> None:
    assert {type(row[1]) for row in HEARD} == set(KINDS.values())


def test_nothing_internal_may_leave_for_a_client() -> None:
    assert not may_leave(Audience.INTERNAL, client=True)
    assert may_leave(Audience.INTERNAL, client=False) and may_leave(Audience.PUBLIC, client=True)


NOW = 10**15
ENDINGS: list[tuple[Ending, Kind, int, int, State]] = [
    (Sent("1"), Kind.NOTICE, 0, 0, State.SENT),
    (Sent("1", rest=2), Kind.NOTICE, 0, 0, State.PENDING),
    (Refused("too long"), Kind.NOTICE, 0, 0, State.REFUSED),
    (Gone("blocked"), Kind.NOTICE, 0, 0, State.GONE),
    (RetryLater("429", 30.0), Kind.NOTICE, 0, 0, State.PENDING),
    (RetryLater("502"), Kind.CARD, 0, GIVE_UP, State.PENDING),
    (RetryLater("502"), Kind.NOTICE, 0, GIVE_UP + 1, State.PARKED),
    (Unsure("cut"), Kind.NOTICE, 1, 0, State.PENDING),
    (Unsure("cut"), Kind.NOTICE, 2, 0, State.PARKED),
    (Unsure("cut"), Kind.FILE, 2, 0, State.PARKED),
    (Unsure("cut"), Kind.MESSAGE, 2, 0, State.PARKED),
    (Unsure("cut"), Kind.PROMPT, 2, 0, State.PARKED),
    (Unsure("cut"), Kind.CARD, 9, 0, State.PENDING),
    (Unsure("cut"), Kind.ECHO, 9, 0, State.PENDING),
]


@pytest.mark.parametrize(("ending", "kind", "unsure", "age", "state"), ENDINGS)
def test_what_follows_from_an_ending(ending: Ending, kind: Kind, unsure: int, age: int, state: State) -> None:
    decision = decide(ending, kind, 1, 1, unsure, NOW - age, NOW)
    assert decision.state is state
    assert (decision.due_at is None) == (state is not State.PENDING)
    if isinstance(ending, RetryLater) and state is State.PENDING and ending.after:
        assert decision.due_at == NOW + 30 * SECOND


def test_the_back_off_doubles_up_to_five_minutes_and_is_spread() -> None:
    for row in range(50):
        delays = [backoff(row, attempt) for attempt in range(1, 200)]
        assert delays == sorted(delays)
        assert SECOND <= delays[0] <= 1.25 * SECOND and LONGEST <= delays[-1] <= 1.25 * LONGEST
    assert len({backoff(row, 5) for row in range(16)}) == 16


# Rows


async def _rows(house: House, door: Door = Door.SLACK) -> list[Any]:
    return await house.claim_outbox(door)


async def test_a_row_per_event_and_address_is_written_with_the_change(house: House) -> None:
    await house.staff()
    ticket = await house.opened()
    await house.desk(Claim(ticket, 0), ANNA)
    await house.desk(AddNote(ticket, "he is a friend"), ANNA)
    await house.desk(AddComment(ticket, "Turn it off and on"), ANNA)
    to_staff = [row.kind for row in house.outbox() if house.address(row.address_id).key == CHANNEL]
    assert to_staff == ["card", "log", "log", "message", "message"]
    assert [row.kind for row in house.notices()] == ["notice", "notice", "notice"]
    assert {row.audience for row in house.notices()} == {"public"}
    assert {row.state for row in house.outbox()} == {"pending"}


async def test_what_stands_in_the_thread_is_not_posted_there_again(house: House) -> None:
    await house.staff()
    ticket = await house.opened()
    await house.desk(AddComment(ticket, "Hello", origin=Origin(Door.SLACK, CHANNEL, "17.5")), ANNA)
    assert [row.kind for row in house.outbox(ticket_id=ticket)] == ["card", "notice", "notice"]
    assert [(post.ref, post.kind, post.own) for post in house.rows("posts")] == [("17.5", "origin", False)]


async def test_one_row_of_each_ticket_and_address_at_a_time_oldest_first(house: House) -> None:
    await house.staff()
    tickets = [await house.opened(), await house.opened(MARY)]
    for ticket in tickets:
        for n in range(3):
            await house.desk(AddNote(ticket, f"note {n}"), ANNA)
    seen: list[tuple[TicketId, int]] = []
    while rows := await _rows(house):
        assert len({row.address.id for row in rows}) == len(rows)
        while more := await _rows(house):
            rows += more
        lanes = {(row.address.id, row.ticket) for row in rows}
        assert len(lanes) == len(rows), "what is being sent holds up what comes after it"
        for row in rows:
            seen.append((row.ticket, row.id))
            await house.settled(row, Sent(f"s{row.id}"))
    for ticket in tickets:
        mine = [id for of, id in seen if of == ticket]
        assert mine == sorted(mine) and len(mine) >= 4


async def test_waiting_cards_coalesce_and_one_in_flight_is_followed_by_another(house: House) -> None:
    await house.staff()
    ticket = await house.opened()
    for _ in range(5):
        await house.desk(AddNote(ticket, "x", origin=Origin(Door.SLACK, CHANNEL, "1")), ANNA)
    assert len(house.outbox(kind="card")) == 1
    [sending] = await _rows(house)
    await house.desk(Claim(ticket, 0), ANNA)
    await house.desk(MoveStatus(ticket, "resolved", 1), ANNA)
    cards = house.outbox(kind="card")
    assert [card.state for card in cards] == ["sending", "pending"]
    await house.settled(sending, Sent("c1"))
    await house.settled(next(row for row in await _rows(house) if row.kind is Kind.CARD), Sent("c1"))
    assert [card.state for card in house.outbox(kind="card")] == ["sent", "sent"]
    assert len(house.rows("posts", kind="card")) == 1, "an edit of a card is the same post"


async def test_a_card_shows_what_is_true_when_it_is_sent(house: House) -> None:
    await house.staff()
    ticket = await house.opened()
    [row] = await _rows(house)
    await house.desk(MoveStatus(ticket, "resolved", 0), ANNA)
    delivery = await house.hop.read(lambda conn: house.prepare(conn, row))
    assert delivery.content.status.id == "resolved"


@pytest.mark.parametrize(
    ("endings", "states"),
    [
        ([Sent("1")], ["sent"]),
        ([Sent("1", rest=1), Sent("2")], ["pending", "sent"]),
        ([Refused("x")], ["refused"]),
        ([Gone("x")], ["gone"]),
        ([RetryLater("x", 5.0), RetryLater("x"), Sent("1")], ["pending", "pending", "sent"]),
        ([Unsure("x"), Unsure("x")], ["pending", "parked"]),
        ([Unsure("x"), Sent("1")], ["pending", "sent"]),
        ([Unsure("x"), RetryLater("y"), Unsure("x")], ["pending", "pending", "parked"]),
        ([Unsure("x"), Sent("1", rest=1), Unsure("x"), Sent("2")], ["pending", "pending", "pending", "sent"]),
    ],
)
async def test_the_five_endings_and_their_traces(house: House, endings: Sequence[Ending], states: list[str]) -> None:
    await house.opened()
    walked = []
    for ending in endings:
        house.execute("UPDATE addresses SET quiet_until = 0")
        house.hands.forward(600)
        [row] = await _rows(house, Door.TELEGRAM)
        await house.settled(row, ending)
        [now] = house.notices()
        walked.append(now.state)
    assert walked == states
    assert [trace.ending for trace in house.rows("attempts")] == [type(ending).__name__ for ending in endings]
    assert (now.settled_at is not None) == (now.state != "pending")
    assert now.lease is None


async def test_a_failing_row_is_parked_after_three_days(house: House) -> None:
    await house.opened()
    for _ in range(3):
        [row] = await _rows(house, Door.TELEGRAM)
        await house.settled(row, RetryLater("502"))
        house.hands.forward(DAY / SECOND)
    [row] = await _rows(house, Door.TELEGRAM)
    await house.settled(row, RetryLater("502"))
    assert [row.state for row in house.notices()] == ["parked"]


async def test_an_address_that_is_gone_gets_nothing_until_it_is_heard_of(house: House) -> None:
    """Faults G3: what waits is settled with the reason, so is what comes; what is written after a word goes again."""
    await house.staff()
    ticket = await house.opened()
    await house.desk(AddComment(ticket, "one"), ANNA)
    [row] = await _rows(house, Door.TELEGRAM)
    await house.settled(row, Gone("blocked"))
    await house.desk(AddComment(ticket, "two"), ANNA)
    states = [(row.state, row.reason) for row in house.notices()]
    assert states == [("gone", "blocked"), ("suppressed", "gone: blocked"), ("suppressed", "gone: blocked")]
    await house.heard(Settle(), IVAN, "9", prompts=(Prompt(Door.TELEGRAM, "1001", {"t": 1}, "9"),))
    await house.desk(AddComment(ticket, "three"), ANNA)
    assert [row.state for row in house.notices()][3:] == ["pending", "pending"]
    assert await _rows(house, Door.TELEGRAM)


async def test_agents_see_how_their_answer_fared(house: House) -> None:
    await house.staff()
    ticket = await house.opened()
    await house.desk(AddComment(ticket, "Hello"), ANNA)
    for ending in (Sent("1"), Gone("blocked")):
        [row] = await _rows(house, Door.TELEGRAM)
        await house.settled(row, ending)
    answer = house.rows("messages")[-1]
    assert [row.message_id for row in house.outbox(kind="echo")] == [answer.id]
    page = await house.ask(ReadTicket(ticket), ANNA)
    assert [(way.door, way.state, way.reason) for way in page.messages.items[-1].ways] == [
        (Door.TELEGRAM, State.GONE, "blocked")
    ]
    own = await house.ask(ReadTicket(ticket), IVAN)
    assert all(message.ways == () for message in own.messages.items)


async def test_agents_see_that_an_answer_was_never_tried_because_another_notice_found_the_chat_shut(
    house: House,
) -> None:
    await house.staff()
    ticket = await house.opened()
    await house.desk(AddComment(ticket, "Hello"), ANNA)
    [receipt] = await _rows(house, Door.TELEGRAM)
    await house.settled(receipt, Gone("blocked"))
    answer = house.rows("messages")[-1]
    assert [(row.message_id, row.state) for row in house.outbox(kind="echo")] == [(answer.id, "pending")]


async def test_who_lost_the_lease_cannot_settle(house: House) -> None:
    await house.opened()
    [row] = await _rows(house, Door.TELEGRAM)
    house.execute("UPDATE outbox SET lease = 'r2' WHERE state = 'sending'")
    await house.settled(row, Sent("55"))
    assert [row.state for row in house.notices()] == ["sending"]
    assert house.count()["attempts"] == house.count()["posts"] == 0


async def test_the_silence_that_was_asked_for_outlives_a_restart(house: House) -> None:
    """Faults G2: 429 is kept in the table, by the machine's time, which no test may move."""
    await house.opened()
    [row] = await _rows(house, Door.TELEGRAM)
    await house.settled(row, RetryLater("429", 60.0))
    house.hands.forward(DAY / SECOND)
    await house.opened()
    assert await _rows(house, Door.TELEGRAM) == []
    house.execute("UPDATE addresses SET quiet_until = 1")
    assert len(await _rows(house, Door.TELEGRAM)) == 1


async def test_a_prompt_with_the_same_key_is_said_once(house: House) -> None:
    for update in ("1", "2"):
        await house.heard(Settle(), IVAN, update, prompts=(Prompt(Door.TELEGRAM, "1001", {"n": update}, "same"),))
    assert [row.content for row in house.notices()] == [{"n": "1"}]


async def test_the_recipient_is_frozen_when_the_row_is_written(house: House) -> None:
    """Faults D5: whoever the ticket belongs to by the time it is sent, the row goes where it was written to."""
    ticket = await house.opened(IVAN)
    mary = await house.opened(MARY)
    house.execute(f"UPDATE tickets SET requester = {house.ticket(mary).requester} WHERE id = {ticket}")
    rows = await _rows(house, Door.TELEGRAM)
    assert [(row.address.key, row.ticket) for row in rows] == [("1001", ticket), ("1002", mary)]


async def test_minutes_of_silence_of_one_address_hold_up_no_other(house: House) -> None:
    await house.opened(IVAN)
    await house.opened(MARY)
    ivan, _ = await _rows(house, Door.TELEGRAM)
    await house.settled(ivan, RetryLater("429", MINUTE / SECOND))
    await house.desk(OpenTicket("B", "B"), IVAN)
    await house.desk(OpenTicket("C", "C"), MARY)
    assert [row.address.key for row in await _rows(house, Door.TELEGRAM)] == ["1002"]
