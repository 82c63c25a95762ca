"""What follows from an ending. Pure: the relay obeys.

An unknown outcome is sent once more at most, then parked with an alarm: a third copy is worse than a question
(faults A9). Edits, and channels that can ask whether a message arrived, are safe to repeat.
"""

from dataclasses import dataclass

from core.clock import DAY, MINUTE, SECOND
from core.kinds import Instant
from core.outbox.endings import Ending, Gone, Refused, RetryLater, Sent
from core.outbox.model import Kind, State

GIVE_UP = 3 * DAY
LONG = 30 * MINUTE
"""A way that has failed for so long is left for another, where there is one (X4)."""
LONGEST = 300 * SECOND
PAUSE = 3 * SECOND
"""Before an unknown outcome is tried again: a short outage should not use up the one repeat."""
REPEATABLE = {Kind.CARD, Kind.ECHO, Kind.REGISTRATION, Kind.STRAY, Kind.EDIT, Kind.TOPIC_NAME}
"""Edits: doing them twice changes nothing, so an unknown outcome is simply repeated. A sign that something was seen is
tried once: it must hold up no words, and the ticket's page says the same.
"""


@dataclass(frozen=True, slots=True)
class Decision:
    """The row's next state; `due_at` when it is to be tried again."""

    state: State
    reason: str | None = None
    due_at: Instant | None = None
    unsure: bool = False


def decide(
    ending: Ending, kind: Kind, row: int, attempts: int, unsure: int, made_at: Instant, now: Instant,
    *, reconciles: bool = False, another_way: bool = False,
) -> Decision:  # fmt: skip
    """`attempts` and `unsure` count this attempt in; `row` spreads the back-off of many rows over time.

    `reconciles` says that the channel looks whether an unsure message arrived before it sends it again; `another_way`
    that the same can reach its reader elsewhere, when this way has failed for long (X4).
    """
    match ending:
        case Sent(rest=0):
            return Decision(State.SENT)
        case Sent():
            return Decision(State.PENDING, due_at=now)
        case Gone(reason):
            return Decision(State.GONE, reason)
        case _ if kind is Kind.REACTION:
            return Decision(State.SUPPRESSED, ending.reason)
        case Refused(reason):
            return Decision(State.REFUSED, reason)
        case RetryLater(reason, after):
            if now - made_at > GIVE_UP:
                return Decision(State.PARKED, reason)
            if another_way and attempts > 1 and now - made_at > LONG:
                return Decision(State.REROUTED, reason)
            delay = round(after * SECOND) if after is not None else backoff(row, attempts)
            return Decision(State.PENDING, reason, now + delay)
        case _:
            safe = kind in REPEATABLE or reconciles
            if now - made_at > GIVE_UP or (unsure > 1 and not safe):
                return Decision(State.PARKED, ending.reason, unsure=True)
            return Decision(State.PENDING, ending.reason, now + max(PAUSE, backoff(row, attempts)), unsure=True)


def backoff(row: int, attempts: int) -> int:
    """Doubling from one second to five minutes, spread by a quarter, in microseconds."""
    delay = min(SECOND << min(attempts - 1, 20), LONGEST)
    return delay + delay * (row % 16) // 64
