"""Header values, encoded in one place: whatever a person typed becomes one value of one header (faults D1)."""

import re
from collections.abc import Sequence
from email.header import Header
from email.utils import quote

from bots.email.address import Mailbox
from core.api.kinds import one_line, shorten

NAME = 80
FOLD = "\r\n"
MESSAGE_ID = re.compile(r"<[!-;=?-~]{1,250}>")
MOST_IDS = 10


def words(value: str, name: str) -> str:
    """A line of text. What is ASCII but looks encoded is encoded too, so that it reads as it was typed (RFC 2047)."""
    line = one_line(value)
    plain = line.isascii() and "=?" not in line
    return Header(line, "us-ascii" if plain else "utf-8", header_name=name, maxlinelen=76).encode(linesep=FOLD)


def address(name: str, mailbox: Mailbox, header: str) -> str:
    """A name with an address; a name beyond ASCII in encoded words, any other in quotes (RFC 5322, 3.4)."""
    line = shorten(one_line(name), NAME)
    if not line:
        return raw(mailbox.spec)
    plain = line.isascii() and "=?" not in line
    shown = f'"{quote(line)}"' if plain else words(line, header)
    return f"{shown}{FOLD} <{raw(mailbox.spec)}>"


def raw(spec: str) -> str:
    """Octets beyond ASCII as they are, which only SMTPUTF8 carries (RFC 6532)."""
    return spec.encode("utf-8").decode("ascii", "surrogateescape")


def thread(ids: Sequence[str]) -> list[tuple[str, str]]:
    """In-Reply-To and References: the first and the newest nine, so that the header stays short (faults D7)."""
    known = [id for id in dict.fromkeys(ids) if MESSAGE_ID.fullmatch(id)]
    if not known:
        return []
    kept = known if len(known) <= MOST_IDS else [known[0], *known[-(MOST_IDS - 1) :]]
    return [("In-Reply-To", known[-1]), ("References", f"{FOLD} ".join(kept))]
