"""A desk that has something of everything, made from the default one; what a test needs otherwise, it says."""

import tomllib
from pathlib import Path
from typing import Any

from core.clock import DAY
from core.kinds import Command, Door, Outcome, PersonId, TicketId, Visitor
from core.outbox.model import Kind
from core.people import groups
from core.people import store as people
from core.people.person import Proof, Role
from core.profile.schema import Profile
from core.tickets.commands import OpenTicket
from tests.core.house import ANNA, BORIS, CLARA, IVAN, House

DEFAULT = Path(__file__).parents[3] / "profiles" / "default.toml"
BOSS = Visitor(Door.SLACK, "U9", "Boss")
DEMO = Visitor(Door.SLACK, "U8", "Demo")
LOOKER = Visitor(Door.TELEGRAM, "1010", "Looker", "en")
"""At the customers' door, and shown the desk all the same."""
CHIEF, AUNT = "chief@farm.example", "aunt@farm.example"
CHIEF_BY_MAIL = Visitor(Door.MAIL, CHIEF)


def words(text: str) -> dict[str, str]:
    return {"ru": text, "en": text}


def named(*ids: str) -> list[dict[str, Any]]:
    return [{"id": id, "label": words(id)} for id in ids]


EVERYTHING: dict[str, Any] = {
    "doors": ["telegram", "mail", "web", "phone", "api"],
    "notices": {"default": ["chat", "mail"], "changed": ["chat", "mail"]},
    "services": [
        {"id": "network", "label": words("Network"), "access": "granted", "group": "second"},
        {"id": "phones", "label": words("Phones"), "parent": "network", "types": ["incident", "task"]},
        {"id": "lan", "label": words("LAN"), "parent": "network"},
        {"id": "office", "label": words("Office")},
        {"id": "works", "label": words("Works"), "parent": "office", "types": ["task"]},
        {"id": "desks", "label": words("Desks"), "parent": "office", "types": ["request", "task"]},
    ],
    "types": [
        {"id": "question", "label": words("Question")},
        {"id": "incident", "label": words("Incident"), "fields": ["broken", "since", "why", "count", "secret"]},
        {"id": "request", "label": words("Request"), "fields": ["where", "what"]},
        {"id": "task", "label": words("Task"), "public": False, "fields": ["plan"]},
    ],
    "fields": [
        {"id": "broken", "label": words("Broken?"), "kind": "yes_no"},
        {"id": "since", "label": words("Since"), "kind": "date", "required": "open",
         "when": {"field": "broken", "is": ["yes"]}},
        {"id": "why", "label": words("Why"), "kind": "choice", "required": "resolve",
         "options": [{"id": "wear", "label": {"ru": "Износ", "en": "Wear"}}, *named("other")]},
        {"id": "count", "label": words("How many"), "kind": "number"},
        {"id": "secret", "label": words("Among us"), "agents_only": True},
        {"id": "where", "label": words("Where"), "kind": "site"},
        {"id": "what", "label": words("What"), "kind": "equipment"},
        {"id": "whose", "label": words("Whose"), "kind": "company"},
        {"id": "plan", "label": words("Plan"), "required": "open"},
    ],
    "buttons": [
        {"verb": "resolve", "to": "resolved"}, {"verb": "cancel", "to": "canceled"},
        {"verb": "return", "to": "in_progress"}, {"verb": "rate"}, {"verb": "mute"},
    ],
    "groups": [
        {"id": "first", "label": words("First line"), "role": "agent", "services": ["network"]},
        {"id": "second", "label": words("Second line"), "parent": "first"},
        {"id": "heads", "label": words("Heads"), "role": "dispatcher"},
        {"id": "guests", "label": words("Shown the desk"), "role": "demo"},
        {"id": "out", "label": words("Out"), "role": "closed"},
        {"id": "callers", "label": words("May call"), "role": "client", "services": ["phones"]},
        {"id": "vip", "label": words("VIP"), "level": "gold", "parent": "callers"},
    ],
    "levels": [{"id": "plain", "label": words("plain"), "default": True}, *named("silver", "gold")],
    "categories": named("hosting", "mail", "other"),
    "brands": named("one", "two"),
    "sources": [
        {"id": "bot", "label": words("Bot"), "door": "telegram"},
        {"id": "call", "label": words("Call"), "door": "phone"},
        {"id": "forum", "label": words("Forum"), "door": "api"},
    ],
}  # fmt: skip


