"""The seam between the ways in and whoever understands letters: faults A6."""

import asyncio
from collections.abc import AsyncIterator

from bots.email.intake import LetterReceiver
from bots.email.ways_in.postbox import Envelope
from core.desk import Desk
from core.inbox.store import Claimed
from core.kinds import Settle, Settlement, System
from core.relay.receive import Intake
from tests.bots.email.ways_in.post import letter, postbox
from tests.core.house import House


class Understanding:
    """Reads slowly, and chokes on what says so."""

    def __init__(self, desk: Desk) -> None:
        self.read_: list[tuple[str, bytes]] = []
        self._desk = desk

    async def read(self, claimed: Claimed, raw: bytes) -> None:
        await asyncio.sleep(0.01)
        if b"choke" in raw:
            raise ValueError(raw)
        await self._desk(Settle(), System("mail"), settle=Settlement(claimed.id, claimed.lease))
        self.read_.append((claimed.conversation, raw))


async def chunks(raw: bytes) -> AsyncIterator[bytes]:
    yield raw


async def test_letters_wait_for_their_reader_and_come_in_order_of_each_sender(sqlite_house: House) -> None:
    box, house = postbox(sqlite_house), sqlite_house
    sent = [letter(n, sender=f"c{n % 3}@example.org") for n in range(12)]
    for raw in [*sent, letter(100, sender="lost@example.org"), letter(101, sender="sick@example.org", body="choke")]:
        assert await box.take(chunks(raw), Envelope("pipe"))
    lost = next(row for row in house.inbox() if row.conversation == "mail:lost@example.org")
    house.files.path(str(lost.payload["digest"])).unlink()
    understanding = Understanding(house.desk)
    intake = Intake(house.hop, LetterReceiver(house.files, understanding), "test", house.ask)
    running = asyncio.create_task(intake.run())
    async with asyncio.timeout(20):
        while len(understanding.read_) < len(sent):  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    intake.stop()
    await running
    for n in range(3):
        mine = [raw for conversation, raw in understanding.read_ if conversation == f"mail:c{n}@example.org"]
        assert mine == sent[n::3]
    states = {row.conversation: row.state for row in house.inbox()}
    assert states["mail:lost@example.org"] == "dead" and states["mail:sick@example.org"] == "new"
