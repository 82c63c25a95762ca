"""What one letter says, before it is text or HTML. Every string is a value: the templates escape it."""

from dataclasses import dataclass
from enum import StrEnum

PREVIEW = 140


class Nature(StrEnum):
    """Who speaks, and so what responders are told (RFC 3834, 5). A person's answer is not automatic."""

    NOTICE = "auto-generated"
    RECEIPT = "auto-replied"
    PERSON = "no"


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Speech:
    """Somebody's words under a heading: their name, or what the words are."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Letter:
    """`speech` stands first, `lines` are the desk's own sentences, `quoted` is what it all began with (C8).

    `items` are things under names of their own. `hint` says how to answer; `author` is who speaks, for the From line;
    `left` names files that are not in it; `chat` is another way to be told.
    """

    subject: str
    nature: Nature
    caption: str = ""
    author: str = ""
    speech: Speech | None = None
    lines: tuple[str, ...] = ()
    items: tuple[Speech, ...] = ()
    code: str = ""
    hint: str = ""
    buttons: tuple[Link, ...] = ()
    ask: str = ""
    grades: tuple[Link, ...] = ()
    left: Speech | None = None
    quoted: Speech | None = None
    why: str = ""
    chat: Link | None = None
    mute: Link | None = None

    @property
    def preview(self) -> str:
        """What a mailbox shows beside the subject."""
        told = (*self.lines, *(f"{one.heading}: {one.text}" for one in self.items))
        words = self.speech.text if self.speech else " ".join(told)
        return " ".join(words.split())[:PREVIEW]
