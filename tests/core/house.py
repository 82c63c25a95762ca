"""The core as its doors see it, with a clock to move and eyes for the rows."""

import os
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from core.clock import SECOND, Clock
from core.desk import Desk
from core.errors import Refusal
from core.inbox import store as inbox
from core.inbox.store import Claimed, Entry
from core.jobs import Jobs
from core.kinds import Actor, Command, Door, Outcome, PersonId, Recorded, Settlement, System, TicketId, Visitor
from core.outbox import claims
from core.outbox.places import Switchboard
from core.people import store as people
from core.people.commands import ConfirmAddress, OfferAddress, SyncStaff
from core.people.person import Member
from core.profile.schema import Profile
from core.relay.channel import Channel
from core.relay.deliver import Relay
from core.relay.prepare import Preparation
from core.storage.bells import Bells
from core.storage.files import Files
from core.storage.hop import Hop
from core.storage.schema import metadata
from core.tickets import history
from core.tickets import store as tickets
from core.tickets.commands import FileStored, OpenTicket
from core.tickets.model import Ticket
from core.views.ask import Ask

CHANNEL = "C0DESK"
STAFF = (Door.SLACK, CHANNEL)
TIME = System("time")

IVAN = Visitor(Door.TELEGRAM, "1001", "Иван Петров", "ru")
MARY = Visitor(Door.TELEGRAM, "1002", "Mary Jones", "en")
AHMED = Visitor(Door.TELEGRAM, "1003", "Ahmed", "en")
ANNA = Visitor(Door.SLACK, "U1", "Anna")
BORIS = Visitor(Door.SLACK, "U2", "Boris")
CLARA = Visitor(Door.SLACK, "U3", "Clara")
AGENTS = (ANNA, BORIS, CLARA)
WAYS_OUT = (Door.TELEGRAM, Door.MAIL)


