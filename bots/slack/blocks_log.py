"""What happened to a ticket, as one quiet line in its thread."""

from bots.slack.speech import Speech
from bots.slack.text import date_token, escaped
from core.api.events import FileMissed, StatusMoved, TicketAssigned, TicketRated
from core.api.shapes import Happening, Who


def log_line(happening: Happening, say: Speech) -> str | None:
    """In mrkdwn, everybody's words escaped. A mention is ours: it makes the assignee follow the thread."""
    match happening.event:
        case TicketAssigned():
            return _assigned(happening, say)
        case StatusMoved():
            return _moved(happening, happening.event, say)
        case TicketRated(grade=grade):
            label = next((say.choice(one) for one in happening.card.grades if one.id == grade), grade)
            return escaped(say("slack-log-rated", grade=label))
        case FileMissed(reason=reason):
            name = happening.file.name if happening.file else ""
            return tame(say("slack-log-file", name=name, reason=say(f"file-lost-{reason}")))
        case _:
            return None


def _assigned(happening: Happening, say: Speech) -> str:
    assignee = happening.card.assignee
    return "" if assignee is None else say("slack-log-assigned", name=_who(assignee))


def _moved(happening: Happening, event: StatusMoved, say: Speech) -> str:
    line = say(
        "slack-log-moved", source=escaped(say.status(event.source)), to=escaped(say.status(event.to)),
        party=event.party, name=tame(happening.actor.name) if happening.actor else "",
    )  # fmt: skip
    return f"{line} {say('slack-until')} {date_token(event.until)}" if event.until else line


def _who(who: Who) -> str:
    return f"<@{who.slack}>" if who.slack else tame(who.name)


def tame(text: str) -> str:
    """Somebody's words inside mrkdwn: escaped, and without the signs that would mark them up."""
    return escaped(text).translate(str.maketrans("*_~`", "∗‗∼ʼ"))
