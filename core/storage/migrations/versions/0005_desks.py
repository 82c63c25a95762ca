"""What tickets of all desks carry: what they are about, whose queue, ties to customers, a form's answers, a date."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TEXTS = ("brand", "service", "category", "level", "source_id", "group_id")
TIES = {"company_id": "companies", "contact_id": "persons", "site_id": "sites"}
TIES |= {"equipment_id": "equipment", "contract_id": "contracts"}


def upgrade() -> None:
    for name in TEXTS:
        op.add_column("tickets", sa.Column(name, sa.Text(), nullable=True))
    whole = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    for name, table in TIES.items():
        # Written out, since alembic leaves the key away on SQLite, and a table made anew would cost minutes.
        op.execute(
            f"ALTER TABLE tickets ADD COLUMN {name} {whole} "
            f"CONSTRAINT fk_tickets_{name}_{table} REFERENCES {table} (id)"
        )
    op.add_column("tickets", sa.Column("due_at", sa.BigInteger(), nullable=True))
    op.add_column("tickets", sa.Column("fields", sa.JSON(none_as_null=True), nullable=True))
    op.add_column("sla_courses", sa.Column("category", sa.Text(), nullable=True))
    op.add_column("sla_courses", sa.Column("service", sa.Text(), nullable=True))
    op.add_column("sla_courses", sa.Column("due_at", sa.BigInteger(), nullable=True))
    for name in ("group_id", "company_id"):
        held = sa.text(f"{name} IS NOT NULL")
        op.create_index(f"ix_tickets_{name}", "tickets", [name, "id"], sqlite_where=held, postgresql_where=held)
    op.create_table(
        "observers",
        sa.Column("ticket_id", KEY, sa.ForeignKey("tickets.id", name="fk_observers_ticket_id_tickets"), nullable=False),
        sa.Column("person_id", KEY, sa.ForeignKey("persons.id", name="fk_observers_person_id_persons"), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("ticket_id", "person_id", name="pk_observers"),
    )
    op.create_index("ix_observers_person_id", "observers", ["person_id", "ticket_id"])
    op.create_table(
        "surveys",
        sa.Column("ticket_id", KEY, sa.ForeignKey("tickets.id", name="fk_surveys_ticket_id_tickets"), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("ticket_id", name="pk_surveys"),
    )
    op.create_index("ix_surveys_due_at", "surveys", ["due_at"])


def downgrade() -> None:
    op.drop_table("surveys")
    op.drop_table("observers")
    op.drop_index("ix_tickets_company_id", "tickets")
    op.drop_index("ix_tickets_group_id", "tickets")
    for name in ("due_at", "service", "category"):
        op.drop_column("sla_courses", name)
    for name in ("fields", "due_at", *reversed(TIES), *reversed(TEXTS)):
        op.drop_column("tickets", name)
