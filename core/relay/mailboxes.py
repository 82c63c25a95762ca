"""The trip inwards from a mailbox: how far it has been read is committed with the letters that this brought."""

from collections.abc import Iterable, Sequence

from core.inbox import mailboxes, store
from core.inbox.mailboxes import Mailbox
from core.inbox.store import Entry
from core.storage.hop import Hop
from core.storage.unit import Unit


class Mailboxes:
    """A step and its letters are one commit, so that no crash can fall between them (faults A4)."""

    def __init__(self, hop: Hop) -> None:
        self._hop = hop

    async def find(self, name: str) -> Mailbox | None:
        return await self._hop.read(lambda conn: mailboxes.find(conn, name))

    async def advance(self, mailbox: Mailbox, entries: Iterable[Entry]) -> int:
        """Says how many letters were new."""
        listed = list(entries)

        def step(unit: Unit) -> int:
            mailboxes.save(unit, mailbox)
            return store.journal(unit, listed)

        return await self._hop.unit(step, urgent=False)

    async def known(self, source: str, ids: Sequence[str]) -> frozenset[str]:
        """Which of these inputs are here already."""
        return await self._hop.read(lambda conn: mailboxes.known(conn, source, ids))
