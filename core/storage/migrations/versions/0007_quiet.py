"""Quiet hours and digests of the desk's own people."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    for name in ("quiet", "digest"):
        op.add_column("persons", sa.Column(name, sa.Text(), server_default="", nullable=False))
    op.create_table(
        "digests",
        sa.Column("person_id", KEY, sa.ForeignKey("persons.id", name="fk_digests_person_id_persons"), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", name="pk_digests"),
    )
    op.create_index("ix_digests_due_at", "digests", ["due_at"])


def downgrade() -> None:
    op.drop_table("digests")
    for name in ("digest", "quiet"):
        op.drop_column("persons", name)
