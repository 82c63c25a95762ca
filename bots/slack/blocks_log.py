"""What happened to a ticket, as one quiet line in its thread."""

from bots.slack.blocks_edits import rewritten
from bots.slack.blocks_held import held_line
from bots.slack.blocks_relations import number, related
from bots.slack.changes import changed
from bots.slack.speech import Speech
from bots.slack.text import date_token, escaped, fitting, tame
from core.api.events import (
    ChoiceAsked,
    CommentAdded,
    FileMissed,
    MarkedAsSpam,
    NoteAdded,
    ObserverAdded,
    ObserverDropped,
    RequesterForgotten,
    RequesterJoined,
    RequesterParted,
    RestoredFromSpam,
    SlaBreached,
    SlaWarned,
    StatusMoved,
    SurveyAsked,
    TicketAssigned,
    TicketContinued,
    TicketEscalated,
    TicketLeftAlone,
    TicketMuted,
    TicketOpened,
    TicketRated,
    TicketTriaged,
    TicketUnmuted,
)
from core.api.kinds import Event, shorten
from core.api.shapes import Happening, Judge, Who

NAME, FILE = 60, 250
CALLS = 1000
"""Characters. With what has changed they stay below the 3,000 of one line."""


def log_line(happening: Happening, say: Speech) -> str | None:
    """In mrkdwn, everybody's words escaped. A mention is ours: it calls those whom it concerns to the thread.

    Nothing of what this release does not know; and of what stands there as a post of its own, only whom it calls (E7).
    """
    line = _line(happening, say) or _about(happening, say)
    called = fitting((_who(one) for one in happening.calls), " ", CALLS)
    if called and not line:
        line = _post(happening.event, say)
    if not line:
        return None
    late = escaped(say("slack-log-late")) if getattr(happening.event, "late", False) else ""
    hidden = escaped(say("slack-log-hidden")) if happening.hidden else ""
    return " · ".join(part for part in (line, late, hidden, called) if part)


def _line(happening: Happening, say: Speech) -> str | None:
    """What changes the work."""
    match happening.event:
        case TicketAssigned():
            return _assigned(happening, say)
        case StatusMoved() as event:
            return _moved(happening, event, say)
        case TicketEscalated():
            return _escalated(happening, say)
        case TicketTriaged():
            return _triaged(happening, say)
        case TicketRated() as event:
            return _rated(happening, event, say)
        case SlaWarned() | SlaBreached() as event:
            return _clock(happening, event, say)
        case MarkedAsSpam() | RestoredFromSpam() as event:
            return _spam(happening, event, say)
        case TicketLeftAlone() as event:
            return _left_alone(happening, event, say)
        case _:
            return None


def _about(happening: Happening, say: Speech) -> str | None:
    """What only has to be known."""
    match happening.event:
        case ObserverAdded() | ObserverDropped():
            return _copied(happening, say)
        case TicketMuted() | TicketUnmuted():
            return _muting(happening, say)
        case TicketContinued(by=by):
            return escaped(say("slack-log-continued", number=number(happening, by)))
        case ChoiceAsked(until=until):
            return escaped(say("slack-log-choice")) + f" {date_token(until)}"
        case SurveyAsked():
            return escaped(say("slack-log-survey"))
        case FileMissed(reason=reason):
            return _missed(happening, reason, say)
        case RequesterJoined() | RequesterParted() | RequesterForgotten():
            return _identified(happening, say)
        case _:
            return held_line(happening, say) or rewritten(happening, say) or related(happening, say)


def _identified(happening: Happening, say: Speech) -> str:
    """Who they have proved to be. By whom it is undone stands with it."""
    name = shorten(happening.whom.name, NAME) if happening.whom else "?"
    match happening.event:
        case RequesterJoined(join=join):
            return escaped(say("slack-log-joined", name=name, command=f"/zayavka part {join}"))
        case RequesterParted():
            return escaped(say("slack-log-parted", name=name))
        case _:
            return escaped(say("slack-log-forgotten"))


def _post(event: Event, say: Speech) -> str:
    what = {TicketOpened: "opened", CommentAdded: "comment", NoteAdded: "note"}.get(type(event), "other")
    return escaped(say("slack-log-call", what=what))


