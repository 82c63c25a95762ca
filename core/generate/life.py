"""One ticket as it lives: its row, its words, its history and its clocks, changed as the handlers change them."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from core.clock import HOUR
from core.generate.stage import Stage
from core.kinds import Audience, Door, Event, EventId, Instant, MessageId, PersonId, Recorded, TicketId
from core.profile.states import Party
from core.sla import silence
from core.sla.course import Course
from core.sla.policy import Standing
from core.sla.targets import applied, begun, counts
from core.sla.watch import told
from core.tickets import event_kinds as kinds
from core.tickets.events import CommentAdded, StatusMoved, TicketOpened, TicketRated
from core.tickets.handling_events import SurveyAsked
from core.tickets.store import WORKFLOW

Row = tuple[Any, ...]
NO_PAUSE: Mapping[str, object] = {"paused": None, "paused_until": None, "choice_until": None}


class Life:
    """`lag` is how long after its time the desk gets to what is due, in microseconds."""

    __slots__ = (
        "_events", "_lag", "_messages", "_stage", "course", "history", "muted", "now", "observers", "row", "said",
        "silence", "survey", "warned",
    )  # fmt: skip

    def __init__(self, stage: Stage, row: dict[str, Any], ids: tuple[Iterator[int], Iterator[int]], lag: int) -> None:
        self._stage, self._lag = stage, lag
        self._messages, self._events = ids
        self.row = row
        self.now: Instant = row["opened_at"]
        self.said: list[Row] = []
        self.history: list[Row] = []
        self.observers: dict[PersonId, Instant] = {}
        self.muted: dict[PersonId, Instant] = {}
        self.course: Course | None = None
        self.silence: tuple[str, Instant] | None = None
        self.survey: Instant | None = None
        self.warned = False

    @property
    def id(self) -> TicketId:
        return TicketId(self.row["id"])

    def say(
        self, author: PersonId, body: str, *, by_staff: bool, audience: Audience = Audience.PUBLIC
    ) -> MessageId:  # fmt: skip
        id = MessageId(next(self._messages))
        self.said.append((id, self.row["id"], author, audience.value, by_staff, self.now, body))
        return id

    def open(self, author: PersonId, door: Door, body: str) -> None:
        message = self.say(author, body, by_staff=False)
        self._record(TicketOpened(message), author, door)
        row, policy = self.row, self._stage.policy
        if policy.metrics:
            standing = Standing(row["type"], row["priority"], row["level"], row["category"], row["service"])
            self.course = begun(policy, standing, row["status"], row["opened_at"])

    def happen(self, by: PersonId | None, door: Door | None, happened: Sequence[Event], **values: object) -> None:
        """What `core.tickets.store.change` writes, and what follows from it."""
        row = self.row
        if values.get("status", row["status"]) != row["status"]:
            values = {**NO_PAUSE, **values}
        for event in happened:
            self._timers(event)
            recorded = self._record(event, by, door)
            if self.course is not None and counts(event):
                self.course = applied(self.course, recorded, self._stage.policy)
        row["workflow_rev"] += bool(WORKFLOW & values.keys())
        row["updated_at"] = self.now
        row.update(values)

    def pass_time(self, to: Instant) -> bool:
        """Everything that comes due until an instant happens; says whether the ticket has another status then."""
        before = self.row["status"]
        while (due := self._due()) is not None and due <= to:
            self.now = max(self.now, min(due + self._lag, to))
            self._by_itself()
        self.now = max(self.now, to)
        return bool(self.row["status"] != before)

    def _record(self, event: Event, by: PersonId | None, door: Door | None) -> Recorded:
        row = self.row
        seq = row["last_seq"] = row["last_seq"] + 1
        id = EventId(next(self._events))
        self.history.append((
            id, row["id"], seq, self.now, by, door.value if door else None, type(event).__name__, event.audience.value,
            event.version, json.dumps(kinds.written(event)),
        ))  # fmt: skip
        return Recorded(id, row["id"], seq, self.now, by, door, event)

    def _timers(self, event: Event) -> None:
        """As `core.sla.silence` and `core.sla.surveys` listen."""
        rating = self._stage.profile.rating
        match event:
            case StatusMoved():
                waits = self._stage.status(event.to).silence
                over = silence.over(waits, self._stage.profile, self.now) if waits else None
                self.silence = (event.to, over) if over is not None else None
                if rating is not None and rating.after_hours is not None:
                    self._surveyed(event, rating.sources, rating.after_hours)
            case CommentAdded(by_staff=False, by_observer=False):
                self.silence = None
            case TicketRated():
                self.survey = None
            case _:
                return

    def _surveyed(self, event: StatusMoved, rated: Sequence[str], hours: int) -> None:
        if event.to not in rated:
            self.survey = None
        elif event.source not in rated:
            self.survey = self.now + hours * HOUR

    def _due(self) -> Instant | None:
        row = self.row
        found = [at for at in (row["resume_at"], row["choice_until"], self.survey) if at is not None]
        if self.silence is not None:
            found.append(self.silence[1])
        if self.course is not None:
            for clock in self.course.clocks:
                found += [one.due_at for one in clock.steps if one.fired_at is None and one.due_at is not None]
        return min(found, default=None)

    def _by_itself(self) -> None:
        """What the jobs of the desk would do now; what one of them changes, the next one sees."""
        row, status = self.row, self._stage.status(self.row["status"])
        if row["resume_at"] is not None and row["resume_at"] <= self.now:
            self._moved(status.on_time, resume_at=None)
        elif row["choice_until"] is not None and row["choice_until"] <= self.now:
            self._moved(status.on_answer, choice_until=None)
        elif self.survey is not None and self.survey <= self.now:
            self.survey = None
            self.happen(None, None, [SurveyAsked()])
        elif self.silence is not None and self.silence[1] <= self.now:
            self._silent(status.on_silence)
        elif self.course is not None and (due := told(self.course, self._stage.policy, self.now)):
            self.warned = True
            self.happen(None, None, due)

    def _silent(self, to: str | None) -> None:
        if to is None or self.silence is None or self.silence[0] != self.row["status"]:
            self.silence = None
        else:
            self._moved(to, resume_at=None)

    def _moved(self, to: str | None, **values: object) -> None:
        source = self.row["status"]
        moved = [] if to is None else [StatusMoved(source, to, Party.SYSTEM)]
        self.happen(None, None, moved, status=to or source, **values)
