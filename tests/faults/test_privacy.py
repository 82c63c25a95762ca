"""F1, F2, T5: whatever people do, no word meant for the house and no word of another customer reaches a customer."""

from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from random import Random

import pytest

from core.clock import HOUR
from core.errors import Refusal
from core.kinds import Actor, Command, Door, Json, Origin, TicketId, Visitor
from core.outbox.endings import Sent
from core.relay.channel import Delivery
from core.relay.fetch import Fetch
from core.tickets.answering import Attend, Deed, Reply
from core.tickets.commands import (
    AddComment,
    AddNote,
    Attachment,
    Cancel,
    Claim,
    MoveStatus,
    OpenTicket,
    Rate,
    Resolve,
    ReturnToWork,
)
from core.tickets.handling import AddObserver, Assign, MarkAsSpam, RestoreFromSpam, Triage
from core.tickets.relating import Merge, SetParent, Split, Unmerge
from core.views.queries import MyOpenTickets, MyTickets, ReadTicket
from tests.core.house import AGENTS, AHMED, CHANNEL, IVAN, MARY, House
from tests.core.scripted import Scripted, Shelf

CUSTOMERS = (IVAN, MARY, AHMED)
WATCHER = Visitor(Door.TELEGRAM, "1009", "Watcher", "en")
"""In copy of everything of Ivan's, and of nothing else."""
HEARD = {WATCHER.external_id: IVAN.external_id}
STATUSES = ("new", "in_progress", "waiting", "postponed", "resolved", "closed")


class Crowd:
    """Three customers, an observer and three agents at random; every word carries the name of whom it is for."""

    def __init__(self, house: House, seed: int) -> None:
        self.house = house
        self.dice = Random(seed)
        self.tickets: dict[TicketId, str] = {}
        self.words = 0

    def _word(self, canary: str) -> str:
        self.words += 1
        return f"{canary} {self.words}"

    def _file(self, canary: str) -> tuple[Attachment, ...]:
        name = self._word(canary).replace(" ", "-")
        return (Attachment(name, "text/plain", {"id": name}),) if self.dice.random() < 0.15 else ()

    async def act(self) -> None:
        customer = self.dice.choice(CUSTOMERS)
        canary = f"CUSTOMER{customer.external_id}"
        if len(self.tickets) < 3 or self.dice.random() < 0.05:
            word = self._word(canary)
            outcome = await self.house.desk(OpenTicket(word, word, attachments=self._file(canary)), customer)
            assert outcome.ticket is not None
            self.tickets[outcome.ticket] = canary
            if customer is IVAN:
                await self.house.desk(AddObserver(outcome.ticket, person=self.house.person(WATCHER)), AGENTS[0])
            return
        ticket = self.dice.choice(list(self.tickets)[-12:])
        actor: Actor = self.dice.choice([customer, WATCHER, *[self.dice.choice(AGENTS)] * 2])
        wish = self._wish(ticket, canary if actor is customer else self.tickets[ticket], staff=actor in AGENTS)
        try:
            await self.house.desk(wish, actor)
        except Refusal as refusal:
            assert "NOTE" not in repr(refusal.params)

    def _wish(self, ticket: TicketId, canary: str, *, staff: bool) -> Command:
        """An agent's public words are the ticket owner's; a note is nobody's but the house's."""
        if staff and self.house.ticket(ticket).spam and self.dice.random() < 0.5:
            return RestoreFromSpam(ticket)
        rev = self.house.ticket(ticket).workflow_rev
        until = self.house.clock.now() + HOUR
        origin = Origin(Door.SLACK, CHANNEL, str(self.words)) if staff and self.dice.random() < 0.5 else None
        secret = AddNote(ticket, self._word("NOTE"), self._file("NOTE"), origin)
        hidden = self.dice.random() < 0.3
        to, owner = self.dice.choice(("", *STATUSES)), "NOTE" if hidden else canary
        both = Reply(ticket, self._word(owner), self._file(owner), to, rev, until, hidden)
        move = MoveStatus(
            ticket, self.dice.choice(STATUSES), rev, self._word("NOTE" if hidden else canary), until, hidden
        )  # fmt: skip
        urgent = self.dice.choice(["low", "normal", "high"])
        return self.dice.choice(
            [
                secret,
                secret,
                move,
                both,
                both,
                Attend(ticket, Deed.ANSWER),
                AddComment(ticket, self._word(canary), self._file(canary), origin),
                Claim(ticket, rev),
                Triage(ticket, {"priority": urgent}, hidden=hidden),
                Assign(ticket, rev, self.house.person(self.dice.choice(AGENTS)), hidden=hidden),
                self._joined(ticket, rev),
                Resolve(ticket),
                Cancel(ticket),
                ReturnToWork(ticket),
                Rate(ticket, "5"),
                MarkAsSpam(ticket),
            ]
        )

    def _joined(self, ticket: TicketId, rev: int) -> Command:
        """Agents merge, part and split whatever they like, and are told when it is not to be."""
        other, said = self.dice.choice(list(self.tickets)), self.house.rows("messages", ticket_id=ticket)
        shared = self.dice.random() < 0.5
        return self.dice.choice([
            Merge(ticket, other, rev, shared=shared),
            Merge(ticket, other, rev, shared=shared),
            Unmerge(ticket),
            Split(ticket, self.dice.choice(said).id, following=shared),
            SetParent(ticket, other),
        ])  # fmt: skip


