"""Whom an agent takes a ticket down for: somebody known by their mail or phone, or else a new person (C1, E1)."""

from collections.abc import Iterator

import sqlalchemy as sa

from core.errors import Code, Refusal
from core.kinds import Door, PersonId
from core.people import particulars, phones, registration, store
from core.people.person import NO_CLIENTS, Newcomer, Person, Proof
from core.profile.access import Particular
from core.profile.schema import Profile
from core.storage.unit import Unit
from core.texts import one_line, shorten

MOST = 20
_ASKED = (Particular(id="email", required=False), Particular(id="phone", required=False))
NAME = "first_name"


def taken_down(unit: Unit, newcomer: Newcomer, profile: Profile) -> PersonId:
    """Nobody is kept twice: a mail address tells a person, and a phone does if the name agrees.

    A phone that is known as somebody else's is refused unless a mail address tells the two apart, so that nobody gets
    another person's letters. Raises Refusal(PARTICULAR).
    """
    email = particulars.read(_ASKED, "email", newcomer.email)
    phone = particulars.read(_ASKED, "phone", newcomer.phone)
    name = one_line(newcomer.name)
    known = _by_mail(unit, email) or (None if email else _by_phone(unit.conn, phone, name))
    if known is None and not name:
        raise Refusal(Code.PARTICULAR, particular=NAME, problem="empty" if email or phone else "whom")
    id = known or registration.added(unit, name, profile.languages[0], profile, email or None)
    if phone and not phones.of_person(unit.conn, id):
        store.change(unit, id, phone=phone)
    reachable(unit, id)
    return id


def reachable(unit: Unit, id: PersonId) -> None:
    """A customer whose address is only known from the customers' list gets letters there, as an observer would (A4)."""
    person = store.person(unit.conn, id)
    if person is None or person.email is None or person.roles & NO_CLIENTS:
        return
    taken = store.at_door(unit.conn, Door.MAIL, person.email) is not None
    if not taken and not store.external_ids(unit.conn, id, Door.MAIL):
        store.link(unit, id, Door.MAIL, person.email, Proof.NAMED)


def _by_mail(unit: Unit, email: str) -> PersonId | None:
    if not email:
        return None
    known = store.by_email(unit.conn, email)
    return store.at_door(unit.conn, Door.MAIL, email) or (known.id if known else None)


def _by_phone(conn: sa.Connection, phone: str, name: str) -> PersonId | None:
    found = list(_sharing(conn, phone))
    same = next((one.id for one in found if not name or _agree(one.name, name)), None)
    if found and same is None:
        raise Refusal(Code.PARTICULAR, particular="phone", problem="taken", who=shorten(found[0].name, 100))
    return same


def _sharing(conn: sa.Connection, phone: str) -> Iterator[Person]:
    digits = particulars.digits(phone)
    for id in dict.fromkeys(phones.known_by(conn, digits, MOST)) if digits else ():
        person = store.person(conn, id)
        if person is not None and not person.roles & NO_CLIENTS:
            yield person


def _agree(one: str, other: str) -> bool:
    """«Иванов Пётр» and «Пётр Сергеевич Иванов»: every word of the shorter name is in the longer."""
    first, second = set(one.casefold().split()), set(other.casefold().split())
    return first <= second or second <= first
