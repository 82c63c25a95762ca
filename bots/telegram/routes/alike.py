"""Before a ticket is sent: an open one that speaks of the same can take the words instead. It never stops anybody."""

from dataclasses import replace

from bots.telegram.draft import Draft
from bots.telegram.heard import Heard, joined
from bots.telegram.routes.asking import finish
from bots.telegram.turn import Turn
from core.api.commands import AddComment
from core.api.errors import Refusal
from core.api.kinds import TicketId
from core.api.queries import SimilarTickets


async def found(turn: Turn, draft: Draft) -> bool:
    """Asked once of a draft; what goes on with a closed ticket is a new one already (D8)."""
    if draft.similar is not None or draft.linked:
        return False
    words = joined((draft.subject, draft.words))
    draft.similar = [int(one.id) for one in await turn.ask(SimilarTickets(words), turn.visitor)]
    return bool(draft.similar)


async def into(turn: Turn, draft: Draft, ticket: int) -> Refusal | None:
    """The draft becomes a word of that ticket, with everything that was sent for it."""
    whole = Heard.again(draft.kept)
    whole = replace(whole, text=joined((draft.subject, whole.text)))
    turn.show("noted", ticket=ticket)
    finish(turn, whole)
    try:
        await turn.do(AddComment(TicketId(ticket), whole.text, whole.attachments, whole.origin))
    except Refusal as refusal:
        turn.turn_back()
        return refusal
    return None
