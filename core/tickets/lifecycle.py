"""The state machine of a desk, as its profile draws it. Pure: values in, values out, or a refusal."""

from enum import StrEnum

from core.errors import Code, Refusal
from core.kinds import Instant
from core.profile.schema import Move, Party, Profile


class Verb(StrEnum):
    """What can be done with a ticket; bots draw them (agreement 7)."""

    ANSWER = "answer"
    RESOLVE = "resolve"
    CANCEL = "cancel"
    RETURN = "return"
    RATE = "rate"
    CLOSE = "close"
    ESCALATE = "escalate"
    MUTE = "mute"
    UNMUTE = "unmute"
    CLAIM = "claim"
    REPLY = "reply"
    NOTE = "note"
    MOVE = "move"
    NOT_ENOUGH = "not_enough"
    """The customer's answer was not enough: the pause goes on (D2)."""
    END = "end"
    """The customer has said that all is well: one tap moves the ticket to its end (D5)."""


REQUESTER_VERBS = (
    Verb.ANSWER, Verb.RESOLVE, Verb.CLOSE, Verb.CANCEL, Verb.RETURN, Verb.RATE, Verb.ESCALATE, Verb.MUTE, Verb.UNMUTE,
)  # fmt: skip
STAFF_VERBS = (Verb.CLAIM, Verb.REPLY, Verb.NOTE, Verb.NOT_ENOUGH, Verb.END, Verb.MOVE)
_BUTTONS = (Verb.RESOLVE, Verb.CLOSE, Verb.RETURN, Verb.ESCALATE, Verb.CANCEL)


def moves(profile: Profile, status: str, party: Party) -> list[Move]:
    """The moves that are open to a party, in the profile's order."""
    return [move for move in profile.moves if status in move.sources and party in move.by and move.to != status]


def requester_verbs(profile: Profile, status: str, *, muted: bool = False) -> tuple[Verb, ...]:
    reachable = {move.to for move in moves(profile, status, Party.REQUESTER)}
    pressed = [verb for verb in _BUTTONS if (button := profile.button(verb)) and button.to in reachable]
    answer = [] if profile.status(status).final else [Verb.ANSWER]
    rate = [Verb.RATE] if can_rate(profile, status) else []
    return (*answer, *pressed, *rate, *_muting(profile, status, muted=muted))


def _muting(profile: Profile, status: str, *, muted: bool) -> list[Verb]:
    if profile.button("mute") is None or profile.status(status).final:
        return []
    return [Verb.UNMUTE if muted else Verb.MUTE]


def staff_verbs(
    profile: Profile, status: str, *, assigned: bool, paused: str | None = None, content: bool = False
) -> tuple[Verb, ...]:
    """What a shared card offers. Rights are judged at the press.

    `paused` is where an answer has moved the ticket from; `content` says that the customer seems to be.
    """
    claim = [Verb.CLAIM] if can_claim(profile, status) and not assigned else []
    reply = [] if profile.status(status).final else [Verb.REPLY]
    again = [Verb.NOT_ENOUGH] if paused else []
    end = [Verb.END] if content and end_target(profile, status) else []
    move = [Verb.MOVE] if moves(profile, status, Party.AGENT) else []
    return (*claim, *reply, Verb.NOTE, *again, *end, *move)


def end_target(profile: Profile, status: str) -> str | None:
    """Where one tap leads when the customer has said that all is well (D5)."""
    if profile.closing is None:
        return None
    open = [move.to for move in moves(profile, status, Party.AGENT)]
    return profile.closing.to if profile.closing.to in open else None


def can_claim(profile: Profile, status: str) -> bool:
    return profile.conversation.claim and profile.status(status).kind.open


def can_rate(profile: Profile, status: str) -> bool:
    return bool(profile.button("rate") and profile.rating and status in profile.rating.sources)


def button_target(profile: Profile, status: str, verb: Verb) -> str:
    """Where a customer's button leads now. Raises Refusal(BUTTON) where it does not apply (any more)."""
    button = profile.button(verb)
    if button is None or button.to is None or verb not in requester_verbs(profile, status):
        raise Refusal(Code.BUTTON, status=status)
    return button.to


def judge_move(profile: Profile, status: str, to: str, party: Party) -> Move:
    """The move from one status to another. Raises Refusal naming the moves that are open (B6)."""
    possible = moves(profile, status, party)
    for move in possible:
        if move.to == to:
            return move
    raise Refusal(
        Code.FINAL if profile.status(status).final else Code.MOVE,
        status=status,
        to=to,
        open=tuple(dict.fromkeys(move.to for move in possible)),
    )


def judge_demands(profile: Profile, move: Move, comment: str, until: Instant | None, now: Instant) -> None:
    """Raises Refusal for a demand of the move, or of the status it leads to, that was not met (B7)."""
    if "comment" in move.demands and not comment:
        raise Refusal(Code.COMMENT, to=move.to)
    if profile.status(move.to).asks_until:
        if until is None:
            raise Refusal(Code.UNTIL, to=move.to)
        if until <= now:
            raise Refusal(Code.UNTIL_PAST, to=move.to)
