"""What the agents' door borrows from the customers': how an answer would look there, and that one is being written."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from core.api.kinds import Door
from core.api.queries import Place
from core.api.shapes import Rehearsal


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """What a customer would see: the subject of a letter, the text, the buttons below it."""

    text: str
    subject: str = ""
    buttons: tuple[str, ...] = ()


Rehearse = Callable[[Rehearsal], Rehearsed | None]
Type = Callable[[Place], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """By the doors that lead out, in the desk's order. `types` shows in a chat that an answer is coming."""

    rehearse: Mapping[Door, Rehearse]
    types: Mapping[Door, Type]


NOWHERE = Elsewhere({}, {})
