"""A press on a ticket's page, carried out once, or refused in the reader's words."""

from bots.links import LinkExpired, Links, LinkWrong
from bots.web import wishes
from bots.web.spool import Kept, Spool, TooBig
from bots.web.visit import Visit
from bots.web.wishes import COMMANDS, FILES, Wish
from bots.wording import Words
from core.api.commands import Desk
from core.api.errors import Busy, Code, Refusal
from core.api.kinds import Outcome

MEGABYTE = 1_000_000


class NotDone(Exception):
    """A press that is understood and not carried out; `why` in the words of the reader."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status
        self.why = why


class Press:
    """Raises NotDone, or Refusal(MISSING) where the ticket is no longer there for this person."""

    def __init__(self, desk: Desk, links: Links, words: Words, spool: Spool) -> None:
        self._desk = desk
        self._links = links
        self._words = words
        self._spool = spool

    async def __call__(self, visit: Visit, wish: Wish) -> Outcome:
        nonce = self._nonce(visit, wish)
        kept = await self._kept(visit, wish)
        files = tuple(one.attachment for one in kept)
        command = COMMANDS[wish.typed.verb](visit.claim.ticket, wish.typed, files)
        try:
            outcome = await self._desk(command, visit.holder, wishes.key(nonce, wish.typed, kept))
        except (Refusal, Busy) as error:
            self._spool.drop(kept)
            raise self._worded(visit, error) from error
        if outcome.repeated:
            self._spool.drop(kept)
        return outcome

    def _nonce(self, visit: Visit, wish: Wish) -> str:
        try:
            return self._links.pressed(wish.token, visit.claim, wish.typed.verb)
        except (LinkWrong, LinkExpired):
            raise NotDone(403, self._words(visit.language, "web-stale")) from None

    async def _kept(self, visit: Visit, wish: Wish) -> list[Kept]:
        words, language = self._words, visit.language
        if len(wish.uploads) > FILES:
            raise NotDone(413, words(language, "web-too-many-files", count=str(FILES)))
        try:
            return await self._spool.keep(wish.uploads)
        except TooBig as file:
            limit = str(self._spool.limit // MEGABYTE)
            raise NotDone(413, words(language, "web-file-too-large", name=file.name, limit=limit)) from None

    def _worded(self, visit: Visit, error: Refusal | Busy) -> Exception:
        match error:
            case Busy():
                return NotDone(503, self._words(visit.language, "web-busy"))
            case Refusal(code=Code.MISSING):
                return error
            case _:
                return NotDone(409, self._words.refusal(visit.language, error))
