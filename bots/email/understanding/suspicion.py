"""Whether a letter is spam: as the filters on its way have written, else as the desk's own has learned (E3)."""

from bots.email.incoming.shapes import Letter
from bots.email.incoming.spam import spam_verdict
from core.api.kinds import clean
from core.api.ports import Suspects
from core.api.shapes import Judge, Verdict


async def suspected(letter: Letter, text: str, suspects: Suspects) -> Verdict | None:
    """`text` is the letter's word as the ticket has it. Where a letter has none, what the desk says instead is no word.

    The desk's own filter judges by what it is taught with: the subject and that word.
    """
    upstream = spam_verdict(letter)
    if upstream.spam:
        return Verdict(Judge.HEADER, upstream.header, upstream.score)
    return await suspects(f"{letter.subject}\n{text if clean(letter.text) else ''}")
