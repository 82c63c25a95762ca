"""The page of a ticket (A11, D3): reading it changes nothing, and each of its buttons is a POST of its own."""

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bots.links import Claim, LinkWrong
from bots.web import wishes
from bots.web.contents import pictured
from bots.web.forms import Drawer, Typed
from bots.web.pages import Pages
from bots.web.press import NotDone, Press
from bots.web.visit import Visit, Visits
from bots.web.wishes import COMMANDS, FILES
from core.api.kinds import Outcome

MEGABYTE = 1_000_000
SEE_OTHER = 303


class TicketPages:
    """GET and HEAD show; POST acts and sends back to the page (faults D3). `limit` is the largest file, in bytes."""

    def __init__(self, visits: Visits, press: Press, drawer: Drawer, pages: Pages, limit: int) -> None:
        self._visits = visits
        self._press = press
        self._drawer = drawer
        self._pages = pages
        self._limit = limit

    async def show(self, request: Request) -> Response:
        """A ticket that goes on in another shows that one's page, under its own address (X2)."""
        query = request.query_params
        before = query.get("before", "")
        older = before.isascii() and before.isdecimal() and len(before) < 16
        visit = await self._visits(request, int(before) if older else None)
        if visit.page.card.id != visit.claim.ticket:
            return RedirectResponse(self._visits.another(Claim(visit.claim.person, visit.page.card.id)), SEE_OTHER)
        typed = Typed(query.get("do", ""), picked=query.get("grade", ""))
        return self._drawn(visit, typed, notice=self._notice(visit, typed.verb, query.get("done", "")), older=older)

    async def act(self, request: Request) -> Response:
        """A refusal is said on the page, and what was typed stands there again."""
        verb = request.path_params["verb"]
        if verb not in COMMANDS:
            raise LinkWrong
        visit = await self._visits(request)
        wish = await wishes.read(request, verb, self._limit)
        try:
            outcome = await self._press(visit, wish)
        except NotDone as refused:
            now = await self._visits(request)
            again = self._pages.words(now.language, "web-attach-again") if wish.uploads else ""
            return self._drawn(now, wish.typed, refused.status, refused=refused.why, again=again)
        return RedirectResponse(f"{self._next(visit, outcome)}?done={verb}", SEE_OTHER)

    async def back(self, request: Request) -> Response:
        """The address of a press, opened again: only the page is there."""
        return RedirectResponse((await self._visits(request, most=1)).path, SEE_OTHER)

    def _drawn(
        self, visit: Visit, typed: Typed, status: int = 200, *,
        notice: str = "", refused: str = "", again: str = "", older: bool = False,
    ) -> Response:  # fmt: skip
        card = visit.page.card
        values: dict[str, Any] = {
            "card": card,
            "messages": visit.page.messages,
            "forms": self._drawer.forms(card, visit.claim, visit.language, visit.path, typed),
            "path": visit.path,
            "me": visit.claim.person,
            "mine": visit.mine,
            "pictured": pictured,
            "megabytes": str(self._limit // MEGABYTE),
            "most_files": str(FILES),
        }
        said = {"notice": notice, "refused": refused, "again": again, "older": older, "asked": typed.verb}
        return self._pages.draw("ticket.html", visit.language, status, visit.page.zone, **values, **said)

    def _notice(self, visit: Visit, verb: str, done: str) -> str:
        """What has just been done, or that what a mail puts forward cannot be done any more."""
        if done in COMMANDS:
            return self._pages.words(visit.language, f"web-done-{done}")
        if verb in COMMANDS and verb not in visit.page.card.verbs:
            status = self._pages.words.label(visit.language, visit.page.card.status.label)
            return self._pages.words(visit.language, "web-not-now", status=status)
        return ""

    def _next(self, visit: Visit, outcome: Outcome) -> str:
        """The page that follows: that of the new ticket where one was opened."""
        if outcome.ticket is None or outcome.ticket == visit.claim.ticket:
            return visit.path
        return self._visits.another(Claim(visit.claim.person, outcome.ticket))
