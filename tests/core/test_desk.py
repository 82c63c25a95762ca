"""One door in: once per key, all or nothing, and a refusal that leaves only itself."""

import asyncio
from typing import Any

import pytest
import sqlalchemy as sa

import core.customers.commands
import core.kinds
import core.outbox.digest
import core.outbox.stray
import core.outbox.undelivered
import core.people.commands
import core.people.group_commands
import core.people.identity
import core.people.offices
import core.search.commands
import core.sla.commands
import core.tickets.answering
import core.tickets.commands
import core.tickets.group_commands
import core.tickets.handling
import core.tickets.mailed
import core.tickets.orders
import core.tickets.ratings
import core.tickets.ready
import core.tickets.relating
import core.tickets.timed
from core.errors import Code, LeaseLost, Refusal
from core.handlers import HANDLERS
from core.inbox.store import Entry
from core.kinds import Command, Dialogue, Door, Origin, Prompt, Settle, Settlement, TicketId, Visitor
from core.outbox.endings import Gone, Sent
from core.people import rights
from core.storage.prepared import Prepared
from core.storage.unit import Unit
from core.tickets.commands import AddComment, AddNote, Attachment, Claim, MoveStatus, OpenTicket, Rate, Resolve
from tests.core.house import ANNA, BORIS, IVAN, MARY, House


async def test_a_repeated_key_returns_the_first_outcome_and_does_nothing(house: House) -> None:
    first = await house.desk(OpenTicket("Printer", "It smokes"), IVAN, "k1")
    before = house.count()
    again = await house.desk(OpenTicket("Printer", "It smokes"), IVAN, "k1")
    assert (again.ticket, again.number, again.repeated) == (first.ticket, first.number, True)
    assert not first.repeated
    assert house.count() == before


async def test_a_refusal_is_recorded_and_repeated_with_its_parameters(house: House) -> None:
    await house.staff()
    ticket = await house.opened()
    wish = MoveStatus(ticket, "closed", rev=0)
    with pytest.raises(Refusal) as first:
        await house.desk(wish, ANNA, "k2")
    await house.desk(MoveStatus(ticket, "resolved", rev=0), ANNA)
    with pytest.raises(Refusal) as again:
        await house.desk(wish, ANNA, "k2")
    assert first.value.code is again.value.code is Code.MOVE
    assert again.value.params == first.value.params
    assert again.value.params["open"] == ("in_progress", "waiting", "postponed", "resolved")


async def test_a_refusal_leaves_nothing_behind_but_its_key(house: House) -> None:
    await house.opened(MARY)
    before = house.count()
    row = await house.journalled("7", "1001")
    leaves = Settlement(row.id, row.lease, Dialogue("d", "asked"), (Prompt(Door.TELEGRAM, "1001", {"t": 1}, "p1"),))
    with pytest.raises(Refusal) as refused:
        await house.desk(OpenTicket(" \n ", "\x00"), IVAN, "k3", settle=leaves)
    assert refused.value.code is Code.EMPTY
    assert house.count() == before | {"seen": before["seen"] + 1, "inbox": before["inbox"] + 1}
    assert house.inbox()[0].state == "new", "the person is still to be told"


async def test_the_answer_to_a_refusal_settles_its_row(house: House) -> None:
    row = await house.journalled("7", "1001")
    with pytest.raises(Refusal):
        await house.desk(OpenTicket("", ""), IVAN, "tg:7")
    prompt = Prompt(Door.TELEGRAM, "1001", {"text": "empty"}, "7")
    await house.desk(Settle(), IVAN, "tg:7:1", settle=Settlement(row.id, row.lease, prompts=(prompt,)))
    assert house.inbox()[0].state == "done"
    assert [sent.content for sent in house.outbox(kind="prompt")] == [{"text": "empty"}]


async def test_command_row_dialogue_and_prompts_commit_together(house: House) -> None:
    prompt = Prompt(Door.TELEGRAM, "1001", {"text": "thanks"}, "7")
    dialogue = Dialogue("tg:1001", "rate", {"ticket": 1})
    outcome = await house.heard(OpenTicket("A", "B"), IVAN, "7", dialogue=dialogue, prompts=(prompt,))
    assert outcome.number == f"HD-{outcome.ticket}"
    assert house.inbox()[0].state == "done"
    assert [(row.key, row.state, row.data) for row in house.rows("dialogues")] == [("tg:1001", "rate", {"ticket": 1})]
    assert [row.kind for row in house.notices(IVAN)] == ["notice", "prompt"]


