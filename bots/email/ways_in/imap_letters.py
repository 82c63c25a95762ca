"""Letters of a mailbox, brought to the disk: small ones together, large ones in pieces, the greatest as stubs."""

from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from dataclasses import dataclass

import structlog

from bots.email.incoming_key import Passing
from bots.email.ways_in.imap_answers import Found
from bots.email.ways_in.imap_line import KEY, LETTER, Withheld
from bots.email.ways_in.imap_thread import ImapThread
from bots.email.ways_in.postbox import SOURCE, Envelope, Postbox
from core.api.letters import Entry, Mailboxes, TooLarge

log = structlog.get_logger("mail")

PIECE = 1024 * 1024
TOGETHER = 4 * PIECE
MOST = 50
OUTSIDE = Envelope("imap")


@dataclass(frozen=True, slots=True)
class Brought:
    """Rows for the letters that came; `held` are those that the server could not give out, and may yet."""

    entries: tuple[Entry, ...]
    held: tuple[int, ...]


def portions(found: Iterable[Found]) -> Iterator[list[Found]]:
    """So many letters at once as one commit and the memory may hold."""
    portion: list[Found] = []
    size = 0
    for one in found:
        if portion and (len(portion) == MOST or size + one.size > TOGETHER):
            yield portion
            portion, size = [], 0
        portion.append(one)
        size += one.size
    if portion:
        yield portion


class ImapLetters:
    def __init__(self, thread: ImapThread, box: Postbox, mailboxes: Mailboxes) -> None:
        self._thread = thread
        self._box = box
        self._mailboxes = mailboxes

    async def bring(self, found: Sequence[Found]) -> Brought:
        """A letter that was removed in the meantime is neither brought nor held."""
        small = [one.uid for one in found if one.size <= PIECE]
        contents, held = await self._contents(small)
        entries = [await self._kept(uid, content) for uid, content in contents.items()]
        for one in found:
            if one.size > PIECE:
                try:
                    entries += await self._large(one)
                except Withheld as error:
                    held.append(one.uid)
                    log.error("a letter is withheld by the mailbox", alarm=True, uid=one.uid, reason=str(error))
        return Brought(tuple(entries), tuple(held))

    async def unknown(self, found: Sequence[Found]) -> list[Found]:
        """Without those that are here already, by their Message-ID; whoever has none is asked for whole."""
        try:
            heads = await self._get([one.uid for one in found], KEY)
        except Withheld:
            return list(found)
        keys = {uid: _key(head) for uid, head in heads.items()}
        known = await self._mailboxes.known(SOURCE, [key for key in keys.values() if key is not None])
        return [one for one in found if keys.get(one.uid) not in known]

    async def _contents(self, uids: list[int]) -> tuple[dict[int, bytes], list[int]]:
        """One by one where the server refuses them together, so that one damaged letter stops no other."""
        if not uids:
            return {}, []
        try:
            contents = await self._get(uids, LETTER)
            missing = [uid for uid in uids if uid not in contents]
            still = await self._thread(self._thread.line.some, missing) if missing else []
            return contents, [one.uid for one in still]
        except Withheld as error:
            if len(uids) == 1:
                log.error("a letter is withheld by the mailbox", alarm=True, uid=uids[0], reason=str(error))
                return {}, uids
        return await self._singly(uids)

    async def _singly(self, uids: list[int]) -> tuple[dict[int, bytes], list[int]]:
        contents: dict[int, bytes] = {}
        held: list[int] = []
        for uid in uids:
            more, refused = await self._contents([uid])
            contents |= more
            held += refused
        return contents, held

    async def _get(self, uids: list[int], what: str) -> dict[int, bytes]:
        got = await self._thread(self._thread.line.get, uids, what)
        return {uid: got[uid] for uid in uids if uid in got}

    async def _kept(self, uid: int, content: bytes) -> Entry:
        try:
            return await self._box.keep(_one(content), OUTSIDE)
        except TooLarge:
            return await self._box.stub(content, len(content), OUTSIDE)

    async def _large(self, one: Found) -> list[Entry]:
        if one.size <= self._box.limit:
            try:
                return [await self._box.keep(self._pieces(one.uid), OUTSIDE)]
            except TooLarge:
                pass
        head = await self._thread(self._thread.line.head, one.uid)
        return [] if head is None else [await self._box.stub(head, one.size, OUTSIDE)]

    async def _pieces(self, uid: int) -> AsyncIterator[bytes]:
        start = 0
        while piece := await self._thread(self._thread.line.piece, uid, start, PIECE):
            yield piece
            if len(piece) < PIECE:
                return
            start += len(piece)


def _key(head: bytes) -> str | None:
    passing = Passing()
    passing.feed(head)
    key = passing.key()
    return None if key.startswith("sha256:") else key


async def _one(content: bytes) -> AsyncIterator[bytes]:
    yield content
