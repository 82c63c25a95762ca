"""Words that tickets are found by, and indexes for the agents' queues.

The index over `search` is each engine's own and stands outside the metadata; whoever makes `search` anew (alembic's
batch mode) makes it anew with it. Nothing is read here: what is there already is read in small units after the start.
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

WORDS_SQLITE = """
CREATE VIRTUAL TABLE search_words USING fts5(
    head, said, noted, content='search', content_rowid='ticket_id', tokenize='ascii', detail='none', columnsize=0
)
"""
WORDS_POSTGRES = (
    "ALTER TABLE search ADD COLUMN words tsvector GENERATED ALWAYS AS (array_to_tsvector(array_remove("
    "string_to_array(head || ' ' || said || ' ' || noted, ' '), ''))) STORED",
    "CREATE INDEX ix_search_words ON search USING gin (words) WITH (fastupdate = off)",
)
ROUND = ("contact_id", "site_id", "equipment_id")
QUEUED = ("status", "id", "service", "brand")
THERE = sa.text("spam IS NULL AND merged_into IS NULL")
RUNNING = sa.text("met_at IS NULL AND dropped_at IS NULL AND breached_at IS NULL AND due_at IS NOT NULL")
TROUBLED = sa.text(
    "kind = 'notice' AND ticket_id IS NOT NULL "
    "AND (state IN ('parked', 'refused', 'gone') OR state = 'pending' AND reason IS NOT NULL)"
)


def upgrade() -> None:
    op.create_table(
        "renames",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("ref", KEY, autoincrement=False, nullable=False),
        sa.Column("below", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "ref", name="pk_renames"),
    )
    op.create_table(
        "search",
        sa.Column("ticket_id", KEY, sa.ForeignKey("tickets.id", name="fk_search_ticket_id_tickets"), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("head", "said", "noted")),
        sa.PrimaryKeyConstraint("ticket_id", name="pk_search"),
    )
    for statement in (WORDS_SQLITE,) if op.get_bind().dialect.name == "sqlite" else WORDS_POSTGRES:
        op.execute(statement)
    for name in ROUND:
        held = sa.text(f"{name} IS NOT NULL")
        op.create_index(f"ix_tickets_{name}", "tickets", [name, "id"], sqlite_where=held, postgresql_where=held)
    for name, columns in (("work", ["assignee", *QUEUED]), ("status", [*QUEUED])):
        op.create_index(f"ix_tickets_{name}", "tickets", columns, sqlite_where=THERE, postgresql_where=THERE)
    op.create_index(
        "ix_targets_running", "targets", ["due_at", "ticket_id"], sqlite_where=RUNNING, postgresql_where=RUNNING
    )
    op.create_index("ix_outbox_troubled", "outbox", ["id"], sqlite_where=TROUBLED, postgresql_where=TROUBLED)


def downgrade() -> None:
    op.drop_index("ix_outbox_troubled", "outbox")
    op.drop_index("ix_targets_running", "targets")
    for name in ("status", "work", *reversed(ROUND)):
        op.drop_index(f"ix_tickets_{name}", "tickets")
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE search_words")
    op.drop_table("search")
    op.drop_table("renames")
