"""Customers: companies, their contacts, contracts, sites and equipment."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TABLES = ("equipment", "contract_sites", "contracts", "sites", "contacts", "companies")
INDEXES = (
    ("contacts", "company_id"),
    ("sites", "company_id"),
    ("contracts", "company_id"),
    ("contract_sites", "site_id"),
    ("equipment", "site_id"),
    ("equipment", "company_id"),
)


def upgrade() -> None:
    _companies()
    _contracts()
    _equipment()
    for table, column in INDEXES:
        op.create_index(f"ix_{table}_{column}", table, [column], unique=False)


def _companies() -> None:
    op.create_table(
        "companies",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), server_default="", nullable=False),
        sa.Column("level", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_companies"),
        sa.UniqueConstraint("number", name="uq_companies_number"),
    )
    op.create_table(
        "contacts",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("person_id", KEY, autoincrement=False, nullable=False),
        sa.Column("company_id", KEY, autoincrement=False, nullable=False),
        sa.Column("position", sa.Text(), server_default="", nullable=False),
        sa.Column("phone", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name="fk_contacts_company_id_companies"),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="fk_contacts_person_id_persons"),
        sa.PrimaryKeyConstraint("id", name="pk_contacts"),
        sa.UniqueConstraint("person_id", "company_id", name="uq_contacts_person_id_company_id"),
    )
    op.create_table(
        "sites",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("company_id", KEY, autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name="fk_sites_company_id_companies"),
        sa.PrimaryKeyConstraint("id", name="pk_sites"),
        sa.UniqueConstraint("number", name="uq_sites_number"),
    )


def _contracts() -> None:
    op.create_table(
        "contracts",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("company_id", KEY, autoincrement=False, nullable=False),
        sa.Column("valid_from", sa.Text(), server_default="", nullable=False),
        sa.Column("valid_until", sa.Text(), server_default="", nullable=False),
        sa.Column("level", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name="fk_contracts_company_id_companies"),
        sa.PrimaryKeyConstraint("id", name="pk_contracts"),
        sa.UniqueConstraint("number", name="uq_contracts_number"),
    )
    op.create_table(
        "contract_sites",
        sa.Column("contract_id", KEY, autoincrement=False, nullable=False),
        sa.Column("site_id", KEY, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["contract_id"], ["contracts.id"], name="fk_contract_sites_contract_id_contracts"),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name="fk_contract_sites_site_id_sites"),
        sa.PrimaryKeyConstraint("contract_id", "site_id", name="pk_contract_sites"),
    )


def _equipment() -> None:
    op.create_table(
        "equipment",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("serial", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("site_id", KEY, autoincrement=False, nullable=True),
        sa.Column("company_id", KEY, autoincrement=False, nullable=True),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name="fk_equipment_company_id_companies"),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name="fk_equipment_site_id_sites"),
        sa.PrimaryKeyConstraint("id", name="pk_equipment"),
        sa.UniqueConstraint("serial", name="uq_equipment_serial"),
    )


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
