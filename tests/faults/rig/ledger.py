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
    """`update` and `event` name what carried it; `heard` says what the person saw: taken, refused, or neither.

    `revision` counts how often it was edited, `files` how many came with it as one album.
    """

    token: str
    who: int | str
    way: Way
    update: int | None = None
    event: str | None = None
    heard: str = ""
    message: int = 0
    revision: int = 0
    files: int = 0

    @property
    def written(self) -> str:
        """As it stands in the chat by now."""
        return f"{self.token}-r{self.revision};" if self.revision else self.token

    @property
    def names(self) -> list[str]:
        """Of its files: in small letters, so that a name is no second place for the token."""
        return [f"{self.token.lower()}-{n}.txt" for n in range(self.files)]


@dataclass(slots=True)
class Ledger:
    """`confirmed` are the mail addresses that the product has said are proved, by person."""

    words: list[Word] = field(default_factory=list)
    presses: dict[str, int] = field(default_factory=dict)
    confirmed: dict[int, str] = field(default_factory=dict)
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
