"""The SLA clock: policies, targets with their intervals and steps, silences."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WAITS = "fired_at IS NULL AND due_at IS NOT NULL"
TABLES = ("silences", "target_steps", "target_intervals", "targets", "sla_courses", "sla_policies")


def upgrade() -> None:
    op.create_table(
        "sla_policies",
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("version", name="pk_sla_policies"),
    )
    _of_ticket(
        "sla_courses",
        sa.Column("policy", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("priority", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("answered", sa.Boolean(), nullable=False),
    )
    _targets()
    _of_ticket(
        "silences", sa.Column("status", sa.Text(), nullable=False), sa.Column("due_at", sa.BigInteger(), nullable=False)
    )
    op.create_index("ix_silences_due_at", "silences", ["due_at"], unique=False)


def _targets() -> None:
    _of_clock(
        "targets",
        sa.Column("plan", sa.Integer(), nullable=True),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=True),
        sa.Column("used", sa.BigInteger(), nullable=False),
        sa.Column("met_at", sa.BigInteger(), nullable=True),
        sa.Column("dropped_at", sa.BigInteger(), nullable=True),
        sa.Column("breached_at", sa.BigInteger(), nullable=True),
        sa.Column("acked_at", sa.BigInteger(), nullable=True),
    )
    _of_clock(
        "target_intervals",
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("from_at", sa.BigInteger(), nullable=False),
        sa.Column("to_at", sa.BigInteger(), nullable=True),
        key="n",
    )
    _of_clock(
        "target_steps",
        sa.Column("percent", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=True),
        sa.Column("fired_at", sa.BigInteger(), nullable=True),
        sa.Column("late", sa.Boolean(), nullable=False),
        key="percent",
    )
    op.create_index(
        "ix_target_steps_due",
        "target_steps",
        ["due_at"],
        unique=False,
        sqlite_where=sa.text(WAITS),
        postgresql_where=sa.text(WAITS),
    )


def _of_ticket(table: str, *columns: sa.Column[Any]) -> None:
    _made(table, ["ticket_id"], *columns)


def _of_clock(table: str, *columns: sa.Column[Any], key: str | None = None) -> None:
    cycle = sa.Column("cycle", sa.Integer(), autoincrement=False, nullable=False)
    keys = ["ticket_id", "metric", "cycle", *([key] if key else [])]
    _made(table, keys, sa.Column("metric", sa.Text(), nullable=False), cycle, *columns)


def _made(table: str, keys: list[str], *columns: sa.Column[Any]) -> None:
    op.create_table(
        table,
        sa.Column("ticket_id", KEY, autoincrement=False, nullable=False),
        *columns,
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=f"fk_{table}_ticket_id_tickets"),
        sa.PrimaryKeyConstraint(*keys, name=f"pk_{table}"),
    )


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
