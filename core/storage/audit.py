"""Who administrated what, and when: a line for each change, old → new (E11). The database refuses to change one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from core.kinds import Instant, PersonId
from core.storage.schema import instant, json, key, metadata, ref, text
from core.storage.unit import Unit
from core.texts import one_line, shorten

OPERATOR = "operator"
"""The door of whoever works on the machine itself."""
LONGEST = 300
"""Characters of a value: the audit says what was changed, it keeps no copy of the texts."""

audit = sa.Table(
    "audit",
    metadata,
    key(),
    instant("at"),
    ref("actor", "persons.id", nullable=True),
    text("door", default=""),
    text("deed"),
    text("kind"),
    text("subject"),
    ref("whom", "persons.id", nullable=True, index=True),
    json("changes"),
)
"""Append-only: triggers refuse UPDATE and DELETE, but for what is blanked while somebody is being forgotten."""


@dataclass(frozen=True, slots=True)
class Line:
    """`deed` is the command's name; `actor` is nobody's for an operator on the machine."""

    id: int
    at: Instant
    actor: PersonId | None
    door: str
    deed: str
    kind: str
    subject: str
    whom: PersonId | None
    changes: Mapping[str, tuple[str, str]]


def write(unit: Unit, deed: str, actor: PersonId | None, door: str) -> None:
    """What the unit has done, in its own transaction, and once."""
    for one in unit.deeds:
        changes = {name: [_brief(old), _brief(new)] for name, (old, new) in one.changes.items()}
        row = {
            "at": unit.now, "actor": actor, "door": door, "deed": deed, "kind": one.kind,
            "subject": _brief(one.subject), "whom": one.whom, "changes": changes,
        }  # fmt: skip
        unit.conn.execute(audit.insert(), row)
    unit.deeds.clear()


def blank(unit: Unit, whom: PersonId, emails: Iterable[str], nothing: str) -> None:
    """Somebody is forgotten: that something was done stays, and who did it; not to whom by name, nor what it was."""
    said = sa.cast(audit.c.changes, sa.Text)
    named = (column.contains(one, autoescape=True) for one in emails for column in (audit.c.subject, said))
    for row in unit.conn.execute(sa.select(audit).where(sa.or_(audit.c.whom == whom, *named))).all():
        changes = {name: [nothing if one else "" for one in pair] for name, pair in row.changes.items()}
        blanked = audit.update().where(audit.c.id == row.id).values(subject=nothing, changes=changes)
        unit.conn.execute(blanked)


def page(conn: sa.Connection, before: int | None, most: int) -> Sequence[Line]:
    """Newest first."""
    query = sa.select(audit).order_by(audit.c.id.desc()).limit(most)
    return [_line(row) for row in conn.execute(query if before is None else query.where(audit.c.id < before))]


def _line(row: Any) -> Line:
    changes = {name: (str(old), str(new)) for name, (old, new) in row.changes.items()}
    return Line(row.id, row.at, row.actor, row.door, row.deed, row.kind, row.subject, row.whom, changes)


def _brief(text: str) -> str:
    return shorten(one_line(text), LONGEST)
