"""What agents ask of the queues (X2, E13)."""

from dataclasses import dataclass, replace

import sqlalchemy as sa

from core.clock import DAY
from core.kinds import Instant
from core.people import rights
from core.people.person import Person
from core.people.rules import Standing
from core.profile.schema import Profile
from core.storage.schema import LARGEST
from core.views.lists import queues
from core.views.lists.aside import set_aside
from core.views.lists.counts import counts
from core.views.lists.lines import line
from core.views.lists.queues import Asked
from core.views.lists.shapes import Board, Cursor, DeskPage, Heap, Queue
from core.views.lists.sight import INNER, Sight, sight
from core.views.parts import Choice
from core.views.queries import Query

PAGE = 10
COUNTED = 50
SOON = DAY


@dataclass(frozen=True, slots=True)
class ReadQueue(Query[DeskPage]):
    """A page of a queue. Raises Refusal(MISSING) for who is not of the desk."""

    queue: Queue
    brand: str | None = None
    after: Cursor | None = None
    most: int = PAGE


@dataclass(frozen=True, slots=True)
class ReadBoard(Query[Board]):
    """How much waits in each queue, counted no further than COUNTED: a full count would grow with the table."""

    brand: str | None = None


def read_queue(conn: sa.Connection, profile: Profile, by: Person, query: ReadQueue, now: Instant) -> DeskPage:
    rights.demand(INNER, by, Standing())
    seen = sight(conn, profile, by)
    asked = _asked(profile, seen, query.queue, query.brand, query.most + 1, going_on=query.after is not None)
    if asked is None:
        return DeskPage(())
    given = _given(asked, by, query.brand, query.after, now)
    rows = queues.page_of(asked).all(conn, given)
    shown = rows[: query.most]
    more = (shown[-1].key, shown[-1].id) if len(rows) > query.most else None
    lines = [line(profile, row) for row in shown]
    if query.queue is Queue.SPAM:
        lines = [replace(one, aside=set_aside(row)) for one, row in zip(lines, shown, strict=True)]
    return DeskPage(tuple(lines), more)


def read_board(conn: sa.Connection, profile: Profile, by: Person, query: ReadBoard, now: Instant) -> Board:
    rights.demand(INNER, by, Standing())
    brands = tuple(Choice(one.id, one.label) for one in profile.brands)
    seen = sight(conn, profile, by)
    asked = [one for queue in Queue if (one := _asked(profile, seen, queue, query.brand, COUNTED + 1))]
    given = {name: value for one in asked for name, value in _given(one, by, query.brand, None, now).items()}
    found, ratings = counts(conn, tuple(asked), seen, given)
    heaps = tuple(_heap(queue, found.get(queue, 0)) for queue in Queue)
    leads = rights.permits("administrate", by, Standing())
    return Board(heaps, brands, ratings, profile.rating is not None, leads)


def _heap(queue: Queue, count: int) -> Heap:
    return Heap(queue, min(count, COUNTED), count > COUNTED)


def _asked(
    profile: Profile, seen: Sight, queue: Queue, brand: str | None, most: int, *, going_on: bool = False
) -> Asked | None:  # fmt: skip
    """None where nothing can be found: the desk has no such statuses, or the viewer sees no service."""
    statuses = queues.statuses(profile, queue)
    if not statuses or seen.nothing:
        return None
    return Asked(queue, statuses, seen, brand is not None, going_on, most)


def _given(asked: Asked, by: Person, brand: str | None, after: Cursor | None, now: Instant) -> dict[str, object]:
    """Only what the statement has a place for."""
    given: dict[str, object] = {}
    if asked.queue is Queue.MINE:
        given["me"] = by.id
    if asked.queue is Queue.BREACH:
        given["until"] = now + SOON
    if brand is not None:
        given["brand"] = brand
    if after is not None:
        key, id = (min(one, LARGEST) for one in after)
        given |= {"key": key} if asked.queue in queues.FALLING else {"id": id}
        given |= {"key": key} if asked.queue in queues.BY_TARGET else {}
    return given
