"""What a ticket has beside its conversation: files that can be had again, and its history (A11, X9)."""

from collections.abc import Awaitable, Callable

from aiogram.utils.formatting import Bold, Text

from bots.telegram import draw
from bots.telegram.course import course
from bots.telegram.draw import Content, Drawn, drawn, go
from bots.wording import Words
from core.api.kinds import FileId, TicketId, Visitor, shorten
from core.api.queries import Ask, ReadCourse, ReadFile, ReadTicket, TicketFiles
from core.api.shapes import FileState


class RecordScreens:
    def __init__(self, ask: Ask, words: Words) -> None:
        self._ask = ask
        self._words = words

    def artists(self) -> dict[str, Callable[[Content, Visitor, str], Awaitable[Drawn]]]:
        return {"files": self._files, "file": self._file, "story": self._story}

    async def _files(self, content: Content, viewer: Visitor, language: str) -> Drawn:
        words, ticket = self._words, TicketId(content["ticket"])
        card = (await self._ask(ReadTicket(ticket, most=1), viewer)).card
        found = await self._ask(TicketFiles(ticket), viewer)
        ready = [one for one in found if one.state is FileState.READY]
        rest = [f"\n{draw.file_line(words, language, one)}" for one in found if one.state is not FileState.READY]
        rows = [[go(shorten(one.name, draw.LINE), "file", one.id, str(card.id))] for one in ready]
        ends = [go(words(language, "tg-back-to-ticket"), "ticket", card.id), draw.home(words, language)]
        ask = words(language, "tg-files-ask" if ready else "tg-files-none")
        return drawn(Text(Bold(words(language, "tg-files-of", number=card.number)), "\n", ask, *rest), [*rows, ends])

    async def _file(self, content: Content, viewer: Visitor, language: str) -> Drawn:
        """Goes out as a file, if it is there and theirs to have: that is asked now, whoever pressed what."""
        found = await self._ask(ReadFile(FileId(content["file"])), viewer)
        card = (await self._ask(ReadTicket(found.ticket, most=1), viewer)).card
        if found.state is FileState.READY:
            return Drawn(Text(card.number), file=True)
        return drawn(draw.file_line(self._words, language, found))

    async def _story(self, content: Content, viewer: Visitor, language: str) -> Drawn:
        words, before = self._words, content.get("before")
        found = await self._ask(ReadCourse(TicketId(content["ticket"]), before), viewer)
        card = found.card
        older = [go(words(language, "tg-older"), "story", card.id, str(found.before))] if found.before else []
        newest = [go(words(language, "tg-newest"), "story", card.id)] if before is not None else []
        ends = [go(words(language, "tg-back-to-ticket"), "ticket", card.id), draw.home(words, language)]
        title = Bold(words(language, "tg-story-of", number=card.number))
        return drawn(Text(title, course(words, language, found.moments)), [[*older, *newest], ends])