async def test_who_lost_the_lease_loses_everything_it_did(house: House) -> None:
    row = await house.journalled("7", "1001")
    before = house.count()
    stale = Settlement(row.id, "somebody else", Dialogue("d", "s"), (Prompt(Door.TELEGRAM, "1001", {}, "x"),))
    with pytest.raises(LeaseLost):
        await house.desk(OpenTicket("A", "B"), IVAN, "k", settle=stale)
    assert house.count() == before
    await house.desk(OpenTicket("A", "B"), IVAN, "k", settle=Settlement(row.id, row.lease))
    assert house.count()["tickets"] == 1


async def test_the_same_press_delivered_twenty_times_at_once_has_one_effect(house: House) -> None:
    wish = OpenTicket("A", "B")
    outcomes = await asyncio.gather(*(house.desk(wish, IVAN, "tg:9", journal=_entry("9")) for _ in range(20)))
    assert len({outcome.ticket for outcome in outcomes}) == 1
    assert sum(not outcome.repeated for outcome in outcomes) == 1
    counted = house.count()
    assert (counted["tickets"], counted["persons"], counted["inbox"], counted["seen"]) == (1, 1, 1, 1)
    assert len(house.notices(IVAN)) == 1


async def test_strangers_who_come_at_once_become_one_person_each(house: House) -> None:
    wishes = [(OpenTicket("A", str(n)), visitor) for n in range(6) for visitor in (IVAN, MARY)]
    await asyncio.gather(*(house.desk(wish, visitor) for wish, visitor in wishes))
    assert house.count()["persons"] == 2
    assert house.count()["tickets"] == 12


async def test_a_stranger_at_the_agents_door_is_refused_and_not_remembered(house: House) -> None:
    ticket = await house.opened()
    before = house.count()
    for wish in (Claim(ticket, 0), OpenTicket("A", "B"), AddNote(ticket, "x"), Settle()):
        with pytest.raises(Refusal) as refused:
            await house.desk(wish, Visitor(Door.SLACK, "U666", "Eve"))
        assert refused.value.code is Code.STRANGER
    assert house.count() == before


async def test_who_has_left_the_agents_channel_does_nothing_through_that_door(house: House) -> None:
    await house.staff(ANNA, BORIS)
    ticket = await house.opened()
    await house.staff(BORIS)
    for wish in (Claim(ticket, 0), OpenTicket("A", "B"), AddComment(ticket, "x"), AddNote(ticket, "x")):
        with pytest.raises(Refusal):
            await house.desk(wish, ANNA)
    assert house.count()["tickets"] == 1
    assert house.events(ticket) == ["TicketOpened"]


async def test_who_comes_back_after_blocking_the_bot_gets_the_receipt_of_the_same_breath(house: House) -> None:
    """C2, X4: the address was gone; hearing from its owner revives it before anything is written to it."""
    await house.opened(IVAN)
    row = next(row for row in await house.claim_outbox(Door.TELEGRAM) if row.address.key == "1001")
    await house.settled(row, Gone("blocked"))
    again = OpenTicket("Again", "I am back", origin=Origin(Door.TELEGRAM, "1001", "70"))
    outcome = await house.heard(again, IVAN, "70")
    assert [row.state for row in house.notices(IVAN) if row.ticket_id == outcome.ticket] == ["pending"]


CRASH = (
    OpenTicket("Printer", "It smokes", attachments=(Attachment("a.jpg", "image/jpeg", {"id": 1}),)),
    AddComment(TicketId(1), "Any news?"),
    Resolve(TicketId(1)),
    Rate(TicketId(1), "5"),
)


class PowerCut(Exception):
    """Nothing in the house knows this."""


class Fuse:
    """Blows after the n-th statement of the writer, by whichever of the two ways it went to the database."""

    def __init__(self, house: House, patch: pytest.MonkeyPatch) -> None:
        self.left: int | None = None
        self._run = Prepared._executed
        sa.event.listen(house.hop._writers._engine, "after_cursor_execute", self._count)
        patch.setattr(Prepared, "_executed", lambda prepared, conn, *rows: self._prepared(prepared, conn, *rows))

    def _prepared(self, prepared: Prepared, conn: sa.Connection, *rows: Any) -> Any:
        done = self._run(prepared, conn, *rows)
        self._count()
        return done

    def _count(self, *_: Any) -> None:
        if self.left is not None:
            self.left -= 1
            if self.left < 0:
                raise PowerCut


