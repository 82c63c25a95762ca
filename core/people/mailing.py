"""A mail address becomes a person's when a code that was mailed there comes back (X4)."""

import re
import secrets
from typing import Any

import sqlalchemy as sa

from core.clock import DAY, MINUTE
from core.customers.tables import contacts
from core.errors import Code, Refusal
from core.kinds import Door, Instant, Outcome, PersonId, Prompt
from core.people import store
from core.people.commands import ChooseWays, ConfirmAddress, ForgetAddress, OfferAddress
from core.people.person import Caller, Proof, Role, Ways
from core.profile.schema import Profile
from core.storage.prepared import Prepared
from core.storage.schema import instant, key, metadata, number, ref, text
from core.storage.unit import Unit
from core.texts import one_line

VALID = 30 * MINUTE
TRIES = 5
A_PERSON, AN_ADDRESS = 6, 3
"""So many codes a day at most, so that nobody is flooded through us (faults G1)."""
_SIGN = r"[^@\s<>()\[\],;:\"\\.]"
ADDRESS = re.compile(rf"{_SIGN}+(\.{_SIGN}+)*@{_SIGN}+(\.{_SIGN}+)+")
LONGEST, LONGEST_LOCAL = 254, 64
"""Of an address, and of what stands before its sign (RFC 5321)."""

confirmations = sa.Table(
    "confirmations",
    metadata,
    key(),
    ref("person_id", "persons.id", index=True),
    text("email"),
    text("code", nullable=True),
    instant("made_at"),
    number("tries"),
)
sa.Index("ix_confirmations_email", confirmations.c.email, confirmations.c.made_at)
"""A row whose code is gone was used, given up or replaced; it counts for the day's limit."""


def offer_address(unit: Unit, command: OfferAddress, by: Caller, profile: Profile) -> Outcome:
    """Mails a code. An earlier one that still waits is worth nothing from now on."""
    email = address(command.email)
    if store.at_door(unit.conn, Door.MAIL, email) == by.person.id != _named(unit, email):
        return Outcome()
    _not_too_often(unit, by.person.id, email)
    void(unit, by.person.id)
    code = f"{secrets.randbelow(10**6):06}"
    made = confirmations.insert().values(person_id=by.person.id, email=email, code=code, made_at=unit.now, tries=0)
    id = unit.conn.execute(made.returning(confirmations.c.id)).scalar_one()
    content = {"letter": "code", "code": code, "language": by.person.language}
    unit.prompts.append(Prompt(Door.MAIL, email, content, f"code:{id}"))
    return Outcome()


def confirm_address(unit: Unit, command: ConfirmAddress, by: Caller, profile: Profile) -> Outcome:
    """The right code links the address, in the place of the one before. Raises Refusal with the tries that are left."""
    row = _waiting(unit.conn, by.person.id, unit.now)
    if row is None or row.tries > TRIES:
        raise Refusal(Code.CODE_OVER)
    if not _right(command, row.code):
        raise Refusal(Code.CODE, left=TRIES - row.tries)
    _proved(unit, row.email, by)
    if store.at_door(unit.conn, Door.MAIL, row.email) not in (None, by.person.id):
        raise Refusal(Code.ADDRESS_TAKEN)
    void(unit, by.person.id)
    _unlinked(unit, by)
    store.link(unit, by.person.id, Door.MAIL, row.email, Proof.CODE)
    if store.by_email(unit.conn, row.email) is None:
        store.change(unit, by.person.id, email=row.email)
    return Outcome()


def proving(unit: Unit, command: ConfirmAddress, by: Caller) -> str | None:
    """The address that a code proves, if it does."""
    row = _waiting(unit.conn, by.person.id, unit.now)
    if row is None or row.tries > TRIES or not _right(command, row.code):
        return None
    return str(row.email)


def _right(command: ConfirmAddress, code: str) -> bool:
    return secrets.compare_digest("".join(filter(str.isdigit, command.code)).encode(), code.encode())


def _proved(unit: Unit, email: str, by: Caller) -> None:
    """What was only named is named no more. Who was made for it, and is nobody beside it, gives up the address too."""
    named = _named(unit, email)
    if named is None:
        return
    store.unlink(unit, named, Door.MAIL, Proof.NAMED)
    if named != by.person.id and _only_a_name(unit.conn, named):
        store.change(unit, named, email=None)


def named_only(unit: Unit, email: str) -> bool:
    """Whether whoever is meant by an address was made for it, and is nobody beside it."""
    named = _named(unit, email)
    return named is not None and _only_a_name(unit.conn, named, beside=1)


