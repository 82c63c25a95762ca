"""Requests of strangers to be let in, and where the agents are shown them."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
SHOWN = ("outbox", "posts")


def upgrade() -> None:
    op.create_table(
        "registrations",
        sa.Column("id", KEY, nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("door", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("particulars", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("email", sa.Text(), server_default="", nullable=False),
        sa.Column("phone", sa.Text(), server_default="", nullable=False),
        sa.Column("words", sa.Text(), server_default="", nullable=False),
        sa.Column("proved", sa.Boolean(), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("decided_by", KEY, nullable=True),
        sa.Column("decided_at", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="fk_registrations_person_id_persons"),
        sa.ForeignKeyConstraint(["decided_by"], ["persons.id"], name="fk_registrations_decided_by_persons"),
        sa.PrimaryKeyConstraint("id", name="pk_registrations"),
    )
    for name in ("person_id", "email", "phone"):
        op.create_index(f"ix_registrations_{name}", "registrations", [name])
    waits = sa.text("state = 'waiting'")
    op.create_index(
        "uq_registrations_waiting", "registrations", ["person_id"], unique=True, sqlite_where=waits,
        postgresql_where=waits,
    )  # fmt: skip
    whole = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    for table in SHOWN:
        # Written out, since alembic leaves the key away on SQLite, and a table made anew would cost minutes.
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN registration_id {whole} "
            f"CONSTRAINT fk_{table}_registration_id_registrations REFERENCES registrations (id)"
        )
        held = sa.text("registration_id IS NOT NULL")
        op.create_index(
            f"ix_{table}_registration", table, ["registration_id"], sqlite_where=held, postgresql_where=held
        )


def downgrade() -> None:
    for table in reversed(SHOWN):
        op.drop_index(f"ix_{table}_registration", table)
        op.drop_column(table, "registration_id")
    op.drop_table("registrations")
