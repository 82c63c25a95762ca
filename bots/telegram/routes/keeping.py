"""Presses that choose the ticket that words are for, or let it go (X1); and who else hears of one (A4)."""

from bots.telegram.routes import asking, current, observing, talk
from bots.telegram.routes.verbs import Query, card_of, place
from bots.telegram.turn import Turn
from bots.telegram.wire import Go


async def keep_writing(turn: Turn, go: Go, query: Query) -> None:
    """Words that wait for their place are the first to go there."""
    card = await card_of(turn, go.id, query)
    if card is None:
        return
    if not card.open:
        turn.say("tg-old-button")
        return
    current.choose(turn, card.id)
    if turn.state == asking.WHICH:
        await talk.put(turn, card.id)
    else:
        current.tell(turn, card.id)


async def ask_again(turn: Turn, go: Go, query: Query) -> None:
    current.leave(turn, place(query))


async def observers(turn: Turn, go: Go, query: Query) -> None:
    turn.show("observers", edit=place(query), ticket=go.id)


async def observe(turn: Turn, go: Go, query: Query) -> None:
    observing.ask_address(turn, go.id)


async def unobserve(turn: Turn, go: Go, query: Query) -> None:
    await observing.drop(turn, go.id, go.before, place(query))
