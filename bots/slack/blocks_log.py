"""What happened to a ticket, as one quiet line in its thread."""

from bots.slack.speech import Speech
from bots.slack.text import date_token, escaped
from core.api.events import (
    ChoiceAsked,
    FileMissed,
    SlaBreached,
    SlaWarned,
    StatusMoved,
    TicketAssigned,
    TicketContinued,
    TicketEscalated,
    TicketMuted,
    TicketRated,
    TicketUnmuted,
)
from core.api.kinds import TicketId, shorten
from core.api.shapes import Happening, Who

CALLS = 30
NAME = 60
"""Together they stay below the 3,000 characters of one line."""


def log_line(happening: Happening, say: Speech) -> str | None:
    """In mrkdwn, everybody's words escaped. A mention is ours: it calls those whom it concerns to the thread."""
    match happening.event:
        case TicketAssigned():
            return _assigned(happening, say)
        case StatusMoved():
            return _moved(happening, happening.event, say)
        case TicketEscalated():
            return _escalated(happening, say)
        case TicketRated(grade=grade):
            label = next((say.choice(one) for one in happening.card.grades if one.id == grade), grade)
            return escaped(say("slack-log-rated", grade=label))
        case FileMissed(reason=reason):
            name = happening.file.name if happening.file else ""
            return tame(say("slack-log-file", name=name, reason=say(f"file-lost-{reason}")))
        case _:
            return _quiet(happening, say)


def _quiet(happening: Happening, say: Speech) -> str | None:
    """What only has to be known; of what this release does not know, nothing."""
    match happening.event:
        case TicketMuted():
            return escaped(say("slack-log-muted"))
        case TicketUnmuted():
            return escaped(say("slack-log-unmuted"))
        case TicketContinued(by=by):
            return escaped(say("slack-log-continued", number=_number(happening, by)))
        case ChoiceAsked(until=until):
            return escaped(say("slack-log-choice")) + f" {date_token(until)}"
        case SlaWarned() | SlaBreached():
            return _clock(happening, happening.event, say)
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
    until = f" {say('slack-until')} {date_token(event.until)}" if event.until else ""
    restored = " · " + escaped(say("slack-log-restored")) if event.restored else ""
    return line + until + restored


def _escalated(happening: Happening, say: Speech) -> str:
    """The customer's text stands in a message of its own; this line calls those who have to read it (D4)."""
    reason = say.choice(happening.reason) if happening.reason else ""
    called = " ".join(_who(one) for one in happening.calls[:CALLS])
    line = tame(say("slack-log-escalated", given="some" if reason else "none", reason=reason))
    return f"{line} · {called}" if called else line


def _clock(happening: Happening, event: SlaWarned | SlaBreached, say: Speech) -> str:
    """How a target stands, and whom its ladder calls (X5)."""
    metric = say(f"sla-metric-{event.metric.replace('_', '-')}")
    over = isinstance(event, SlaBreached)
    line = say("slack-log-breached", metric=metric) if over else say(
        "slack-log-warned", metric=metric, percent=str(event.percent)
    )  # fmt: skip
    called = " ".join(_who(one) for one in happening.calls[:CALLS])
    return f"{escaped(line)} {date_token(event.due_at)}" + (f" · {called}" if called else "")


def _number(happening: Happening, other: TicketId) -> str:
    """The name of another ticket of the same desk: they differ in the id alone."""
    return f"{happening.card.number.rpartition('-')[0]}-{other}"


def _who(who: Who) -> str:
    return f"<@{who.slack}>" if who.slack else tame(shorten(who.name, NAME))


def tame(text: str) -> str:
    """Somebody's words inside mrkdwn: escaped, and without the signs that would mark them up."""
    return escaped(text).translate(str.maketrans("*_~`", "∗‗∼ʼ"))
