"""The queues, each walked along an index of its own: a page costs the same however many tickets there are (X2).

A walk finds ids and no more, of a few narrow stretches of an index, one for each status; who is shown them, and under
which brand, is told there already. Statements are written once for each kind of viewer.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from core.outbox.store import lost, outbox, troubled
from core.profile.schema import Profile
from core.profile.states import Kind
from core.sla.tables import missed, running, targets
from core.storage.prepared import Prepared
from core.storage.schema import LARGEST
from core.tickets.snoozes import put_off
from core.tickets.store import IN_QUEUES, tickets
from core.views.lists.aside import with_words
from core.views.lists.lines import with_people
from core.views.lists.shapes import Queue
from core.views.lists.sight import Sight

SENT: sa.ColumnElement[str] = sa.literal_column("'sent'")
"""Not bound: SQLite prepares a statement anew each time a value is bound that a partial index is asked about."""
WAITING = (Kind.WAITING, Kind.ON_HOLD)
me: sa.BindParameter[int] = sa.bindparam("me")
until = sa.select(sa.cast(sa.bindparam("until"), sa.BigInteger)).scalar_subquery()
"""Asked for as if it had to be found out: PostgreSQL would plan anew each time what begins or ends at a bare value."""
brand: sa.BindParameter[str] = sa.bindparam("brand")
key: sa.BindParameter[int] = sa.bindparam("key")
id: sa.BindParameter[int] = sa.bindparam("id")


@dataclass(frozen=True, slots=True)
class Asked:
    """What makes one statement differ from another; the values themselves are bound."""

    queue: Queue
    statuses: tuple[str, ...]
    sight: Sight
    branded: bool
    going_on: bool
    most: int

    @property
    def limit(self) -> sa.ColumnElement[int]:
        """Written out, as statuses are: where they are bound PostgreSQL takes a tenth of everything for what is asked
        for, and plans such a statement anew each time."""
        return sa.literal_column(str(self.most))

    def shown(self) -> list[sa.ColumnElement[bool]]:
        seen = [] if self.sight.everything else [self.sight.condition()]
        return [*seen, *([tickets.c.brand == brand] if self.branded else [])]


Walk = Callable[[Asked], sa.Select[Any]]


def walked_by_status(*whose: sa.ColumnElement[bool]) -> Walk:
    """Longest open first, so that nobody is forgotten."""

    def walk(asked: Asked) -> sa.Select[Any]:
        where = [IN_QUEUES, *whose, *asked.shown(), *([tickets.c.id > id] if asked.going_on else [])]
        arms = (sa.select(tickets.c.id).where(_stands(one), *where) for one in asked.statuses)
        walks = (sa.select(arm.order_by(tickets.c.id).limit(asked.limit).subquery()) for arm in arms)
        found = sa.union_all(*walks).subquery("found")
        return sa.select(found.c.id, found.c.id.label("key")).order_by(found.c.id).limit(asked.limit)

    return walk


def due_first(those: Callable[[sa.FromClause], sa.ColumnElement[bool]], *when: sa.ColumnElement[bool]) -> Walk:
    """A ticket stands there once, with the one of those targets that comes first."""

    def walk(asked: Asked) -> sa.Select[Any]:
        return _by_target(asked, those).where(*when)

    return walk


def _by_target(asked: Asked, those: Callable[[sa.FromClause], sa.ColumnElement[bool]]) -> sa.Select[Any]:
    """An earlier one is not asked for by the bare instant: SQLite would walk the index of instants up to the target's.

    And only where the ticket is shown: the conditions stand in the order in which they are asked.
    """
    earlier = targets.alias("earlier")
    there = sa.tuple_(sa.func.coalesce(earlier.c.due_at, LARGEST), earlier.c.metric, earlier.c.cycle)
    before = there < sa.tuple_(targets.c.due_at, targets.c.metric, targets.c.cycle)
    first = ~_each(earlier, earlier.c.ticket_id == targets.c.ticket_id, those(earlier), before)
    worked = sa.or_(*map(_stands, asked.statuses))
    seen = _each(tickets, tickets.c.id == targets.c.ticket_id, IN_QUEUES, worked, *asked.shown())
    found = sa.select(targets.c.ticket_id.label("id"), targets.c.due_at.label("key"), targets.c.due_at.label("due"))
    if asked.going_on:
        found = found.where(sa.tuple_(targets.c.due_at, targets.c.ticket_id) > sa.tuple_(key, id))
    due = those(targets), targets.c.due_at.is_not(None)
    return found.where(*due, seen, first).order_by(targets.c.due_at, targets.c.ticket_id).limit(asked.limit)


def newest_spam(asked: Asked) -> sa.Select[Any]:
    found = sa.select(tickets.c.id, tickets.c.id.label("key")).where(tickets.c.spam.is_not(None), *asked.shown())
    if asked.going_on:
        found = found.where(tickets.c.id < key)
    return found.order_by(tickets.c.id.desc()).limit(asked.limit)


def newest_trouble(asked: Asked) -> sa.Select[Any]:
    """Once a later notice of the ticket has arrived, there is none."""
    later = outbox.alias("later")
    over = _each(
        later, later.c.ticket_id == outbox.c.ticket_id, later.c.kind == sa.text("'notice'"),
        later.c.ticket_id.is_not(None), later.c.id > outbox.c.id, sa.or_(later.c.state == SENT, troubled(later)),
    )  # fmt: skip
    found = sa.select(outbox.c.ticket_id.label("id"), outbox.c.id.label("key"), outbox.c.reason.label("why"))
    seen = _each(tickets, tickets.c.id == outbox.c.ticket_id, IN_QUEUES, *asked.shown())
    if asked.going_on:
        found = found.where(outbox.c.id < key)
    return found.where(lost(outbox), seen, ~over).order_by(outbox.c.id.desc()).limit(asked.limit)


WALKS: Mapping[Queue, Walk] = {
    Queue.MINE: walked_by_status(tickets.c.assignee == me, ~put_off(tickets.c.id, me)),
    Queue.UNASSIGNED: walked_by_status(tickets.c.assignee.is_(None)),
    Queue.BREACH: due_first(running, targets.c.due_at <= until),
    Queue.OVERDUE: due_first(missed),
    Queue.WAITING: walked_by_status(),
    Queue.UNDELIVERED: newest_trouble,
    Queue.SPAM: newest_spam,
}
"""Whoever has another queue puts its walk here and its name into `Queue`; the doors offer what is there."""
FALLING = frozenset({Queue.UNDELIVERED, Queue.SPAM})
BY_TARGET = frozenset({Queue.BREACH, Queue.OVERDUE})


def statuses(profile: Profile, queue: Queue) -> tuple[str, ...]:
    if queue is Queue.WAITING:
        return tuple(status.id for status in profile.statuses if status.kind in WAITING)
    return tuple(status.id for status in profile.statuses if status.kind.open)


@lru_cache(maxsize=500)
def page_of(asked: Asked) -> Prepared:
    lines = with_people(WALKS[asked.queue](asked), falling=asked.queue in FALLING)
    return Prepared(with_words(lines) if asked.queue is Queue.SPAM else lines)


def _each(of: sa.FromClause, *where: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    """Whether there is such a row, asked of each row of a walk as it comes, until there are enough.

    Of a join, or without the offset, the engines make what pays where a walk goes to its end, and put it in order.
    """
    return sa.exists(sa.select(sa.literal_column("1")).select_from(of).where(*where).offset(sa.literal_column("0")))


def _stands(status: str) -> sa.ColumnElement[bool]:
    said = status.replace("'", "''")
    return tickets.c.status == sa.literal_column(f"'{said}'")
