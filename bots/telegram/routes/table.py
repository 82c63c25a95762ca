"""What becomes of a message or a press: the table of contents of the dialogue."""

from aiogram import Dispatcher
from aiogram.types import Message

from bots.telegram.routes import buttons, commands, opening, talk
from bots.telegram.routes.filters import Private
from bots.telegram.turn import Turn
from bots.telegram.wire import Go, Press

STEPS = {**opening.STEPS, **talk.STEPS}


async def spoken(message: Message, turn: Turn) -> None:
    """A command first, then the step at which the dialogue stands, else free words."""
    step = commands.ordered(message) or STEPS.get(turn.state or "") or talk.free
    await step(message, turn)


def dispatcher() -> Dispatcher:
    """Four entries and no routers below them: each level of aiogram's tree costs every update a tenth of a millisecond.

    aiogram's own dialogue memory is off: a dialogue stands in its turn, and commits with the turn's unit (agreement 4).
    """
    found = Dispatcher(disable_fsm=True)
    found.message.filter(Private())
    found.callback_query.filter(Private())
    found.message.register(spoken)
    found.callback_query.register(buttons.verb, Press.filter())
    found.callback_query.register(buttons.step, Go.filter())
    found.callback_query.register(buttons.unknown)
    return found