class Everything(Shelf):
    """Has every file; its content is its name."""

    async def fetch(self, source: Json) -> AsyncIterator[bytes]:
        yield source["id"].encode()


def _readable(delivery: Delivery) -> str:
    """All that a channel gets, down to the last field and the bytes of a file."""
    content = delivery.file.path.read_bytes().decode() if delivery.file else ""
    return f"{delivery!r} {content}"


def _leaks(text: str, owner: str) -> Iterator[str]:
    for canary in ("NOTE", *(f"CUSTOMER{one.external_id}" for one in CUSTOMERS)):
        if canary in text and canary != f"CUSTOMER{HEARD.get(owner, owner)}":
            yield canary


async def _lived(house: House, seed: int, deeds: int) -> None:
    await house.staff()
    await house.opened(WATCHER, "Mine", "Of my own")
    crowd = Crowd(house, seed)
    fetch = Fetch(
        house.hop, house.desk, house.files, {door: Everything(door) for door in (Door.TELEGRAM, Door.SLACK)}, 99
    )
    for n in range(deeds):
        await crowd.act()
        if n % 40 == 0:
            await fetch.round()
    while await fetch.round():
        pass


async def _swept(house: House) -> dict[str, int]:
    """Prepares and settles every row there is; counts what each client was told."""
    told: dict[str, int] = defaultdict(int)
    for door in (Door.TELEGRAM, Door.SLACK):
        while rows := await house.claim_outbox(door):
            for row in rows:
                delivery = await house.hop.read(lambda conn, row=row: house.prepare(conn, row))
                if row.address.key != CHANNEL:
                    assert isinstance(delivery, Delivery)
                    told[row.address.key] += 1
                    assert not list(_leaks(_readable(delivery), row.address.key)), delivery
                await house.settled(row, Sent(f"{row.id}"))
            house.hands.forward(1)
    return told


async def _read(house: House) -> None:
    for customer in CUSTOMERS:
        seen = [await house.ask(MyTickets(most=500), customer), await house.ask(MyOpenTickets(500), customer)]
        pages = [await house.ask(ReadTicket(line.id, most=500), customer) for line in seen[0].items]  # type: ignore[attr-defined]
        assert not list(_leaks(repr((seen, pages)), customer.external_id))
        assert f"CUSTOMER{customer.external_id}" in repr(pages)


@pytest.mark.parametrize("seed", [1, 2])
async def test_no_canary_reaches_a_client(house: House, seed: int) -> None:
    await _lived(house, seed, 400 if house.on_postgres else 600)
    told = await _swept(house)
    assert set(told) == {one.external_id for one in (*CUSTOMERS, WATCHER)} and min(told.values()) > 5
    assert "hidden" in {row.reason for row in house.outbox(state="suppressed")}
    assert house.rows("events", kind="MarkedAsSpam") and house.rows("events", kind="RestoredFromSpam")
    assert any("NOTE" in row.body for row in house.rows("messages"))
    await _read(house)


@pytest.mark.soak
async def test_no_canary_reaches_a_client_in_a_hundred_thousand_deeds(house: House) -> None:
    for seed in range(20):
        await _lived(house, 100 + seed, 5_000)
        await _swept(house)
        await _read(house)


async def test_an_internal_row_at_a_clients_address_is_withheld(house: House) -> None:
    """The audience is checked again when sent: even a row that nobody should have written does not leave."""
    await house.staff()
    ticket = await house.opened()
    await house.desk(AddNote(ticket, "NOTE 1"), AGENTS[0])
    client = house.rows("addresses", key="1001")[0].id
    house.execute(f"UPDATE outbox SET address_id = {client}, through = 'telegram'")
    channel = Scripted()
    relay = house.relay(channel)
    while rows := await house.claim_outbox(Door.TELEGRAM):
        for row in rows:
            await relay._one(row)
    assert "NOTE" not in "".join(_readable(one.delivery) for one in channel.arrived)
    assert [(row.state, row.reason) for row in house.outbox(kind="message")] == [("refused", "audience")]


async def test_a_message_made_internal_after_the_row_was_written_does_not_leave(house: House) -> None:
    await house.staff()
    ticket = await house.opened()
    await house.desk(AddComment(ticket, "SECRET"), AGENTS[0])
    house.execute("UPDATE messages SET audience = 'internal' WHERE body = 'SECRET'")
    while rows := await house.claim_outbox(Door.TELEGRAM):
        for row in rows:
            delivery = await house.hop.read(lambda conn, row=row: house.prepare(conn, row))
            assert "SECRET" not in repr(delivery)
            await house.settled(row, Sent("1"))
