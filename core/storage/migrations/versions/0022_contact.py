"""Invitations, joinings, erasures; the history gives up words while an erasure is open, and for nothing else."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
OPEN = "EXISTS (SELECT 1 FROM erasures WHERE state = 'open')"
UPDATE_SQLITE = """
CREATE TRIGGER events_no_update BEFORE UPDATE ON events {when}
BEGIN SELECT RAISE(ABORT, 'events are append-only'); END
"""
FUNCTION_POSTGRES = (
    "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN {allowed} RAISE EXCEPTION 'events are append-only'; END $$"
)
SAME = " AND ".join(f"NEW.{name} IS NOT DISTINCT FROM OLD.{name}" for name in ("id", "ticket_id", "seq", "at", "kind"))


def upgrade() -> None:
    op.create_table(
        "invitations",
        sa.Column("id", KEY, nullable=False),
        _person("person_id", "invitations"),
        _person("made_by", "invitations", nullable=True),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("taken_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_invitations"),
    )
    op.create_table(
        "joins",
        sa.Column("id", KEY, nullable=False),
        _person("before_id", "joins"),
        _person("into_id", "joins"),
        sa.Column("proof", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("moved", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("parted_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_joins"),
    )
    op.create_table(
        "erasures",
        sa.Column("id", KEY, nullable=False),
        _person("person_id", "erasures"),
        sa.Column("door", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("tickets", sa.Integer(), server_default="0", nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("rest", sa.JSON(none_as_null=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_erasures"),
    )
    for table, name in (("invitations", "person_id"), ("joins", "before_id"), ("joins", "into_id")):
        op.create_index(f"ix_{table}_{name}", table, [name])
    op.create_index("ix_messages_author", "messages", ["author"])
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER events_no_update")
        op.execute(UPDATE_SQLITE.format(when=f"WHEN NOT ({OPEN} AND {SAME.replace('IS NOT DISTINCT FROM', 'IS')})"))
    else:
        allowed = f"IF TG_OP = 'UPDATE' AND {OPEN} THEN IF {SAME} THEN RETURN NEW; END IF; END IF;"
        op.execute(FUNCTION_POSTGRES.format(allowed=allowed))


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER events_no_update")
        op.execute(UPDATE_SQLITE.format(when=""))
    else:
        op.execute(FUNCTION_POSTGRES.format(allowed=""))
    op.drop_index("ix_messages_author", "messages")
    for table in ("erasures", "joins", "invitations"):
        op.drop_table(table)


def _person(name: str, table: str, *, nullable: bool = False) -> "sa.Column[int]":
    return sa.Column(name, KEY, sa.ForeignKey("persons.id", name=f"fk_{table}_{name}_persons"), nullable=nullable)
