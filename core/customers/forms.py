"""From what people typed to what is kept: one form for each kind of field. Pure."""

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from core.calendar.calendar import FIRST, LAST
from core.customers.model import FIELDS, IDENTITY, Fault, Field, Form, Identity, Kind, Line, Problem, Record
from core.texts import one_line

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)|(\d\d?)\.(\d\d?)\.(\d{4})")
SEPARATORS = re.compile(r"[,;]")


def read(kind: Kind, said: Record, at: int = 0) -> Line:
    """The fields of the kind that are mentioned, in their forms, and what is wrong with each by itself."""
    record: dict[str, str] = {}
    faults: list[Fault] = []
    for field in FIELDS[kind]:
        if field.name in said:
            text = one_line(unicodedata.normalize("NFC", said[field.name]))
            record[field.name], problem = _formed(field, text)
            faults += [Fault(field.name, problem, text)] if problem else []
    if kind is Kind.SITES and SEPARATORS.search(record.get("number", "")):
        faults.append(Fault("number", Problem.SEPARATOR, record["number"]))
    return Line(record, tuple(faults), at)


def identity(kind: Kind, record: Record) -> Identity:
    return tuple(record.get(name, "") for name in IDENTITY[kind])


def mark(record: Record) -> str:
    """What a record was when somebody looked at it."""
    return hashlib.sha256(repr(sorted(record.items())).encode()).hexdigest()[:12]


def sifted(kind: Kind, lines: Iterable[Line]) -> Iterator[Line]:
    """A file says each thing once, and calls a person by one name; else a second run would change it again."""
    first: dict[Identity, int] = {}
    called: dict[str, Line] = {}
    for line in lines:
        it = identity(kind, line.record)
        at = first.setdefault(it, line.at) if all(it) else line.at
        if at != line.at:
            yield _spoilt(line, Fault(IDENTITY[kind][0], Problem.REPEATED, str(at)))
            continue
        email = line.record.get("email")
        before = called.setdefault(email, line) if email and "person" in line.record else line
        if before.record.get("person") != line.record.get("person"):
            line = _spoilt(line, Fault("person", Problem.CONTRADICTED, str(before.at)))
        yield line


def day(text: str) -> date:
    """`2026-12-31` or `31.12.2026`. Raises ValueError; what Americans write is ambiguous, and so not read."""
    found = _DAY.fullmatch(text)
    if found is None:
        raise ValueError(text)
    year, month, of_month = (found[1], found[2], found[3]) if found[1] else (found[6], found[5], found[4])
    if not FIRST <= int(year) <= LAST:
        raise ValueError(text)
    return date(int(year), int(month), int(of_month))


def listed(text: str) -> list[str]:
    """The numbers of a list such as `S-1, S-2`, each once and in order, so that equal lists are equal texts."""
    return sorted({part.strip() for part in SEPARATORS.split(text)} - {""})


def _spoilt(line: Line, fault: Fault) -> Line:
    return replace(line, faults=(*line.faults, fault))


def _formed(field: Field, text: str) -> tuple[str, Problem | None]:
    if len(text) > field.limit:
        return "", Problem.LONG
    if not text or field.form not in READERS:
        return text, None
    reader, problem = READERS[field.form]
    try:
        return reader(text), None
    except ValueError:
        return "", problem


def _zone(text: str) -> str:
    """Raises ValueError; a folder of zones, or a path, is none."""
    try:
        return ZoneInfo(text).key
    except (OSError, KeyError) as error:
        raise ValueError(text) from error


READERS: Mapping[Form, tuple[Callable[[str], str], Problem]] = {
    Form.MAIL: (lambda text: text.removeprefix("mailto:").lower(), Problem.MAIL),
    Form.DAY: (lambda text: day(text).isoformat(), Problem.DAY),
    Form.ZONE: (_zone, Problem.ZONE),
    Form.SITES: (lambda text: ", ".join(listed(text)), Problem.UNKNOWN),
}
