"""Topics: a ticket's own place within somebody's chat, and what came of making one."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "topics",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("address_id", KEY, autoincrement=False, nullable=False),
        sa.Column("ref", sa.Text(), nullable=True),
        sa.Column("ticket_id", KEY, autoincrement=False, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["address_id"], ["addresses.id"], name="fk_topics_address_id_addresses"),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name="fk_topics_ticket_id_tickets"),
        sa.PrimaryKeyConstraint("id", name="pk_topics"),
        sa.UniqueConstraint("address_id", "ref", name="uq_topics_address_id_ref"),
    )
    op.create_index("ix_topics_ticket", "topics", ["ticket_id", "address_id"])
    op.create_index("ix_topics_tried", "topics", ["address_id", "state", "at"])


def downgrade() -> None:
    op.drop_table("topics")
