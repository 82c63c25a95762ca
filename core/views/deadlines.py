"""What is promised of a ticket: to agents every target that is not met, to the requester the first answer (X5)."""

import sqlalchemy as sa

from core.kinds import Instant, TicketId
from core.profile.schema import Profile
from core.profile.time import Metric
from core.sla.clock import Run
from core.sla.tables import intervals, steps, targets
from core.storage.prepared import Prepared
from core.views.parts import Deadline

_stands = (
    sa.select(intervals.c.n)
    .where(
        intervals.c.ticket_id == targets.c.ticket_id, intervals.c.metric == targets.c.metric,
        intervals.c.cycle == targets.c.cycle, intervals.c.to_at.is_(None), intervals.c.kind != Run.RUNNING.value,
    )
    .exists()
)  # fmt: skip
_told = (
    sa.select(steps.c.percent)
    .where(
        steps.c.ticket_id == targets.c.ticket_id, steps.c.metric == targets.c.metric,
        steps.c.cycle == targets.c.cycle, steps.c.fired_at.is_not(None), targets.c.acked_at.is_(None),
    )
    .exists()
)  # fmt: skip
_open = Prepared(
    sa.select(targets.c.metric, targets.c.due_at, targets.c.breached_at, _stands.label("paused"), _told.label("told"))
    .where(
        targets.c.ticket_id == sa.bindparam("of"), sa.or_(targets.c.plan.is_not(None), targets.c.due_at.is_not(None))
    )
    .where(targets.c.met_at.is_(None), targets.c.dropped_at.is_(None))
)


def of_ticket(conn: sa.Connection, profile: Profile, ticket: TicketId) -> tuple[Deadline, ...]:
    """The next one first, and last those that stand still."""
    found = _open.all(conn, {"of": ticket}) if profile.targets else []
    shown = [
        Deadline(row.metric, row.due_at, bool(row.paused), row.breached_at is not None, bool(row.told))
        for row in found
        if row.paused or row.due_at is not None
    ]
    return tuple(sorted(shown, key=lambda one: (one.due_at is None, one.due_at or 0, one.metric)))


def promise(conn: sa.Connection, profile: Profile, ticket: TicketId) -> Instant | None:
    """One that was broken is no promise any more."""
    found = (
        one for one in of_ticket(conn, profile, ticket) if one.metric == Metric.FIRST_RESPONSE and not one.breached
    )
    return next((one.due_at for one in found), None)
