"""Letters to somebody who is not let in yet, or has just been (A5).

Whoever gets one may not have written at all: none of the words that came are in it (faults G1). What an agent says is.
"""

from collections.abc import Callable, Mapping

from bots.email.letter import Letter, Link, Nature
from bots.email.reader import Reader
from core.api.kinds import Json


def _unknown(reader: Reader, content: Json) -> Letter:
    """With the way to the page where they say who they are; where there are no pages, how else."""
    address = str(content.get("address", ""))
    url = reader.links.stranger(address, reader.language) if address else None
    how = "page" if url else "telegram" if content.get("chat") else "else"
    return Letter(
        subject=reader.say("mail-unknown-subject", desk=reader.desk),
        nature=Nature.RECEIPT,
        lines=(reader.say("mail-unknown"), reader.say(f"mail-unknown-{how}")),
        buttons=(Link(reader.say("mail-unknown-button"), url),) if url else (),
        why=reader.say("mail-why", desk=reader.desk, whose="mine"),
    )


def _refused(reader: Reader, content: Json) -> Letter:
    return Letter(
        subject=reader.say("mail-refused-subject", desk=reader.desk),
        nature=Nature.RECEIPT,
        lines=(reader.say("mail-refused"),),
        why=reader.say("mail-why", desk=reader.desk, whose="mine"),
    )


def _waiting(reader: Reader, content: Json) -> Letter:
    return Letter(
        subject=reader.say("mail-waiting-subject", desk=reader.desk),
        nature=Nature.RECEIPT,
        lines=(reader.say("mail-waiting"),),
        why=reader.say("mail-registration-why", desk=reader.desk),
    )


def _approved(reader: Reader, content: Json) -> Letter:
    letters = int(content.get("letters") or 0)
    more = (reader.words(reader.language, "mail-registered-letters", count=letters),) if letters else ()
    return Letter(
        subject=reader.say("mail-registered-subject", desk=reader.desk),
        nature=Nature.NOTICE,
        lines=(reader.say("mail-registered"), *more),
        why=reader.say("mail-registration-why", desk=reader.desk),
    )


def _declined(reader: Reader, content: Json) -> Letter:
    reason = str(content.get("reason") or "")
    why = (reader.say("mail-declined-reason", reason=reason),) if reason else ()
    return Letter(
        subject=reader.say("mail-declined-subject", desk=reader.desk),
        nature=Nature.NOTICE,
        lines=(reader.say("mail-declined"), *why),
        why=reader.say("mail-registration-why", desk=reader.desk),
    )


STRANGERS: Mapping[str, Callable[[Reader, Json], Letter]] = {
    "unknown": _unknown,
    "refused": _refused,
    "registration-waiting": _waiting,
    "registration-approved": _approved,
    "registration-declined": _declined,
}
