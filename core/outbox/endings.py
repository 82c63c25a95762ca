"""The five ways in which a delivery can end. A channel only names them; the relay decides (agreement 6)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sent:
    """It arrived. `ref` names it at its address; `rest` counts the parts that are still to be sent.

    `own` is false where the channel marked somebody else's message instead of writing one. `erased` is the place of a
    message that shows nothing of its words any more. `lost` names the topic that it was meant for and that is not there
    any more.
    """

    ref: str
    rest: int = 0
    own: bool = True
    erased: str = ""
    lost: str | None = None


@dataclass(frozen=True, slots=True)
class RetryLater:
    """Not now. `after` in seconds where the other side said so; `everyone` when it meant the whole channel."""

    reason: str
    after: float | None = None
    everyone: bool = False
    moved: str | None = None
    """Where the address is found from now on."""


@dataclass(frozen=True, slots=True)
class Refused:
    """This message never, the next one perhaps."""

    reason: str


@dataclass(frozen=True, slots=True)
class Gone:
    """This address never again, until its owner is heard of."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unsure:
    """It may have arrived: the line was cut before an answer."""

    reason: str


Ending = Sent | RetryLater | Refused | Gone | Unsure
