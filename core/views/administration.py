"""What administrators look through: people, customers, ready answers, and who has changed what (E11, B1, E5)."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from core.customers.forms import mark
from core.customers.model import FIELDS, Field, Kind, Record
from core.customers.shelves import SHELVES
from core.errors import Code, Refusal
from core.kinds import Instant, PersonId
from core.people import rights, rules
from core.people import store as people
from core.people.contacts import CONTACTS
from core.people.person import Person
from core.people.rules import Standing
from core.profile.care import Canned
from core.profile.schema import Profile
from core.storage import audit
from core.tickets import ready
from core.tickets.ready import Ready
from core.views import seek
from core.views.parts import Choice
from core.views.queries import Query

PAGE = 8


@dataclass(frozen=True, slots=True)
class RecordLine:
    """`id` is the row's own, for paging."""

    id: int
    record: Record


@dataclass(frozen=True, slots=True)
class RecordCard:
    """`fields` as a form asks them; `mark` is what it was when it was looked at."""

    kind: str
    fields: tuple[Field, ...]
    record: Record
    mark: str
    levels: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class AuditLine:
    """`actor` is empty for an operator on the machine."""

    id: int
    at: Instant
    actor: str
    deed: str
    kind: str
    subject: str
    changes: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class ReadyAnswers:
    """`fixed` are those of the profile, which are changed in its file."""

    fixed: tuple[Canned, ...]
    made: tuple[Ready, ...]
    retired: tuple[Ready, ...]
    groups: tuple[Choice, ...]
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FindRecords(Query[tuple[RecordLine, ...]]):
    """One line more than a page says that there are others."""

    kind: str
    text: str = ""
    after: int = 0
    most: int = PAGE + 1


@dataclass(frozen=True, slots=True)
class ReadRecord(Query[RecordCard]):
    """Without an identity: what a new one is asked."""

    kind: str
    identity: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadReadyAnswers(Query[ReadyAnswers]):
    pass


@dataclass(frozen=True, slots=True)
class ReadAudit(Query[tuple[AuditLine, ...]]):
    """Newest first."""

    before: int | None = None
    most: int = PAGE + 1


def find_records(conn: sa.Connection, profile: Profile, by: Person, query: FindRecords) -> tuple[RecordLine, ...]:
    rights.demand("administrate", by, Standing())
    found = seek.records(conn, _kind(query.kind), query.text, query.after, query.most)
    return tuple(RecordLine(id, record) for id, record in found)


def read_record(conn: sa.Connection, profile: Profile, by: Person, query: ReadRecord) -> RecordCard:
    rights.demand("administrate", by, Standing())
    kind = _kind(query.kind)
    levels = tuple(Choice(one.id, one.label) for one in profile.levels)
    if not query.identity:
        return RecordCard(kind.value, FIELDS[kind], {}, "", levels)
    shelf = CONTACTS if kind is Kind.CONTACTS else SHELVES[kind]
    kept = shelf.kept(conn, [query.identity]).get(query.identity)
    if kept is None or not kept.there:
        raise Refusal(Code.MISSING)
    return RecordCard(kind.value, FIELDS[kind], kept.record, mark(kept.record), levels)


def read_ready_answers(conn: sa.Connection, profile: Profile, by: Person, query: ReadReadyAnswers) -> ReadyAnswers:
    rights.demand("administrate", by, Standing())
    groups = tuple(Choice(one.id, one.label) for one in profile.groups)
    made, retired = ready.listed(conn), ready.listed(conn, retired=True)
    return ReadyAnswers(profile.canned, tuple(made), tuple(retired), groups, profile.languages)


def read_audit(conn: sa.Connection, profile: Profile, by: Person, query: ReadAudit) -> tuple[AuditLine, ...]:
    """Also for an operator on the machine."""
    if not rules.house(by, Standing()):
        rights.demand("administrate", by, Standing())
    return tuple(_lines(conn, audit.page(conn, query.before, query.most)))


def _lines(conn: sa.Connection, found: Sequence[audit.Line]) -> list[AuditLine]:
    names = {id: _name(conn, id) for id in {one.actor for one in found if one.actor}}
    return [
        AuditLine(
            one.id, one.at, names.get(one.actor, "") if one.actor else "", one.deed, one.kind, one.subject,
            tuple((name, old, new) for name, (old, new) in one.changes.items()),
        )
        for one in found
    ]  # fmt: skip


def _name(conn: sa.Connection, id: PersonId) -> str:
    found = people.person(conn, id)
    return found.name if found else "?"


def _kind(id: str) -> Kind:
    try:
        return Kind(id)
    except ValueError:
        raise Refusal(Code.MISSING) from None
