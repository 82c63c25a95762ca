"""What administrators change of customers, in the words of the world outside: numbers, serials, addresses (B1, E11).

Whatever is added must not be there yet, and what is changed must be; None leaves a field as it is. `seen` is the mark
of the record that whoever changes it had before their eyes: where it is another by now, they are told.
"""

from dataclasses import dataclass

from core.kinds import Command


@dataclass(frozen=True, slots=True)
class AddCompany(Command):
    number: str
    name: str
    zone: str = ""
    level: str = ""


@dataclass(frozen=True, slots=True)
class ChangeCompany(Command):
    number: str
    name: str | None = None
    zone: str | None = None
    level: str | None = None
    seen: str = ""


@dataclass(frozen=True, slots=True)
class AddContact(Command):
    """A person speaks for a company; one the desk does not know by that address yet is made."""

    email: str
    company: str
    person: str
    position: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class ChangeContact(Command):
    email: str
    company: str
    person: str | None = None
    position: str | None = None
    phone: str | None = None
    seen: str = ""


@dataclass(frozen=True, slots=True)
class DropContact(Command):
    """They speak for the company no more. The person stays, and so do their tickets."""

    email: str
    company: str
    seen: str = ""


@dataclass(frozen=True, slots=True)
class AddContract(Command):
    """`valid_from` and `valid_until` are dates, both included; `sites` are numbers, with commas between them."""

    number: str
    company: str
    valid_from: str = ""
    valid_until: str = ""
    level: str = ""
    sites: str = ""


@dataclass(frozen=True, slots=True)
class ChangeContract(Command):
    number: str
    company: str | None = None
    valid_from: str | None = None
    valid_until: str | None = None
    level: str | None = None
    sites: str | None = None
    seen: str = ""


@dataclass(frozen=True, slots=True)
class AddSite(Command):
    number: str
    company: str
    address: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class ChangeSite(Command):
    number: str
    company: str | None = None
    address: str | None = None
    name: str | None = None
    seen: str = ""


@dataclass(frozen=True, slots=True)
class AddEquipment(Command):
    """On a site, or at a company without one."""

    serial: str
    model: str
    site: str = ""
    company: str = ""


@dataclass(frozen=True, slots=True)
class ChangeEquipment(Command):
    serial: str
    model: str | None = None
    site: str | None = None
    company: str | None = None
    seen: str = ""


@dataclass(frozen=True, slots=True)
class DropRecord(Command):
    """A company, a contract, a site or equipment that nothing hangs on is kept no more. `kind` as in the files."""

    kind: str
    number: str
    seen: str = ""
