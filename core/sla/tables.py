"""What the clocks are kept in. Rows are named by what they are, so that a ticket's are written without asking back."""

import sqlalchemy as sa

from core.storage.schema import instant, metadata, number, partial_index, ref, text

policies = sa.Table("sla_policies", metadata, sa.Column("version", sa.Text, primary_key=True), text("rules"))
"""Every version that a ticket has begun with."""

courses = sa.Table(
    "sla_courses",
    metadata,
    ref("ticket_id", "tickets.id", primary_key=True),
    text("policy"),
    text("type"),
    text("priority"),
    text("level", nullable=True),
    text("category", nullable=True),
    text("service", nullable=True),
    instant("due_at", nullable=True),
    text("status"),
    sa.Column("answered", sa.Boolean, nullable=False),
    sa.Column("aside", sa.Boolean, server_default=sa.false(), nullable=False),
)


def _of_clock() -> tuple[sa.Column[int], sa.Column[str], sa.Column[int]]:
    metric = sa.Column("metric", sa.Text, primary_key=True)
    return ref("ticket_id", "tickets.id", primary_key=True), metric, number("cycle", default=None, primary_key=True)


targets = sa.Table(
    "targets",
    metadata,
    *_of_clock(),
    number("plan", default=None, nullable=True),
    instant("started_at"),
    instant("due_at", nullable=True),
    sa.Column("used", sa.BigInteger, nullable=False),
    instant("met_at", nullable=True),
    instant("dropped_at", nullable=True),
    instant("breached_at", nullable=True),
    instant("acked_at", nullable=True),
)


def running(of: sa.FromClause) -> sa.ColumnElement[bool]:
    """Targets that may still be broken, once they are due."""
    return sa.and_(*(one.is_(None) for one in (of.c.met_at, of.c.dropped_at, of.c.breached_at)))


def missed(of: sa.FromClause) -> sa.ColumnElement[bool]:
    """Targets that are broken and have still to be met."""
    return sa.and_(of.c.met_at.is_(None), of.c.dropped_at.is_(None), of.c.breached_at.is_not(None))


_due = targets.c.due_at.is_not(None)
partial_index("ix_targets_missed", sa.and_(missed(targets), _due), targets.c.due_at, targets.c.ticket_id)
partial_index("ix_targets_running", sa.and_(running(targets), _due), targets.c.due_at, targets.c.ticket_id)

intervals = sa.Table(
    "target_intervals",
    metadata,
    *_of_clock(),
    number("n", default=None, primary_key=True),
    text("kind"),
    text("reason"),
    instant("from_at"),
    instant("to_at", nullable=True),
)

steps = sa.Table(
    "target_steps",
    metadata,
    *_of_clock(),
    number("percent", default=None, primary_key=True),
    instant("due_at", nullable=True),
    instant("fired_at", nullable=True),
    sa.Column("late", sa.Boolean, nullable=False),
)
_waits = sa.and_(steps.c.fired_at.is_(None), steps.c.due_at.is_not(None))
partial_index("ix_target_steps_due", _waits, steps.c.due_at)
"""What a sweep looks at is what is due, however much else waits."""

silences = sa.Table(
    "silences",
    metadata,
    ref("ticket_id", "tickets.id", primary_key=True),
    text("status"),
    sa.Column("due_at", sa.BigInteger, nullable=False, index=True),
)

idles = sa.Table(
    "idles",
    metadata,
    ref("ticket_id", "tickets.id", primary_key=True),
    instant("since_at"),
    sa.Column("due_at", sa.BigInteger, nullable=False, index=True),
)
"""Since when whoever has a ticket has left it alone."""

surveys = sa.Table(
    "surveys",
    metadata,
    ref("ticket_id", "tickets.id", primary_key=True),
    sa.Column("due_at", sa.BigInteger, nullable=False, index=True),
)
