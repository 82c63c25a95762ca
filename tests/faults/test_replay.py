"""B4, B5, B8, T2: each input 1 to 5 times, conversations shuffled, eight at once: as if it had come once, in order."""

import asyncio
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
import sqlalchemy as sa

from core.errors import Refusal
from core.inbox.store import Claimed, Entry
from core.kinds import Command, Door, Settle, Settlement, TicketId, Visitor
from core.relay.receive import Intake
from core.storage.engine import normalise
from core.tickets.commands import AddComment, Cancel, OpenTicket, Rate, Resolve, ReturnToWork
from tests.core.house import House

PEOPLE = 8
WORDS = 12


def _customer(n: int) -> Visitor:
    return Visitor(Door.TELEGRAM, str(9000 + n), f"Customer {n}", "en")


def _life(n: int, dice: Random) -> list[dict[str, Any]]:
    """What one customer does, in order; `ticket` is the how-manieth of their own."""
    deeds: list[dict[str, Any]] = [{"do": "open", "text": f"{n}: first"}]
    for word in range(WORDS):
        do = dice.choice(["say", "say", "resolve", "return", "cancel", "rate", "open", "empty"])
        deeds.append({"do": do, "text": f"{n}: word {word}"})
    return deeds


def _command(deed: dict[str, Any], ticket: TicketId) -> Command:
    match deed["do"]:
        case "open":
            return OpenTicket(deed["text"], deed["text"])
        case "empty":
            return AddComment(ticket, "")
        case "say":
            return AddComment(ticket, deed["text"])
        case "resolve":
            return Resolve(ticket)
        case "return":
            return ReturnToWork(ticket)
        case "cancel":
            return Cancel(ticket)
        case _:
            return Rate(ticket, "5")


class Receiver:
    """Finds the customer's newest ticket, as a bot would, and settles a refusal with a word of its own."""

    source = "telegram"

    def __init__(self, house: House, dice: Random) -> None:
        self.house = house
        self.dice = dice

    def question(self, claimed: Claimed) -> None:
        return None

    async def receive(self, claimed: Claimed, answer: object) -> None:
        await asyncio.sleep(self.dice.random() * 0.003)
        by = _customer(int(claimed.conversation))
        key = f"tg:{claimed.external_id}"
        settle = Settlement(claimed.id, claimed.lease)
        command = _command(dict(claimed.payload), self._newest(by))
        try:
            await self.house.desk(command, by, key, settle=settle)
        except Refusal:
            await self.house.desk(Settle(), by, f"{key}:1", settle=settle)

    def _newest(self, by: Visitor) -> TicketId:
        mine = [row.person_id for row in self.house.rows("identities", external_id=by.external_id)]
        own = [row.id for row in self.house.rows("tickets") if row.requester in mine]
        return TicketId(max(own, default=0))


def _state(house: House) -> dict[str, Any]:
    """Everything but numbers and times, person by person."""
    people = {row.person_id: row.external_id for row in house.rows("identities")}
    tickets = {row.id: row for row in house.rows("tickets")}
    lives: dict[str, list[Any]] = {name: [] for name in people.values()}
    for row in tickets.values():
        messages = [message.body for message in house.rows("messages", ticket_id=row.id)]
        events = house.events(TicketId(row.id))
        notices = [out.kind for out in house.outbox(ticket_id=row.id) if out.kind == "notice"]
        lives[people[row.requester]].append((row.subject, row.status, row.grade, messages, events, notices))
    return lives


async def _delivered(house: House, batches: list[list[Entry]], dice: Random) -> None:
    intake = Intake(house.hop, Receiver(house, dice), "w", house.ask)
    async with asyncio.timeout(60), asyncio.TaskGroup() as tasks:
        running = tasks.create_task(intake.run())
        await asyncio.gather(*(_sent(house, batch, dice) for batch in batches))
        while any(row.state == "new" for row in house.inbox()):  # noqa: ASYNC110
            await asyncio.sleep(0.02)
        intake.stop()
        await running


async def _sent(house: House, batch: list[Entry], dice: Random) -> None:
    for entry in batch:
        await house.journal(entry)
        await asyncio.sleep(dice.random() * 0.002)


def _lives(dice: Random) -> list[list[Entry]]:
    return [
        [Entry("telegram", f"{n}-{at}", str(n), deed) for at, deed in enumerate(_life(n, dice))] for n in range(PEOPLE)
    ]


def _again(life: list[Entry], dice: Random) -> list[Entry]:
    """Redelivered up to four times at any later moment; the first time of each stays in its order."""
    sent: list[Entry] = []
    for at, entry in enumerate(life):
        sent.append(entry)
        sent += dice.choices(life[: at + 1], k=dice.randint(0, 4))
    return sent


@pytest.mark.parametrize("seed", [1, 2])
async def test_redelivered_and_shuffled_ends_like_once_and_in_order(
    house: House, sqlite_template: Path, tmp_path: Path, open_house: Callable[[sa.URL], House], seed: int
) -> None:
    lives = _lives(Random(seed))
    shutil.copyfile(sqlite_template, tmp_path / "plain.db")
    plain = open_house(normalise(f"sqlite:///{tmp_path / 'plain.db'}"))
    for life in lives:
        await _delivered(plain, [life], Random(0))
    await _delivered(house, [_again(life, Random(seed)) for life in lives], Random(seed))
    assert _state(house) == _state(plain)
    assert len(house.inbox()) == PEOPLE * (WORDS + 1)


async def test_a_command_delivered_eight_at_once_acts_once(house: House) -> None:
    """B4: the same key from many sides; everybody hears the first outcome."""
    dice = Random(3)
    for n in range(3):
        opened = await house.desk(OpenTicket("A", "B"), _customer(n), f"k{n}")
        assert opened.ticket is not None
        for at, do in enumerate(["say", "resolve", "rate", "return", "cancel", "empty"]):
            wish = _command({"do": do, "text": f"w{at}"}, opened.ticket)
            tries = [house.desk(wish, _customer(n), f"k{n}:{at}") for _ in range(8)]
            dice.shuffle(tries)
            results = await asyncio.gather(*tries, return_exceptions=True)
            assert len({repr(one) if isinstance(one, Exception) else one.number for one in results}) == 1
        assert house.events(opened.ticket).count("CommentAdded") == 1
        assert house.ticket(opened.ticket).status == "canceled"
