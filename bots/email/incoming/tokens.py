"""Tokens in reply addresses, bounce addresses and subjects: short, in one case, signed, and opaque (faults C8, D4, I3).

A token is a letter for its purpose, the number of a row, and 80 bits of HMAC-SHA-256. It says nothing of a ticket, and
one of another instance, another purpose or another row is none. It survives what servers do to a local part: change of
case, and a length of at most 64 (RFC 5321, 4.5.3.1.1).
"""

import hashlib
import hmac
import re
from dataclasses import dataclass
from enum import StrEnum

from bots.email.address import Mailbox
from bots.links import derived

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
SEAL = 16
TOKEN = re.compile(rf"[a-z][{ALPHABET}]{{1,13}}[{ALPHABET}]{{{SEAL}}}", re.IGNORECASE)
_SUBJECT = re.compile(r"\[#([0-9A-Za-z]{18,40})\]")


class Purpose(StrEnum):
    """The first letter of a token. An agent's replies have one of their own: who may speak as staff (faults F4)."""

    REPLY = "r"
    BOUNCE = "b"
    SUBJECT = "s"
    AGENT = "a"


@dataclass(frozen=True, slots=True)
class Tokens:
    """Makes and reads them for one instance. Without its epoch a restored copy would answer for the original (I3)."""

    secret: str
    epoch: str

    def make(self, purpose: Purpose, row: int) -> str:
        number = _written(row)
        return f"{purpose}{number}{self._seal(purpose, number)}"

    def read(self, purpose: Purpose, token: str) -> int | None:
        """The row, or nothing for whatever is not a token of ours for this purpose."""
        plain = token.lower()
        if len(plain) > 64 or not TOKEN.fullmatch(plain) or plain[0] != purpose:
            return None
        number, seal = plain[1:-SEAL], plain[-SEAL:]
        if not hmac.compare_digest(self._seal(purpose, number).encode(), seal.encode()):
            return None
        row = _read(number)
        return row if _written(row) == number else None

    def address(self, desk: Mailbox, purpose: Purpose, row: int) -> Mailbox:
        """support@… becomes support+token@…"""
        return Mailbox(f"{desk.local.partition('+')[0]}+{self.make(purpose, row)}", desk.domain)

    def of_address(self, desk: Mailbox, purpose: Purpose, mail: str) -> int | None:
        """The row that an address of the desk names after its plus."""
        local, _, domain = mail.rpartition("@")
        base, _, token = local.partition("+")
        if base.lower() != desk.local.partition("+")[0].lower() or domain.lower() != desk.domain.lower():
            return None
        return self.read(purpose, token)

    def of_subject(self, subject: str) -> int | None:
        """The row of the last token in brackets: the newest stands last where answers pile up."""
        found = (self.read(Purpose.SUBJECT, token) for token in reversed(_SUBJECT.findall(subject)))
        return next((row for row in found if row is not None), None)

    def _seal(self, purpose: Purpose, number: str) -> str:
        key = derived(self.secret, f"mail-token:{self.epoch}:{purpose}")
        digest = hmac.new(key.encode(), number.encode(), hashlib.sha256).digest()
        return _written(int.from_bytes(digest[:10], "big")).rjust(SEAL, ALPHABET[0])


def _written(number: int) -> str:
    made = ""
    while number or not made:
        number, rest = divmod(number, 32)
        made = ALPHABET[rest] + made
    return made


def _read(text: str) -> int:
    number = 0
    for sign in text:
        number = number * 32 + ALPHABET.index(sign)
    return number
