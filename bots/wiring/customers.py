"""Customers from CSV and to CSV, on the machine itself (B1). A dry run and a real one go the same way."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import TextIO

from bots.settings import Settings
from bots.wiring.core import Core, open_core
from bots.wiring.customers_voice import Voice
from core.api.errors import Misconfigured
from core.customers.forms import listed, read, sifted
from core.customers.model import FIELDS, IDENTITY, Fate, Fault, Kind, Line, Problem, Verdict
from core.customers.sheet import BOM, MOST_BYTES, Flaw, Row, Unreadable, parse, written
from core.customers.shelf import Shelf, keep, look
from core.customers.shelves import SHELVES
from core.people.contacts import CONTACTS

ALL: Mapping[Kind, Shelf] = {**SHELVES, CONTACTS.kind: CONTACTS}
PORTION = 90
"""Rows that one unit may touch (agreement 5); a contact may be two, a contract brings its sites."""
PAGE = 500

Tell = Callable[[str], None]


def kind_of(name: str) -> Kind:
    """Raises Misconfigured."""
    if name not in [*Kind]:
        raise Misconfigured(f"There is no list of {name!r}", f"Choose one of {', '.join(Kind)}")
    return Kind(name)


async def take_in(settings: Settings, file: Path, kind: Kind, tell: Tell, *, dry: bool) -> bool:
    """Says line by line what becomes of a file, and does it unless `dry`. False: some lines were wrong."""
    with closing(await open_core(settings, serve=False)) as core:
        voice = Voice(core.profile)
        try:
            rows = parse(_content(file), voice.columns(kind), IDENTITY[kind])
        except Unreadable as error:
            raise voice.refusal(kind, error) from error
        fates: Counter[Fate] = Counter()
        for portion in _portions(kind, sifted(kind, (_line(kind, row) for row in rows))):
            for line, verdict in zip(portion, await _judged(core, kind, portion, dry=dry), strict=True):
                tell(voice.line(kind, line, verdict, dry=dry))
                fates[verdict.fate] += 1
        tell(voice.total(fates, dry=dry))
        return not fates[Fate.WRONG]


async def give_out(settings: Settings, kind: Kind, out: Path) -> str:
    """Writes all of a kind, as it can be taken in again. The file is there whole or not at all."""
    with closing(await open_core(settings, serve=False)) as core:
        voice, partial = Voice(core.profile), out.parent / f".{out.name}.partial"
        try:
            with partial.open("w", encoding="utf-8", newline="") as file:
                count = await _poured(core, kind, voice, file)
            partial.replace(out)
        except OSError as error:
            raise Misconfigured(
                f"{out} cannot be written: {error.strerror}", "Name another file after --out"
            ) from error
        finally:
            partial.unlink(missing_ok=True)
        return voice.given(count, out.name)


async def _poured(core: Core, kind: Kind, voice: Voice, file: TextIO) -> int:
    names = [field.name for field in FIELDS[kind]]
    file.write(BOM + written([[voice.field(name) for name in names]], voice.separator))
    last, count = 0, 0
    while page := await core.hop.read(lambda conn, after=last: ALL[kind].after(conn, after, PAGE)):  # type: ignore[misc]
        file.write(written(([record[name] for name in names] for _, record in page), voice.separator))
        last, count = page[-1][0], count + len(page)
    return count


async def _judged(core: Core, kind: Kind, lines: Sequence[Line], *, dry: bool) -> list[Verdict]:
    if dry:
        return await core.hop.read(lambda conn: look(conn, ALL[kind], lines, core.profile))
    return await core.hop.unit(lambda unit: keep(unit, ALL[kind], lines, core.profile), urgent=False)


def _line(kind: Kind, row: Row) -> Line:
    line = read(kind, row.said, row.at)
    return Line(line.record, (Fault("", Problem.CROWDED),), row.at) if row.crowded else line


def _portions(kind: Kind, lines: Iterator[Line]) -> Iterator[list[Line]]:
    portion: list[Line] = []
    weight = 0
    for line in lines:
        more = 1 + (kind is Kind.CONTACTS) + len(listed(line.record.get("sites", "")))
        if portion and weight + more > PORTION:
            yield portion
            portion, weight = [], 0
        portion.append(line)
        weight += more
    if portion:
        yield portion


def _content(file: Path) -> bytes:
    """No more than is read at all: a file may be endless. Raises Unreadable."""
    try:
        if file.is_file():
            with file.open("rb") as content:
                return content.read(MOST_BYTES + 1)
    except OSError as error:
        raise Unreadable(Flaw.ABSENT, file=file.name) from error
    raise Unreadable(Flaw.ABSENT, file=file.name)