def _only_a_name(conn: sa.Connection, id: PersonId, beside: int = 0) -> bool:
    """Nobody's contact, without a role, and at no door."""
    held = sa.select(store.grants.c.id).where(store.grants.c.person_id == id, store.grants.c.role != Role.GUEST)
    speaks = sa.select(contacts.c.id).where(contacts.c.person_id == id)
    return (
        len(store.ids(conn, id)) <= beside
        and conn.execute(held).first() is None
        and conn.execute(speaks).first() is None
    )


def meant(unit: Unit, by: Caller) -> PersonId | None:
    """Whom others have meant by the address whose code is waited for, if nobody has proved it yet."""
    row = _waiting(unit.conn, by.person.id, unit.now)
    found = _named(unit, row.email) if row is not None else None
    return None if found == by.person.id else found


def _named(unit: Unit, email: str) -> PersonId | None:
    return store.at_door(unit.conn, Door.MAIL, email, Proof.NAMED)


def count_try(unit: Unit, by: Caller) -> None:
    """In a unit of its own, before the code is compared: guesses that come at once are counted too (faults D4)."""
    row = _waiting(unit.conn, by.person.id, unit.now)
    if row is not None:
        more = confirmations.update().where(confirmations.c.id == row.id)
        unit.conn.execute(more.values(tries=confirmations.c.tries + 1))


def _unlinked(unit: Unit, by: Caller) -> None:
    """Takes back what a code has proved; nothing goes there any more."""
    before = store.external_ids(unit.conn, by.person.id, Door.MAIL)
    store.unlink(unit, by.person.id, Door.MAIL, Proof.CODE)
    left = store.external_ids(unit.conn, by.person.id, Door.MAIL)
    unit.given_up += [(Door.MAIL, email) for email in before if email not in left]


def forget_address(unit: Unit, command: ForgetAddress, by: Caller, profile: Profile) -> Outcome:
    void(unit, by.person.id)
    mailed = store.external_ids(unit.conn, by.person.id, Door.MAIL)
    _unlinked(unit, by)
    if by.person.email in mailed and not by.person.staff:
        store.change(unit, by.person.id, email=None, ways=Ways.BOTH.value)
    return Outcome()


def choose_ways(unit: Unit, command: ChooseWays, by: Caller, profile: Profile) -> Outcome:
    """Mail alone needs an address that is theirs, or nothing would reach them."""
    if command.ways is Ways.MAIL and not store.external_ids(unit.conn, by.person.id, Door.MAIL):
        raise Refusal(Code.ADDRESS)
    store.change(unit, by.person.id, ways=command.ways.value)
    return Outcome()


_offered = Prepared(
    sa.select(confirmations.c.email)
    .where(confirmations.c.person_id == sa.bindparam("by"), confirmations.c.code.is_not(None))
    .where(confirmations.c.made_at > sa.bindparam("since"))
    .order_by(confirmations.c.id.desc())
)


def unconfirmed(conn: sa.Connection, id: PersonId, now: Instant) -> str | None:
    """The address whose code is waited for."""
    row = _offered.first(conn, {"by": id, "since": now - VALID})
    return None if row is None else str(row.email)


def address(said: str) -> str:
    """A mail address as it is kept. Raises Refusal(ADDRESS)."""
    email = one_line(said).removeprefix("mailto:").lower()
    too_long = len(email) > LONGEST or len(email.partition("@")[0]) > LONGEST_LOCAL
    if too_long or not email.isprintable() or not ADDRESS.fullmatch(email):
        raise Refusal(Code.ADDRESS)
    return email


def _not_too_often(unit: Unit, id: PersonId, email: str) -> None:
    today = confirmations.c.made_at > unit.now - DAY
    count = sa.select(sa.func.count()).select_from(confirmations)
    for mine, most in ((confirmations.c.person_id == id, A_PERSON), (confirmations.c.email == email, AN_ADDRESS)):
        if unit.conn.execute(count.where(mine, today)).scalar_one() >= most:
            raise Refusal(Code.TOO_OFTEN)


def void(unit: Unit, id: PersonId) -> None:
    unit.conn.execute(confirmations.update().where(confirmations.c.person_id == id).values(code=None))


def _waiting(conn: sa.Connection, id: PersonId, now: int) -> Any:
    alive = sa.and_(confirmations.c.code.is_not(None), confirmations.c.made_at > now - VALID)
    mine = sa.select(confirmations).where(confirmations.c.person_id == id, alive)
    return conn.execute(mine.order_by(confirmations.c.id.desc())).first()
