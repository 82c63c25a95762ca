"""The customers of a generated desk: companies with what they have, and the people who write (B1)."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count

import sqlalchemy as sa

from core.clock import DAY
from core.customers.tables import companies, contacts, contract_sites, contracts, equipment, sites
from core.customers.term import term
from core.generate.bulk import Sheet, first_free
from core.generate.cast import Company, Contact, Contract, Thing
from core.generate.dice import Dice
from core.generate.phrasebook import book
from core.generate.scene import Order
from core.kinds import Door, PersonId
from core.people.person import Proof, Role
from core.people.store import grants, identities, persons
from core.profile.schema import Profile

COLUMNS = {
    persons: ("id", "name", "email", "language", "made_at"),
    identities: ("id", "door", "external_id", "person_id", "proof", "made_at"),
    grants: ("id", "person_id", "role", "service", "source"),
    companies: ("id", "number", "name", "zone", "level"),
    contacts: ("id", "person_id", "company_id", "position", "phone"),
    sites: ("id", "number", "company_id", "name", "address"),
    contracts: ("id", "number", "company_id", "valid_from", "valid_until", "level"),
    contract_sites: ("contract_id", "site_id"),
    equipment: ("id", "serial", "model", "site_id"),
}
OUTSIDE = 4_000_000_000_000_000
"""Ids beyond what Telegram gives out: a generated customer is nobody's real chat."""
ZONES = ("", "", "", "", "Europe/Samara", "Asia/Yekaterinburg", "Asia/Novosibirsk", "Europe/London")
A_CONTACT, A_COMPANY = 30, 400
"""Tickets in the whole time."""
BEGINNING = date(1970, 1, 1)
SOURCE = "generated"


class Casting:
    """Numbers and addresses are made of the ids of their rows, so that customers who come later are others."""

    def __init__(self, conn: sa.Connection, profile: Profile, order: Order) -> None:
        self._profile, self._order = profile, order
        self._dice = Dice(f"{order.seed}:customers")
        self._books = {language: book(language) for language in profile.languages}
        self._ids = {table: count(first_free(conn, table)) for table in COLUMNS if "id" in table.c}
        self.sheets = {table: Sheet(table.name, columns) for table, columns in COLUMNS.items()}

    def companies(self) -> tuple[Company, ...]:
        return tuple(self._company() for _ in range(max(3, self._order.tickets // A_COMPANY)))

    def contacts(self, known: tuple[Company, ...]) -> tuple[Contact, ...]:
        return tuple(self._contact(known) for _ in range(max(8, self._order.tickets // A_CONTACT)))

    def _put(self, table: sa.Table, *values: object) -> int:
        """One row under the next id; which one."""
        id = next(self._ids[table])
        self.sheets[table].rows.append((id, *values))
        return id

    def _company(self) -> Company:
        dice, levels = self._dice, self._profile.levels
        own = dice.one(list(self._books.values()))
        level = dice.one(levels).id if levels and dice.chance(0.4) else ""
        number = f"C-{next(self._ids[companies]):06}"
        zone = dice.one(ZONES)
        id = int(number[2:])
        name = own.place("companies", dice, id)
        self.sheets[companies].rows.append((id, number, name, zone, level))
        places = tuple(self._site(id, at) for at in range(1, dice.randrange(2, 6)))
        things = tuple(self._equipment(dice.one(places).id) for _ in range(dice.randrange(1, 9)))
        terms = list(self._contracts(id, zone, places))
        return Company(id, number, level, tuple(reversed(terms)), places, things)

    def _site(self, company: int, at: int) -> Thing:
        dice, id = self._dice, next(self._ids[sites])
        own = dice.one(list(self._books.values()))
        where = own.place("addresses", dice, dice.randrange(1, 200))
        self.sheets[sites].rows.append((id, f"S-{id:06}", company, own.place("sites", dice, at), where))
        return Thing(id, f"S-{id:06}")

    def _equipment(self, site: int) -> Thing:
        dice, id = self._dice, next(self._ids[equipment])
        model = dice.one(list(self._books.values())).place("models", dice, dice.randrange(10, 99))
        self.sheets[equipment].rows.append((id, f"SN{id:08}", model, site))
        return Thing(id, f"SN{id:08}", site)

    def _contracts(self, company: int, zone: str, places: tuple[Thing, ...]) -> Iterator[Contract]:
        """One after the other, each for a year; some customers have not renewed theirs."""
        dice, levels = self._dice, self._profile.levels
        begins = BEGINNING + timedelta(days=self._order.since // DAY - dice.randrange(300))
        end = BEGINNING + timedelta(days=self._order.until // DAY)
        while begins <= end:
            last = begins + timedelta(days=364)
            level = dice.one(levels).id if levels and dice.chance(0.5) else ""
            id = next(self._ids[contracts])
            row = (id, f"D-{id:06}", company, begins.isoformat(), last.isoformat(), level)
            self.sheets[contracts].rows.append(row)
            self.sheets[contract_sites].rows += ((id, one.id) for one in places if dice.chance(0.8))
            yield Contract(id, term(zone or self._profile.zone, row[3], row[4]), level)
            if dice.chance(0.12):
                return
            begins = last + timedelta(days=1)

    def _contact(self, known: tuple[Company, ...]) -> Contact:
        dice = self._dice
        language = dice.early(self._profile.languages)
        own, name = self._books[language], self._books[language].person(dice)
        place = dice.early(range(len(known)))
        id = next(self._ids[persons])
        email = f"customer{id}@company{known[place].id}.example"
        since = self._order.since
        self.sheets[persons].rows.append((id, name, email, language, since))
        phone = f"+7 900 000-{dice.randrange(10, 99)}-{dice.randrange(10, 99)}"
        self._put(contacts, id, known[place].id, dice.one(own.people["positions"]), phone)
        doors = tuple(self._doors(id, email))
        return Contact(PersonId(id), name, language, doors, place, self._granted(id))

    def _doors(self, id: int, email: str) -> Iterator[Door]:
        """Those of the desk's doors that somebody uses: at least one."""
        offered = [Door(one) for one in self._profile.doors if one in (Door.TELEGRAM, Door.MAIL)]
        used = [door for door in offered if self._dice.chance(0.8)] or offered or [Door.TELEGRAM]
        for door in used:
            key, proof = (email, Proof.CODE) if door is Door.MAIL else (str(OUTSIDE + id), Proof.CHANNEL)
            self._put(identities, door.value, key, id, proof.value, self._order.since)
            yield door

    def _granted(self, id: int) -> frozenset[str]:
        """Services that are not everybody's: a few of them, to each customer (A2)."""
        closed = [one.id for one in self._profile.services if one.access == "granted"]
        mine = {self._dice.one(closed) for _ in range(3)} if closed else set()
        for service in sorted(mine):
            self._put(grants, id, Role.CLIENT.value, service, SOURCE)
        return frozenset(mine)


def colleagues(known: tuple[Contact, ...]) -> dict[int, tuple[int, ...]]:
    """Places of contacts, by the place of their company."""
    found: dict[int, list[int]] = defaultdict(list)
    for place, contact in enumerate(known):
        found[contact.company].append(place)
    return {company: tuple(places) for company, places in found.items()}
