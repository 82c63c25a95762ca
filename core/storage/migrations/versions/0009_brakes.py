"""Counted letters, and the way from a Message-ID to its ticket."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "brakes",
        sa.Column("id", KEY, nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_brakes"),
    )
    op.create_index("ix_brakes_scope", "brakes", ["scope", "at"])
    op.create_index("ix_brakes_at", "brakes", ["at"])
    op.create_index("ix_posts_ref", "posts", ["ref"])


def downgrade() -> None:
    op.drop_index("ix_posts_ref", "posts")
    op.drop_table("brakes")
