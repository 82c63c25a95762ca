"""Carries out what administrators change of customers. Who acts is of no matter here: the table of rights has said it.

Customers stand below people, so the caller is an `object` to them.
"""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from core.customers import shelves
from core.customers.forms import read
from core.customers.model import Fate
from core.customers.shelf import Shelf, keep
from core.errors import Code, Refusal
from core.kinds import Outcome
from core.profile.schema import Profile
from core.storage.unit import Unit

Handler = Callable[[Unit, Any, object, Profile], Outcome]


def adding(shelf: Shelf) -> Handler:
    return _put(shelf, new=True)


def changing(shelf: Shelf) -> Handler:
    return _put(shelf, new=False)


def _put(shelf: Shelf, *, new: bool) -> Handler:
    def handle(unit: Unit, command: Any, by: object, profile: Profile) -> Outcome:
        said = {name: value for name, value in asdict(command).items() if value is not None}
        (verdict,) = keep(unit, shelf, [read(shelf.kind, said)], profile)
        if verdict.there == new:
            raise Refusal(Code.KNOWN if new else Code.MISSING)
        if verdict.fate is Fate.WRONG:
            fault = verdict.faults[0]
            raise Refusal(Code.RECORD, field=fault.field, problem=fault.problem.value, value=fault.value)
        return Outcome()

    return handle


add_company, change_company = adding(shelves.COMPANIES), changing(shelves.COMPANIES)
add_contract, change_contract = adding(shelves.CONTRACTS), changing(shelves.CONTRACTS)
add_site, change_site = adding(shelves.SITES), changing(shelves.SITES)
add_equipment, change_equipment = adding(shelves.EQUIPMENT), changing(shelves.EQUIPMENT)
