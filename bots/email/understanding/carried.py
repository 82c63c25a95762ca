"""What a letter is beside its text: who has carried it and what they know, and how its stranger is answered."""

from dataclasses import replace

from bots.email.address import Mailbox
from bots.email.here import Here
from bots.email.incoming.shapes import Letter
from core.api.ports import Claimed
from core.api.shapes import Registration, Stands


def answering(found: Registration) -> str:
    if found.policy == "refused":
        return "refused"
    return "registration-waiting" if found.state is Stands.WAITING else "unknown"


def own(here: Here) -> tuple[str, ...]:
    own: tuple[Mailbox | None, ...] = (here.desk, here.attach)
    return tuple(one.spec.lower() for one in own if one)


def carried(letter: Letter, claimed: Claimed) -> tuple[Letter, tuple[str, ...]]:
    """The letter with what its carrier knows: the envelope's sender counts for the Return-Path (RFC 5321, 4.4)."""
    envelope = claimed.payload.get("envelope") or {}
    if letter.return_path is None and envelope.get("from") is not None:
        letter = replace(letter, return_path=str(envelope["from"]))
    return letter, tuple(str(one).lower() for one in envelope.get("to") or ())
