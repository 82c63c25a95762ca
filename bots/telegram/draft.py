"""A ticket that is being written: what was picked, answered and typed so far. It lies in the dialogue, and is small."""

from copy import copy
from dataclasses import asdict, dataclass, field
from typing import Any, Self

from bots.telegram.heard import joined
from bots.telegram.steps import Data
from bots.telegram.wire import token
from core.api.kinds import shorten

EXCERPT = 700


@dataclass(slots=True)
class Draft:
    """`at` names the step under way, `page`, `under` and `month` the place in what it offers; `sought` are words that
    are looked for there. `similar` are tickets that speak of the same, once that was looked up.

    `picked` is by aspect (`service`, `type` …), and an empty type is left to the desk; `fields` is by question, and an
    empty answer was passed over. `kept` are words and files as they came, the subject among them as a title.
    """

    at: str = ""
    page: int = 0
    under: str | None = None
    month: str = ""
    sought: Data | None = None
    picked: dict[str, str] = field(default_factory=dict)
    fields: dict[str, str] = field(default_factory=dict)
    subject: str | None = None
    described: bool = False
    observers: list[str] | None = None
    linked: int = 0
    similar: list[int] | None = None
    kept: list[Data] = field(default_factory=list)

    @classmethod
    def read(cls, data: Data) -> Self:
        known = {name: data[name] for name in cls.__slots__ if name in data}
        copied: Data = {name: copy(value) for name, value in known.items()}
        return cls(**copied)

    def written(self) -> Data:
        """Only what was said: the rest is as in an empty one."""
        return {name: value for name, value in asdict(self).items() if value != _EMPTY[name]}

    @property
    def begun(self) -> bool:
        """Whether anything was answered yet that stopping would lose."""
        return bool(self.picked or self.fields or self.described or self.under) or self.subject is not None

    @property
    def words(self) -> str:
        return joined(one["text"] for one in self.kept)

    @property
    def files(self) -> int:
        return sum(len(one["files"]) for one in self.kept)

    @property
    def stamp(self) -> int:
        """What was shown in a summary is what is sent: another draft has another stamp."""
        said = (self.picked, self.fields, self.subject, self.observers, self.words, self.files, self.linked)
        return token("send", repr(said))

    def shown(self) -> dict[str, Any]:
        """What a screen needs of it: of the words only their beginning."""
        data = self.written()
        data.pop("kept", None)
        return {"draft": data, "words": shorten(self.words, EXCERPT), "files": self.files, "stamp": self.stamp}

    def entitle(self, text: str, kept: Data) -> None:
        """Another subject takes the place of an earlier one; the files that came with that stay."""
        before = [{**one, "title": False} if one.get("title") else one for one in self.kept]
        self.kept = [*(one for one in before if one["text"] or one["files"]), {**kept, "text": "", "title": True}]
        self.subject = text

    def describe(self, kept: Data) -> None:
        """More of the description; one that is written anew takes the place of the old words, and the files stay."""
        if self.described:
            anew = [one if one.get("title") else {**one, "text": ""} for one in self.kept]
            self.kept = [one for one in anew if one.get("title") or one["files"]]
        self.kept.append(kept)
        self.described = True


_EMPTY = asdict(Draft())
