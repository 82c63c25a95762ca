"""Group chats of companies, and which tickets were made there."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "group_chats",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("door", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("company_id", KEY, autoincrement=False, nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name="fk_group_chats_company_id_companies"),
        sa.PrimaryKeyConstraint("id", name="pk_group_chats"),
        sa.UniqueConstraint("door", "key", name="uq_group_chats_door_key"),
    )
    op.create_index("ix_group_chats_company_id", "group_chats", ["company_id"])
    op.create_table(
        "group_tickets",
        sa.Column("ticket_id", KEY, autoincrement=False, nullable=False),
        sa.Column("chat_id", KEY, autoincrement=False, nullable=False),
        sa.Column("ref", sa.Text(), nullable=True),
        sa.Column("topic", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name="fk_group_tickets_ticket_id_tickets"),
        sa.ForeignKeyConstraint(["chat_id"], ["group_chats.id"], name="fk_group_tickets_chat_id_group_chats"),
        sa.PrimaryKeyConstraint("ticket_id", name="pk_group_tickets"),
        sa.UniqueConstraint("chat_id", "ref", name="uq_group_tickets_chat_id_ref"),
    )


def downgrade() -> None:
    op.drop_table("group_tickets")
    op.drop_table("group_chats")
