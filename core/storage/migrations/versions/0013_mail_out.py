"""Answers that wait a few seconds before they leave."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

HELD = sa.text("held_until IS NOT NULL")


def upgrade() -> None:
    op.add_column("messages", sa.Column("held_until", sa.BigInteger(), nullable=True))
    op.create_index(
        "ix_messages_held_until", "messages", ["held_until"], sqlite_where=HELD, postgresql_where=HELD
    )  # fmt: skip


def downgrade() -> None:
    op.drop_index("ix_messages_held_until", "messages")
    op.drop_column("messages", "held_until")