def _assigned(happening: Happening, say: Speech) -> str:
    """As it was then, whoever has it now; and who gave it to somebody else, or to a group (C7)."""
    whom, group = happening.whom, say.choice(happening.group) if happening.group else ""
    kind = "nobody" if whom is None and not group else "group" if whom is None else "both" if group else "person"
    line = say("slack-log-assigned", kind=kind, name=_who(whom) if whom else "", group=tame(shorten(group, NAME)))
    by = happening.actor
    return f"{line} · {_name(by)}" if by and by != whom else line


def _moved(happening: Happening, event: StatusMoved, say: Speech) -> str:
    line = say(
        "slack-log-moved", source=escaped(say.status(event.source)), to=escaped(say.status(event.to)),
        party=event.party, name=_name(happening.actor) if happening.actor else "",
    )  # fmt: skip
    until = f" {say('slack-until')} {date_token(event.until)}" if event.until else ""
    restored = " · " + escaped(say("slack-log-restored")) if event.restored else ""
    return line + until + restored


def _spam(happening: Happening, event: MarkedAsSpam | RestoredFromSpam, say: Speech) -> str:
    """Who has said so, of the desk's people; a filter's verdict stands on the card."""
    id = "slack-log-spam" if isinstance(event, MarkedAsSpam) else "slack-log-restored-spam"
    by = happening.actor if isinstance(event, RestoredFromSpam) or event.judge == Judge.AGENT else None
    return f"{escaped(say(id))} · {_name(by)}" if by else escaped(say(id))


def _escalated(happening: Happening, say: Speech) -> str:
    """The customer's text stands in a message of its own; this line calls those who have to read it (D4)."""
    reason = say.choice(happening.reason) if happening.reason else ""
    return tame(say("slack-log-escalated", given="some" if reason else "none", reason=reason))


def _triaged(happening: Happening, say: Speech) -> str:
    line = f"{escaped(say('slack-log-changed'))} {changed(happening.changes, say)}"
    return f"{line} · {_name(happening.actor)}" if happening.actor else line


def _rated(happening: Happening, event: TicketRated, say: Speech) -> str:
    """Every grade, and what it was before (C10). A word that came with it stands below."""
    kind = "again" if event.before and event.before != event.grade else "first"
    grade, before = _grade(happening, event.grade, say), _grade(happening, event.before or "", say)
    return tame(say("slack-log-rated", kind=kind, grade=grade, before=before))


def _grade(happening: Happening, id: str, say: Speech) -> str:
    return next((say.choice(one) for one in happening.card.grades if one.id == id), id)


def _copied(happening: Happening, say: Speech) -> str:
    """Who came into copy, or left it (A4)."""
    kind = "added" if isinstance(happening.event, ObserverAdded) else "dropped"
    name = _name(happening.whom) if happening.whom else "?"
    by = happening.actor
    line = say("slack-log-observer", kind=kind, name=name)
    return f"{line} · {_name(by)}" if by and by != happening.whom else line


def _muting(happening: Happening, say: Speech) -> str:
    """Whoever is in copy mutes for themselves alone (D3, A4)."""
    theirs = happening.actor is None or happening.actor.id == happening.card.requester.id
    id = "slack-log-muted" if isinstance(happening.event, TicketMuted) else "slack-log-unmuted"
    name = "" if theirs or happening.actor is None else _name(happening.actor)
    return say(id, who="customer" if theirs else "observer", name=name)


def _missed(happening: Happening, reason: str, say: Speech) -> str:
    name = shorten(happening.file.name, FILE) if happening.file else ""
    return tame(say("slack-log-file", name=name, reason=say(f"file-lost-{reason}")))


def _clock(happening: Happening, event: SlaWarned | SlaBreached, say: Speech) -> str:
    """How a target stands (X5)."""
    metric = say(f"sla-metric-{event.metric.replace('_', '-')}")
    over = isinstance(event, SlaBreached)
    line = say("slack-log-breached", metric=metric) if over else say(
        "slack-log-warned", metric=metric, percent=str(event.percent)
    )  # fmt: skip
    return f"{escaped(line)} {date_token(event.due_at)}"


def _left_alone(happening: Happening, event: TicketLeftAlone, say: Speech) -> str:
    """Since when, and whose work it is, or was until now."""
    name = _name(happening.whom) if happening.whom else "?"
    return f"{escaped(say('slack-log-left'))} {date_token(event.since)} · {name}"


def _who(who: Who) -> str:
    return f"<@{who.slack}>" if who.slack else _name(who)


def _name(who: Who) -> str:
    """Named, and not called."""
    return tame(shorten(who.name, NAME))
