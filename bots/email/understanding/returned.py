"""A server reports that a letter of ours did not arrive: the delivery is marked, and nobody answers (faults C6)."""

from bots.email.envelope import own_row
from bots.email.here import Here
from bots.email.incoming.bounce import Failure, report
from bots.email.incoming.shapes import Letter
from bots.email.incoming.thread import bounced
from bots.email.understanding.turn import HOUSE, IGNORED, Turn
from core.api.commands import MarkUndelivered
from core.api.errors import Refusal


async def returned(turn: Turn, letter: Letter, here: Here, recipients: tuple[str, ...]) -> None:
    """By the token of the envelope's sender; else by the Message-ID, and then only for the address that was meant."""
    told = report(letter)
    failures = [one for one in told.failures if one.for_good]
    if not failures:
        return await turn.ignore("bounce: not for good")
    command = _marked(letter, here, recipients, failures[0], told.original)
    if command is None:
        return await turn.ignore("bounce: of no letter of ours")
    try:
        await turn.do(command, HOUSE, IGNORED, "bounce: marked")
    except Refusal:
        await turn.ignore("bounce: of another's letter")


def _marked(
    letter: Letter, here: Here, recipients: tuple[str, ...], failure: Failure, original: str | None
) -> MarkUndelivered | None:
    reason = f"bounced {failure.status}".strip()
    row = bounced(letter, here.tokens, [here.desk], recipients)
    if row is not None:
        return MarkUndelivered(row, reason)
    row = own_row(here.tokens.epoch, original or "")
    return None if row is None else MarkUndelivered(row, reason, failure.recipient.lower())
