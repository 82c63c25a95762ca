"""The letters of `letters/`, and letters made in a line."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from bots.email.incoming.parse import parse
from bots.email.incoming.shapes import Letter

LETTERS = Path(__file__).parent.parent / "letters"


@dataclass(frozen=True, slots=True)
class Expected:
    subject: str
    new: str
    files: tuple[str, ...] = ()


def expected() -> dict[str, Expected]:
    table = tomllib.loads((LETTERS / "expected.toml").read_text(encoding="utf-8"))
    return {
        name: Expected(row["subject"], row["new"], tuple(row.get("files", ())))
        for name, row in table.items()
    }  # fmt: skip


def octets(name: str) -> bytes:
    return (LETTERS / f"{name}.eml").read_bytes()


def read(raw: bytes) -> Letter:
    found = parse(raw)
    assert isinstance(found, Letter), found
    return found


def letter(name: str) -> Letter:
    return read(octets(name))


def made(*headers: str, body: str = "Hello.\n") -> Letter:
    """A letter with these header lines, read from octets as any other."""
    return read("\r\n".join([*headers, "", body]).encode())


def words(text: str) -> str:
    """Text without how it is broken into lines."""
    return " ".join(text.split())
