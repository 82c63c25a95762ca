"""What becomes of a message or a press: the table of contents of the dialogue."""

from aiogram import Dispatcher
from aiogram.types import Message

from bots.telegram.routes import buttons, commands, edits, escalation, mailing, members, opening, talk, verbs
from bots.telegram.routes.filters import Private
from bots.telegram.turn import Turn
from bots.telegram.wire import Go, Press

STEPS = {**opening.STEPS, **talk.STEPS, **escalation.STEPS, **mailing.STEPS}


async def spoken(message: Message, turn: Turn) -> None:
    """More of an album goes where it began; then a command, the step at which the dialogue stands, free words."""
    if await talk.goes_on(message, turn):
        return
    step = commands.ordered(message) or STEPS.get(turn.state or "") or talk.free
    await step(message, turn)


def dispatcher() -> Dispatcher:
    """Six entries and no routers below them: each level of aiogram's tree costs every update a tenth of a millisecond.

    aiogram's own dialogue memory is off: a dialogue stands in its turn, and commits with the turn's unit (agreement 4).
    """
    found = Dispatcher(disable_fsm=True)
    found.message.filter(Private())
    found.edited_message.filter(Private())
    found.callback_query.filter(Private())
    found.my_chat_member.filter(Private())
    found.message.register(spoken)
    found.edited_message.register(edits.edited)
    found.my_chat_member.register(members.changed)
    found.callback_query.register(verbs.verb, Press.filter())
    found.callback_query.register(buttons.step, Go.filter())
    found.callback_query.register(buttons.unknown)
    return found
