"""What goes on around somebody who writes: agents answer and move tickets on, time passes, surveys come."""

import random
from dataclasses import dataclass
from typing import Any

from core.errors import Refusal
from core.kinds import Command, Door, TicketId, Visitor
from core.tickets.commands import AddComment, MoveStatus
from tests.bots.telegram.walking.air import House

AGENT = Visitor(Door.SLACK, "U1")
MINE = (
    "SELECT tickets.id, status, workflow_rev FROM tickets JOIN identities ON person_id = requester"
    " WHERE external_id = :who ORDER BY tickets.id DESC LIMIT 3"
)
TIMERS = (
    "UPDATE surveys SET due_at = 1 WHERE ticket_id = :ticket",
    "UPDATE silences SET due_at = 1 WHERE ticket_id = :ticket",
)
PLACES = (
    "INSERT INTO companies (id, number, name, zone, level) VALUES (1, 'C-1', 'Ферма', '', '')",
    "INSERT INTO sites (id, number, company_id, name, address) VALUES (1, 'S-1', 1, 'Корпус', 'Поле')",
    "INSERT INTO sites (id, number, company_id, name, address) VALUES (2, 'S-2', 1, 'Цех', 'Поле')",
    "INSERT INTO equipment (id, serial, model, site_id) VALUES (1, 'SN-1', 'Вентилятор', 1)",
    "INSERT INTO equipment (id, serial, model, site_id) VALUES (2, 'SN-2', 'Насос', 1)",
)
ALL = (
    "UPDATE grants SET role = 'administrator'"
    " WHERE person_id IN (SELECT person_id FROM identities WHERE external_id = 'U1')"
)
LET_IN = (
    "UPDATE grants SET role = 'client' WHERE role = 'guest'"
    " AND person_id IN (SELECT person_id FROM identities WHERE external_id = :who)",
    "INSERT INTO contacts (person_id, company_id, position, phone)"
    " SELECT person_id, 1, '', '' FROM identities WHERE door = 'telegram' AND external_id = :who"
    " AND person_id NOT IN (SELECT person_id FROM contacts)",
)


async def furnish(house: House) -> None:
    """A company with more than one of each, for whoever is of it; and an agent who may do everything on every desk."""
    for statement in (*PLACES, ALL):
        await house.write(statement)


async def let_in(house: House, who: int) -> None:
    for statement in LET_IN:
        await house.write(statement, who=str(who))


@dataclass
class Life:
    """`tell` is the share of an agent's deeds that are words; the rest move the ticket, or let time pass."""

    house: House
    who: int
    chance: random.Random

    async def goes_on(self) -> str:
        tickets = await self.house.rows(MINE, who=str(self.who))
        if not tickets:
            return "nothing around"
        ticket, roll = self.chance.choice(tickets), self.chance.random()
        if roll < 0.35:
            done = await self._agent(AddComment(TicketId(ticket.id), f"Ответ {self.chance.random()}"))
        elif roll < 0.8:
            done = await self._moved(ticket)
        else:
            done = await self._time_passes(ticket.id)
        await self.house.calm(self.who)
        return done

    async def _moved(self, ticket: Any) -> str:
        profile = self.house.profile
        ways = [move.to for move in profile.moves if ticket.status in move.sources]
        if not ways:
            return "agent can move nowhere"
        to = self.chance.choice(ways)
        until = self.house.hop.clock.now() + 10**12 if profile.status(to).asks_until else None
        return await self._agent(MoveStatus(TicketId(ticket.id), to, ticket.workflow_rev, "Смотрите", until))

    async def _time_passes(self, ticket: int) -> str:
        for statement in TIMERS:
            await self.house.write(statement, ticket=ticket)
        await self.house.jobs.surveys_due()
        await self.house.jobs.silences_due()
        return f"time passes for {ticket}"

    async def _agent(self, command: Command) -> str:
        """What the desk does not let an agent do is not done."""
        key = f"life:{self.who}:{self.chance.random()}"
        try:
            await self.house.desk(command, AGENT, key)
        except Refusal as refusal:
            return f"agent refused {refusal.code}"
        return f"agent {command!r:.90}"
