"""Who sits in which of the desk's channels, and in which of them the card of a ticket stands."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "seats",
        sa.Column("person_id", KEY, autoincrement=False, nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="fk_seats_person_id_persons"),
        sa.PrimaryKeyConstraint("person_id", "channel", name="pk_seats"),
    )
    op.create_table(
        "stands",
        sa.Column("ticket_id", KEY, autoincrement=False, nullable=False),
        sa.Column("address_id", KEY, nullable=True),
        sa.Column("arrived", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name="fk_stands_ticket_id_tickets"),
        sa.ForeignKeyConstraint(["address_id"], ["addresses.id"], name="fk_stands_address_id_addresses"),
        sa.PrimaryKeyConstraint("ticket_id", name="pk_stands"),
    )


def downgrade() -> None:
    op.drop_table("stands")
    op.drop_table("seats")
