"""What the agents' door borrows from the customers': an answer drawn by the very hands that will send it."""

from bots.elsewhere import Elsewhere, Rehearse, Rehearsed, Type
from bots.email.bot import MailBot
from bots.telegram.bot import TelegramBot
from bots.telegram.notices import notice
from bots.telegram.typing import Typing
from bots.wiring.core import Core
from core.api.kinds import Door
from core.api.shapes import Rehearsal


def elsewhere(core: Core, telegram: TelegramBot | None, mail: MailBot | None) -> Elsewhere:
    rehearse = dict[Door, Rehearse]()
    types = dict[Door, Type]()
    if telegram is not None:
        rehearse[Door.TELEGRAM] = lambda told: in_chat(core, told)
        types[Door.TELEGRAM] = Typing(telegram.bot)
    if mail is not None:
        channel = mail.channel
        rehearse[Door.MAIL] = lambda told: by_letter(channel.rehearsed(told))
    return Elsewhere(rehearse, types)


def in_chat(core: Core, found: Rehearsal) -> Rehearsed | None:
    drawn = notice(core.words, found.language, found.told)
    if drawn is None:
        return None
    text, _ = drawn.text.render()
    return Rehearsed(text, buttons=tuple(button.text for row in drawn.rows for button in row))


def by_letter(drawn: tuple[str, str] | None) -> Rehearsed | None:
    return Rehearsed(drawn[1], drawn[0]) if drawn else None
