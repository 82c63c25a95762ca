"""What can go wrong, without a word for it: codes with parameters. The edges word them in the reader's language."""

from enum import StrEnum


class Code(StrEnum):
    """Why a request was refused. Each has words in `locales/*/refusals.ftl` under `refusal-<code>`."""

    MISSING = "missing"
    """No such thing, or not for this person: both answer alike, so numbers reveal nothing (agreement 12)."""
    STRANGER = "stranger"
    CLAIMED = "claimed"
    GIVEN = "given"
    """Nobody takes work here by themselves: it is assigned."""
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

    UNREGISTERED = "unregistered"
    """Nobody has let this person in yet (A5)."""
    PARTICULAR = "particular"
    """What somebody says of themselves cannot be kept: which `particular`, and the `problem` (A5)."""
    CLOSED = "closed"
    """The desk lets no strangers in."""
    LET_IN = "let-in"
    """Nothing is to be asked for any more: they are let in already."""
    DECLINED = "declined"
    """Declined less than a day ago: it can be asked for again tomorrow."""
    NO_REQUEST = "no-request"
    """No request of theirs waits."""
    DECIDED = "decided"
    """Somebody was faster with a request: its `state`, and `who`."""
    SERVICE = "service"
    """No such service, or not open to this person (A2, A3)."""
    CHOICE = "choice"
    """What was picked is not offered: `aspect` says of what."""
    FIELD = "field"
    """The form's answer to a `question` cannot be kept: the `problem`, and the `value` (B3)."""
    CROWDED = "crowded"
    """So many observers, `limit`, and no more (A4)."""
    HOURS = "hours"
    """Neither a time of the day nor hours between two."""
    SPAM = "spam"
    """The ticket is set aside as spam: it has to be restored first (E3)."""
    TOO_LATE = "too-late"
    """An answer was to be taken back, and has left already."""
    MERGED = "merged"
    """The ticket goes on in another: its `number`, and the other's, `into` (X2)."""
    MOVED = "moved"
    """Said where the ticket's card has stood before, and not for everybody where it is now: its `number` (X2)."""
    RELATION = "relation"
    """Two tickets cannot be that to each other: the `problem`, and the `number` that it is about (C5, X2)."""
    ROUND = "round"
    """The incidents are being answered already, or were meanwhile: by `name`, and `how` (C5)."""
    OVERTAKEN = "overtaken"
    """Somebody else has changed it since it was shown."""
    TIED = "tied"
    """To be dropped, and something still speaks of it: the table `what`."""
    LAST_ADMINISTRATOR = "last-administrator"
    """Nobody would be left who keeps the desk (E11)."""
    INHERITED = "inherited"
    """It comes from a group, the channel, the settings or the profile, and is taken back there."""
    PERIOD = "period"
    """No days ahead, from a first to a last."""
    COVER = "cover"
    """Nobody who could take over: themselves, not of the desk, or away then too."""
    PLACEHOLDER = "placeholder"
    """A ready answer has a `name` in braces that stands for nothing; `known` are those that do (E5)."""
    MEANWHILE = "meanwhile"
    """Something was said since the answer was begun: on which `side`, by `name`, and the `newest` word's id (E10)."""
    INVITATION = "invitation"
    """It was taken already, is too old, or is not for whoever brings it."""
    PHONE = "phone"
    """Nobody is known by that number, or not one person alone."""
    JOIN = "join"
    """Two cannot be parted any more: too long ago, or parted already."""
    PERSON = "person"
    """Nobody of the desk, or nobody known, by that name or address."""


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
