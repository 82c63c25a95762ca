"""X6: the database goes away for a moment under running trips; they go on, nothing is lost."""

import asyncio
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from core.inbox.store import Claimed, Entry
from core.kinds import Door, Settlement
from core.relay.fetch import Fetch
from core.relay.receive import Intake
from core.tickets.commands import Attachment, OpenTicket
from tests.core.house import IVAN, House
from tests.core.scripted import Scripted, Shelf


class Desk:
    """A receiver that opens a ticket with a photo for every input."""

    source = "telegram"

    def __init__(self, house: House) -> None:
        self.house = house

    def question(self, claimed: Claimed) -> None:
        return None

    async def receive(self, claimed: Claimed, answer: object) -> None:
        photo = Attachment("p.jpg", "image/jpeg", {"id": "p"})
        wish = OpenTicket(f"T{claimed.external_id}", "", attachments=(photo,))
        settle = Settlement(claimed.id, claimed.lease)
        await self.house.desk(wish, IVAN, f"tg:{claimed.external_id}", settle=settle)


def _cut_every_line(url: sa.URL) -> None:
    """What a restart of the server does to its clients."""
    with sa.create_engine(url, isolation_level="AUTOCOMMIT").connect() as conn:
        conn.exec_driver_sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.mark.parametrize("cuts", [1, 4])
async def test_trips_outlive_a_restart_of_the_database(
    postgres_url: sa.URL, open_house: Callable[[sa.URL], House], cuts: int
) -> None:
    house = open_house(postgres_url)
    telegram, slack, shelf = Scripted(), Scripted(Door.SLACK), Shelf()
    shelf.contents["p"] = b"picture"
    fetch = Fetch(house.hop, house.desk, house.files, {Door.TELEGRAM: shelf}, 100)
    relays = [house.relay(telegram), house.relay(slack)]
    trips = [Intake(house.hop, Desk(house), "w", house.ask), *relays, fetch]
    entries = [Entry("telegram", str(n), f"c{n % 7}", {}) for n in range(30)]
    await house.journal(*entries)
    async with asyncio.timeout(30), asyncio.TaskGroup() as tasks:
        running = [tasks.create_task(trip.run()) for trip in trips]
        for _ in range(cuts):
            await asyncio.sleep(0.1)
            _cut_every_line(postgres_url)
        while not _at_rest(house):
            await asyncio.sleep(1.5)
            _hurry(house)
            await asyncio.gather(*(relay.recover() for relay in relays))
        for trip in trips:
            trip.stop()
        await asyncio.gather(*running)
    assert len(house.rows("tickets")) == 30, "each input once: nothing lost, nothing doubled"
    assert {row.state for row in house.rows("attachments")} == {"ready"}
    assert len([row for row in house.notices() if row.state in ("sent", "parked")]) == 30


def _at_rest(house: House) -> bool:
    inbox = all(row.state == "done" for row in house.inbox())
    files = all(row.state == "ready" for row in house.rows("attachments"))
    return inbox and files and all(row.settled_at for row in house.outbox())


def _hurry(house: House) -> None:
    """Leases and back-offs, as if their minutes had passed."""
    house.hands.forward(400)
    house.execute(
        "UPDATE inbox SET due_at = 0, lease_until = least(lease_until, 1) WHERE state = 'new'",
        "UPDATE attachments SET due_at = 0 WHERE state = 'loading'",
        "UPDATE outbox SET lease_until = 1 WHERE state = 'sending'",
    )
