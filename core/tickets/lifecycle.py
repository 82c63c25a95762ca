"""The state machine of a desk, as its profile draws it. Pure: values in, values out, or a refusal."""

from dataclasses import dataclass
from enum import StrEnum

from core.errors import Code, Refusal
from core.kinds import Instant
from core.profile.schema import Profile
from core.profile.states import Kind, Move, Party


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
    OBSERVE = "observe"
    """Colleagues in copy: to name them, and to let them go (A4)."""
    END = "end"
    """The customer has said that all is well: one tap moves the ticket to its end (D5)."""
    TRIAGE = "triage"
    ASSIGN = "assign"
    ACK = "ack"
    """A step of a ladder was told: somebody has taken notice (X5)."""
    WHY = "why"
    """Why is it due then (X5)."""
    SPAM = "spam"
    RESTORE = "restore"
    """It was no spam (E3)."""
    INCIDENTS = "incidents"
    """One answer for all incidents of a problem, and to whom the last one went (C5)."""
    PROBLEM = "problem"
    """Of which problem it is an incident (C5)."""
    PARENT = "parent"
    MERGE = "merge"
    UNMERGE = "unmerge"
    SPLIT = "split"
    WATCH = "watch"
    """To hear of everything on it, whosever work it is (X2)."""
    UNWATCH = "unwatch"
    SNOOZE = "snooze"
    """Not among mine until then (X2)."""


REQUESTER_VERBS = (
    Verb.ANSWER, Verb.RESOLVE, Verb.CLOSE, Verb.CANCEL, Verb.RETURN, Verb.RATE, Verb.ESCALATE, Verb.MUTE, Verb.UNMUTE,
    Verb.OBSERVE,
)  # fmt: skip
STAFF_VERBS = (
    Verb.CLAIM, Verb.REPLY, Verb.NOTE, Verb.NOT_ENOUGH, Verb.END, Verb.ACK, Verb.MOVE, Verb.INCIDENTS, Verb.TRIAGE,
    Verb.ASSIGN, Verb.WHY, Verb.WATCH, Verb.UNWATCH, Verb.SNOOZE, Verb.PROBLEM, Verb.PARENT, Verb.MERGE, Verb.SPLIT,
    Verb.UNMERGE, Verb.SPAM, Verb.RESTORE,
)  # fmt: skip
_BUTTONS = (Verb.RESOLVE, Verb.CLOSE, Verb.RETURN, Verb.ESCALATE, Verb.CANCEL)


@dataclass(frozen=True, slots=True)
class Signs:
    """What decides on the agents' verbs beside the status.

    `paused`: an answer has moved the ticket on; `content`: the customer seems to be; `promised`: a target is not met;
    `told`: a step of its ladder was told, or it was escalated, and nobody has taken notice; `spam`: it is set aside,
    and has to be restored before anything else; `incidents`: it is a problem that has some; `tieable`: it can be an
    incident of one; `merged`: it goes on in another ticket; `watched`: somebody hears of everything on it.
    """

    assigned: bool = False
    paused: bool = False
    content: bool = False
    promised: bool = False
    told: bool = False
    spam: bool = False
    incidents: bool = False
    tieable: bool = False
    merged: bool = False
    watched: bool = False


def moves(profile: Profile, status: str, party: Party) -> list[Move]:
    """The moves that are open to a party, in the profile's order."""
    return [move for move in profile.moves if status in move.sources and party in move.by and move.to != status]


def requester_verbs(profile: Profile, status: str, *, muted: bool = False) -> tuple[Verb, ...]:
    reachable = {move.to for move in moves(profile, status, Party.REQUESTER)}
    pressed = [verb for verb in _BUTTONS if (button := profile.button(verb)) and button.to in reachable]
    answer = [] if profile.status(status).final else [Verb.ANSWER]
    rate = [Verb.RATE] if can_rate(profile, status) else []
    observe = [Verb.OBSERVE] if profile.opening.observers and answer else []
    return (*answer, *pressed, *rate, *_muting(profile, status, muted=muted), *observe)


def observer_verbs(profile: Profile, status: str, *, muted: bool) -> tuple[Verb, ...]:
    """Somebody in copy may comment, and hear no more (A4)."""
    answer = [] if profile.status(status).final else [Verb.ANSWER]
    return (*answer, Verb.UNMUTE if muted else Verb.MUTE)


def _muting(profile: Profile, status: str, *, muted: bool) -> list[Verb]:
    if profile.button("mute") is None or profile.status(status).final:
        return []
    return [Verb.UNMUTE if muted else Verb.MUTE]


def staff_verbs(profile: Profile, status: str, signs: Signs) -> tuple[Verb, ...]:
    """What a shared card offers. Rights are judged at the press; what a closed ticket was about may be mended."""
    if signs.spam:
        return Verb.NOTE, Verb.RESTORE
    if signs.merged:
        return (Verb.UNMERGE,)
    alive = not profile.status(status).final
    offered = {
        Verb.CLAIM: can_claim(profile, status) and not signs.assigned,
        Verb.REPLY: alive,
        Verb.NOTE: True,
        Verb.NOT_ENOUGH: signs.paused,
        Verb.END: signs.content and end_target(profile, status) is not None,
        Verb.ACK: signs.told,
        Verb.MOVE: bool(moves(profile, status, Party.AGENT)),
        Verb.TRIAGE: True,
        Verb.ASSIGN: alive and bool(profile.access.assign),
        Verb.WHY: signs.promised,
        Verb.SPAM: True,
        Verb.RESTORE: False,
        Verb.INCIDENTS: signs.incidents,
        Verb.PROBLEM: alive and signs.tieable,
        Verb.UNMERGE: False,
        **dict.fromkeys((Verb.PARENT, Verb.MERGE, Verb.SNOOZE), alive),
        Verb.SPLIT: True,
        Verb.WATCH: True,
        Verb.UNWATCH: signs.watched,
    }
    return tuple(verb for verb in STAFF_VERBS if offered[verb])


def end_target(profile: Profile, status: str) -> str | None:
    """Where one tap leads when the customer has said that all is well (D5)."""
    if profile.closing is None:
        return None
    open = [move.to for move in moves(profile, status, Party.AGENT)]
    return profile.closing.to if profile.closing.to in open else None


def resolved_target(profile: Profile, status: str) -> str | None:
    """Where an agent's work on a ticket ends, the first of the profile's moves that leads there."""
    open = (move.to for move in moves(profile, status, Party.AGENT))
    return next((to for to in open if profile.status(to).kind is Kind.RESOLVED), None)


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
