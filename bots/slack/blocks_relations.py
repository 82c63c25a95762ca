"""What a card and its thread say of other tickets, and of whoever has put it off (C5, X2)."""

from bots.slack.speech import Speech
from bots.slack.text import Block, bold, date, date_token, escaped, literal, mention, tame
from core.api.events import (
    IncidentsAnswered,
    SnoozeEnded,
    TicketAbsorbed,
    TicketLinked,
    TicketMerged,
    TicketReleased,
    TicketSnoozed,
    TicketUnlinked,
    TicketUnmerged,
    WatchBegun,
    WatchEnded,
)
from core.api.kinds import TicketId, one_line, shorten
from core.api.shapes import Happening, Relation, TicketCard, Who

NAME = 60
NUMBERS = 10


def relations(card: TicketCard, say: Speech) -> list[list[Block]]:
    gone = [[bold(say("slack-merged-into", number=card.merged_into))]] if card.merged_into else []
    found = [[literal(_relation(one, say))] for one in card.relations]
    names = ", ".join(shorten(one_line(one.name), NAME) for one in card.watchers[:NUMBERS])
    watched = [[literal(say("slack-watched", names=names))]] if names else []
    return [*gone, *found, *watched, *(_snoozed(who, until, say) for who, until in card.snoozed)]


def related(happening: Happening, say: Speech) -> str | None:
    """The line in the thread, in mrkdwn."""
    match happening.event:
        case TicketLinked(link=link, other=other) | TicketUnlinked(link=link, other=other):
            how = "tied" if isinstance(happening.event, TicketLinked) else "untied"
            line = say("slack-log-linked", how=how, link=link, number=number(happening, other))
        case TicketMerged(into=other) | TicketUnmerged(into=other):
            how = "merged" if isinstance(happening.event, TicketMerged) else "unmerged"
            line = say("slack-log-merged", how=how, number=number(happening, other))
        case TicketAbsorbed(other=other) | TicketReleased(other=other):
            how = "absorbed" if isinstance(happening.event, TicketAbsorbed) else "released"
            line = say("slack-log-merged", how=how, number=number(happening, other))
        case IncidentsAnswered(answered=answered, left=left):
            line = say("slack-log-incidents", answered=answered, left=left)
        case WatchBegun() | WatchEnded():
            how = "begun" if isinstance(happening.event, WatchBegun) else "ended"
            line = say("slack-log-watch", how=how)
        case _:
            return _time(happening, say)
    return _signed(escaped(line), happening)


def number(happening: Happening, other: TicketId) -> str:
    """The name of another ticket of the same desk: they differ in the id alone."""
    return f"{happening.card.number.rpartition('-')[0]}-{other}"


def _time(happening: Happening, say: Speech) -> str | None:
    match happening.event:
        case TicketSnoozed(until=until):
            return _signed(f"{escaped(say('slack-log-snoozed'))} {date_token(until)}", happening)
        case SnoozeEnded(cause=cause):
            name = tame(shorten(happening.whom.name, NAME)) if happening.whom else "?"
            return say("slack-log-woken", cause=cause, name=name)
        case _:
            return None


def _signed(line: str, happening: Happening) -> str:
    by = happening.actor
    return f"{line} · {tame(shorten(by.name, NAME))}" if by else line


def _relation(one: Relation, say: Speech) -> str:
    more = f" +{one.count - len(one.numbers)}" if one.count > len(one.numbers) else ""
    numbers = ", ".join(one.numbers[:NUMBERS]) + more
    return say("slack-relation", kind=one.kind, numbers=numbers, count=one.count, open=one.open)


def _snoozed(who: Who, until: int, say: Speech) -> list[Block]:
    name = mention(who.slack) if who.slack else literal(shorten(who.name, NAME))
    return [literal(f"{say('slack-snoozed')} "), name, literal(f" {say('slack-until')} "), date(until)]
