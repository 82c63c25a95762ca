"""What whoever acts on a generated ticket needs: its life, the dice, the words, and when people get to things."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from core.calendar.wall import appointed, local
from core.clock import HOUR, MINUTE
from core.generate.cast import Agent, Company, Contact
from core.generate.dice import Dice
from core.generate.life import Life
from core.generate.phrasebook import Talk
from core.generate.stage import Stage
from core.kinds import Audience, Door, Event, Instant, MessageId, PersonId
from core.profile.states import Kind, Move, Party, Status
from core.profile.time import Metric
from core.sla.policy import Standing

WAKES, SLEEPS = 7, 23
"""Between these hours customers answer."""


class Teller:
    __slots__ = ("_calendar", "contact", "dice", "life", "pace", "patience", "stage", "talk", "triaged")

    def __init__(self, stage: Stage, dice: Dice, life: Life, contact: Contact, talk: Talk) -> None:
        self.stage, self.dice, self.life, self.contact, self.talk = stage, dice, life, contact, talk
        self.triaged = False
        self._paced()

    def _paced(self) -> None:
        """Agents mean to keep what is promised, and mostly do: `patience` until it is taken, `pace` of each step."""
        policy, row = self.stage.policy, self.life.row
        standing = Standing(row["type"], row["priority"], row["level"], row["category"], row["service"])
        first = policy.choose(Metric.FIRST_RESPONSE, standing)
        whole = policy.choose(Metric.RESOLUTION, standing)
        opened = row["opened_at"]
        self.patience = HOUR // 2 if first is None else policy.budget(first, opened) // 8
        self.pace = 2 * HOUR if whole is None else min(policy.budget(whole, opened) // 16, 8 * HOUR)
        self._calendar = self.stage.calendar if whole is None else policy.calendar(whole)

    @property
    def row(self) -> dict[str, Any]:
        return self.life.row

    @property
    def status(self) -> Status:
        return self.stage.status(self.life.row["status"])

    @property
    def company(self) -> Company:
        return self.stage.cast.companies[self.contact.company]

    @property
    def door(self) -> Door:
        """Customers go on where they began, if that is a way of their own."""
        source = Door(self.life.row["source"])
        return source if source in self.contact.doors else self.contact.doors[0]

    def at_work(self, median: int) -> Instant:
        """When an agent gets to it, after so much working time."""
        return self._calendar.add(self.life.now, self.dice.span(median))

    def at_leisure(self, median: int) -> Instant:
        """When the customer does: at any hour but at night."""
        at = self.life.now + self.dice.span(median, 1.5)
        zone = ZoneInfo(self.stage.calendar.zone)
        wall = local(zone, at)
        if WAKES <= wall.hour < SLEEPS:
            return at
        morning = wall.replace(hour=WAKES, minute=0) + timedelta(days=wall.hour >= SLEEPS)
        return appointed(zone, morning) + self.dice.randrange(3 * HOUR)

    def soon(self) -> Instant:
        return self.life.now + self.dice.span(3 * MINUTE, 0.8)

    def moves(self, party: Party, *kinds: Kind) -> list[Move]:
        """The moves that are open to somebody now, to statuses of some kinds."""
        return [move for move in self.stage.moves(self.row["status"], party) if self.stage.kind(move.to) in kinds]

    def assignee(self) -> PersonId:
        """Whoever has it; while nobody has, the first who could."""
        return PersonId(self.row["assignee"] or self.team()[0].id)

    def team(self) -> tuple[Agent, ...]:
        return self.stage.teams.get(self.row["group_id"] or "", self.stage.cast.agents)

    def staff_says(self, body: str, audience: Audience = Audience.PUBLIC) -> MessageId:
        return self.life.say(self.assignee(), body, by_staff=True, audience=audience)

    def customer_says(self, body: str) -> MessageId:
        return self.life.say(self.contact.id, body, by_staff=False)

    def by_staff(self, *happened: Event, **values: object) -> None:
        self.life.happen(self.assignee(), Door.SLACK, happened, **values)

    def by_customer(self, *happened: Event, **values: object) -> None:
        self.life.happen(self.contact.id, self.door, happened, **values)
