"""The phone of somebody whose ticket an agent took down, and what a desk's look-up said of somebody's orders."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("persons", sa.Column("phone", sa.Text(), server_default="", nullable=False))
    op.create_table(
        "orders",
        sa.Column("person_id", KEY, autoincrement=False, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=True),
        sa.Column("said", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="fk_orders_person_id_persons"),
        sa.PrimaryKeyConstraint("person_id", name="pk_orders"),
    )
    wanted = sa.text("due_at IS NOT NULL")
    op.create_index("ix_orders_due_at", "orders", ["due_at"], sqlite_where=wanted, postgresql_where=wanted)


def downgrade() -> None:
    op.drop_table("orders")
    op.drop_column("persons", "phone")
