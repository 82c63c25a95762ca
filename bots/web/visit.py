"""Whoever holds a link, before the ticket that it names."""

from dataclasses import dataclass

from starlette.requests import Request

from bots.links import TICKET, Claim, Links
from core.api.errors import Code, Refusal
from core.api.kinds import Door, Holder
from core.api.queries import Ask, ReadTicket, WhoAmI
from core.api.shapes import TicketPage

MOST = 20


@dataclass(frozen=True, slots=True)
class Visit:
    """`path` is that of the page, with its token."""

    claim: Claim
    path: str
    language: str
    page: TicketPage

    @property
    def holder(self) -> Holder:
        return Holder(self.claim.person, Door.WEB)


class Visits:
    """Reads links. What a link names is shown to the requester only, though agents may hold one too (faults F3)."""

    def __init__(self, ask: Ask, links: Links) -> None:
        self._ask = ask
        self._links = links

    async def __call__(self, request: Request, before: int | None = None, most: int = MOST) -> Visit:
        """Raises LinkWrong, LinkExpired, or Refusal(MISSING)."""
        token = request.path_params["token"]
        claim = self._links.read(TICKET, token)
        holder = Holder(claim.person, Door.WEB)
        page = await self._ask(ReadTicket(claim.ticket, before, most), holder)
        if page.card.requester.id != claim.person:
            raise Refusal(Code.MISSING)
        me = await self._ask(WhoAmI(), holder)
        return Visit(claim, self.path(token), me.language, page)

    def another(self, claim: Claim) -> str:
        """The path of another page of the same person."""
        return self.path(self._links.token(TICKET, claim))

    def path(self, token: str) -> str:
        return f"{self._links.prefix}/t/{token}"
