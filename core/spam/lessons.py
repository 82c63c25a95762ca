"""What was taught: one row for each ticket that somebody has judged. The filter is learned from these rows alone."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from core.kinds import TicketId
from core.spam.model import Lesson
from core.spam.words import features
from core.storage.prepared import Prepared
from core.storage.schema import Key, instant, json, metadata, ref, text
from core.storage.unit import Unit

lessons = sa.Table(
    "spam_lessons",
    metadata,
    sa.Column("id", Key, primary_key=True, autoincrement=True),
    ref("ticket_id", "tickets.id"),
    text("lesson"),
    json("words"),
    instant("at"),
    sa.UniqueConstraint("ticket_id"),
    sqlite_autoincrement=True,
)
"""An id is never given twice, so that ids tell whether anything is another."""
sa.Index("ix_spam_lessons_lesson", lessons.c.lesson, lessons.c.id)

MOST = 2_000
"""Lessons of each kind that count and are kept, the newest."""
Revision = tuple[int, int]
_known = Prepared(sa.select(lessons.c.lesson).where(lessons.c.ticket_id == sa.bindparam("of")))
_insert = Prepared(lessons.insert())
_forget = Prepared(lessons.delete().where(lessons.c.ticket_id == sa.bindparam("of")))
_revision = Prepared(
    sa.select(
        sa.func.count().label("count"),
        sa.cast(sa.func.coalesce(sa.func.sum(lessons.c.id), 0), sa.BigInteger).label("sum"),
    ).select_from(lessons)
)


def of(conn: sa.Connection, ticket: TicketId) -> Lesson | None:
    row = _known.first(conn, {"of": ticket})
    return None if row is None else Lesson(row.lesson)


def teach(unit: Unit, ticket: TicketId, lesson: Lesson, said: str) -> None:
    """The newest word on a ticket is the one that counts; one of no words teaches nothing."""
    if of(unit.conn, ticket) is lesson:
        return
    forget(unit, ticket)
    if words := sorted(features(said)):
        _insert.run(unit.conn, {"ticket_id": ticket, "lesson": lesson.value, "words": words, "at": unit.now})
        _drop_oldest(unit, lesson)


def _drop_oldest(unit: Unit, lesson: Lesson) -> None:
    mine = lessons.c.lesson == lesson.value
    last = sa.select(lessons.c.id).where(mine).order_by(lessons.c.id.desc()).offset(MOST).limit(1).scalar_subquery()
    unit.conn.execute(lessons.delete().where(mine, lessons.c.id <= last))


def forget(unit: Unit, ticket: TicketId) -> None:
    _forget.run(unit.conn, {"of": ticket})


def revision(conn: sa.Connection) -> Revision:
    """Another one as soon as any lesson is another, on whichever replica, in whatever order they were committed."""
    row = _revision.first(conn, {})
    return int(row.count), int(row.sum)


def newest(conn: sa.Connection, lesson: Lesson, before: int | None, most: int) -> Sequence[Any]:
    """Rows of id and words, newest first."""
    query = sa.select(lessons.c.id, lessons.c.words).where(lessons.c.lesson == lesson.value)
    if before is not None:
        query = query.where(lessons.c.id < before)
    return conn.execute(query.order_by(lessons.c.id.desc()).limit(most)).all()
