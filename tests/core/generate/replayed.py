"""A ticket's row, timers and people in copy, as its history alone makes them (agreement 9)."""

from typing import Any

import sqlalchemy as sa

from core.kinds import Event, PersonId, Recorded
from core.profile.schema import Profile
from core.profile.states import Party
from core.sla import silence, surveys
from core.sla import tables as sla
from core.storage.unit import Unit
from core.tickets.events import ChoiceAsked, StatusMoved, TicketAssigned, TicketMuted, TicketRated
from core.tickets.handling_events import ObserverAdded, SurveyAsked, TicketTriaged
from core.tickets.model import Ticket

NAMES = ("status", "assignee", "group", "grade", "resume_at", "choice_until", "paused", "paused_until")


class Replay:
    """Folds events as the product's followers would read them; knows nothing of how they were made."""

    def __init__(self, profile: Profile) -> None:
        self._profile = profile
        self.row: dict[str, Any] = dict.fromkeys(NAMES) | {"status": profile.start.status}
        self.triaged: dict[str, Any] = {}
        self.copied: set[PersonId] = set()
        self.muted: set[PersonId | None] = set()
        self.illegal: list[StatusMoved] = []

    def happen(self, recorded: Recorded) -> None:
        match recorded.event:
            case StatusMoved() as event:
                self._moved(event)
            case TicketAssigned() as event:
                self.row["assignee"] = event.assignee
                if event.group is not None or event.group_before is not None:
                    self.row["group"] = event.group
            case ChoiceAsked() as event:
                self.row["choice_until"] = event.until
            case TicketRated() as event:
                self.row["grade"] = event.grade
            case TicketTriaged() as event:
                self.triaged |= event.now
            case ObserverAdded() as event:
                self.copied.add(event.person)
            case TicketMuted():
                self.muted.add(recorded.actor)
            case _:
                return

    def _moved(self, event: StatusMoved) -> None:
        if not self._may(event) or event.source != self.row["status"]:
            self.illegal.append(event)
        was = self._profile.status(event.source)
        answered = event.party == Party.SYSTEM and event.to == was.on_answer and was.kind.open
        timed = was.on_time == event.to and event.party == Party.SYSTEM and self.row["resume_at"] is not None
        keeps = {"paused": event.source, "paused_until": self.row["resume_at"]}
        nothing = {"paused": None, "paused_until": None}
        self.row |= keeps if answered and not timed else nothing
        self.row |= {"status": event.to, "resume_at": event.until, "choice_until": None}

    def _may(self, event: StatusMoved) -> bool:
        """By a move of the profile, or by what the profile lets happen by itself."""
        was, start = self._profile.status(event.source), self._profile.start
        if event.restored:
            return self.row["paused"] == event.to
        if event.party == Party.SYSTEM:
            return event.to in (was.on_answer, was.on_time, was.on_silence)
        if event.source == start.status and event.to == start.claimed:
            return True
        return any(
            event.source in move.sources and move.to == event.to and event.party in move.by
            for move in self._profile.moves
        )


def replayed(profile: Profile, history: list[Recorded]) -> Replay:
    found = Replay(profile)
    for recorded in history:
        found.happen(recorded)
    return found


def kept(ticket: Ticket) -> dict[str, Any]:
    return {name: getattr(ticket, name) for name in NAMES}


def timers(conn: sa.Connection, profile: Profile, history: list[Recorded]) -> list[Any]:
    """Silences and surveys that the real followers leave behind, on a connection that is rolled back."""
    id = history[0].ticket
    for table in (sla.silences, sla.surveys):
        conn.execute(table.delete().where(table.c.ticket_id == id))
    for recorded in history:
        unit = Unit(conn, recorded.at)
        event: Event = recorded.event
        silence.listened(unit, profile, id, event)
        surveys.listened(unit, profile, id, event)
        if isinstance(event, SurveyAsked):
            surveys.forget(unit, id)
    return waiting(conn, id)


def waiting(conn: sa.Connection, id: int) -> list[Any]:
    """What the ticket waits for in silence, and when it is asked."""
    return [
        tuple(row)
        for table in (sla.silences, sla.surveys)
        for row in conn.execute(sa.select(table).where(table.c.ticket_id == id))
    ]
