"""What comes in: once each, in order per conversation, and a bad one dies alone."""

import asyncio
from random import Random
from typing import Any

import pytest

from core.errors import LeaseLost, Poison, Refusal
from core.inbox import store as inbox
from core.inbox import unread
from core.inbox.store import ATTEMPTS, Claimed, Entry
from core.kinds import Settle, Settlement, System, TicketId, Visitor
from core.relay.receive import Intake
from core.tickets.commands import AddComment
from core.views.queries import WhoAmI
from tests.core.house import IVAN, House


def entry(id: int | str, conversation: str = "c1", **payload: Any) -> Entry:
    return Entry("telegram", str(id), conversation, payload)


async def test_a_redelivery_adds_nothing_whatever_its_number(house: House) -> None:
    """Faults B5, 1.3: an update id is a name, not a watermark; after a week of silence it may be any number."""
    dice = Random(5)
    ids = [dice.randrange(10**9) for _ in range(60)]
    fresh = 0
    for _ in range(20):
        fresh += await house.journal(*(entry(dice.choice(ids)) for _ in range(20)))
    fresh += await house.journal(*map(entry, ids))
    assert fresh == len(set(ids))
    assert sorted(int(row.external_id) for row in house.inbox()) == sorted(set(ids))


async def test_two_sources_may_use_the_same_number(house: House) -> None:
    assert await house.journal(entry(1), Entry("slack", "1", "c1", {})) == 2


async def test_the_payload_comes_back_as_it_came(house: House) -> None:
    said = {
        "text": "nul \x00 half \ud83d emoji 🙂 bidi \u202e",
        "n": 2**62,
        "f": 1.5,
        "none": None,
        "deep": [{"a": []}],
    }
    await house.journal(Entry("telegram", "1", "c", said))
    [row] = await house.claim_inbox()
    assert row.payload == said


async def test_only_the_head_of_a_conversation_is_given_out(house: House) -> None:
    await house.journal(entry(1), entry(2), entry(3, "c2"), entry(4, "c2"))
    first = await house.claim_inbox("a")
    assert [row.external_id for row in first] == ["1", "3"]
    assert await house.claim_inbox("b") == []
    await _settle(house, first[0])
    assert [row.external_id for row in await house.claim_inbox("b")] == ["2"]


async def _settle(house: House, row: Claimed) -> None:
    await house.desk(Settle(), IVAN, settle=Settlement(row.id, row.lease))


async def test_replicas_never_hold_the_same_row(house: House) -> None:
    await house.journal(*(entry(n, f"c{n}") for n in range(60)))
    rounds = await asyncio.gather(*(house.claim_inbox(f"w{n}", most=7) for n in range(12)))
    given = [row.id for rows in rounds for row in rows]
    assert len(given) == len(set(given))
    while rows := await house.claim_inbox("rest"):
        given += [row.id for row in rows]
    assert sorted(given) == sorted(row.id for row in house.inbox())


async def test_an_expired_lease_is_given_to_another_and_the_first_cannot_settle(house: House) -> None:
    """Faults A8: a worker that was stopped and wakes up again undoes its own work, not the other's."""
    await house.journal(entry(1))
    [first] = await house.claim_inbox("a")
    house.execute("UPDATE inbox SET lease_until = 1")
    [second] = await house.claim_inbox("b")
    assert (second.id, second.attempts) == (first.id, 2)
    with pytest.raises(LeaseLost):
        await _settle(house, first)
    await house.hop.unit(lambda unit: inbox.fail(unit, first, "late"))
    assert house.inbox()[0].lease == "b"
    await _settle(house, second)
    assert house.inbox()[0].state == "done"


async def test_a_heartbeat_holds_only_what_is_ones_own(house: House) -> None:
    await house.journal(entry(1), entry(2, "c2"))
    rows = await house.claim_inbox("a")
    house.execute("UPDATE inbox SET lease_until = 1", f"UPDATE inbox SET lease = 'b' WHERE id = {rows[1].id}")
    await house.hop.unit(lambda unit: inbox.heartbeat(unit, {"a": [row.id for row in rows]}))
    assert [row.lease_until > 1 for row in house.inbox()] == [True, False]


async def test_a_row_that_fails_waits_then_dies_and_can_be_retried(house: House) -> None:
    await house.journal(entry(1), entry(2))
    for attempt in range(1, ATTEMPTS + 1):
        [row] = await house.claim_inbox()
        assert row.attempts == attempt
        failed = row
        dead = await house.hop.unit(lambda unit: inbox.fail(unit, failed, "boom"))  # noqa: B023
        assert dead == (attempt == ATTEMPTS)
        assert dead or await house.claim_inbox() == [], "it waits, and holds its conversation"
        house.execute("UPDATE inbox SET due_at = 0")
    assert [row.external_id for row in await house.claim_inbox()] == ["2"], "a dead letter blocks nobody"
    [letter] = await house.hop.read(unread.dead)
    assert (letter.external_id, letter.lease) == ("1", "boom")
    assert await house.hop.unit(lambda unit: unread.retry(unit, [letter.id])) == 1
    assert [row.attempts for row in house.inbox(id=letter.id)] == [0]


