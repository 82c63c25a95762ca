"""What becomes of a message or a press: the table of contents of the dialogue."""

from aiogram import Dispatcher
from aiogram.types import Message

from bots.telegram.heard import heard
from bots.telegram.routes import (
    buttons,
    commands,
    edits,
    escalation,
    gathered,
    grading,
    mailing,
    members,
    observing,
    registering,
    settings,
    talk,
    typing,
    verbs,
    writing,
)
from bots.telegram.routes.filters import Group, Private
from bots.telegram.turn import Turn
from bots.telegram.wire import Go, Press
from core.api.kinds import shorten

STEPS = {**writing.STEPS, **talk.STEPS, **escalation.STEPS, **mailing.STEPS, **grading.STEPS, **observing.STEPS}
STEPS |= {**registering.STEPS, **settings.STEPS}


async def spoken(message: Message, turn: Turn) -> None:
    """More of an album goes where it began; then a command, a button by its words, the step under way, free words."""
    if await talk.goes_on(message, turn):
        return
    if message.users_shared is not None and turn.state not in observing.STEPS:
        turn.show("say", text="tg-observer-late", unkeyed=True)
        return
    grading.lapse(turn)
    order = commands.ordered(message)
    if order is None and await typing.pressed(message, turn):
        return
    if refused := heard(message).refused:
        turn.show("say", text="tg-file-large", values={"names": ", ".join(shorten(one, 100) for one in refused)})
    step = order or STEPS.get(turn.state or "") or talk.free
    await step(message, turn)


def dispatcher() -> Dispatcher:
    """No routers below it: each level of aiogram's tree costs every update a tenth of a millisecond.

    aiogram's own dialogue memory is off: a dialogue stands in its turn, and commits with the turn's unit (agreement 4).
    """
    found = Dispatcher(disable_fsm=True)
    own, group = Private(), Group()
    found.message.register(spoken, own)
    found.message.register(gathered.spoken, group)
    found.edited_message.register(edits.edited, own)
    found.edited_message.register(gathered.edited, group)
    found.my_chat_member.register(members.changed, own)
    found.my_chat_member.register(gathered.joined, group)
    found.callback_query.register(gathered.pressed, group)
    found.callback_query.register(verbs.verb, own, Press.filter())
    found.callback_query.register(buttons.step, own, Go.filter())
    found.callback_query.register(buttons.unknown, own)
    return found
