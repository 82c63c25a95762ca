"""Letters that nobody understood: the agents see each as one message, try it again or set it aside (faults A6)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from core.errors import Code, Refusal
from core.inbox import unread
from core.inbox.store import LASTING
from core.kinds import Audience, Command, Outcome
from core.outbox import posts, redrawn
from core.outbox.addresses import address
from core.outbox.model import Kind
from core.outbox.places import Switchboard
from core.people.person import Caller
from core.profile.schema import Profile
from core.storage.unit import Unit

SHOWN = LASTING
"""Sources whose inputs people have written, and other people can make something of."""


@dataclass(frozen=True, slots=True)
class TryInput(Command):
    """What was wrong may be mended: read it again."""

    input: int


@dataclass(frozen=True, slots=True)
class ShelveInput(Command):
    """Somebody has looked at it, and nothing is to come of it. It stays, and can still be tried again."""

    input: int


def try_input(unit: Unit, command: TryInput, by: Caller, profile: Profile) -> Outcome:
    """What is under way, or has come to something meanwhile, is left alone."""
    if _stray(unit, command.input).state in unread.UNREAD:
        unread.retry(unit, [command.input])
        unit.strays.append(command.input)
    return Outcome()


def shelve_input(unit: Unit, command: ShelveInput, by: Caller, profile: Profile) -> Outcome:
    if _stray(unit, command.input).state == "dead":
        unread.shelve(unit, command.input, by.person.id)
        unit.strays.append(command.input)
    return Outcome()


HANDLERS: Mapping[type[Command], Callable[[Unit, Any, Caller, Profile], Outcome]] = {
    TryInput: try_input,
    ShelveInput: shelve_input,
}


def show(unit: Unit, board: Switchboard) -> None:
    """One message for each, edited in place. What was never stray, and is not now, is not spoken of."""
    if board.staff is None or not unit.strays:
        return
    to = address(unit, *board.staff)
    for id in dict.fromkeys(unit.strays):
        row = unread.find(unit.conn, id)
        known = row is not None and (posts.of_input(unit.conn, id, to.id) or redrawn.waits(unit, to, id))
        if row is not None and row.source in SHOWN and (row.state == "dead" or known):
            redrawn.refresh_input(unit, to, Kind.STRAY, id, Audience.INTERNAL)


def _stray(unit: Unit, id: int) -> unread.Standing:
    row = unread.find(unit.conn, id)
    if row is None or row.source not in SHOWN:
        raise Refusal(Code.MISSING)
    return row