async def test_a_row_that_kills_its_worker_every_time_becomes_a_dead_letter(house: House) -> None:
    """Faults A6: what ends the process never gets to say that it failed; its attempts are counted all the same."""
    await house.journal(entry(1), entry(2))
    for _ in range(ATTEMPTS):
        assert [row.external_id for row in await house.claim_inbox("a")] == ["1"]
        house.execute("UPDATE inbox SET lease_until = 1")
    assert await house.claim_inbox("b") == []
    assert [row.state for row in house.inbox()] == ["dead", "new"]
    assert [row.external_id for row in await house.claim_inbox("b")] == ["2"]


class Door:
    """A receiver: settles what it understands, and has its bad days on demand."""

    source = "telegram"

    def __init__(self, house: House) -> None:
        self.house = house
        self.order: list[str] = []
        self.fails: dict[str, list[Exception]] = {}
        self.unasked: set[str] = set()
        self.answers: dict[str, object] = {}
        self.at_once = self.most = 0

    def question(self, claimed: Claimed) -> tuple[WhoAmI, Visitor]:
        if claimed.external_id in self.unasked:
            raise ValueError("no question can be made of it")
        return WhoAmI(), IVAN

    async def receive(self, claimed: Claimed, answer: object) -> None:
        self.at_once += 1
        self.most = max(self.most, self.at_once)
        await asyncio.sleep(0.001)
        self.at_once -= 1
        if left := self.fails.get(claimed.external_id):
            raise left.pop(0)
        self.order.append(claimed.external_id)
        self.answers[claimed.external_id] = answer
        await _settle(self.house, claimed)


async def _received(house: House, door: Door) -> None:
    """Runs the intake until no row is due, hurrying those that wait for another try."""
    intake = Intake(house.hop, door, "w", house.ask)
    async with asyncio.timeout(20), asyncio.TaskGroup() as tasks:
        running = tasks.create_task(intake.run())
        while any(row.state == "new" for row in house.inbox()):
            await asyncio.sleep(0.02)
            house.execute("UPDATE inbox SET due_at = 0 WHERE state = 'new'")
            house.bells.ring(["inbox"])
        intake.stop()
        await running


async def test_forty_conversations_are_worked_off_together_each_in_its_order(house: House) -> None:
    entries = [entry(f"{conversation}-{n:02}", f"c{conversation}") for n in range(5) for conversation in range(40)]
    await house.journal(*entries)
    door = Door(house)
    await _received(house, door)
    assert len(door.order) == 200
    assert door.most > 4
    for conversation in range(40):
        mine = [id for id in door.order if id.startswith(f"{conversation}-")]
        assert mine == sorted(mine)


async def test_one_poisonous_input_dies_alone_and_comes_back_on_retry(house: House) -> None:
    """Faults A6: in position k of 30 among 3 conversations; 29 get through, one is kept with its reason."""
    await house.journal(*(entry(n, f"c{n % 3}") for n in range(30)))
    door = Door(house)
    door.fails = {
        "7": [Poison("cannot be read")],
        "8": [ValueError("once"), ValueError("twice")],
        "9": [ValueError("x")] * 99,
    }
    await _received(house, door)
    dead = {row.external_id: row for row in house.inbox(state="dead")}
    assert set(dead) == {"7", "9"}
    assert "cannot be read" in dead["7"].error
    assert dead["9"].attempts == ATTEMPTS
    assert len(house.inbox(state="done")) == 28
    door.fails = {}
    await house.hop.unit(unread.retry)
    await _received(house, door)
    assert len(house.inbox(state="done")) == 30


async def test_a_question_is_answered_with_the_claim_and_one_that_cannot_be_put_holds_up_no_other(house: House) -> None:
    await house.journal(*(entry(n, f"c{n}") for n in range(3)))
    door = Door(house)
    door.unasked = {"1"}
    await _received(house, door)
    assert {id: getattr(answer, "name", None) for id, answer in door.answers.items()} == {
        "0": IVAN.name, "1": None, "2": IVAN.name,
    }  # fmt: skip


async def test_what_was_refused_is_judged_anew_when_somebody_has_it_tried_again(house: House) -> None:
    """A refusal is remembered under the input's key, so that a crash does not change it; a retry asks again."""
    await house.journal(Entry("mail", "id:a@b", "mail:ivan", {}))
    (row,) = await house.claim_inbox(source="mail")
    comment = AddComment(TicketId(1), "Any news?")
    with pytest.raises(Refusal):
        await house.desk(comment, IVAN, "mail:id:a@b")
    aside = Settlement(row.id, row.lease, aside="refused: missing")
    await house.desk(Settle(), System("mail"), settle=aside)
    assert await house.opened(IVAN) == 1
    with pytest.raises(Refusal):
        await house.desk(comment, IVAN, "mail:id:a@b")
    assert await house.hop.unit(unread.retry) == 1
    assert (await house.desk(comment, IVAN, "mail:id:a@b")).number == "HD-1"
    assert (await house.desk(comment, IVAN, "mail:id:a@b")).repeated
