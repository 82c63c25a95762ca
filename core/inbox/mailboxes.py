"""How far each mailbox has been read, by its own numbers: no flag of the mailbox is relied on (faults A4)."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from core.inbox.store import inbox
from core.storage.schema import instant, json, metadata
from core.storage.unit import Unit

mailboxes = sa.Table(
    "mailboxes",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("validity", sa.BigInteger, nullable=False),
    sa.Column("last", sa.BigInteger, nullable=False),
    json("holes"),
    instant("read_at"),
)


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Everything up to the number `last` is here, but for the `holes`: letters that the server could not give out.

    Numbers mean something only under their `validity` (UIDVALIDITY, RFC 9051 2.3.1.1).
    """

    name: str
    validity: int
    last: int = 0
    holes: tuple[int, ...] = ()


def find(conn: sa.Connection, name: str) -> Mailbox | None:
    row = conn.execute(sa.select(mailboxes).where(mailboxes.c.name == name)).one_or_none()
    return None if row is None else Mailbox(row.name, row.validity, row.last, tuple(row.holes))


def save(unit: Unit, mailbox: Mailbox) -> None:
    values = {
        "validity": mailbox.validity,
        "last": mailbox.last,
        "holes": list(mailbox.holes),
        "read_at": unit.now,
    }
    mine = mailboxes.c.name == mailbox.name
    if unit.conn.execute(mailboxes.update().where(mine).values(values)).rowcount == 0:
        unit.conn.execute(mailboxes.insert().values(name=mailbox.name, **values))


def known(conn: sa.Connection, source: str, ids: Sequence[str]) -> frozenset[str]:
    """Which inputs of a source are here, whatever has become of them."""
    mine = sa.and_(inbox.c.source == source, inbox.c.external_id.in_(ids))
    return frozenset(conn.execute(sa.select(inbox.c.external_id).where(mine)).scalars())
