"""The blocking line to an IMAP server, on a thread of its own, as something to await."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from bots.email.ways_in.imap_account import Account
from bots.email.ways_in.imap_line import ImapLine

T = TypeVar("T")


class ImapThread:
    """Calls go one after the other. A call that is cancelled ends its line: nobody waits for an answer that may not
    come."""

    def __init__(self, account: Account) -> None:
        self.line = ImapLine(account)
        self._thread = ThreadPoolExecutor(1, "imap")

    async def __call__(self, call: Callable[..., T], *arguments: object) -> T:
        work = asyncio.get_running_loop().run_in_executor(self._thread, call, *arguments)
        try:
            return await asyncio.shield(work)
        except asyncio.CancelledError:
            work.add_done_callback(lambda done: done.cancelled() or done.exception())
            self.line.cut()
            raise

    def close(self) -> None:
        """Says goodbye without waiting for an answer."""
        self._thread.submit(self.line.close)
        self._thread.shutdown(wait=False)
