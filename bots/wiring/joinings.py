"""Who was found to be one person with whom, and the undoing of it, on the machine itself."""

from typing import Any

import sqlalchemy as sa

from bots.moments import stamp
from bots.settings import Settings
from bots.wiring.core import open_core
from core.api.commands import Desk, Part
from core.api.errors import Misconfigured, Refusal
from core.api.kinds import Door, System
from core.outbox.places import Switchboard
from core.people import joins
from core.people import store as people
from core.people.joins import Join

OPERATOR = System("operator")
MOST = 50


async def listed(settings: Settings) -> list[dict[str, Any]]:
    """The newest that can still be undone."""
    core = await open_core(settings, serve=False)
    zone, now = core.profile.zone, core.hop.clock.now()

    def rows(conn: sa.Connection) -> list[dict[str, Any]]:
        return [_row(conn, one, zone) for one in joins.undoable(conn, now, MOST)]

    try:
        return await core.hop.read(rows)
    finally:
        core.close()


def _row(conn: sa.Connection, one: Join, zone: str) -> dict[str, Any]:
    person = people.person(conn, one.into)
    return {
        "join": one.id, "at": f"{stamp(one.at, zone):%Y-%m-%d %H:%M}", "person": person.name if person else "?",
        "email": (person.email if person else None) or "", "proof": one.proof, "tickets": len(one.moved["tickets"]),
    }  # fmt: skip


async def part(settings: Settings, join: int) -> None:
    """Raises Misconfigured where there is no such joining, or it is too old."""
    core = await open_core(settings, serve=False)
    try:
        await Desk(core.hop, core.profile, Switchboard(tuple(Door)))(Part(join), OPERATOR)
    except Refusal:
        raise Misconfigured(
            f"There is no joining {join} that can still be undone", "See zayavka people joined; 30 days are given"
        ) from None
    finally:
        core.close()
