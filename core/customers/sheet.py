"""CSV (RFC 4180) in and out. What a spreadsheet would run is defused on the way out, restored on the way in. Pure."""

import csv
import io
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from core.customers.model import Record
from core.errors import Param
from core.texts import one_line

MOST_BYTES, MOST_LINES = 20 * 2**20, 100_000
BOM = "\ufeff"
_RUN = "(?=[\"']*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20])"
_LIVE, _DEFUSED = re.compile("(^|[,;])" + _RUN), re.compile("(^|[,;])'" + _RUN)
"""A formula may begin a cell, or what another separator than ours would make one."""
_FILLER = re.compile(r"[\s_*:-]+")


class Flaw(StrEnum):
    """Why a file is not read at all. Each has words under `customers-flaw-<flaw>`."""

    ABSENT = "absent"
    LARGE = "large"
    ENCODING = "encoding"
    BINARY = "binary"
    EMPTY = "empty"
    COLUMN = "column"
    TWICE = "twice"
    LACKING = "lacking"
    BROKEN = "broken"


class Unreadable(Exception):
    """A file that is refused as a whole; nothing of it was done."""

    def __init__(self, flaw: Flaw, **params: Param) -> None:
        super().__init__(flaw.value, params)
        self.flaw = flaw
        self.params = params


@dataclass(frozen=True, slots=True)
class Row:
    """`at` is the line of the file that it begins on. A cell that is not there is not said."""

    at: int
    said: Record
    crowded: bool = False


def defused(text: str) -> str:
    """An apostrophe before what a spreadsheet takes for a formula, and before what looks defused (faults E5)."""
    return _LIVE.sub(r"\1'", text)


def restored(text: str) -> str:
    return _DEFUSED.sub(r"\1", text)


def headed(text: str) -> str:
    """A column's name, whatever case, spaces, dashes and ё."""
    return _FILLER.sub(" ", one_line(text).casefold().replace("ё", "е")).strip()


def parse(raw: bytes, names: Mapping[str, str], needed: Collection[str]) -> list[Row]:
    """`names` gives the field of each column's name, `needed` the fields without which no line means anything.

    Raises Unreadable.
    """
    text = _decoded(raw)
    separator = max(",;", key=text.lstrip().partition("\n")[0].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        fields = _fields(next((cells for cells in reader if any(map(str.strip, cells))), []), names, needed)
        return list(_rows(reader, fields))
    except csv.Error as error:
        raise Unreadable(Flaw.BROKEN, line=str(reader.line_num)) from error


def written(rows: Iterable[Iterable[str]], separator: str) -> str:
    """Every cell is quoted: a spreadsheet that expects another separator still finds no row of its own in it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator, quoting=csv.QUOTE_ALL)
    writer.writerows([defused(cell) for cell in row] for row in rows)
    return out.getvalue()


def _decoded(raw: bytes) -> str:
    if len(raw) > MOST_BYTES:
        raise Unreadable(Flaw.LARGE, megabytes=str(MOST_BYTES >> 20), lines=str(MOST_LINES))
    if raw.startswith(b"PK\3\4"):
        raise Unreadable(Flaw.BINARY)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(Flaw.ENCODING) from error
    if "\0" in text:
        raise Unreadable(Flaw.BINARY)
    return text


def _fields(header: list[str], names: Mapping[str, str], needed: Collection[str]) -> list[str]:
    if not header:
        raise Unreadable(Flaw.EMPTY)
    fields = []
    while header and not header[-1].strip():
        header.pop()
    for column in header:
        field = names.get(headed(column))
        if field is None:
            raise Unreadable(Flaw.COLUMN, column=one_line(column)[:60])
        if field in fields:
            raise Unreadable(Flaw.TWICE, column=one_line(column)[:60])
        fields.append(field)
    if lacking := [field for field in needed if field not in fields]:
        raise Unreadable(Flaw.LACKING, field=lacking[0])
    return fields


def _rows(reader: Any, fields: list[str]) -> Iterator[Row]:
    at, count = reader.line_num + 1, 0
    for cells in reader:
        if any(cell.strip() for cell in cells):
            count += 1
            crowded = any(cell.strip() for cell in cells[len(fields) :])
            yield Row(at, {field: restored(cell) for field, cell in zip(fields, cells, strict=False)}, crowded)
        if count > MOST_LINES:
            raise Unreadable(Flaw.LARGE, megabytes=str(MOST_BYTES >> 20), lines=str(MOST_LINES))
        at = reader.line_num + 1
