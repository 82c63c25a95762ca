"""That something was changed or withdrawn after it was said: by whom, where that followed, and where it could not."""

from bots.slack.speech import Speech
from bots.slack.text import escaped, tame
from bots.slack.ways import aftermath
from core.api.events import MessageEdited, MessageWithdrawn
from core.api.kinds import shorten
from core.api.shapes import Happening

NAME = 60


def rewritten(happening: Happening, say: Speech) -> str | None:
    """As one line; the old text is a button away. What a customer has edited is drawn where it stands."""
    match happening.event:
        case MessageEdited() if happening.message and happening.message.by_staff:
            line = say("slack-log-edited")
        case MessageWithdrawn(held=held):
            line = say("slack-log-withdrawn", what="held" if held else "note" if _inner(happening) else "answer")
        case _:
            return None
    by = tame(shorten(happening.actor.name, NAME)) if happening.actor else ""
    after = aftermath(happening.message, say) if happening.message else []
    return " · ".join(part for part in (escaped(line), by, *map(escaped, after)) if part)


def _inner(happening: Happening) -> bool:
    return happening.message is not None and happening.message.internal
