"""`python -m tests.bots.email.ways_in.dying URL FILES PORT SEED [IMAP PROFILE]`: a listener that dies again and again.

With a mailbox and a profile it reads that too, and works off what is journalled, as the whole product does.
Imports once and forks a life of the listener after each death. A life kills itself (SIGKILL) before a letter is on the
disk, after that, after its commit and before its answer, or at any time at all. Ends with its standard input.
"""

import asyncio
import os
import select
import signal
import sys
from collections.abc import Iterable
from pathlib import Path
from random import Random

from bots.email.address import Mailbox
from bots.email.here import Here
from bots.email.incoming.tokens import Tokens
from bots.email.intake import LetterReceiver
from bots.email.understanding.reader import MailReader, Manners
from bots.email.understanding.said import Bounds
from bots.email.ways_in.imap_account import account
from bots.email.ways_in.imap_reader import ImapReader
from bots.email.ways_in.listen_address import listen_address
from bots.email.ways_in.listener import Listener
from bots.email.ways_in.postbox import Postbox
from bots.wording import Words
from core.clock import Clock
from core.desk import Desk
from core.inbox import store as inbox
from core.inbox.store import Entry
from core.kinds import Door
from core.outbox.places import Switchboard
from core.profile.load import load
from core.relay.mailboxes import Mailboxes
from core.relay.receive import Intake, Journal
from core.storage.bells import Bells
from core.storage.engine import normalise
from core.storage.files import Files, Stored
from core.storage.hop import Hop
from core.views.ask import Ask

CHANCE = 0.04
LIFE = 1.5


class DyingFiles(Files):
    dice: Random

    async def keep(self, chunks: object, limit: int) -> Stored:
        _perhaps(self.dice)
        stored = await super().keep(chunks, limit)  # type: ignore[arg-type]
        _perhaps(self.dice)
        return stored


def _perhaps(dice: Random) -> None:
    if dice.random() < CHANCE:
        os.kill(os.getpid(), signal.SIGKILL)


async def _live(url: str, files: Path, port: int, seed: int, more: list[str]) -> None:
    dice = Random(seed)
    hop = Hop(normalise(url), Clock(), Bells())
    journal = Journal(hop)
    folder = DyingFiles(files)
    folder.dice = dice

    async def dying(entries: Iterable[Entry]) -> int:
        fresh = await journal(entries)
        _perhaps(dice)
        return fresh

    box = Postbox(folder, dying, 1_000_000)
    listener = Listener(listen_address(f"lmtp://127.0.0.1:{port}"), box)
    await listener.open()
    async with asyncio.TaskGroup() as tasks:
        if more:
            tasks.create_task(ImapReader(account(more[0]), box, Mailboxes(hop)).run())
            tasks.create_task(_read(hop, folder, Path(more[1])))
        tasks.create_task(_end(dice.uniform(0.05, LIFE)))


async def _read(hop: Hop, files: Files, path: Path) -> None:
    """As one process does that runs alone: what the last life had claimed is free again."""
    profile = load(path)
    await hop.unit(inbox.release)
    ask, here = Ask(hop, profile), Here(Mailbox("desk", "example.org"), Tokens("s" * 32, "e1"))
    desk = Desk(hop, profile, Switchboard((Door.MAIL,)))
    reader = MailReader(
        desk, ask, Words(profile), here, Manners("ru", Bounds(profile.limits.body, profile.limits.file_bytes))
    )
    await Intake(hop, LetterReceiver(files, reader), "dying", ask).run()


async def _end(after: float) -> None:
    await asyncio.sleep(after)
    os.kill(os.getpid(), signal.SIGKILL)


def main() -> None:
    url, files, port, seed = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    lives = 0
    while True:
        pid = os.fork()
        if pid == 0:
            asyncio.run(_live(url, files, port, seed * 1_000 + lives, sys.argv[5:]))
            os._exit(1)
        lives += 1
        while os.waitpid(pid, os.WNOHANG) == (0, 0):
            if select.select([0], [], [], 0.01)[0]:
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)
                print(lives, flush=True)
                return


if __name__ == "__main__":
    main()
