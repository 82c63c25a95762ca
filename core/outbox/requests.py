"""A stranger's request is one message among the agents, wherever and by whomever it changes (A5)."""

from collections.abc import Iterable

import sqlalchemy as sa

from core.kinds import Door, RegistrationId
from core.outbox import redrawn
from core.outbox.addresses import address, addresses
from core.outbox.enqueue import enqueue_prompts
from core.outbox.model import Address
from core.outbox.places import Switchboard
from core.outbox.store import outbox
from core.storage.unit import Unit


def enqueue_requests(unit: Unit, board: Switchboard) -> None:
    """What the agents see, and what the person is told where their door is open."""
    for id in dict.fromkeys(unit.registrations):
        for to in _shown(unit, board, id):
            redrawn.refresh_registration(unit, to, id)
    enqueue_prompts(unit, [told for told in unit.tidings if board.leads(told.door)])


def _shown(unit: Unit, board: Switchboard, id: RegistrationId) -> Iterable[Address]:
    """Where it is shown already, and where the agents sit."""
    there = sa.select(addresses).join(outbox, outbox.c.address_id == addresses.c.id)
    rows = unit.conn.execute(there.where(outbox.c.registration_id == id).distinct()).all()
    found = {row.id: Address(row.id, Door(row.door), row.key, row.person_id, row.gone) for row in rows}
    if board.staff is not None:
        staff = address(unit, *board.staff)
        found[staff.id] = staff
    return found.values()
