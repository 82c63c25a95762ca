"""Who is looking at a ticket, or answering it, right now."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "presences",
        _whose("ticket_id", "tickets"),
        _whose("person_id", "persons"),
        sa.Column("deed", sa.Text(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("ticket_id", "person_id", "deed", name="pk_presences"),
    )


def downgrade() -> None:
    op.drop_table("presences")


def _whose(name: str, table: str) -> "sa.Column[int]":
    key = sa.ForeignKey(f"{table}.id", name=f"fk_presences_{name}_{table}")
    return sa.Column(name, KEY, key, nullable=False, autoincrement=False)
