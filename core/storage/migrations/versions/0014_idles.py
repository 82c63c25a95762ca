"""Since when whoever has a ticket has left it alone."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "idles",
        sa.Column("ticket_id", KEY, autoincrement=False, nullable=False),
        sa.Column("since_at", sa.BigInteger(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name="fk_idles_ticket_id_tickets"),
        sa.PrimaryKeyConstraint("ticket_id", name="pk_idles"),
    )
    op.create_index("ix_idles_due_at", "idles", ["due_at"])


def downgrade() -> None:
    op.drop_table("idles")
