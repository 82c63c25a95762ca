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
    zone: str
    page: TicketPage

    @property
    def mine(self) -> bool:
        """Whether it is their own ticket, or they are in copy of it."""
        return self.page.card.requester.id == self.claim.person

    @property
    def holder(self) -> Holder:
        return Holder(self.claim.person, Door.WEB)


class Visits:
    """Reads links. What a link names is shown to the requester and to whoever is in copy only (A4).

    Agents may hold one too: it shows them no more than a customer sees (faults F3).
    """

    def __init__(self, ask: Ask, links: Links) -> None:
        self._ask = ask
        self._links = links

    async def __call__(self, request: Request, before: int | None = None, most: int = MOST) -> Visit:
        """Raises LinkWrong, LinkExpired, or Refusal(MISSING)."""
        token = request.path_params["token"]
        claim = self._links.read(TICKET, token)
        holder = Holder(claim.person, Door.WEB)
        page = await self._ask(ReadTicket(claim.ticket, before, most, outside=True), holder)
        if claim.person not in {page.card.requester.id, *(one.id for one in page.card.observers)}:
            raise Refusal(Code.MISSING)
        me = await self._ask(WhoAmI(), holder)
        return Visit(claim, self.path(token), me.language, me.zone, page)

    def another(self, claim: Claim) -> str:
        """The path of another page of the same person."""
        return self.path(self._links.token(TICKET, claim))

    def path(self, token: str) -> str:
        return f"{self._links.prefix}/t/{token}"
