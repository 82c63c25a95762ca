"""What is kept of customers, field by field (B1). A record is texts by field name, as a file or a form says them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

Record = Mapping[str, str]
Identity = tuple[str, ...]


class Kind(StrEnum):
    COMPANIES = "companies"
    CONTACTS = "contacts"
    CONTRACTS = "contracts"
    SITES = "sites"
    EQUIPMENT = "equipment"


class Form(StrEnum):
    """How a field's text is read."""

    LINE = "line"
    MAIL = "mail"
    DAY = "day"
    ZONE = "zone"
    LEVEL = "level"
    COMPANY = "company"
    SITE = "site"
    SITES = "sites"


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    form: Form = Form.LINE
    needed: bool = False
    limit: int = 200


NUMBER = Field("number", needed=True, limit=100)
OWNER = Field("company", Form.COMPANY, needed=True, limit=100)
LEVEL = Field("level", Form.LEVEL, limit=31)

FIELDS: Mapping[Kind, tuple[Field, ...]] = {
    Kind.COMPANIES: (NUMBER, Field("name", needed=True), Field("zone", Form.ZONE), LEVEL),
    Kind.CONTACTS: (
        Field("email", Form.MAIL, needed=True, limit=254), OWNER, Field("person", needed=True), Field("position"),
        Field("phone", limit=50),
    ),
    Kind.CONTRACTS: (
        NUMBER, OWNER, Field("valid_from", Form.DAY), Field("valid_until", Form.DAY), LEVEL,
        Field("sites", Form.SITES, limit=4_000),
    ),
    Kind.SITES: (NUMBER, OWNER, Field("name"), Field("address", needed=True, limit=500)),
    Kind.EQUIPMENT: (
        Field("serial", needed=True, limit=100), Field("model", needed=True), Field("site", Form.SITE, limit=100),
        Field("company", Form.COMPANY, limit=100),
    ),
}  # fmt: skip

IDENTITY: Mapping[Kind, tuple[str, ...]] = {
    Kind.COMPANIES: ("number",),
    Kind.CONTACTS: ("email", "company"),
    Kind.CONTRACTS: ("number",),
    Kind.SITES: ("number",),
    Kind.EQUIPMENT: ("serial",),
}
"""What the world outside knows a thing by. One person may be the contact of several companies."""


class Problem(StrEnum):
    """What cannot be kept, and why."""

    EMPTY = "empty"
    LONG = "long"
    MAIL = "mail"
    DAY = "day"
    ZONE = "zone"
    LEVEL = "level"
    UNKNOWN = "unknown"
    """It names a company or a site that is not kept."""
    SEPARATOR = "separator"
    """A site's number with a sign that separates numbers in a list of sites."""
    REVERSED = "reversed"
    """A term that ends before it begins."""
    NOWHERE = "nowhere"
    """Equipment of no site and no company."""
    ELSEWHERE = "elsewhere"
    """Equipment whose site belongs to another company."""
    FIXED = "fixed"
    """Not to be changed from here."""
    CROWDED = "crowded"
    """More cells than columns."""
    REPEATED = "repeated"
    CONTRADICTED = "contradicted"
    """An earlier line of the same file says otherwise."""


@dataclass(frozen=True, slots=True)
class Fault:
    field: str
    problem: Problem
    value: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A record as it was read. What it does not mention is left alone; `at` is its line in the file."""

    record: Record
    faults: tuple[Fault, ...] = ()
    at: int = 0


@dataclass(frozen=True, slots=True)
class Kept:
    """What is there under an identity, or of the person that a new contact will be; `fixed` is not ours to change."""

    record: Record
    there: bool = True
    fixed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Place:
    id: int
    company: str


@dataclass(frozen=True, slots=True)
class Known:
    """What records may refer to: companies and sites by number, levels by id; in which language a new person is met."""

    companies: Mapping[str, int]
    sites: Mapping[str, Place]
    levels: frozenset[str] = frozenset()
    language: str = ""


class Fate(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a line: `record` is the whole as it will be kept, `fields` are those that change."""

    fate: Fate
    record: Record
    there: bool
    fields: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
