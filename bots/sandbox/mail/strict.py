"""What is wrong with a letter that was accepted: real servers let much of it pass, and some do not."""

import re
from collections import Counter
from collections.abc import Iterator
from email.message import EmailMessage

LONGEST = 998
NEEDED = ("Date", "From", "Message-ID")
SINGLE = frozenset(
    "date from sender reply-to to cc bcc message-id in-reply-to references subject mime-version content-type "
    "content-transfer-encoding content-disposition content-id auto-submitted".split()
)
BARE = re.compile(rb"(?<!\r)\n|\r(?!\n)")

Found = Iterator[tuple[str, str]]


def lines(raw: bytes) -> Found:
    """RFC 5321 2.3.8: lines end with CRLF and nothing else; RFC 5322 2.1.1: none is longer than 998 octets."""
    if bare := BARE.search(raw):
        yield "bare-newline", f"a CR or LF alone at octet {bare.start()}"
    if (longest := max(map(len, raw.split(b"\r\n")))) > LONGEST:
        yield "long-line", f"a line of {longest} octets"


def headers(message: EmailMessage, smtputf8: bool) -> Found:
    """RFC 5322 3.6: what must be there, and what may be there once; RFC 6532: raw UTF-8 only by SMTPUTF8."""
    seen = Counter(name.lower() for name in message.keys())  # noqa: SIM118 - a message's own iterator is untyped
    for name in NEEDED:
        if not seen[name.lower()]:
            yield "missing-header", name
    for name, times in seen.items():
        if times > 1 and name in SINGLE:
            yield "duplicate-header", f"{name}, {times} times"
    raw = [(name, value) for part in message.walk() for name, value in part.raw_items()]
    for name, value in raw:
        if not smtputf8 and not f"{name}{value}".isascii():
            yield "raw-header", f"{name} has octets beyond ASCII, and the envelope no SMTPUTF8"


def shape(message: EmailMessage) -> Found:
    """RFC 2045 and 2046: boundaries and encodings that a parser had to guess around."""
    for part in message.walk():
        for defect in part.defects:
            yield "malformed-mime", f"{type(defect).__name__} in {part.get_content_type()}"
