"""What scripts and operators ask on the machine itself."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import asdict
from typing import Any, TypeVar

from bots.settings import Settings
from bots.wiring.core import Core, open_core
from core.api.errors import Code, Misconfigured, Refusal
from core.api.kinds import PersonId, System, TicketId
from core.api.queries import Ask, NewestTickets, ReadTicket
from core.inbox import store as inbox
from core.outbox import trouble
from core.people import store as people
from core.people.person import Role
from core.storage.unit import Unit
from core.tickets import history

T = TypeVar("T")
OPERATOR = System("operator")
Rows = list[dict[str, Any]]


async def list_tickets(settings: Settings) -> Rows:
    async with _core(settings) as core:
        lines = await Ask(core.hop, core.profile)(NewestTickets(), OPERATOR)
        return [
            {"number": line.number, "status": line.status.id, "subject": line.subject, "updated_at": line.updated_at}
            for line in lines
        ]


async def show_ticket(settings: Settings, number: str) -> dict[str, Any]:
    """Raises Refusal(MISSING)."""
    digits = number.rpartition("-")[2]
    if not digits.isdigit():
        raise Refusal(Code.MISSING)
    id = TicketId(int(digits))
    async with _core(settings) as core:
        page = await Ask(core.hop, core.profile)(ReadTicket(id, most=10_000), OPERATOR)
        events = await core.hop.read(lambda conn: history.of_ticket(conn, id))
        told = [{"kind": type(one.event).__name__, **asdict(one)} for one in events]
        return {**asdict(page.card), "messages": [asdict(one) for one in page.messages.items], "history": told}


async def dead_letters(settings: Settings) -> Rows:
    async with _core(settings) as core:
        found = await core.hop.read(inbox.dead)
        return [{"id": row.id, "source": row.source, "attempts": row.attempts, "error": row.lease} for row in found]


async def retry_letters(settings: Settings, ids: list[int]) -> int:
    return await _write(settings, lambda unit: inbox.retry(unit, ids or None))


async def undelivered(settings: Settings) -> Rows:
    async with _core(settings) as core:
        return await core.hop.read(trouble.undelivered)


async def retry_notices(settings: Settings, ids: list[int]) -> int:
    return await _write(settings, lambda unit: trouble.retry(unit, ids or None))


async def grant(settings: Settings, email: str, role: Role) -> bool:
    """Gives a role by mail address, to somebody known or yet to come. Says whether it is new."""
    async with _core(settings) as core:
        return await core.hop.unit(lambda unit: people.grant(unit, _person(unit, core, email), role, "command"))


async def join(settings: Settings, email: str, group: str) -> bool:
    """Into a group of the profile, by mail address. Raises Misconfigured for a group that it does not know."""
    async with _core(settings) as core:
        known = [one.id for one in core.profile.groups]
        if group not in known:
            mend = f"Choose one of {', '.join(known)}" if known else "Define it under [[groups]]"
            raise Misconfigured(f"The profile has no group {group!r}", mend)
        return await core.hop.unit(lambda unit: people.join(unit, _person(unit, core, email), group))


async def leave(settings: Settings, email: str, group: str) -> bool:
    async with _core(settings) as core:
        return await core.hop.unit(lambda unit: people.leave(unit, _person(unit, core, email), group))


def _person(unit: Unit, core: Core, email: str) -> PersonId:
    known = people.by_email(unit.conn, email)
    return known.id if known else people.add(unit, email, core.profile.languages[0], email)


async def granted(settings: Settings) -> Rows:
    async with _core(settings) as core:
        found = await core.hop.read(people.granted)
        return [{"name": one.name, "email": one.email or "", "roles": ",".join(sorted(one.roles))} for one in found]


async def _write(settings: Settings, work: Callable[[Unit], T]) -> T:
    async with _core(settings) as core:
        return await core.hop.unit(work)


@asynccontextmanager
async def _core(settings: Settings) -> AsyncIterator[Core]:
    core = await open_core(settings, serve=False)
    try:
        yield core
    finally:
        core.close()
