"""Random lives of tickets in the tables: whatever happened, the history alone makes the stored rows again."""

from collections.abc import Callable
from random import Random
from typing import Any

import pytest
import sqlalchemy as sa

from core.kinds import Event, TicketId
from core.people import store as people
from core.people.person import Caller
from core.people.registration import HOUSE
from core.profile.schema import Profile
from core.sla.follow import follow
from core.storage.unit import Unit
from core.tickets import store as tickets
from core.tickets.events import CommentAdded
from core.tickets.handling_events import TicketTriaged
from tests.core.house import ANNA, IVAN, House
from tests.core.sla.rows import again, course, swept
from tests.core.sla.streams import deeds, profile_of, recorded

MINUTE = 60.0
BY_ITSELF = Caller(HOUSE, None)


@pytest.fixture(scope="module")
def profile(default_profile: Profile) -> Profile:
    """Promises of every kind, on office hours and clock time, by type, priority and level."""
    return profile_of(default_profile)


@pytest.mark.parametrize("seed", range(3))
async def test_the_history_makes_the_rows_again(house: House, seed: int) -> None:
    await _lives(house, Random(seed), lives=1, steps=80)


@pytest.mark.soak
async def test_the_history_makes_the_rows_again_over_forty_lives(
    url: sa.URL, open_house: Callable[[sa.URL], House]
) -> None:
    await _lives(open_house(url), Random(1_000), lives=40, steps=80)


async def _lives(house: House, dice: Random, lives: int, steps: int) -> None:
    await house.staff()
    for life in range(lives):
        ticket, stream = await house.opened(IVAN, f"Life {life}"), deeds(dice)
        for step in range(steps):
            name, given = next(stream)
            await _done(house, ticket, name, given)
            assert course(house, ticket) == again(house, ticket), f"life {life}, step {step}: {name} {given}"
    assert [row for row in house.rows("target_steps") if row.fired_at], "nothing was told"


async def _done(house: House, ticket: TicketId, name: str, given: tuple[Any, ...]) -> None:
    if name == "wait":
        house.hands.forward(given[0] * MINUTE)
    elif name == "fire":
        await swept(house)
    else:
        await house.hop.unit(lambda unit: _happens(unit, house, ticket, name, given))


def _happens(unit: Unit, house: House, id: TicketId, name: str, given: tuple[Any, ...]) -> None:
    """As a handler writes it: the row, the event, and the clocks that follow."""
    found = tickets.locked(unit, id)
    event: Event = recorded(name, given, found.last_seq).event
    values: dict[str, object] = {}
    if name == "move":
        values = {"status": given[1]}
    elif name == "triage":
        values = dict(zip(("type", "priority", "level"), given, strict=True))
        event = TicketTriaged(values, {name: getattr(found, name) for name in values})
    anna = people.person(unit.conn, house.person(ANNA))
    assert anna is not None
    speaks = isinstance(event, CommentAdded) and name != "automatic"
    tickets.change(unit, found, Caller(anna, None) if speaks else BY_ITSELF, [event], **values)
    follow(unit, house.profile)
