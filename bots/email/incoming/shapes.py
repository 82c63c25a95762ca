"""A letter that came in, as the rules read it. All of it is what the sender says, and nothing of it is proved."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from core.api.kinds import Instant

DEPTH: Final = 20
PARTS: Final = 500
HEADERS: Final = 1_000
LINES: Final = 1_000_000
HTML: Final = 2_000_000
ADDRESSES: Final = 200


class Beyond(Exception):
    """A letter is beyond a cap; `args` name it. It does not leave `parse`."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Beyond a cap (faults C4): depth, parts, headers, lines, html, addresses. The caller quarantines the octets."""

    reason: str


@dataclass(frozen=True, slots=True)
class Address:
    """`mail` is local@domain, the domain in lower case and as the DNS wants it."""

    name: str
    mail: str

    @property
    def domain(self) -> str:
        return self.mail.rpartition("@")[2]


@dataclass(frozen=True, slots=True)
class Part:
    """A file of a letter. `name` is for people and never a path (faults C2, E6).

    `content_id` is without brackets; `inline` says that it is a picture within the text.
    """

    name: str
    media_type: str
    content: bytes
    content_id: str = ""
    inline: bool = False


@dataclass(frozen=True, slots=True)
class Forwarded:
    """A letter within the letter, for reading; it is kept as a file too."""

    sender: Address | None
    date: Instant | None
    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """An Authentication-Results header. `hops` counts the Received headers above it: who is nearer to us has fewer."""

    hops: int
    value: str


@dataclass(frozen=True, slots=True)
class Letter:
    """Ids are `<id>`; what is blank is None or left out, so that empty ids never meet (faults B3).

    `recipients` are the addresses that the servers on the way delivered to. `return_path` is empty for `<>`.
    `text` is the best readable text; `quoted` are the numbers of its lines that the sender's program marked as quoted.
    `html` is safe to show; pictures in it are `cid:` references to `parts`, or left out.
    `invitation` is the method of a calendar part; `report` is the kind of a multipart/report (RFC 6522).
    `headers` has those that rules need, by names in lower case, each value in one line.
    """

    message_id: str | None = None
    in_reply_to: str | None = None
    references: tuple[str, ...] = ()
    date: Instant | None = None
    subject: str = ""
    sender: Address | None = None
    senders: int = 0
    reply_to: tuple[Address, ...] = ()
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    recipients: tuple[str, ...] = ()
    return_path: str | None = None
    text: str = ""
    quoted: frozenset[int] = frozenset()
    html: str = ""
    parts: tuple[Part, ...] = ()
    forwarded: tuple[Forwarded, ...] = ()
    invitation: str = ""
    report: str = ""
    encrypted: bool = False
    signed: bool = False
    authentication: tuple[Verdict, ...] = ()
    headers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def first(self, header: str) -> str:
        return next(iter(self.headers.get(header, ())), "")
