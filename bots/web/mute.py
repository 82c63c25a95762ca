"""One ticket silenced from a mail: by one click of a mail client (RFC 8058), or by the button of a page."""

from starlette.requests import Request
from starlette.responses import Response

from bots.links import MUTE, Claim, Links
from bots.web.body import whole
from bots.web.pages import Pages
from core.api.commands import Desk
from core.api.commands import Mute as MuteTicket
from core.api.errors import Code, Refusal
from core.api.kinds import Door, Holder
from core.api.queries import Ask, ReadTicket, WhoAmI

LIMIT = 16_384
FIELD, VALUE = b"List-Unsubscribe", b"One-Click"


class MutePages:
    """The link names a ticket and opens nothing else of it: a mail client's servers see it too."""

    def __init__(self, desk: Desk, ask: Ask, links: Links, pages: Pages) -> None:
        self._desk = desk
        self._ask = ask
        self._links = links
        self._pages = pages

    async def show(self, request: Request) -> Response:
        number, language = await self._of(self._claim(request))
        return self._asked(request, number, language)

    async def act(self, request: Request) -> Response:
        """Muting twice is no error, and a closed ticket has nothing more to say."""
        claim = self._claim(request)
        body = await whole(request, LIMIT)
        number, language = await self._of(claim)
        if FIELD not in body or VALUE not in body:
            return self._asked(request, number, language, 400)
        try:
            await self._desk(MuteTicket(claim.ticket), Holder(claim.person, Door.WEB))
        except Refusal as refusal:
            if refusal.code is not Code.BUTTON:
                raise
            return self._pages.say(language, "mute-over", number=number)
        return self._pages.say(language, "muted-now", number=number)

    def _claim(self, request: Request) -> Claim:
        return self._links.read(MUTE, request.path_params["token"])

    def _asked(self, request: Request, number: str, language: str, status: int = 200) -> Response:
        action = f"{self._links.prefix}/m/{request.path_params['token']}"
        return self._pages.draw("mute.html", language, status, number=number, action=action)

    async def _of(self, claim: Claim) -> tuple[str, str]:
        holder = Holder(claim.person, Door.WEB)
        page = await self._ask(ReadTicket(claim.ticket, most=1), holder)
        return page.card.number, (await self._ask(WhoAmI(), holder)).language
