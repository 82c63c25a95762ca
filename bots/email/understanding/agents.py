"""Letters of the desk's own people, which count as theirs only in answer to a letter that called them (faults F4).

The token of a call names the delivery that carried it, and so the one address and the one ticket it was made for.
"""

from dataclasses import dataclass

from bots.email.here import Here
from bots.email.incoming.shapes import Letter
from bots.email.incoming.thread import Sign, candidates
from bots.email.incoming.trust import Standing, trust
from bots.email.understanding.said import Said
from core.api.commands import AddComment, AddNote
from core.api.kinds import Door, Holder, System, TicketId
from core.api.queries import Ask, LetterOfAgent

HOUSE = System("mail")


@dataclass(frozen=True, slots=True)
class Answer:
    """What answers a call, and to which ticket. Nobody's, where the token is not the sender's own or has run out."""

    ticket: TicketId
    agent: Holder | None


class AgentLetters:
    """`server` as in Manners: where it is pinned, only what it has verified is believed."""

    def __init__(self, ask: Ask, here: Here, server: str | None) -> None:
        self._ask = ask
        self._here = here
        self._server = server

    async def answer(self, letter: Letter, recipients: tuple[str, ...], address: str) -> Answer | None:
        """Nothing for a letter without such a token, and where the desk lets nobody of its own speak by mail."""
        if self._here.agents == "off":
            return None
        found = candidates(letter, self._here.tokens, [self._here.desk], recipients)
        row = next((one.row for one in found if one.sign is Sign.AGENT_ADDRESS), None)
        called = await self._ask(LetterOfAgent(row, address), HOUSE) if row else None
        if called is None:
            return None
        theirs = called.person if called.person is not None and self._believed(letter) else None
        return Answer(called.ticket, Holder(theirs, Door.MAIL) if theirs else None)

    def command(self, ticket: TicketId, words: Said) -> AddNote | AddComment:
        """What the desk makes of it: a note, unless its profile wants answers."""
        kind = AddComment if self._here.agents == "answer" else AddNote
        return kind(ticket, words.text, words.files, words.origin)

    def _believed(self, letter: Letter) -> bool:
        standing = trust(letter, self._server).standing
        return standing is Standing.VERIFIED if self._server else standing is not Standing.FAILED
