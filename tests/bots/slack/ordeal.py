"""A random working day in two of the desk's channels, played the same on any desk; what is left of it, to compare."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from core.kinds import TicketId
from core.profile.schema import Profile
from tests.bots.slack.bureau import both
from tests.bots.slack.office import Office, named, office, profile_of
from tests.standins.slack import Agent, Json, SlackStandIn, Upload

TICKETS, GUESTS = 12, 6
TAKES = ("eyes", "white_check_mark")
TICKETS_ARE = """
    SELECT t.subject, t.status, p.name FROM tickets t LEFT JOIN persons p ON p.id = t.assignee ORDER BY t.subject
"""
WORDS_ARE = """
    SELECT t.subject, p.name, m.body, m.withdrawn_at IS NOT NULL, count(a.id)
    FROM messages m JOIN tickets t ON t.id = m.ticket_id JOIN persons p ON p.id = m.author
    LEFT JOIN attachments a ON a.message_id = m.id
    GROUP BY m.id, t.subject, p.name, m.body, m.withdrawn_at
"""
SEATS_ARE = "SELECT p.name, s.channel FROM seats s JOIN persons p ON p.id = s.person_id"
GRANTS_ARE = "SELECT p.name, g.role FROM grants g JOIN persons p ON p.id = g.person_id"


@dataclass
class Word:
    """Somebody's, in the thread of a ticket."""

    ts: str
    subject: str
    channel: str
    author: Agent
    said: str
    files: int
    gone: bool = False


@dataclass
class Ordeal:
    """Three agents. On a ticket stands one of the emoji that move it, since of two the order would have to be known."""

    desk: Office
    sales: str
    vera: Agent
    guests: list[Agent]
    dice: Random
    cards: dict[TicketId, Json] = field(default_factory=dict)
    marked: set[TicketId] = field(default_factory=set)
    words: list[Word] = field(default_factory=list)
    never_read: set[str] = field(default_factory=set)
    """What was said without Slack telling of it, and taken away again: nobody can know of it."""
    unheard: set[str] = field(default_factory=set)
    count: int = 0

    @property
    def agents(self) -> list[Agent]:
        return [self.desk.anna, self.desk.boris, self.vera]

    async def open(self) -> None:
        for n in range(TICKETS):
            service = "sales" if n % 3 == 0 else "support"
            ticket = await self.desk.open(f"Заявка {n:02}", "Помогите", service=service)
            self.cards[ticket] = await self._card(ticket, self.place(ticket))

    def place(self, ticket: TicketId) -> str:
        return self.sales if (ticket - 1) % 3 == 0 else self.desk.channel

    async def _card(self, ticket: TicketId, channel: str) -> Json:
        async def there() -> Json | None:
            posts = await self.desk.slack.messages(channel)
            return next((one for one in posts if one.get("bot_id") and named(ticket, one["plain"])), None)

        return dict(await self.desk.until(there, 20))

    async def play(self, events: int) -> None:
        deeds = (self._say, self._edit, self._delete, self._mark, self._make, self._turn)
        for _ in range(events):
            await self.dice.choices(deeds, (9, 5, 3, 3, 2, 3))[0]()
        await self.settled()

    async def _say(self) -> None:
        self.count += 1
        ticket, agent = self.dice.choice(list(self.cards)), self.dice.choice(self.agents)
        files = [Upload("a.txt", b"a")] if self.dice.random() < 0.1 else []
        text, channel = f"Слово {self.count} & <{self.count}>", self.place(ticket)
        said = await agent.say(channel, text, thread=self.cards[ticket]["ts"], files=files)
        self.words.append(Word(said["ts"], f"Заявка {ticket - 1:02}", channel, agent, text, len(files)))
        if await self._silent(said):
            self.unheard.add(said["ts"])

    async def _edit(self) -> None:
        word = self._word()
        if word is not None:
            self.count += 1
            word.said = f"Правка {self.count}"
            told = await word.author.edit(word.channel, word.ts, word.said)
            if not await self._silent(told):
                self.unheard.discard(word.ts)

    async def _delete(self) -> None:
        word = self._word()
        if word is not None:
            word.gone = True
            await word.author.delete(word.channel, word.ts)
            self.never_read |= {word.ts} & self.unheard

    def _word(self) -> Word | None:
        here = [word for word in self.words if not word.gone]
        return self.dice.choice(here) if here else None

    async def _mark(self) -> None:
        free = [ticket for ticket in self.cards if ticket not in self.marked]
        if free:
            ticket, agent, name = self.dice.choice(free), self.dice.choice(self.agents), self.dice.choice(TAKES)
            self.marked.add(ticket)
            await agent.react(self.place(ticket), self.cards[ticket]["ts"], name)

    async def _make(self) -> None:
        self.count += 1
        channel, author, maker = self.dice.choice([self.desk.channel, self.sales]), *self.dice.sample(self.agents, 2)
        said = await author.say(channel, f"Сделайте {self.count}")
        await maker.react(channel, said["ts"], "ticket")

    async def _turn(self) -> None:
        """Somebody comes or goes who says nothing."""
        guest, channel = self.dice.choice(self.guests), self.dice.choice([self.desk.channel, self.sales])
        here = await self.desk.workspace.client.conversations_members(channel=channel)
        turned = self.desk.slack.leave if guest.id in here["members"] else self.desk.slack.join
        await turned(channel, guest)

    async def _silent(self, told: Json) -> bool:
        return (await self.desk.slack.envelope(told["event_id"]))["state"] == "silenced"

    async def settled(self) -> None:
        await settled(self.desk)

    async def state(self) -> dict[str, list[Any]]:
        places = {self.desk.channel: "common", self.sales: "sales"}
        return {
            "tickets": await self._rows(TICKETS_ARE),
            "words": sorted(await self._rows(WORDS_ARE)),
            "seats": sorted((name, places[at]) for name, at in await self._rows(SEATS_ARE)),
            "grants": sorted(await self._rows(GRANTS_ARE)),
        }

    async def _rows(self, query: str) -> list[Any]:
        return await rows(self.desk, query)


