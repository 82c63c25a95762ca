"""What a letter says, as a command takes it: who, the words, the files, and where they came from."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from bots.email.address import mailbox
from bots.email.incoming.quote.cut import cut
from bots.email.incoming.shapes import Letter, Part
from bots.email.incoming.trust import UNPINNED, Standing, Trust
from bots.email.understanding.remarks import remarks
from core.api.commands import Attachment, Copies, Origin
from core.api.kinds import Door, Visitor, clean, shorten
from core.api.ports import Claimed

MEGABYTE = 1_000_000
BESIDE = 1_500
"""Signs of a message that stay free: for a subject that moves into it, and for a line of the desk's own."""
_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")
Say = Callable[..., str]


@dataclass(frozen=True, slots=True)
class Bounds:
    """What the desk takes: signs of one message, octets of one file."""

    signs: int
    octets: int


@dataclass(frozen=True, slots=True)
class Said:
    """`text` is never empty: what cannot be shown is named. `too_large`: files that the desk does not take (E14)."""

    subject: str
    text: str
    files: tuple[Attachment, ...]
    origin: Origin
    copies: Copies | None = None

    @property
    def too_large(self) -> int:
        return sum(bool(file.refused) for file in self.files)


def visitor(letter: Letter) -> Visitor | None:
    """Whom the letter names as its sender, which proves nothing. Nobody, where no answer could be sent there."""
    if letter.sender is None or mailbox(letter.sender.mail) is None:
        return None
    mail = letter.sender.mail.lower()
    return Visitor(Door.MAIL, mail, letter.sender.name or mail, _language(letter))


def said(
    letter: Letter, claimed: Claimed, sender: Visitor, say: Say, bounds: Bounds, checked: Trust, *, unanswered: bool
) -> Said:  # fmt: skip
    """The new text (A7), with everything that came along, as far as the desk takes it (E14)."""
    limit = bounds.signs
    digest, room = str(claimed.payload["digest"]), max(limit - BESIDE, limit // 2)
    text = clean(cut(letter.text, letter.quoted).visible) or clean(letter.text)
    text = clean("\n".join([text, "", *remarks(letter, say)]))
    files = tuple(_file(part, digest, n, bounds.octets) for n, part in enumerate(letter.parts))
    if len(text) > room:
        text = shorten(text, room)
        files = (*files, Attachment("letter.eml", "message/rfc822", {"letter": digest}, int(claimed.payload["size"])))
    origin = Origin(
        Door.MAIL, sender.external_id, letter.message_id or claimed.external_id, unanswered=unanswered,
        letter=digest, doubt=doubt(checked),
    )  # fmt: skip
    return Said(letter.subject, _named(text, letter, claimed, say), files, origin)


def doubt(checked: Trust) -> str | None:
    """Where no server is pinned nobody is proved, and a mark that is always there would say nothing (faults C9)."""
    return None if checked.standing is Standing.VERIFIED or checked.reason == UNPINNED else checked.reason


def _file(part: Part, digest: str, number: int, most: int) -> Attachment:
    size = len(part.content)
    source = {"letter": digest, "part": number}
    return Attachment(part.name, part.media_type, source, size, refused="too-large" if size > most else None)


def _named(text: str, letter: Letter, claimed: Claimed, say: Say) -> str:
    if oversize := claimed.payload.get("oversize"):
        return say("mail-in-oversize", size=str(-(-int(oversize) // MEGABYTE)))
    if text:
        return text
    if letter.encrypted:
        return say("mail-in-encrypted")
    return say("mail-in-files") if letter.parts else say("mail-in-empty")


def _language(letter: Letter) -> str:
    """What the letter says of itself, else by its letters: a hint for somebody whom nobody knows yet."""
    if declared := letter.first("content-language"):
        return declared.split(",")[0].strip()[:10]
    words = f"{letter.subject} {letter.text[:2000]}"
    return "ru" if 2 * len(_CYRILLIC.findall(words)) >= len(_LETTER.findall(words)) else "en"
