"""What can go wrong, without a word for it: codes with parameters. The edges word them in the reader's language."""

from enum import StrEnum


class Code(StrEnum):
    """Why a request was refused. Each has words in `locales/*/refusals.ftl` under `refusal-<code>`."""

    MISSING = "missing"
    """No such thing, or not for this person: both answer alike, so numbers reveal nothing (agreement 12)."""
    STRANGER = "stranger"
    CLAIMED = "claimed"
    CHANGED = "changed"
    MOVE = "move"
    FINAL = "final"
    EMPTY = "empty"
    TOO_LONG = "too-long"
    UNTIL = "until"
    UNTIL_PAST = "until-past"
    COMMENT = "comment"
    BUTTON = "button"
    GRADE = "grade"
    UNKNOWN_TYPE = "unknown-type"
    ROLE = "role"
    DOOR = "door"
    REASON = "reason"
    """Offered, and does not count; `reasons` are the ids of those that do (D4)."""
    REASON_EMPTY = "reason-empty"
    ADDRESS = "address"
    """Not a mail address that a letter could be sent to."""
    ADDRESS_TAKEN = "address-taken"
    CODE = "code"
    """A wrong code; `left` tries remain."""
    CODE_OVER = "code-over"
    """No code is waited for: it was used, is too old, or was tried too often."""
    TOO_OFTEN = "too-often"
    KNOWN = "known"
    """To be added, and there already under that number."""
    RECORD = "record"
    """What was said of a customer cannot be kept: `field`, `problem` and the `value` (B1)."""


Param = str | int | tuple[str, ...]


class Refusal(Exception):
    """A request that is understood and not done. Nothing has changed; `params` are what the words need."""

    def __init__(self, code: Code, **params: Param) -> None:
        super().__init__(code.value, params)
        self.code = code
        self.params = params


class LeaseLost(Exception):
    """Somebody else holds this row by now: what was done for it is undone with the transaction (faults A8)."""


class Misconfigured(Exception):
    """The product cannot run like this. `problem` and `mend` name one thing an operator can change; exit code 2."""

    def __init__(self, problem: str, mend: str = "") -> None:
        super().__init__(f"{problem}. {mend}" if mend else problem)
        self.problem = problem
        self.mend = mend


class Busy(Exception):
    """The database did not answer in time; the same call may be made again."""


class Poison(Exception):
    """An input that no further attempt will make readable: straight to the dead letters (faults A6)."""
