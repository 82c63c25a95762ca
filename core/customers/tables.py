"""The tables of customers. Optional texts are empty rather than null, so that equal records are equal rows."""

import sqlalchemy as sa

from core.storage.schema import key, metadata, ref, text

companies = sa.Table(
    "companies",
    metadata,
    key(),
    text("number", unique=True),
    text("name"),
    text("zone", default=""),
    text("level", default=""),
)
"""`number` is what other systems know it by; `level` is its SLA level (E9), `zone` that of its people."""

contacts = sa.Table(
    "contacts",
    metadata,
    key(),
    ref("person_id", "persons.id"),
    ref("company_id", "companies.id", index=True),
    text("position", default=""),
    text("phone", default=""),
    sa.UniqueConstraint("person_id", "company_id"),
)

sites = sa.Table(
    "sites",
    metadata,
    key(),
    text("number", unique=True),
    ref("company_id", "companies.id", index=True),
    text("name", default=""),
    text("address"),
)

contracts = sa.Table(
    "contracts",
    metadata,
    key(),
    text("number", unique=True),
    ref("company_id", "companies.id", index=True),
    text("valid_from", default=""),
    text("valid_until", default=""),
    text("level", default=""),
)
"""A term is two dates, both included, wherever the customer is; `core.customers.term` makes instants of them."""

contract_sites = sa.Table(
    "contract_sites",
    metadata,
    ref("contract_id", "contracts.id", primary_key=True),
    ref("site_id", "sites.id", primary_key=True, index=True),
)

equipment = sa.Table(
    "equipment",
    metadata,
    key(),
    text("serial", unique=True),
    text("model"),
    ref("site_id", "sites.id", nullable=True, index=True),
    ref("company_id", "companies.id", nullable=True, index=True),
)
"""On a site it is the site's company's and names none itself, so that the two never disagree."""
