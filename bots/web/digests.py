"""Digests stopped from a mail, as one ticket is muted: by one click of a mail client (RFC 8058), or a page's button."""

from starlette.requests import Request
from starlette.responses import Response

from bots.links import DIGEST, Links
from bots.web.body import whole
from bots.web.mute import FIELD, LIMIT, VALUE
from bots.web.pages import Pages
from core.api.commands import Desk, StopDigests
from core.api.kinds import Door, Holder
from core.api.queries import Ask, WhoAmI


class DigestPages:
    """The link shows nothing of the desk: a mail client's servers see it too."""

    def __init__(self, desk: Desk, ask: Ask, links: Links, pages: Pages) -> None:
        self._desk = desk
        self._ask = ask
        self._links = links
        self._pages = pages

    async def show(self, request: Request) -> Response:
        return await self._asked(request)

    async def act(self, request: Request) -> Response:
        """Stopping twice is no error."""
        holder = self._holder(request)
        body = await whole(request, LIMIT)
        if FIELD not in body or VALUE not in body:
            return await self._asked(request, 400)
        await self._desk(StopDigests(), holder)
        return self._pages.say(await self._language(holder), "digests-stopped")

    def _holder(self, request: Request) -> Holder:
        return Holder(self._links.read(DIGEST, request.path_params["token"]).person, Door.WEB)

    async def _asked(self, request: Request, status: int = 200) -> Response:
        language = await self._language(self._holder(request))
        action = f"{self._links.prefix}/d/{request.path_params['token']}"
        return self._pages.draw("digests.html", language, status, action=action)

    async def _language(self, holder: Holder) -> str:
        return (await self._ask(WhoAmI(), holder)).language
