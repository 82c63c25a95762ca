"""Work that concerns more than one ticket: what they are to each other, which was merged, rounds of one answer."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    whole = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    # Written out, since alembic leaves the key away on SQLite, and a table made anew would cost minutes.
    op.execute(
        f"ALTER TABLE tickets ADD COLUMN merged_into {whole} "
        "CONSTRAINT fk_tickets_merged_into_tickets REFERENCES tickets (id)"
    )
    held = sa.text("merged_into IS NOT NULL")
    op.create_index("ix_tickets_merged_into", "tickets", ["merged_into"], sqlite_where=held, postgresql_where=held)
    op.create_table(
        "links",
        _ticket("links"),
        sa.Column("kind", sa.Text(), nullable=False),
        _ticket("links", "other_id"),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("ticket_id", "kind", name="pk_links"),
    )
    op.create_index("ix_links_other", "links", ["other_id", "kind", "ticket_id"])
    op.create_table(
        "rounds",
        sa.Column("id", KEY, sa.Identity(), nullable=False),
        _ticket("rounds"),
        _person("rounds"),
        sa.Column(
            "message_id", KEY, sa.ForeignKey("messages.id", name="fk_rounds_message_id_messages"), nullable=False
        ),
        sa.Column("resolves", sa.Boolean(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("reached", sa.BigInteger(), nullable=False),
        sa.Column("done_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_rounds"),
    )
    op.create_index("ix_rounds_ticket_id", "rounds", ["ticket_id"])
    under_way = sa.text("done_at IS NULL")
    op.create_index(
        "ix_rounds_open", "rounds", ["ticket_id"], unique=True, sqlite_where=under_way, postgresql_where=under_way
    )
    op.create_table(
        "round_tickets",
        sa.Column("round_id", KEY, sa.ForeignKey("rounds.id", name="fk_round_tickets_round_id_rounds"), nullable=False),
        _ticket("round_tickets"),
        sa.Column(
            "message_id", KEY, sa.ForeignKey("messages.id", name="fk_round_tickets_message_id_messages"), nullable=True
        ),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("round_id", "ticket_id", name="pk_round_tickets"),
    )
    op.create_table(
        "watchers",
        _ticket("watchers"),
        _person("watchers"),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("ticket_id", "person_id", name="pk_watchers"),
    )
    op.create_table(
        "snoozes",
        _ticket("snoozes"),
        _person("snoozes"),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("ticket_id", "person_id", name="pk_snoozes"),
    )
    op.create_index("ix_snoozes_until", "snoozes", ["until"])


def downgrade() -> None:
    for table in ("snoozes", "watchers", "round_tickets", "rounds", "links"):
        op.drop_table(table)
    op.drop_index("ix_tickets_merged_into", "tickets")
    if op.get_bind().dialect.name == "sqlite":
        op.execute("ALTER TABLE tickets DROP COLUMN merged_into")
    else:
        op.drop_column("tickets", "merged_into")


def _ticket(table: str, name: str = "ticket_id") -> sa.Column[int]:
    return sa.Column(name, KEY, sa.ForeignKey("tickets.id", name=f"fk_{table}_{name}_tickets"), nullable=False)


def _person(table: str) -> sa.Column[int]:
    key = sa.ForeignKey("persons.id", name=f"fk_{table}_person_id_persons")
    return sa.Column("person_id", KEY, key, nullable=False)
