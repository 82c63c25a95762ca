"""What has to be said of parts that do not read by themselves: a meeting, somebody's letter, a sealed envelope."""

from collections.abc import Callable, Iterator

from bots.email.incoming.calendar import meeting
from bots.email.incoming.shapes import Letter

TNEF = "application/ms-tnef", "application/vnd.ms-tnef"
MOST = 10
Say = Callable[..., str]


def remarks(letter: Letter, say: Say) -> Iterator[str]:
    """One line each, below the sender's own words. The parts themselves are files of the message."""
    for found in [one for one in map(meeting, letter.parts) if one][:MOST]:
        yield say("mail-in-meeting", what=found.what or "?", when=found.when or "?", where=found.where or "—")
    for one in letter.forwarded[:MOST]:
        sender = f"{one.sender.name} <{one.sender.mail}>".strip() if one.sender else "?"
        yield say("mail-in-forwarded", sender=sender[:300], subject=one.subject[:300] or "?")
    if any(part.media_type in TNEF for part in letter.parts):
        yield say("mail-in-tnef")
    if letter.signed and not letter.text.strip() and letter.parts:
        yield say("mail-in-signed")
