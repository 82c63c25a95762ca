"""How the desk's words reach the customer, and why they do not (X4)."""

from collections.abc import Sequence

from bots.slack.speech import Speech
from bots.slack.text import Block, date_token, escaped, mrkdwn, plain
from core.api.kinds import Door, shorten
from core.api.shapes import MessageView, Reach, State, TicketCard, Way

REASON = 120
AILING = frozenset({State.REFUSED, State.GONE, State.PARKED, State.SUPPRESSED})
CAUSES = {
    "bot was blocked": "blocked", "user is deactivated": "left", "message to edit not found": "vanished",
    "message can't be edited": "vanished", "bounced": "bounced", "brake:": "brake",
    "no answer wanted": "unwanted", "no access": "shut",
}  # fmt: skip
"""What Telegram says where the customer has done something, and the core of letters; any other is shown as it came."""
MUTED, HIDDEN, SPAM, GONE = "muted", "hidden", "spam", "gone: "


def fate(ways: Sequence[Way], say: Speech) -> list[Block]:
    """Each way that a word went, and how it fared there."""
    return [_way(way, _other(way, ways), say) for way in ways] or [mrkdwn(escaped(say("slack-way-none")))]


def delivered(ways: Sequence[Way]) -> bool:
    return any(way.state is State.SENT for way in ways)


def failed(ways: Sequence[Way]) -> bool:
    return not delivered(ways) and any(way.state in AILING for way in ways)


def warnings(card: TicketCard, say: Speech) -> list[Block]:
    """What an agent must know before they write: nothing where all is well."""
    silent = [plain(say("slack-muted"))] if card.muted else []
    astray = any(reach.gone for reach in card.reach)
    return [*silent, *([plain(reach_line(card.reach, say))] if astray else []), *_notice(card, say, astray=astray)]


def reach_line(reach: Sequence[Reach], say: Speech) -> str:
    """Which ways lead nowhere and why, and where the desk's words go instead."""
    lost = ", ".join(say("slack-reach-gone", door=_door(one, say), why=why(one.gone, say)) for one in reach if one.gone)
    left = " + ".join(_door(one, say) for one in reach if not one.gone)
    return say("slack-reach", lost=lost, left=left or say("slack-reach-none"))


def _notice(card: TicketCard, say: Speech, *, astray: bool) -> list[Block]:
    """The newest notice, where it did not simply arrive. Of a muted ticket everything has been said.

    What was kept from the customer on purpose is marked in the thread (E8).
    """
    way = card.notice
    if way is None or (way.state is State.SUPPRESSED and (card.muted or way.reason in (HIDDEN, SPAM))):
        return []
    waits = way.state is State.PENDING and bool(way.reason)
    ails = waits or way.state in AILING or way.state is State.REROUTED
    return [_way(way, "", say)] if ails or (astray and way.state is State.SENT) else []


def _way(way: Way, other: str, say: Speech) -> Block:
    door = _door(way, say)
    if way.state is State.SENT:
        at = f" {date_token(way.settled_at)}" if way.settled_at else ""
        return mrkdwn(escaped(say("slack-way-sent", door=door)) + at)
    if way.state is State.REROUTED:
        to = say("slack-door", door=other) if other else say("slack-way-other")
        return plain(say("slack-way-rerouted", door=door, why=why(way.reason, say), to=to))
    asked = "some" if way.reason else "none"
    return plain(say("slack-way", door=door, state=way.state, asked=asked, why=why(way.reason, say)))


def _other(way: Way, ways: Sequence[Way]) -> str:
    """The door that the same word went to instead."""
    return next((one.door for one in ways if one.door != way.door), "")


def kept_by_mail(message: MessageView) -> bool:
    """Whether a letter has gone with it, which nobody can call back."""
    return any(way.door is Door.MAIL and way.state in (State.SENT, State.SENDING) for way in message.ways)


def aftermath(message: MessageView, say: Speech) -> list[str]:
    """Of a message that was changed or withdrawn after it was told: how it stands on each way where it had arrived."""
    what = "withdrawn" if message.withdrawn_at is not None else "edited"
    told = [way for way in message.ways if way.state is State.SENT]
    return [_after(way, what, say) for way in told if way.edit is not None or (way.rev or message.rev) < message.rev]


def _after(way: Way, what: str, say: Speech) -> str:
    if way.edit is None:
        return say("slack-edit-late", door=_door(way, say), what=what)
    state = "done" if way.edit is State.SENT else "failed" if way.edit in AILING else "waits"
    return say("slack-edit-way", door=_door(way, say), what=what, state=state, why=why(way.edit_reason, say))


def _door(of: Way | Reach, say: Speech) -> str:
    return say("slack-door", door=of.door)


def why(reason: str | None, say: Speech) -> str:
    told = (reason or "").removeprefix(GONE)
    cause = told if told in (MUTED, SPAM) else next((known for part, known in CAUSES.items() if part in told), "other")
    return say("slack-why", cause=cause, reason=shorten(told, REASON))
