"""The ways in for mail, put together from the settings: a listener, a mailbox. The pipe is a process of its own."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bots.email.ways_in.imap_account import account
from bots.email.ways_in.imap_reader import ImapReader
from bots.email.ways_in.listen_address import listen_address
from bots.email.ways_in.listener import Listener
from bots.email.ways_in.postbox import Postbox
from bots.wiring import replicas
from bots.wiring.core import Core
from core.api.letters import Mailboxes
from core.api.ports import Journal


@dataclass(frozen=True, slots=True)
class WaysIn:
    listener: Listener | None = None
    reader: ImapReader | None = None

    @property
    def healthy(self) -> bool:
        return self.reader is None or self.reader.healthy

    async def close(self) -> None:
        if self.listener is not None:
            await self.listener.close()


async def open_ways_in(core: Core, journal: Journal) -> WaysIn:
    """Listens at once: a letter is only written down. Raises Misconfigured for an address that cannot be had.

    A mailbox that cannot be reached keeps nobody from starting: it is tried again, with an alarm.
    """
    settings = core.settings
    box = Postbox(core.files, journal, settings.mail_bytes)
    reader = None
    if settings.imap_url is not None:
        reader = ImapReader(account(settings.imap_url.get_secret_value()), box, Mailboxes(core.hop))
    listener = None
    if settings.mail_listen is not None:
        listener = Listener(listen_address(settings.mail_listen), box)
        await listener.open()
    return WaysIn(listener, reader)


def reading(core: Core, reader: ImapReader) -> Callable[[], Awaitable[None]]:
    """A mailbox is read by one replica."""
    if core.alone:
        return reader.run
    return lambda: replicas.lead(core.hop.url, f"imap:{reader.account.name}", reader.run)