async def rows(desk: Office, query: str) -> list[Any]:
    return await desk.hop.read(lambda conn: [tuple(row) for row in conn.exec_driver_sql(query)])


async def settled(desk: Office, *, told: bool = True) -> None:
    """Returns when all that Slack has told of is worked off, and said where it belongs.

    What was not acknowledged in time it tells again a minute later, and then after five. Not `told`: after a kill Slack
    tells again in a minute what it told the dead.
    """

    open = dict[str, Any]()

    async def so() -> bool:
        open["flying"] = await desk.slack.envelopes(state=("waiting", "retrying")) if told else []
        open["inbox"] = await rows(desk, "SELECT id, conversation, attempts FROM inbox WHERE state = 'new'")
        open["outbox"] = await rows(desk, "SELECT id, kind, attempts FROM outbox WHERE state IN ('pending', 'sending')")
        return not any(open.values())

    try:
        await desk.until(so, 420)
    except TimeoutError:
        raise AssertionError(open) from None


@asynccontextmanager
async def ordeal(slack: SlackStandIn, folder: Path, seed: int) -> AsyncIterator[Ordeal]:
    sales = await slack.channel("sales")
    async with office(slack, folder, profile=two_channels(sales)) as desk:
        vera = await slack.agent("Вера", "vera@example.org")
        guests = [await slack.agent(f"Гость {n}", f"guest{n}@example.org") for n in range(GUESTS)]
        for channel, agents in ((desk.channel, [vera]), (sales, [desk.anna, desk.boris, vera])):
            for agent in agents:
                await slack.join(channel, agent)
        made = Ordeal(desk, sales, vera, guests, Random(seed))
        await made.settled()
        await made.open()
        yield made


def two_channels(sales: str) -> Profile:
    raw = profile_of().model_dump(by_alias=True, mode="json")
    services = [
        {"id": "support", "label": both("Поддержка", "Support")},
        {"id": "sales", "label": both("Продажи", "Sales"), "channel": sales},
    ]
    return Profile.model_validate(raw | {"services": services})
