"""How a generated ticket begins: who writes, of what, by which door, and whose work it becomes (C1, A3, B3, E6)."""

import json
from collections.abc import Iterator
from typing import Any

from core.clock import SECOND
from core.generate.cast import Agent, Company, Contact
from core.generate.dice import Dice
from core.generate.forms import answers, things
from core.generate.life import Life
from core.generate.phrasebook import Talk
from core.generate.stage import Stage
from core.kinds import Door, Instant, PersonId
from core.people.person import STAFF
from core.profile import tree
from core.tickets.events import TicketAssigned
from core.tickets.handling_events import ObserverAdded
from core.tickets.routing import GROUP, PERSON, Facts, whose

OBSERVED = 0.08
USUAL = 0.7
"""Share of tickets that have the default priority."""


def begun(
    stage: Stage, dice: Dice, id: int, at: Instant, ids: tuple[Iterator[int], Iterator[int]]
) -> tuple[Life, Contact, Talk]:
    """A ticket of somebody, registered at an instant, with what the desk does by itself then."""
    contact = dice.early(stage.cast.contacts)
    company = stage.cast.companies[contact.company]
    talk = Talk(stage.books[contact.language], dice, contact.name)
    source, door = _source(stage, dice, contact)
    agent = dice.one(stage.cast.agents) if door is Door.SLACK else None
    facts = _facts(stage, dice, contact, company, at, agent, source)
    filled = answers(stage, dice, facts.type, company, talk, staff=agent is not None)
    row = _row(stage, id, at, contact, facts, door, company, filled)
    row["subject"] = talk.subject()[: stage.profile.limits.subject]
    life = Life(stage, row, ids, dice.randrange(SECOND))
    author = contact.id if agent is None else agent.id
    life.open(author, door, talk.body())
    if stage.profile.opening.observers and dice.chance(OBSERVED):
        observed(stage, dice, life, contact, author, door)
    _routed(stage, life, facts)
    return life, contact, talk


def observed(stage: Stage, dice: Dice, life: Life, contact: Contact, by: PersonId, door: Door) -> None:
    """A colleague in copy (A4)."""
    somebody = stage.cast.contacts[dice.one(stage.cast.colleagues[contact.company])].id
    if somebody != contact.id and somebody not in life.observers:
        life.observers[somebody] = life.now
        life.happen(by, door, [ObserverAdded(somebody)])


def level(stage: Stage, company: Company, at: Instant) -> str | None:
    """As `core.tickets.ties.level`, of customers in no group."""
    if not stage.profile.levels:
        return None
    return company.level_at(at) or stage.profile.default_level


def _source(stage: Stage, dice: Dice, contact: Contact) -> tuple[str | None, Door]:
    """The profile's source and the door. What comes by a way without a dialogue, an agent enters (C1)."""
    own = [source for source in stage.profile.sources if source.door in contact.doors]
    told = [source for source in stage.profile.sources if source.door not in ("telegram", "mail", "web")]
    if told and dice.chance(0.15):
        return dice.one(told).id, Door.SLACK
    if not own:
        return None, contact.doors[0] if dice.chance(0.7) else contact.doors[-1]
    found = dice.one(own)
    return found.id, Door(found.door)


def _facts(
    stage: Stage, dice: Dice, contact: Contact, company: Company, at: Instant, agent: Agent | None,
    source: str | None,
) -> Facts:  # fmt: skip
    profile, asks = stage.profile, stage.profile.opening.asks
    service = _service(stage, dice, contact, staff=agent is not None) if "service" in asks else None
    chosen = dice.one(profile.priorities).id if "priority" in asks and not dice.chance(USUAL) else None
    return Facts(
        type=_type(stage, dice, service, staff=agent is not None),
        priority=chosen or profile.default_priority.id,
        category=dice.early(profile.categories).id if profile.categories and "category" in asks else None,
        service=service,
        brand=dice.early(profile.brands).id if profile.brands and "brand" in asks else None,
        source=source,
        level=level(stage, company, at),
    )  # fmt: skip


def _service(stage: Stage, dice: Dice, contact: Contact, *, staff: bool) -> str | None:
    open = [one for one in stage.offers if staff or not one.closed or one.path & contact.services]
    return dice.early(open).id if open else None


def _type(stage: Stage, dice: Dice, service: str | None, *, staff: bool) -> str:
    if service is None and "type" not in stage.profile.opening.asks:
        return stage.profile.default_type
    return dice.early(stage.types(service, public=not staff)).id


def _row(
    stage: Stage, id: int, at: Instant, contact: Contact, facts: Facts, door: Door, company: Company,
    filled: dict[str, str],
) -> dict[str, Any]:  # fmt: skip
    contract = company.contract(at)
    site, equipment = things(stage.profile, filled, company)
    return {
        "id": id, "prefix": stage.profile.prefix, "type": facts.type, "priority": facts.priority,
        "status": stage.profile.start.status, "requester": contact.id, "assignee": None, "source": door.value,
        "opened_at": at, "updated_at": at, "resume_at": None, "grade": None, "workflow_rev": 0, "last_seq": 0,
        "paused": None, "paused_until": None, "choice_until": None, "brand": facts.brand, "service": facts.service,
        "category": facts.category, "level": facts.level, "source_id": facts.source, "group_id": None,
        "company_id": company.id, "site_id": site, "equipment_id": equipment,
        "contract_id": contract.id if contract else None, "due_at": None,
        "fields": json.dumps(filled) if filled else None,
    }  # fmt: skip


def _routed(stage: Stage, life: Life, facts: Facts) -> None:
    """As `core.tickets.assigning.routed`."""
    queue = tree.group_of(stage.profile, facts.service)
    for to in whose(stage.profile, facts):
        person, group = None, queue
        if to.startswith(GROUP):
            group = to.removeprefix(GROUP)
        elif (person := _worker(stage, to.removeprefix(PERSON), facts)) is None:
            continue
        happened = [TicketAssigned(person, None, group, None)]
        life.happen(None, None, happened, assignee=person, group_id=group, status=life.row["status"])
        return


def _worker(stage: Stage, email: str, facts: Facts) -> PersonId | None:
    known = stage.cast.named.get(email)
    path = (service.id for service in tree.path(stage.profile, facts.service))
    return known.id if known is not None and STAFF & known.roles_on(path) else None
