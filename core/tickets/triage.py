"""What kind of ticket it is, how urgent, whose: set by agents, and reckoned with from the registration on (C3, C7)."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from core.errors import Code, Refusal
from core.kinds import Json, Outcome, TicketId
from core.people import rights, zones
from core.people.person import Caller
from core.profile.schema import Profile
from core.storage.unit import Unit
from core.tickets import aspects, assigning, form, store, ties
from core.tickets.aspects import FIELD, NEEDED, OFFERED, TIES, Aspect
from core.tickets.handling import Assign, Handing, Triage
from core.tickets.handling_events import TicketTriaged
from core.tickets.model import Ticket
from core.tickets.routing import Facts
from core.tickets.standing import standing

COLUMNS = {tie.value: f"{tie.value}_id" for tie in TIES}
FACTS = ("type", "priority", "category", "service", "brand", "level")


def triage(unit: Unit, command: Triage, by: Caller, profile: Profile) -> Outcome:
    """Changes what was said and no more; a ticket that is nobody's finds its way again. Nothing new is no error.

    An answer that is only repeated was right when it was given, however the days have moved since (B3).
    What the type requires is demanded with another type and with other answers, not with another priority.
    Whose it is to be is judged by what the ticket is then: who works for its service, who may know of it.

    Raises Refusal(CHOICE, UNKNOWN_TYPE, FIELD, PERSON, UNTIL_PAST), and what Assign raises.
    """
    ticket = store.locked(unit, command.ticket)
    values, fields = read(unit, command, ticket, by, profile)
    now, before = _changes(ticket, values, fields)
    if now:
        _complete(profile, values.get(Aspect.TYPE, ticket.type), fields, now)
        rows = {COLUMNS.get(name, name): value for name, value in values.items()}
        store.change(unit, ticket, by, [TicketTriaged(now, before)], **rows, fields=fields or None)
        if command.handing is None:
            _found_its_way(unit, ticket, profile, values)
    if command.handing is not None:
        _handed_on(unit, ticket.id, command.handing, by, profile)
    return Outcome(ticket.id, ticket.number)


def read(
    unit: Unit, command: Triage, ticket: Ticket, by: Caller, profile: Profile
) -> tuple[dict[str, Any], dict[str, str]]:
    """The values that it sets, and every answer as it stands with it. Nothing is written yet. Raises Refusal."""
    answers = form.answered(profile, command.fields, staff=True)
    other = {id: text for id, text in answers.items() if text != ticket.fields.get(id)}
    form.within(profile, other, lambda: zones.today(unit.conn, by.person, profile.zone, unit.now))
    said = aspects.referred(profile, answers) | _said(command.said)
    try:
        values = _picked(profile, said) | _tied(unit, profile, ticket, said) | _dated(unit, ticket, said)
    except Refusal as refusal:
        raise aspects.by_field(profile, answers, refusal) from refusal
    return values, {id: text for id, text in {**ticket.fields, **answers}.items() if text}


def _said(said: Json) -> dict[Aspect, Any]:
    """Raises Refusal(CHOICE) for a name that is none, or that follows from other things."""
    if said.keys() - {aspect.value for aspect in (*OFFERED, *TIES, Aspect.DUE)}:
        raise Refusal(Code.CHOICE, aspect="")
    return {Aspect(name): "" if value is None else value for name, value in said.items()}


def _picked(profile: Profile, said: Mapping[Aspect, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for aspect in OFFERED.keys() & said.keys():
        if not said[aspect] and aspect in NEEDED:
            raise Refusal(Code.CHOICE, aspect=aspect.value)
        found[aspect.value] = aspects.offered(profile, aspect, said[aspect]) if said[aspect] else None
    return found


def _tied(unit: Unit, profile: Profile, ticket: Ticket, said: Mapping[Aspect, Any]) -> dict[str, Any]:
    """Another company or contract may bring another level (E9). Another company comes with a contract of its own."""
    if not said.keys() & {*TIES}:
        return {}
    before = ties.of_ticket(ticket)
    known = before if Aspect.CONTRACT in said else replace(before, contract=None)
    after = ties.tied(unit.conn, {tie: said[tie] for tie in TIES if tie in said}, known)
    if Aspect.CONTRACT not in said:
        same = after.company == before.company
        after = (
            replace(after, contract=before.contract) if same else ties.contracted(unit.conn, profile, after, unit.now)
        )
    level = ties.level(unit.conn, profile, ticket.requester, after, unit.now)
    return _ids(after) | {Aspect.LEVEL.value: level}


def _ids(found: ties.Ties) -> dict[str, Any]:
    return {tie.value: getattr(found, tie.value) for tie in TIES}


def _dated(unit: Unit, ticket: Ticket, said: Mapping[Aspect, Any]) -> dict[str, Any]:
    """A date of its own, in microseconds (C4)."""
    if Aspect.DUE not in said:
        return {}
    due = said[Aspect.DUE] or None
    if due is not None and due <= unit.now:
        raise Refusal(Code.UNTIL_PAST, to=ticket.status)
    return {Aspect.DUE.value: due}


def _changes(ticket: Ticket, values: Json, fields: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, Any]]:
    now, before = {}, {}
    for name, value in values.items():
        if getattr(ticket, name) != value:
            now[name], before[name] = value, getattr(ticket, name)
    for id in fields.keys() | ticket.fields.keys():
        if fields.get(id) != ticket.fields.get(id):
            now[f"{FIELD}{id}"], before[f"{FIELD}{id}"] = fields.get(id), ticket.fields.get(id)
    return now, before


def _complete(profile: Profile, type: str, fields: Mapping[str, str], now: Json) -> None:
    """Another type, or other answers, ask what they ask at the opening: nothing required is left out (B3)."""
    if Aspect.TYPE in now or any(name.startswith(FIELD) for name in now):
        form.demanded(profile, type, fields, "open", staff=True)


def _handed_on(unit: Unit, id: TicketId, handing: Handing, by: Caller, profile: Profile) -> None:
    ticket = store.locked(unit, id)
    rights.demand("Assign", by.person, standing(unit.conn, profile, ticket, by.person))
    assigning.assign(unit, Assign(id, handing.rev, handing.to, handing.group), by, profile)


def _found_its_way(unit: Unit, ticket: Ticket, profile: Profile, values: Json) -> None:
    if ticket.assignee is None and ticket.group is None:
        known = {name: values.get(name, getattr(ticket, name)) for name in FACTS}
        source = values.get(Aspect.SOURCE.value, ticket.source_id)
        assigning.routed(unit, ticket.id, profile, Facts(**known, source=source))


def shown_to_clients(profile: Profile, event: TicketTriaged) -> TicketTriaged | None:
    """What of a triage is not said among staff alone. None where that is all."""
    now = {name: event.now[name] for name in aspects.outside(profile, event.now)}
    return TicketTriaged(now, {name: event.before.get(name) for name in now}) if now else None
