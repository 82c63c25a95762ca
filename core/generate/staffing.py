"""The agents of a generated desk: members of its groups, with the roles that these give (E11, A2)."""

import sqlalchemy as sa

from core.clock import DAY
from core.generate.bulk import first_free
from core.generate.cast import Agent
from core.generate.dice import Dice
from core.generate.phrasebook import book
from core.generate.scene import Order
from core.kinds import Door
from core.people import groups
from core.people import store as people
from core.people.person import STAFF, Person, Proof, Role
from core.people.store import persons
from core.profile.access import Group
from core.profile.schema import Profile
from core.storage.unit import Unit
from core.tickets.routing import PERSON

A_DAY = 12
"""Tickets that an agent gets to in a day."""
FEWEST, MOST = 5, 150
SOURCE = "generated"


def staffed(unit: Unit, profile: Profile, order: Order) -> tuple[Agent, ...]:
    """As many as the work needs, and each group has somebody."""
    dice, first = Dice(f"{order.seed}:staff"), first_free(unit.conn, persons)
    teams = [group for group in profile.groups if _works(profile, group)]
    count = max(FEWEST, len(teams), min(order.tickets * DAY // max(order.until - order.since, 1) // A_DAY, MOST))
    return tuple(_agent(unit, profile, dice, first + place, place, teams) for place in range(count))


def named(conn: sa.Connection, profile: Profile) -> dict[str, Person]:
    """People of the desk whom a route, a level or the default names by mail address (E6)."""
    wanted = [one.to for one in profile.routes] + [one.assignee for one in profile.levels] + [profile.routing.default]
    emails = {one.removeprefix(PERSON) for one in wanted if one and one.startswith(PERSON)}
    known = {email: people.by_email(conn, email) for email in sorted(emails)}
    return {email: person for email, person in known.items() if person is not None and person.staff}


def _works(profile: Profile, group: Group) -> bool:
    """A group of the desk's own people: one that gives a role of theirs, or only says who is called together."""
    roles = {role for role, _ in groups.inherited(profile, group.id)}
    return bool(roles & STAFF) or (not roles and group.level is None)


def _agent(unit: Unit, profile: Profile, dice: Dice, number: int, place: int, teams: list[Group]) -> Agent:
    language = profile.languages[0]
    name = book(language).person(dice)
    id = people.add(unit, name, language, f"agent{number}@desk.example")
    people.link(unit, id, Door.SLACK, f"UGEN{number}", Proof.WORKSPACE)
    role = Role.ADMINISTRATOR if place == 0 else Role.DISPATCHER if place % 5 == 1 else Role.AGENT
    people.grant(unit, id, role, SOURCE)
    mine = {teams[place % len(teams)].id} if teams else set()
    if teams and dice.chance(0.2):
        mine.add(dice.one(teams).id)
    for group in sorted(mine):
        groups.join(unit, profile, id, group)
    return Agent(id, name, frozenset(mine), role.value in profile.access.assign)
