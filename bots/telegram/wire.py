"""What a button carries: a verb and an id, never a right. Prefixes are versioned, so old buttons are known."""

import hashlib
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

LARGEST = 2**63 - 1
Id = Annotated[int, Field(ge=0, le=LARGEST)]
"""Forged numbers beyond it are as unknown as any other foreign button."""


class Press(CallbackData, prefix="v1"):
    """A verb on a ticket; `arg` is the grade, or `yes` where a verb asks once."""

    verb: str
    ticket: Id
    arg: str = ""


class Go(CallbackData, prefix="g1"):
    """A step between screens. `id` is a ticket or the place where a page begins; `arg` a type or a language."""

    to: str
    id: Id = 0
    arg: str = ""

    @property
    def before(self) -> int | None:
        """Where an older page begins."""
        return int(self.arg) if self.arg.isascii() and self.arg.isdecimal() and int(self.arg) <= LARGEST else None


def token(*parts: str) -> int:
    """A name of any length as an id: the same after every restart, and small enough for a button."""
    digest = hashlib.blake2b("\0".join(parts).encode(errors="replace"), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1
