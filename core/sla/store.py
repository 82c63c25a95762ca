"""Clocks to rows and back. What is written is what has changed, in the transaction of the change."""

from collections.abc import Iterator, Mapping
from typing import Any

import sqlalchemy as sa

from core.kinds import Instant, TicketId
from core.profile.schema import Profile
from core.profile.time import Metric
from core.sla.clock import Clock, Interval, Run, Step
from core.sla.course import Course, dated
from core.sla.policy import Policy, Standing, policy_of, read_policy
from core.sla.tables import courses, intervals, policies, steps, targets
from core.storage import writing
from core.storage.prepared import Prepared
from core.storage.unit import Unit
from core.tickets.store import stands_aside

Key = tuple[Any, ...]
Rows = dict[Key, dict[str, Any]]
TABLES = (courses, targets, intervals, steps)

_of: sa.BindParameter[int] = sa.bindparam("of")
_course = Prepared(sa.select(courses).where(courses.c.ticket_id == _of))
_targets = Prepared(sa.select(targets).where(targets.c.ticket_id == _of).order_by(targets.c.started_at))
_intervals = Prepared(sa.select(intervals).where(intervals.c.ticket_id == _of).order_by(intervals.c.n))
_steps = Prepared(sa.select(steps).where(steps.c.ticket_id == _of).order_by(steps.c.percent))
_policy = Prepared(sa.select(policies.c.rules).where(policies.c.version == sa.bindparam("version")))


def load(conn: sa.Connection, id: TicketId, profile: Profile) -> tuple[Course, Policy] | None:
    """The clocks of a ticket and what was promised; nothing for a ticket that is older than the desk's promises."""
    row = _course.first(conn, {"of": id})
    if row is None:
        return None
    standing = Standing(row.type, row.priority, row.level, row.category, row.service)
    course = Course(standing, row.status, bool(row.answered), clocks(conn, id), row.due_at, bool(row.aside))
    return dated(course), _read(conn, row.policy, profile)


def clocks(conn: sa.Connection, id: TicketId) -> tuple[Clock, ...]:
    """In the order of metrics, then cycles."""
    ran, laddered = _intervals.all(conn, {"of": id}), _steps.all(conn, {"of": id})
    found = [_clock(row, ran, laddered) for row in _targets.all(conn, {"of": id})]
    order = list(Metric)
    return tuple(sorted(found, key=lambda clock: (order.index(clock.metric), clock.cycle)))


def keep(unit: Unit, policy: Policy) -> None:
    """The policy stays readable for as long as tickets name it."""
    if _policy.first(unit.conn, {"version": policy.version}) is None:
        written = policy.rules.model_dump_json()
        writing.insert(unit.conn, policies, [{"version": policy.version, "rules": written}])


def save(unit: Unit, id: TicketId, policy: Policy, before: Course | None, after: Course) -> None:
    """Nothing is written for what is as it was."""
    for table, old, new in zip(TABLES, rows(id, policy, before), rows(id, policy, after), strict=True):
        _sync(unit, table, old, new)


def due(conn: sa.Connection, now: Instant, most: int) -> list[TicketId]:
    """Tickets that have a step due, longest due first."""
    waiting = steps.c.fired_at.is_(None) & steps.c.due_at.is_not(None)
    due = sa.and_(waiting, steps.c.due_at <= now, ~stands_aside(steps.c.ticket_id))
    query = sa.select(steps.c.ticket_id).where(due).order_by(steps.c.due_at).limit(most)
    return [TicketId(id) for id in dict.fromkeys(conn.execute(query).scalars())]


def _read(conn: sa.Connection, version: str, profile: Profile) -> Policy:
    current = policy_of(profile)
    if version == current.version:
        return current
    return read_policy(version, _policy.first(conn, {"version": version}).rules, profile)


def _clock(row: Any, ran: list[Any], laddered: list[Any]) -> Clock:
    mine = (row.metric, row.cycle)
    return Clock(
        metric=Metric(row.metric), cycle=row.cycle, started_at=row.started_at, plan=row.plan, due_at=row.due_at,
        used=row.used, met_at=row.met_at, dropped_at=row.dropped_at, breached_at=row.breached_at,
        acked_at=row.acked_at,
        intervals=tuple(
            Interval(Run(one.kind), one.from_at, one.to_at, one.reason)
            for one in ran
            if (one.metric, one.cycle) == mine
        ),
        steps=tuple(
            Step(one.percent, one.due_at, one.fired_at, bool(one.late))
            for one in laddered
            if (one.metric, one.cycle) == mine
        ),
    )  # fmt: skip


def rows(id: TicketId, policy: Policy, course: Course | None) -> tuple[Rows, Rows, Rows, Rows]:
    """What a ticket's clocks are in `TABLES`: values by the primary key."""
    if course is None:
        return {}, {}, {}, {}
    known = course.standing
    head = {(id,): {
        "type": known.type, "priority": known.priority, "level": known.level, "category": known.category,
        "service": known.service, "policy": policy.version, "status": course.status, "answered": course.answered,
        "due_at": course.due_at, "aside": course.aside,
    }}  # fmt: skip
    keyed = [((id, clock.metric.value, clock.cycle), clock) for clock in course.clocks]
    return (
        head,
        {key: _target(clock) for key, clock in keyed},
        {(*key, n): row for key, clock in keyed for n, row in _ran(clock)},
        {(*key, step.percent): _step(step) for key, clock in keyed for step in clock.steps},
    )


def _target(clock: Clock) -> dict[str, Any]:
    names = ("plan", "started_at", "due_at", "used", "met_at", "dropped_at", "breached_at", "acked_at")
    return {name: getattr(clock, name) for name in names}


def _ran(clock: Clock) -> Iterator[tuple[int, dict[str, Any]]]:
    for n, one in enumerate(clock.intervals):
        yield n, {"kind": one.kind.value, "reason": one.reason, "from_at": one.start, "to_at": one.end}


def _step(step: Step) -> dict[str, Any]:
    return {"due_at": step.due_at, "fired_at": step.fired_at, "late": step.late}


def _sync(unit: Unit, table: sa.Table, old: Mapping[Key, dict[str, Any]], new: Mapping[Key, dict[str, Any]]) -> None:
    names = [column.name for column in table.primary_key]
    for key in old.keys() - new.keys():
        writing.delete(unit.conn, table, _at(names, key))
    writing.insert(unit.conn, table, [_at(names, key) | new[key] for key in new if key not in old])
    for key in new:
        if key in old and old[key] != new[key]:
            writing.change(unit.conn, table, _at(names, key), new[key])


def _at(names: list[str], key: Key) -> dict[str, Any]:
    return dict(zip(names, key, strict=True))