def desk(**other: Any) -> Profile:
    """The desk with these tables instead of its own."""
    return Profile.model_validate(tomllib.loads(DEFAULT.read_text()) | EVERYTHING | other)


async def grant(house: House, who: Visitor | PersonId, role: Role, *services: str) -> None:
    id = house.person(who) if isinstance(who, Visitor) else who
    for service in services or ("",):
        await house.hop.unit(lambda unit, service=service: people.grant(unit, id, role, "test", service))


async def join(house: House, who: Visitor, *names: str) -> None:
    id = house.person(who)
    for name in names:
        await house.hop.unit(lambda unit, name=name: groups.join(unit, house.profile, id, name))


async def leave(house: House, who: Visitor, name: str) -> None:
    await house.hop.unit(lambda unit: groups.leave(unit, house.person(who), name))


async def agreed(house: House, profile: Profile | None = None) -> None:
    await house.hop.unit(lambda unit: groups.agree(unit, profile or house.profile))


async def known(house: House, *visitors: Visitor) -> None:
    """They have come to the door once."""
    for one in visitors:
        await house.hop.unit(lambda unit, one=one: _met(unit, one, house.profile))


def _met(unit: Any, one: Visitor, profile: Profile) -> None:
    if people.at_door(unit.conn, one.door, one.external_id) is None:
        id = people.add(unit, one.name, one.language or "en", None)
        people.link(unit, id, one.door, one.external_id, Proof.CHANNEL)


async def peopled(house: House) -> None:
    """Anna is an agent everywhere, Boris of the network alone, Clara hands out work, the boss may all, one only looks.

    The workspace has told of all of them, and takes its own word back: what they are is granted one by one.
    """
    everybody = (ANNA, BORIS, CLARA, BOSS, DEMO)
    await house.staff(*everybody)
    house.execute("DELETE FROM grants WHERE role = 'agent' AND source = 'slack'")
    await grant(house, ANNA, Role.AGENT)
    await grant(house, BORIS, Role.AGENT, "network")
    await grant(house, CLARA, Role.DISPATCHER)
    await grant(house, BOSS, Role.ADMINISTRATOR)
    await grant(house, DEMO, Role.DEMO)


async def opened(house: House, by: Visitor = IVAN, **said: Any) -> TicketId:
    command = OpenTicket(said.pop("subject", "Printer"), said.pop("body", "It smokes"), **said)
    outcome: Outcome = await house.desk(command, by)
    assert outcome.ticket is not None
    return outcome.ticket


async def code(house: House, command: Command, by: Any) -> str:
    """Why it was refused, or that it was not."""
    refusal = await house.refused(command, by)
    return refusal.code.value


def told(house: House, key: str, since: int = 0) -> list[tuple[str, str, str | None]]:
    """What was written for an address: the event's kind, the state, the reason."""
    kinds = {row.id: row.kind for row in house.rows("events")}
    at = {row.id for row in house.rows("addresses", key=key)}
    rows = [
        row
        for row in house.outbox()
        if row.address_id in at and row.id > since and row.kind in (Kind.NOTICE, Kind.CALL)
    ]
    return [(kinds[row.event_id], row.state, row.reason) for row in rows]


def newest(house: House) -> int:
    return max((row.id for row in house.outbox()), default=0)


def in_a_day(house: House, days: int = 1) -> int:
    return house.clock.now() + days * DAY
