"""Administration that crosses rooms: whoever is given a role is let in (A5), whoever is away is covered (X5)."""

from collections.abc import Callable, Mapping
from typing import Any

from core.errors import Code, Refusal
from core.journeys import registering
from core.kinds import Command, Outcome, PersonId
from core.outbox import digest
from core.people import absences, duties, governing, rules, store
from core.people.absences import Absence
from core.people.offices import AbsenceOver, EndAbsence, GrantRole, SetAbsence, SetOnCall, SetRota
from core.people.person import Caller, Person
from core.people.rules import Standing
from core.people.zones import zone_of
from core.profile.schema import Profile
from core.storage.deeds import Deed
from core.storage.unit import Unit
from core.tickets import ratings, ready
from core.tickets import store as tickets

SHOWN = 50
"""So many cards of somebody's open tickets say at once that they are away; the others when they change next."""


def grant_role(unit: Unit, command: GrantRole, by: Caller, profile: Profile) -> Outcome:
    """Whose request to be let in waits is told that they are."""
    done = governing.grant_role(unit, command, by, profile)
    registering.granted(unit, command.person)
    return done


def set_absence(unit: Unit, command: SetAbsence, by: Caller, profile: Profile) -> Outcome:
    """One's own, or as an administrator anybody's. What is said again takes the place of what was.

    Raises Refusal(ROLE, PERSON, PERIOD, COVER).
    """
    whom = _whom(unit, command.person, by)
    absence = absences.planned(
        whom, zone_of(unit.conn, whom, profile.zone), command.first, command.last, command.cover, unit.now
    )  # fmt: skip
    _covers(unit, absence)
    before = absences.of(unit.conn, whom.id)
    if before == absence:
        return Outcome()
    absences.keep(unit, absence)
    if before is not None and before.holds(unit.now):
        digest.put_off(unit, whom.id, absence.until if absence.holds(unit.now) else unit.now)
    _said(unit, whom, _days(unit, before), _days(unit, absence))
    _redrawn(unit, profile, whom.id)
    return Outcome()


def end_absence(unit: Unit, command: EndAbsence, by: Caller, profile: Profile) -> Outcome:
    """Raises Refusal(ROLE, PERSON)."""
    whom = _whom(unit, command.person, by)
    before = absences.of(unit.conn, whom.id)
    if before is not None:
        _back(unit, profile, before)
        _said(unit, whom, _days(unit, before), "")
    return Outcome()


def absence_over(unit: Unit, command: AbsenceOver, by: Caller, profile: Profile) -> Outcome:
    """One that was changed meanwhile is left alone."""
    before = absences.of(unit.conn, command.person)
    if before is not None and before.until == command.until <= unit.now:
        _back(unit, profile, before)
    return Outcome()


HANDLERS: Mapping[type[Command], Callable[[Unit, Any, Caller, Profile], Outcome]] = {
    **governing.HANDLERS,
    GrantRole: grant_role,
    SetAbsence: set_absence,
    EndAbsence: end_absence,
    AbsenceOver: absence_over,
    SetOnCall: duties.set_on_call,
    SetRota: duties.set_rota,
    **ready.HANDLERS,
    ratings.SeeRating: ratings.see_rating,
}


def _whom(unit: Unit, id: PersonId | None, by: Caller) -> Person:
    if id is None or id == by.person.id:
        return by.person
    if not rules.administrator(by.person, Standing()):
        raise Refusal(Code.ROLE)
    found = store.person(unit.conn, id)
    if found is None or not found.staff:
        raise Refusal(Code.PERSON)
    return found


def _covers(unit: Unit, absence: Absence) -> None:
    """Raises Refusal(COVER)."""
    if absence.cover is None:
        return
    cover, theirs = store.person(unit.conn, absence.cover), absences.of(unit.conn, absence.cover)
    away = theirs is not None and theirs.since < absence.until and absence.since < theirs.until
    if cover is None or not cover.staff or cover.id == absence.person or away:
        raise Refusal(Code.COVER)


def _back(unit: Unit, profile: Profile, absence: Absence) -> None:
    absences.forget(unit, absence.person)
    digest.put_off(unit, absence.person, unit.now)
    _redrawn(unit, profile, absence.person)


def _redrawn(unit: Unit, profile: Profile, id: PersonId) -> None:
    open = [status.id for status in profile.statuses if not status.final]
    there = (tickets.tickets.c.assignee == id) & tickets.tickets.c.status.in_(open) & tickets.IN_QUEUES
    unit.redrawn += [one.id for one in tickets.read(unit.conn, there, SHOWN)]


def _days(unit: Unit, absence: Absence | None) -> str:
    if absence is None:
        return ""
    cover = store.person(unit.conn, absence.cover) if absence.cover else None
    return f"{absence.first}–{absence.last}" + (f", {cover.name}" if cover else "")


def _said(unit: Unit, whom: Person, before: str, now: str) -> None:
    unit.deeds.append(Deed(governing.KIND, whom.name, {"absence": (before, now)}, whom.id))
