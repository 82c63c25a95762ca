"""The headers of a letter: who, to whom, in which thread, and what machines may do with it."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime

from bots.email import headers
from bots.email.address import Mailbox
from bots.email.letter import Letter, Nature
from core.api.kinds import SECOND, Instant
from core.api.ports import Delivery

Headers = list[tuple[str, str]]
_OWN = re.compile(r"<(?P<epoch>[^@]+)-(?P<row>[0-9]{1,18})-[0-9]+@[^@]+>")


@dataclass(frozen=True, slots=True)
class House:
    """Who writes. `epoch` is the instance's: our own letters are known by it when they come back (faults C5)."""

    sender: Mailbox
    epoch: str


def message_id(house: House, delivery: Delivery) -> str:
    """The same on every attempt of a delivery, so that a second copy is known as one (faults A9)."""
    return f"<{delivery.id}@{house.sender.domain}>"


def own_row(epoch: str, message_id: str) -> int | None:
    """The outbox row that such an id names, if it is this instance's; it says nothing of who repeats it."""
    found = _OWN.fullmatch(message_id)
    return int(found["row"]) if found and found["epoch"] == epoch else None


def envelope(
    house: House, delivery: Delivery, to: Mailbox, letter: Letter, desk: str, at: Instant, answers: Mailbox | None
) -> Headers:  # fmt: skip
    """`answers` is where the reader's answer is to go, where that is another address than the desk's."""
    return [
        ("Date", format_datetime(datetime.fromtimestamp(at // SECOND, UTC))),
        ("From", headers.address(letter.author or desk, house.sender, "From")),
        ("To", headers.address("" if delivery.blind else delivery.name, to, "To")),
        *([("Reply-To", headers.address(desk, answers, "Reply-To"))] if answers else []),
        ("Subject", headers.words(letter.subject, "Subject")),
        ("Message-ID", message_id(house, delivery)),
        *headers.thread(delivery.shown.thread),
        *_marks(letter),
        ("Content-Language", delivery.language),
        ("X-Zayavka-Instance", house.epoch),
    ]


def _marks(letter: Letter) -> Headers:
    """RFC 3834, 5, and MS-OXCMAIL 2.2.3.2.14; RFC 8058: mail programs offer to mute the ticket with one press.

    An agent's answer is a person's letter: no mark of a machine on it, and its bounce is wanted.
    """
    if letter.nature is Nature.PERSON:
        return [("X-Auto-Response-Suppress", "OOF, AutoReply")]
    marks = [("Auto-Submitted", letter.nature.value), ("X-Auto-Response-Suppress", "All")]
    if letter.mute:
        marks.append(("List-Unsubscribe", f"<{letter.mute.url}>"))
        marks.append(("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"))
    return marks
