"""What people said, as they know it themselves: each word with a token that is nowhere else."""

from dataclasses import dataclass, field
from enum import StrEnum
from itertools import count


class Way(StrEnum):
    TEXT = "a customer's text"
    REPLY = "an agent's answer"
    NOTE = "an agent's note"
    MOVE = "a comment with a move"


@dataclass(slots=True)
class Word:
    """`update` and `event` name what carried it; `heard` says what the person saw: taken, refused, or neither."""

    token: str
    who: int | str
    way: Way
    update: int | None = None
    event: str | None = None
    heard: str = ""


@dataclass(slots=True)
class Ledger:
    words: list[Word] = field(default_factory=list)
    presses: dict[str, int] = field(default_factory=dict)
    _numbers: "count[int]" = field(default_factory=lambda: count(1))

    def word(self, who: int | str, way: Way) -> Word:
        """A new token, entered before it is said: what nobody acknowledged is known too."""
        word = Word(f"Q{next(self._numbers):05d}Z", who, way)
        self.words.append(word)
        return word

    def pressed(self, what: str) -> None:
        self.presses[what] = self.presses.get(what, 0) + 1

    def of(self, who: int | str) -> list[Word]:
        return [word for word in self.words if word.who == who]
