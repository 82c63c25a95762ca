"""What an instance knows of itself. The epoch is in every id that leaves the house, so a clone's ids differ."""

import secrets

import sqlalchemy as sa

from core.errors import Misconfigured
from core.storage.schema import facts
from core.storage.unit import Unit

CHAT = "telegram"
"""What the customers' bot is called."""


def fact(conn: sa.Connection, name: str) -> str | None:
    return conn.execute(sa.select(facts.c.value).where(facts.c.name == name)).scalar_one_or_none()


def keep(unit: Unit, name: str, value: str) -> None:
    if unit.conn.execute(facts.update().where(facts.c.name == name).values(value=value)).rowcount == 0:
        unit.conn.execute(facts.insert().values(name=name, value=value))


def epoch(unit: Unit) -> str:
    return _made_once(unit, "epoch", secrets.token_hex(8))


def secret(unit: Unit) -> str:
    """The key for signed links where ZAYAVKA_SECRET gives none."""
    return _made_once(unit, "secret", secrets.token_urlsafe(32))


def agree_on_profile(unit: Unit, digest: str, *, alone: bool) -> None:
    """Remembers the loaded profile; a replica that differs refuses to start, a lone instance may change it."""
    known = fact(unit.conn, "profile")
    if known not in (None, digest) and not alone:
        raise Misconfigured("The profile differs from that of the running replicas", "Give every replica the same file")
    if known != digest:
        keep(unit, "profile", digest)


def _made_once(unit: Unit, name: str, value: str) -> str:
    """Inserted, never replaced: of two that start at once, one is undone and reads what the other made."""
    known = fact(unit.conn, name)
    if known is None:
        unit.conn.execute(facts.insert().values(name=name, value=value))
    return known or value
