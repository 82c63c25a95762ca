"""The mailbox, read for as long as the product runs: what has come is journalled, then the next is waited for."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

import structlog

from bots.email.ways_in.imap_account import Account
from bots.email.ways_in.imap_answers import Found
from bots.email.ways_in.imap_letters import ImapLetters, portions
from bots.email.ways_in.imap_line import Shut
from bots.email.ways_in.imap_thread import ImapThread
from bots.email.ways_in.postbox import Postbox
from core.api.errors import Misconfigured
from core.api.letters import Mailbox, Mailboxes

log = structlog.get_logger("mail")

EVERY = 60.0
"""Seconds to wait for a word of the server, IDLE or not: a line that has died is noticed by then."""
HOLES_EVERY = 600.0
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
SHUT_PAUSE = 300.0
UNHEALTHY = 3


class ImapReader:
    """Runs until cancelled. `healthy` turns false while the mailbox cannot be read (faults I6)."""

    def __init__(self, account: Account, box: Postbox, mailboxes: Mailboxes) -> None:
        self.account = account
        self._box = box
        self._mailboxes = mailboxes
        self._failures = 0
        self._holes_at = 0.0

    @property
    def healthy(self) -> bool:
        return self._failures < UNHEALTHY

    async def run(self) -> None:
        while True:
            try:
                await self._visit()
            except asyncio.CancelledError:
                raise
            except Exception as error:
                self._failures += 1
                await self._rest(error)

    async def _visit(self) -> None:
        """One line to the server, for as long as it holds."""
        thread = ImapThread(self.account)
        try:
            validity = await thread(thread.line.open)
            letters = ImapLetters(thread, self._box, self._mailboxes)
            mailbox, again = await self._begun(thread, validity)
            self._holes_at = 0.0
            while True:
                mailbox = await self._caught_up(thread, letters, mailbox, sift=again)
                again = False
                self._failures = 0
                await self._wait(thread)
        finally:
            thread.close()

    async def _begun(self, thread: ImapThread, validity: int) -> tuple[Mailbox, bool]:
        """Where to go on, and whether letters may come that are here already (RFC 9051, 2.3.1.1)."""
        name = self.account.name
        known = await self._mailboxes.find(name)
        if known is None:
            since = self.account.since
            last = await thread(thread.line.first_since, since) if since else 0
            log.info("a mailbox is read for the first time", mailbox=name, after=last)
            return Mailbox(name, validity, last), True
        if known.validity == validity != 0:
            return known, False
        log.warning("the mailbox was numbered anew, and is compared letter by letter", mailbox=name)
        return Mailbox(name, validity), True

    async def _caught_up(self, thread: ImapThread, letters: ImapLetters, mailbox: Mailbox, *, sift: bool) -> Mailbox:
        mailbox = await self._filled(thread, letters, mailbox)
        for portion in portions(await thread(thread.line.newer, mailbox.last)):
            brought = await letters.bring(await letters.unknown(portion) if sift else portion)
            holes = {*mailbox.holes, *brought.held}
            mailbox = replace(mailbox, last=portion[-1].uid, holes=tuple(sorted(holes)))
            fresh = await self._mailboxes.advance(mailbox, brought.entries)
            log.info("letters from the mailbox", seen=len(portion), fresh=fresh)
        return mailbox

    async def _filled(self, thread: ImapThread, letters: ImapLetters, mailbox: Mailbox) -> Mailbox:
        """What was withheld is asked for again; what is gone from the mailbox is no hole any more."""
        now = asyncio.get_running_loop().time()
        if not mailbox.holes or now < self._holes_at:
            return mailbox
        self._holes_at = now + HOLES_EVERY
        there: Sequence[Found] = await thread(thread.line.some, mailbox.holes)
        for portion in portions(there):
            brought = await letters.bring(portion)
            asked = {one.uid for one in portion}
            holes = {uid for uid in mailbox.holes if uid not in asked} | {*brought.held}
            mailbox = replace(mailbox, holes=tuple(sorted(holes)))
            await self._mailboxes.advance(mailbox, brought.entries)
        left = {one.uid for one in there} & {*mailbox.holes}
        if left != {*mailbox.holes}:
            mailbox = replace(mailbox, holes=tuple(sorted(left)))
            await self._mailboxes.advance(mailbox, ())
        return mailbox

    async def _wait(self, thread: ImapThread) -> None:
        if thread.line.idles:
            await thread(thread.line.idle, EVERY)
        else:
            await asyncio.sleep(EVERY)

    async def _rest(self, error: Exception) -> None:
        pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2.0 ** min(self._failures - 1, 6))
        said, name = repr(error)[:300], self.account.name
        if isinstance(error, Shut):
            pause, self._failures = SHUT_PAUSE, max(self._failures, UNHEALTHY)
            log.error("the mailbox does not let us in", alarm=True, mailbox=name, reason=str(error),
                      hint="check ZAYAVKA_IMAP_URL")  # fmt: skip
        else:
            told = log.warning if self.healthy else log.error
            told("no letters from the mailbox", alarm=not self.healthy, mailbox=name, error=said,
                 failures=self._failures)  # fmt: skip
        await asyncio.sleep(pause)


async def probe(account: Account) -> None:
    """For `zayavka check`: raises Misconfigured where the mailbox cannot be read."""
    thread = ImapThread(account)
    try:
        await thread(thread.line.open)
    except Exception as error:
        problem = f"The mailbox cannot be read: {' '.join(str(error).split())[:300]}"
        raise Misconfigured(problem, "Check ZAYAVKA_IMAP_URL and that the server runs") from error
    finally:
        thread.close()
