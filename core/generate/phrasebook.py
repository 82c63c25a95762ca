"""What people of a support desk say, by language: sample texts, kept as data. Pure."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.generate.dice import Dice

PHRASES = Path(__file__).parent / "phrases"
LONG = 0.08
"""Share of descriptions that bring a piece of a log along."""
COURTEOUS = 0.6

Lines = Mapping[str, list[str]]


@dataclass(frozen=True, slots=True)
class Book:
    people: Lines
    places: Lines
    slots: Lines
    matters: tuple[Lines, ...]
    talk: Lines

    def person(self, dice: Dice) -> str:
        kind = "men" if dice.chance(0.5) else "women"
        return f"{dice.one(self.people[kind])} {dice.one(self.people[kind + '_of'])}"

    def place(self, kind: str, dice: Dice, number: int) -> str:
        """What a company, a site, an address or a model is called."""
        template = dice.one(self.places[kind])
        return template.format(n=number, one=dice.one(self.places["ones"]), person=self.person(dice))


def book(language: str) -> Book:
    said: dict[str, Any] = tomllib.loads((PHRASES / f"{language}.toml").read_text(encoding="utf-8"))
    return Book(said["people"], said["places"], said["slots"], tuple(said["matters"]), said["talk"])


class Talk:
    """One ticket's conversation: whatever is said in it is about the same matter, place and number."""

    __slots__ = ("_book", "_dice", "_matter", "_slots")

    def __init__(self, book: Book, dice: Dice, name: str) -> None:
        self._book, self._dice = book, dice
        self._matter = dice.one(book.matters)
        drawn = {
            slot: dice.one(lines).replace("{n}", str(dice.randrange(10, 99))) for slot, lines in book.slots.items()
        }
        self._slots = drawn | {"name": name, "n": str(dice.randrange(10, 999))}
        self._slots["ask"] = self._of(self._matter["ask"])

    def subject(self) -> str:
        return self._of(self._matter["subject"])

    def body(self) -> str:
        said = self._framed("hello", self._of(self._matter["body"]), "bye")
        return said + (self._slots["log"] if self._dice.chance(LONG) else "")

    def about(self, kind: str) -> str:
        """What is said of the matter: ask, answer, solved, note."""
        said = self._of(self._matter[kind])
        return self._framed("", said, {"answer": "bye", "solved": "after"}.get(kind, ""))

    def word(self, kind: str) -> str:
        """What is said of any matter."""
        return self._of(self._book.talk[kind])

    def _framed(self, before: str, said: str, after: str) -> str:
        """With words of courtesy around it, mostly."""
        first = f"{self._of(self._book.talk[before])} " if before and self._dice.chance(COURTEOUS) else ""
        last = f" {self._of(self._book.talk[after])}" if after and self._dice.chance(COURTEOUS) else ""
        return f"{first}{said}{last}"

    def _of(self, lines: list[str]) -> str:
        said = self._dice.one(lines).format_map(self._slots)
        return said[0].upper() + said[1:]