@pytest.mark.parametrize("wish", CRASH, ids=lambda wish: type(wish).__name__)
async def test_a_crash_at_any_statement_leaves_nothing_half_done(
    house: House, monkeypatch: pytest.MonkeyPatch, wish: Command
) -> None:
    """Faults A7: after each broken try the tables are as before; the one that gets through does it all, once."""
    await house.staff()
    ticket = await house.opened(IVAN)
    if isinstance(wish, Rate):
        await house.desk(MoveStatus(ticket, "resolved", rev=0), ANNA)
    row = await house.journalled("7", "1001")
    settle = Settlement(row.id, row.lease, Dialogue("d", "s"), (Prompt(Door.TELEGRAM, "1001", {"a": 1}, "7"),))
    before, crashes = house.count(), 0
    fuse = Fuse(house, monkeypatch)
    while True:
        fuse.left = crashes
        try:
            outcome = await house.desk(wish, IVAN, "tg:7", settle=settle)
            break
        except PowerCut:
            crashes += 1
            assert house.count() == before
            assert house.inbox(id=row.id)[0].state == "new"
    fuse.left = None
    assert crashes > 10
    assert not outcome.repeated
    assert house.inbox(id=row.id)[0].state == "done"
    assert house.count()["seen"] == before["seen"] + 1


async def test_a_writer_goes_on_after_a_crash_of_any_kind(house: House) -> None:
    """No exception may leave the caller waiting, nor the thread with a transaction open."""
    for error in (PowerCut(), StopIteration("x"), KeyError("x"), MemoryError(), RecursionError(), SystemExit(3)):

        def broken(unit: Unit, error: BaseException = error) -> None:
            unit.conn.execute(sa.text("SELECT 1"))
            raise error

        with pytest.raises(BaseException):  # noqa: B017
            await asyncio.wait_for(house.hop.unit(broken), 5)
        with pytest.raises(BaseException):  # noqa: B017
            await asyncio.wait_for(house.hop.read(lambda conn, error=error: _raised(error)), 5)
    assert await house.opened()


def _raised(error: BaseException) -> None:
    raise error


async def test_a_ticket_number_beyond_the_keys_is_missing_like_any_other(house: House) -> None:
    """Deep links are typed by anybody; numbers are names, so every one of them is answered alike (faults F3)."""
    await house.opened(IVAN)
    for number in (0, -1, 999, 2**31, 2**63 - 1, 2**63, 2**64, 10**40):
        with pytest.raises(Refusal) as refused:
            await house.desk(AddComment(TicketId(number), "x"), IVAN)
        assert refused.value.code is Code.MISSING, number


def test_every_command_has_a_handler_and_every_handler_a_rule() -> None:
    known = {kind for module in _command_modules() for kind in vars(module).values() if _is_command(kind)}
    assert known == set(HANDLERS)
    assert {kind.__name__ for kind in HANDLERS} <= set(rights.RULES)


def _command_modules() -> list[Any]:
    tickets = [
        core.tickets.ratings,
        core.tickets.ready,
        core.tickets.commands,
        core.tickets.group_commands,
        core.tickets.timed,
        core.tickets.handling,
        core.tickets.mailed,
        core.tickets.relating,
    ]
    return [
        core.customers.commands,
        core.kinds,
        core.outbox.digest,
        core.outbox.stray,
        core.outbox.undelivered,
        core.people.commands,
        core.people.group_commands,
        core.people.offices,
        core.people.identity,
        core.search.commands,
        core.sla.commands,
        core.tickets.answering,
        core.tickets.orders,
        *tickets,
    ]


def _is_command(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, Command) and kind is not Command


def _entry(id: str) -> Entry:
    return Entry("telegram", id, "1001", {})


async def test_an_input_without_a_row_is_journalled_with_its_command(house: House) -> None:
    await house.desk(OpenTicket("A", "B"), IVAN, "slack:1", journal=_entry("1"))
    with pytest.raises(Refusal):
        await house.desk(OpenTicket("", ""), IVAN, "slack:2", journal=_entry("2"))
    assert [(row.external_id, row.state) for row in house.inbox()] == [("1", "done"), ("2", "done")]
    assert await house.journal(_entry("1")) == 0


async def test_a_sent_row_does_not_keep_a_crashed_unit_from_being_repeated(house: House) -> None:
    await house.opened(IVAN)
    [row] = [row for row in await house.claim_outbox(Door.TELEGRAM) if row.kind == "notice"]
    await house.settled(row, Sent("55"))
    assert [row.state for row in house.notices(IVAN)] == ["sent"]