class Hands:
    """Moves the clock of a house forward, as an operator of a stand-in would: through its file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._offset = 0.0
        path.touch()

    def forward(self, seconds: float) -> None:
        self._offset += seconds
        stamp = self._path.stat().st_mtime_ns + 1_000
        self._path.write_text(str(self._offset))
        os.utime(self._path, ns=(stamp, max(stamp, self._path.stat().st_mtime_ns)))


class House:
    """One replica. Readers below have a connection of their own and see only what is committed."""

    def __init__(self, url: sa.URL, profile: Profile, folder: Path) -> None:
        self.url = url
        self.profile = profile
        self.board = Switchboard(doors=tuple(door for door in WAYS_OUT if door in profile.doors), staff=STAFF)
        self.hands = Hands(folder / "clock")
        self.clock = Clock(f"file:{folder / 'clock'}")
        self.bells = Bells()
        self.hop = Hop(url, self.clock, self.bells)
        self.desk = Desk(self.hop, profile, self.board)
        self.ask = Ask(self.hop, profile)
        self.files = Files(folder / "files")
        self.jobs = Jobs(self.hop, self.desk, [], self.files)
        self.prepare = Preparation(profile, self.files, "e0", self.board)
        self._engine = sa.create_engine(url, pool_pre_ping=True)

    def close(self) -> None:
        self.hop.close()
        self._engine.dispose()

    @property
    def on_postgres(self) -> bool:
        return self.url.get_backend_name() == "postgresql"

    # What happens often

    async def staff(self, *visitors: Visitor) -> None:
        """Makes these and only these the agents; the three that everybody knows when nobody is named."""
        members = tuple(
            Member(one.external_id, one.name, f"{one.external_id.lower()}@desk.example") for one in visitors or AGENTS
        )
        await self.desk(SyncStaff(members), System("slack"))

    async def opened(self, by: Visitor = IVAN, subject: str = "Printer", body: str = "It smokes") -> TicketId:
        outcome = await self.desk(OpenTicket(subject, body), by)
        assert outcome.ticket is not None
        return outcome.ticket

    async def refused(self, command: Command, by: Actor, key: str | None = None) -> Refusal:
        """The refusal of what must not be done. It leaves nothing behind, or the test fails."""
        before = self.count()
        try:
            await self.desk(command, by, key)
        except Refusal as refusal:
            assert self.count() == before | ({"seen": before["seen"] + 1} if key else {})
            return refusal
        raise AssertionError(f"{command} was carried out")

    async def confirmed(self, by: Visitor, email: str) -> None:
        """A mail address becomes theirs: offered, and the code of its letter brought back."""
        await self.desk(OfferAddress(email), by)
        await self.desk(ConfirmAddress(self.code(email)), by)

    async def stored(self) -> None:
        """Every content that is awaited has come; each is its own name."""
        for row in self.rows("attachments", state="loading"):
            kept = await self.files.keep(_bytes(row.name), 1_000)
            await self.desk(FileStored(row.ticket_id, row.id, kept.digest, kept.size), System("files"))

    async def heard(self, command: Any, by: Visitor, update: str, **leaves: Any) -> Outcome:
        """A command as a door gives it: journalled, claimed, and settled by the unit that carries it out."""
        claimed = await self.journalled(update, by.external_id)
        settle = Settlement(claimed.id, claimed.lease, **leaves)
        return await self.desk(command, by, f"tg:{update}", settle=settle)

    async def journalled(self, update: str, conversation: str, lease: str = "w1") -> Claimed:
        await self.journal(Entry("telegram", update, conversation, {"update": update}))
        rows = await self.claim_inbox(lease)
        return next(row for row in rows if row.external_id == update)

    async def journal(self, *entries: Entry) -> int:
        return await self.hop.unit(lambda unit: inbox.journal(unit, entries))

    async def claim_inbox(self, lease: str = "w1", most: int = 100, source: str = "telegram") -> list[Claimed]:
        return await self.hop.unit(lambda unit: inbox.claim(unit, [source], lease, most))

    def relay(self, channel: Channel, owner: str = "r1", *, alone: bool = True) -> Relay:
        return Relay(self.hop, channel, self.prepare, self.board, owner, alone=alone)

    async def out(self, channel: Channel) -> None:
        """The trip through one channel, until nothing is due there any more."""
        relay = self.relay(channel)
        while rows := await self.claim_outbox(channel.door):
            for row in rows:
                await relay._one(row)

    # What there is

    def code(self, email: str) -> str:
        """The code in the newest letter to an address."""
        at = self.rows("addresses", door=Door.MAIL.value, key=email.lower())[0]
        return str(self.outbox(kind="prompt", address_id=at.id)[-1].content["code"])

    def person(self, who: Visitor) -> PersonId:
        with self._engine.connect() as conn:
            found = people.at_door(conn, who.door, who.external_id)
        assert found is not None
        return found

    def rows(self, table: str | sa.Table, **where: object) -> list[Any]:
        """Rows of a table by equality, in the order of their first column."""
        known = metadata.tables[table] if isinstance(table, str) else table
        query = sa.select(known).order_by(*known.primary_key)
        for name, value in where.items():
            query = query.where(known.c[name] == value)
        with self._engine.connect() as conn:
            return list(conn.execute(query))

    def count(self) -> dict[str, int]:
        """How many rows each table has: what a unit left behind, or that it left nothing."""
        every = " UNION ALL ".join(f"SELECT '{name}', count(*) FROM \"{name}\"" for name in metadata.tables)
        with self._engine.connect() as conn:
            return {str(name): int(count) for name, count in conn.exec_driver_sql(every)}

    def outbox(self, **where: object) -> list[Any]:
        return self.rows("outbox", **where)

    def notices(self, to: Visitor = IVAN) -> list[Any]:
        """Rows on their way to a person, whatever became of them."""
        theirs = {address.id for address in self.rows("addresses", key=to.external_id)}
        return [row for row in self.outbox() if row.address_id in theirs]

    def address(self, id: int) -> Any:
        return self.rows("addresses", id=id)[0]

    def inbox(self, **where: object) -> list[Any]:
        return self.rows("inbox", **where)

    def ticket(self, id: TicketId) -> Ticket:
        with self._engine.connect() as conn:
            found = tickets.find(conn, id)
        assert found is not None
        return found

    def history(self, id: TicketId) -> list[Recorded]:
        with self._engine.connect() as conn:
            return history.of_ticket(conn, id)

    def events(self, id: TicketId) -> list[str]:
        return [type(recorded.event).__name__ for recorded in self.history(id)]

    def execute(self, *statements: sa.Executable | str) -> None:
        """Changes rows behind the back of the core: what a crash or an operator would have left."""
        with self._engine.begin() as conn:
            for statement in statements:
                conn.execute(sa.text(statement) if isinstance(statement, str) else statement)

    async def claim_outbox(self, door: Door, lease: str = "r1", most: int = 100, busy: Sequence[int] = ()) -> list[Any]:
        return await self.hop.unit(lambda unit: claims.claim(unit, door, lease, most, busy))

    async def settled(self, row: Any, ending: Any) -> None:
        """The ending of a claimed row, obeyed as the relay obeys it."""
        relay = self.relay(_Silent(row.address.door))
        await self.hop.unit(lambda unit: relay._settled(unit, row, ending))

    async def pass_time(self, seconds: float) -> int:
        self.hands.forward(seconds)
        return self.clock.now() // SECOND


async def _bytes(name: str) -> AsyncIterator[bytes]:
    yield name.encode()


class _Silent:
    """A channel that is named and never asked."""

    reconciles = False
    bundles = False
    limits = None

    def __init__(self, door: Door) -> None:
        self.door = door

    async def deliver(self, delivery: Any) -> Any:
        raise AssertionError("nothing is to be delivered here")
