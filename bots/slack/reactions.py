"""Emoji on a card: one takes the ticket, one says that the work is done (X2); another makes a ticket (E15).

What they are is the profile's.

https://docs.slack.dev/reference/events/reaction_added
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.api.commands import Claim, MoveStatus
from core.api.errors import Code, Refusal
from core.api.kinds import Command, Door, Reaction, Visitor
from core.api.queries import Ask, StaffCard
from core.api.shapes import Kind, Post, TicketCard

Event = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Emoji:
    """By their names, without colons; an empty one means nothing."""

    take: str = ""
    resolve: str = ""
    make: str = ""


def counts(event: Event, emoji: Emoji, bot_user: str) -> bool:
    """Whether it says anything to the desk, wherever it stands; its own marks do not."""
    known = _name(event) in {one for one in (emoji.take, emoji.resolve, emoji.make) if one}
    return known and (event.get("item") or {}).get("type") == "message" and event.get("user") not in (None, bot_user)


def told(event: Event) -> Reaction:
    """As the desk remembers it; what was found in a history bears no time."""
    item, at = event.get("item") or {}, str(event.get("event_ts") or "")
    return Reaction(
        Door.SLACK, str(item.get("channel")), str(item.get("ts")), _name(event), str(event.get("user")),
        micros(at), there=event.get("type") == "reaction_added",
    )  # fmt: skip


def micros(ts: str) -> int:
    """Slack's own time of a message or an event; 0 for what is none."""
    seconds, _, rest = ts.partition(".")
    return int(seconds + rest.ljust(6, "0")[:6]) if (seconds + rest).isdecimal() else 0


def makes(event: Event, emoji: Emoji) -> bool:
    """On a message of any channel (E15)."""
    return bool(emoji.make) and _name(event) == emoji.make and (event.get("item") or {}).get("type") == "message"


def meant(event: Event, post: Post | None, emoji: Emoji) -> bool:
    """Only on a card, since in a thread people react to each other's words; a skin tone makes no difference."""
    on_card = post is not None and post.ticket is not None and post.kind == Kind.CARD
    return on_card and bool(_name(event)) and _name(event) in (emoji.take, emoji.resolve)


async def wanted(ask: Ask, viewer: Visitor, event: Event, post: Post, emoji: Emoji) -> Command:
    """Judged as the ticket is now: an emoji shows no revision. Raises Refusal."""
    assert post.ticket is not None
    card = await ask(StaffCard(post.ticket), viewer)
    if _name(event) == emoji.take:
        return Claim(post.ticket, card.rev)
    return MoveStatus(post.ticket, _resolved(card), card.rev)


def _resolved(card: TicketCard) -> str:
    """What is resolved already is no error, if there is nowhere to go."""
    if card.resolves is not None:
        return card.resolves.id
    if not card.open:
        return card.status.id
    raise Refusal(Code.BUTTON, status=card.status.id)


def _name(event: Event) -> str:
    return str(event.get("reaction") or "").partition("::")[0]
