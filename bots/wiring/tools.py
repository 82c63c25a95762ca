"""What scripts and operators ask on the machine itself."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import asdict
from typing import Any, TypeVar

from bots.links import Links, chat
from bots.moments import stamp
from bots.settings import Settings
from bots.wiring.core import Core, open_core
from core.api.errors import Code, Misconfigured, Refusal
from core.api.kinds import Door, PersonId, System, TicketId
from core.api.queries import Ask, NewestTickets, ReadAudit, ReadTicket
from core.inbox import unread
from core.journeys import knocking, registering
from core.outbox import trouble
from core.outbox.places import Switchboard
from core.outbox.requests import enqueue_requests
from core.people import groups, registration
from core.people import store as people
from core.people.commands import SetQuiet
from core.people.identity import Invite
from core.people.person import Caller, Person, Proof, Role
from core.storage import audit, instance
from core.storage.deeds import Deed
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
        found = await core.hop.read(unread.dead)
        return [{"id": row.id, "source": row.source, "attempts": row.attempts, "error": row.lease} for row in found]


async def retry_letters(settings: Settings, ids: list[int]) -> int:
    return await _write(settings, lambda unit: unread.retry(unit, ids or None))


async def undelivered(settings: Settings) -> Rows:
    async with _core(settings) as core:
        return await core.hop.read(trouble.undelivered)


async def retry_notices(settings: Settings, ids: list[int]) -> int:
    return await _write(settings, lambda unit: trouble.retry(unit, ids or None))


async def grant(settings: Settings, email: str, role: Role, service: str = "") -> bool:
    """Gives a role by mail address, to somebody known or yet to come. Says whether it is new.

    Raises Misconfigured for a service that the profile does not know.
    """
    async with _core(settings) as core:
        if service and core.profile.service(service) is None:
            known = ", ".join(one.id for one in core.profile.services)
            raise Misconfigured(f"The profile has no service {service!r}", f"Choose one of {known or 'none'}")

        def give(unit: Unit) -> bool:
            id = _person(unit, core, email)
            people.revoke(unit, id, Role.GUEST, registration.DOOR)
            fresh = people.grant(unit, id, role, "command", service)
            if fresh:
                _told(unit, "GrantRole", id, f"{role.value}@{service}" if service else role.value, ("", "+"))
            if role not in (Role.GUEST, Role.BLOCKED):
                registering.granted(unit, id)
                enqueue_requests(unit, Switchboard(tuple(Door)))
            return fresh

        return await core.hop.unit(give)


async def join(settings: Settings, email: str, group: str) -> bool:
    """Into a group of the profile, by mail address. Raises Misconfigured for a group that it does not know."""
    async with _core(settings) as core:
        known = [one.id for one in core.profile.groups]
        if group not in known:
            mend = f"Choose one of {', '.join(known)}" if known else "Define it under [[groups]]"
            raise Misconfigured(f"The profile has no group {group!r}", mend)

        def put(unit: Unit) -> bool:
            id = _person(unit, core, email)
            fresh = groups.join(unit, core.profile, id, group)
            if fresh:
                _told(unit, "JoinGroup", id, f"group:{group}", ("", "+"))
            return fresh

        return await core.hop.unit(put)


async def leave(settings: Settings, email: str, group: str) -> bool:
    async with _core(settings) as core:

        def take(unit: Unit) -> bool:
            id = _person(unit, core, email)
            gone = groups.leave(unit, id, group)
            if gone:
                _told(unit, "LeaveGroup", id, f"group:{group}", ("+", ""))
            return gone

        return await core.hop.unit(take)


async def audited(settings: Settings, most: int) -> Rows:
    """Who has administrated what, newest first (E11)."""
    async with _core(settings) as core:
        lines = await Ask(core.hop, core.profile)(ReadAudit(most=most), OPERATOR)
        return [
            {
                "at": f"{stamp(line.at, core.profile.zone):%Y-%m-%d %H:%M:%S}", "who": line.actor or audit.OPERATOR,
                "did": line.deed, "of": f"{line.kind} {line.subject}",
                "changes": "; ".join(f"{name}: {old or '—'} → {new or '—'}" for name, old, new in line.changes),
            }
            for line in lines
        ]  # fmt: skip


def _told(unit: Unit, deed: str, id: PersonId, what: str, change: tuple[str, str]) -> None:
    """An operator's deeds are lines of the audit, too."""
    found = people.person(unit.conn, id)
    unit.deeds.append(Deed("person", found.name if found else "?", {what: change}, id))
    audit.write(unit, deed, None, audit.OPERATOR)


async def set_quiet(settings: Settings, email: str, hours: str, digest: str) -> None:
    """Raises Refusal(HOURS) for what is no time."""
    async with _core(settings) as core:

        def chosen(unit: Unit) -> None:
            found = people.person(unit.conn, _person(unit, core, email))
            assert found is not None
            registration.set_quiet(unit, SetQuiet(hours, digest), Caller(found, None), core.profile)

        await core.hop.unit(chosen)


async def invite(settings: Settings, email: str) -> str:
    """A link into the chat, for one use. Raises Misconfigured where there is no chat, or nobody by that address."""
    async with _core(settings) as core:
        bot = await core.hop.read(lambda conn: instance.fact(conn, instance.CHAT))
        if not bot:
            raise Misconfigured("There is no bot yet", "Set ZAYAVKA_TELEGRAM_TOKEN and start zayavka once")
        house = Caller(registration.HOUSE, None)
        try:
            made = await core.hop.unit(lambda unit: knocking.invite(unit, Invite(email), house, core.profile))
        except Refusal:
            raise Misconfigured(
                f"Nobody who has been let in has the address {email}", "See zayavka people list"
            ) from None
        return chat(bot, Links(core.secret, core.epoch, None, core.hop.clock).invitation(int(made.number)))


def _person(unit: Unit, core: Core, email: str) -> PersonId:
    """Whoever has proved the address, else whose it is said to be, else somebody who is yet to come."""
    for proof in (Proof.LINK, Proof.CODE):
        if (proved := people.at_door(unit.conn, Door.MAIL, email.lower(), proof)) is not None:
            return proved
    known = people.by_email(unit.conn, email)
    return known.id if known else people.add(unit, email, core.profile.languages[0], email)


async def granted(settings: Settings) -> Rows:
    async with _core(settings) as core:
        found = await core.hop.read(people.granted)
        return [{"name": one.name, "email": one.email or "", "roles": ", ".join(_held(one))} for one in found]


def _held(one: Person) -> list[str]:
    return sorted(f"{role} on {service}" if service else role.value for role, service in one.grants)


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
