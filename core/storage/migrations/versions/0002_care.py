"""Desk D: pauses that can be restored, choices, links, mutes, edits, mail addresses, groups."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

ADDED = {
    "tickets": (
        ("paused", sa.Text),
        ("paused_until", sa.BigInteger),
        ("choice_until", sa.BigInteger),
        ("linked_to", sa.BigInteger),
    ),
    "messages": (("album", sa.Text), ("edited_at", sa.BigInteger)),
}
PARTIAL = (
    ("ix_tickets_choice_until", "tickets", ["choice_until"], "choice_until IS NOT NULL"),
    ("ix_messages_album", "messages", ["album"], "album IS NOT NULL"),
    ("ix_outbox_notice", "outbox", ["ticket_id", "id"], "kind = 'notice' AND ticket_id IS NOT NULL"),
)
TABLES = ("mutes", "message_versions", "memberships", "confirmations")


def upgrade() -> None:
    for table, columns in ADDED.items():
        for name, kind in columns:
            op.add_column(table, sa.Column(name, kind(), nullable=True))
    op.add_column("persons", sa.Column("ways", sa.Text(), server_default="both", nullable=False))
    for name, table, fields, where in PARTIAL:
        op.create_index(name, table, fields, sqlite_where=sa.text(where), postgresql_where=sa.text(where))
    _mutes()
    _versions()
    _people()


def _mutes() -> None:
    op.create_table(
        "mutes",
        sa.Column("ticket_id", KEY, autoincrement=False, nullable=False),
        sa.Column("person_id", KEY, autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="fk_mutes_person_id_persons"),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name="fk_mutes_ticket_id_tickets"),
        sa.PrimaryKeyConstraint("ticket_id", "person_id", name="pk_mutes"),
    )
    op.create_index("ix_mutes_person_id", "mutes", ["person_id"], unique=False)


def _versions() -> None:
    op.create_table(
        "message_versions",
        sa.Column("message_id", KEY, autoincrement=False, nullable=False),
        sa.Column("rev", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["message_id"], ["messages.id"], name="fk_message_versions_message_id_messages"),
        sa.PrimaryKeyConstraint("message_id", "rev", name="pk_message_versions"),
    )


def _people() -> None:
    op.create_table(
        "memberships",
        sa.Column("person_id", KEY, autoincrement=False, nullable=False),
        sa.Column("group_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="fk_memberships_person_id_persons"),
        sa.PrimaryKeyConstraint("person_id", "group_id", name="pk_memberships"),
    )
    op.create_table(
        "confirmations",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="fk_confirmations_person_id_persons"),
        sa.PrimaryKeyConstraint("id", name="pk_confirmations"),
    )
    op.create_index("ix_confirmations_person_id", "confirmations", ["person_id"], unique=False)
    op.create_index("ix_confirmations_email", "confirmations", ["email", "made_at"], unique=False)


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
    for name, table, _, _ in PARTIAL:
        op.drop_index(name, table_name=table)
    op.drop_column("persons", "ways")
    for table, columns in ADDED.items():
        for name, _ in columns:
            op.drop_column(table, name)
