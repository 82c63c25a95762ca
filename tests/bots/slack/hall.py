"""A desk with channels of single queues: one for sales, a private one for complaints, one for the second line."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.kinds import Door, TicketId, Visitor
from core.people import seats
from core.people import store as people
from core.profile.schema import Profile
from core.tickets.handling import Assign, Triage
from tests.bots.slack.bureau import both, profile
from tests.bots.slack.office import Office, named, office
from tests.standins.slack import Agent, Json, SlackStandIn

SERVICES = ("support", "sales", "complaints")


@dataclass
class Hall:
    """Anna sits everywhere. Boris sits in the common channel alone, Vera in the private one alone."""

    desk: Office
    sales: str
    secret: str
    line2: str
    vera: Agent

    @property
    def channels(self) -> tuple[str, ...]:
        return (self.desk.channel, self.sales, self.secret, self.line2)

    async def to(self, ticket: TicketId, service: str, by: Agent | None = None) -> None:
        await self.desk.desk(Triage(ticket, {"service": service}), Visitor(Door.SLACK, str(by or self.desk.anna)))

    async def hand(self, ticket: TicketId, group: str) -> None:
        shown, _ = await self.desk.seen_by(self.desk.anna, ticket)
        await self.desk.desk(Assign(ticket, shown.rev, group=group), Visitor(Door.SLACK, self.desk.anna.id))

    async def posts(self, channel: str, ticket: TicketId) -> list[Json]:
        """Cards and pointers of the ticket in a channel."""
        found = await self.desk.slack.messages(channel)
        return [one for one in found if not one.get("thread_ts") or one["thread_ts"] == one["ts"] if _of(ticket, one)]

    async def live(self, ticket: TicketId) -> list[str]:
        """Where it can be pressed."""
        found = [(channel, await self.posts(channel, ticket)) for channel in self.channels]
        return [channel for channel, posts in found for one in posts if one["buttons"] or one["menus"]]

    async def card(self, ticket: TicketId, channel: str) -> Json:
        """The only live card, once it is the one there, and nothing waits."""

        async def there() -> Json | None:
            if await self.live(ticket) != [channel] or not await self.quiet():
                return None
            return next(one for one in await self.posts(channel, ticket) if one["buttons"] or one["menus"])

        return dict(await self.desk.until(there, 20))

    async def quiet(self) -> bool:
        query = "SELECT count(*) FROM outbox WHERE state IN ('pending', 'sending')"
        return not await self.desk.hop.read(lambda conn: conn.exec_driver_sql(query).scalar_one())

    async def stored(self) -> None:
        """Returns when every content that was announced has come."""

        async def come() -> bool:
            query = "SELECT count(*) FROM attachments WHERE state = 'loading'"
            return not await self.desk.hop.read(lambda conn: conn.exec_driver_sql(query).scalar_one())

        await self.desk.until(come, 20)

    async def settled(self) -> None:
        await self.desk.until(self.quiet, 20)

    async def said(self, channel: str, ticket: TicketId) -> list[str]:
        """What stands in the threads of the ticket there, oldest first."""
        threads = [await self.desk.slack.messages(channel, one["ts"]) for one in await self.posts(channel, ticket)]
        return [one["plain"] for thread in threads for one in thread[1:]]

    async def sits(self, agent: Agent, channel: str) -> bool:
        id = await self.desk.hop.read(lambda conn: people.at_door(conn, Door.SLACK, agent.id))
        return id is not None and await self.desk.hop.read(lambda conn: seats.sits(conn, id, channel))


def _of(ticket: TicketId, message: Json) -> bool:
    return bool(message.get("bot_id")) and (named(ticket, message["plain"]) or f"-{ticket}:" in message["plain"])


def profile_for(sales: str, secret: str, line2: str, language: str = "ru", **changes: Any) -> Profile:
    """The channels by their ids, since another test may have made one of the same name."""
    languages = ["ru", "en"] if language == "ru" else ["en", "ru"]
    services = [
        {"id": "support", "label": both("Поддержка", "Support")},
        {"id": "sales", "label": both("Продажи", "Sales"), "channel": sales},
        {"id": "complaints", "label": both("Жалобы", "Complaints"), "channel": secret, "private": True},
    ]
    groups = [
        {"id": "escalation", "role": "agent", "label": both("Эскалация", "Escalation")},
        {"id": "line2", "role": "agent", "label": both("Вторая линия", "Second line"), "channel": line2},
    ]
    return profile(services=services, groups=groups, languages=languages, access={}, **changes)


@asynccontextmanager
async def hall(
    slack: SlackStandIn, folder: Path, language: str = "ru", usergroup: str | None = None, **changes: Any
) -> AsyncIterator[Hall]:  # fmt: skip
    sales, line2 = await slack.channel("sales"), await slack.channel("line2")
    secret = await slack.channel("complaints", is_private=True)
    given = profile_for(sales, secret, line2, language, **changes)
    vera = await slack.agent("Вера", "vera@example.org")
    async with office(slack, folder, profile=given, usergroup=usergroup) as desk:
        made = Hall(desk, sales, secret, line2, vera)
        for agent, channel in ((desk.anna, sales), (desk.anna, secret), (desk.anna, line2), (vera, secret)):
            await slack.join(channel, agent)
            await desk.until(lambda agent=agent, channel=channel: made.sits(agent, channel))  # type: ignore[misc]
        yield made
