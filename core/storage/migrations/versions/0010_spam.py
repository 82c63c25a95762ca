"""Spam: a ticket that is set aside, why, what was taught, and clocks that stand meanwhile."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("tickets", sa.Column("spam", sa.Text(), nullable=True))
    aside = sa.text("spam IS NOT NULL")
    op.create_index("ix_tickets_spam", "tickets", ["id"], sqlite_where=aside, postgresql_where=aside)
    op.add_column("sla_courses", sa.Column("aside", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_table(
        "spam_verdicts",
        sa.Column("ticket_id", KEY, autoincrement=False, nullable=False),
        sa.Column("judge", sa.Text(), nullable=False),
        sa.Column("header", sa.Text(), nullable=True),
        sa.Column("score", sa.Float(), nullable=True),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name="fk_spam_verdicts_ticket_id_tickets"),
        sa.PrimaryKeyConstraint("ticket_id", name="pk_spam_verdicts"),
    )
    op.create_table(
        "spam_lessons",
        sa.Column("id", KEY, nullable=False),
        sa.Column("ticket_id", KEY, autoincrement=False, nullable=False),
        sa.Column("lesson", sa.Text(), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name="fk_spam_lessons_ticket_id_tickets"),
        sa.PrimaryKeyConstraint("id", name="pk_spam_lessons"),
        sa.UniqueConstraint("ticket_id", name="uq_spam_lessons_ticket_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_spam_lessons_lesson", "spam_lessons", ["lesson", "id"])


def downgrade() -> None:
    op.drop_table("spam_lessons")
    op.drop_table("spam_verdicts")
    op.drop_column("sla_courses", "aside")
    op.drop_index("ix_tickets_spam", "tickets")
    op.drop_column("tickets", "spam")
