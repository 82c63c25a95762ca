"""A contact is a person who speaks for a company (B1): found by the mail address, or made."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from core.customers.commands import DropContact
from core.customers.forms import identity, read
from core.customers.model import Fault, Identity, Kept, Kind, Known, Problem, Record
from core.customers.shelf import recorded
from core.customers.tables import companies, contacts
from core.customers.upkeep import adding, changing, gone, unmoved
from core.customers.weigh import Rule
from core.errors import Code, Refusal
from core.kinds import Outcome
from core.people import store
from core.people.mailing import ADDRESS, LONGEST_LOCAL
from core.people.person import Caller, Role
from core.people.store import grants, persons
from core.profile.schema import Profile
from core.storage import renamed
from core.storage.unit import Unit

ROWS = sa.select(
    contacts.c.id,
    contacts.c.position,
    contacts.c.phone,
    persons.c.email,
    persons.c.name.label("person"),
    companies.c.number.label("company"),
).select_from(contacts.join(persons).join(companies))
_EMPLOYED = (
    sa.select(grants.c.id)
    .where(grants.c.person_id == persons.c.id, grants.c.role.in_([Role.AGENT, Role.ADMINISTRATOR]))
    .exists()
)


def addressed(record: Record) -> Iterator[Fault]:
    email = record["email"]
    if email and (not ADDRESS.fullmatch(email) or len(email.partition("@")[0]) > LONGEST_LOCAL):
        yield Fault("email", Problem.MAIL, email)


@dataclass(frozen=True, slots=True)
class ContactShelf:
    """Like the others, but a new line may speak of somebody known: then their name may change, unless they are staff.

    What an agent is called comes from the workspace, which would change it back.
    """

    kind: Kind = Kind.CONTACTS
    rule: Rule | None = addressed

    def kept(self, conn: sa.Connection, wanted: Sequence[Identity]) -> Mapping[Identity, Kept]:
        emails = [email for email, _ in wanted]
        people = sa.select(persons.c.email, persons.c.name, _EMPLOYED.label("staff")).where(persons.c.email.in_(emails))
        named = {row.email: (row.name, frozenset({"person"} if row.staff else ())) for row in conn.execute(people)}
        found: dict[Identity, Kept] = {
            (email, company): Kept({"email": email, "person": named[email][0]}, False, named[email][1])
            for email, company in wanted
            if email in named
        }
        for row in conn.execute(ROWS.where(persons.c.email.in_(emails))):
            record = recorded(self.kind, row)
            found[identity(self.kind, record)] = Kept(record, True, named[row.email][1])
        return found

    def add(self, unit: Unit, record: Record, known: Known) -> None:
        someone = store.by_email(unit.conn, record["email"])
        values = {"company_id": known.companies[record["company"]], **_beside(record)}
        id = someone.id if someone else store.add(unit, record["person"], known.language, record["email"])
        if someone and someone.name != record["person"]:
            store.change(unit, id, name=record["person"])
        unit.conn.execute(contacts.insert().values(person_id=id, **values))
        if someone:
            renamed.note(unit.conn, renamed.PERSON, id)

    def change(self, unit: Unit, record: Record, known: Known) -> None:
        mine = _tie(record["email"], record["company"])
        unit.conn.execute(contacts.update().where(mine).values(_beside(record)))
        if (someone := store.by_email(unit.conn, record["email"])) is not None:
            store.change(unit, someone.id, name=record["person"])

    def after(self, conn: sa.Connection, id: int, most: int) -> list[tuple[int, Record]]:
        page = ROWS.where(contacts.c.id > id).order_by(contacts.c.id).limit(most)
        return [(row.id, recorded(self.kind, row)) for row in conn.execute(page)]


CONTACTS = ContactShelf()
add_contact, change_contact = adding(CONTACTS), changing(CONTACTS)


def drop_contact(unit: Unit, command: DropContact, by: Caller, profile: Profile) -> Outcome:
    """Raises Refusal(MISSING, OVERTAKEN)."""
    said = read(Kind.CONTACTS, {"email": command.email, "company": command.company}).record
    was = CONTACTS.kept(unit.conn, [(said["email"], said["company"])]).get((said["email"], said["company"]))
    if was is None or not was.there:
        raise Refusal(Code.MISSING)
    unmoved(command.seen, was)
    unit.conn.execute(contacts.delete().where(_tie(said["email"], said["company"])))
    gone(unit, Kind.CONTACTS, was.record)
    return Outcome()


def _beside(record: Record) -> Mapping[str, Any]:
    return {"position": record["position"], "phone": record["phone"]}


def _tie(email: str, company: str) -> sa.ColumnElement[bool]:
    person = sa.select(persons.c.id).where(persons.c.email == email).scalar_subquery()
    of = sa.select(companies.c.id).where(companies.c.number == company).scalar_subquery()
    return sa.and_(contacts.c.person_id == person, contacts.c.company_id == of)
