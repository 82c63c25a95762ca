"""The web of the house: which path leads where."""

from collections.abc import Awaitable, Callable

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response

from bots.links import LinkExpired, Links, LinkWrong
from bots.web.body import Overflow
from bots.web.contents import Contents, Lies
from bots.web.digests import DigestPages
from bots.web.forms import Drawer
from bots.web.guard import Guard
from bots.web.hooks import Hooks
from bots.web.mute import MutePages
from bots.web.pages import STYLE_NAME, Pages, style
from bots.web.press import Press
from bots.web.registering import RegistrationPages
from bots.web.spool import Spool
from bots.web.ticket import TicketPages
from bots.web.visit import Visits
from bots.wording import Words
from core.api.commands import Desk
from core.api.errors import Busy, Refusal
from core.api.profile import Profile
from core.api.queries import Ask

READ = ["GET", "HEAD"]
Endpoint = Callable[[Request], Awaitable[Response]]


def build(
    desk: Desk, ask: Ask, links: Links, words: Words, profile: Profile, spool: Spool, lies: Lies,
    hooks: Hooks,
) -> FastAPI:  # fmt: skip
    """The application. `lies` says where the content of a digest lies on disk."""
    pages, visits = Pages(words, profile, links.prefix), Visits(ask, links)
    press, drawer = Press(desk, links, words, spool), Drawer(links, words)
    tickets = TicketPages(visits, press, drawer, pages, spool.limit)
    mutes, digests = MutePages(desk, ask, links, pages), DigestPages(desk, ask, links, pages)
    registrations = RegistrationPages(desk, ask, links, pages)

    def broken(request: Request, reference: str) -> Response:
        return pages.say(pages.language(request), "broken", 500, reference=reference)

    guard = Middleware(Guard, broken=broken, prefix=links.prefix)
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, redirect_slashes=False, middleware=[guard])
    _way(app, "/t/{token}", tickets.show, READ)
    _way(app, "/t/{token}/{verb}", tickets.back, READ)
    _way(app, "/t/{token}/{verb}", tickets.act, ["POST"])
    _way(app, "/t/{token}/file/{message}/{file}", Contents(visits, lies).serve, READ)
    _way(app, "/r/{token}", registrations.show, READ)
    _way(app, "/r/{token}", registrations.send, ["POST"])
    _way(app, "/r/{token}/withdraw", registrations.back, READ)
    _way(app, "/r/{token}/withdraw", registrations.withdraw, ["POST"])
    _way(app, "/m/{token}", mutes.show, READ)
    _way(app, "/m/{token}", mutes.act, ["POST"])
    _way(app, "/d/{token}", digests.show, READ)
    _way(app, "/d/{token}", digests.act, ["POST"])
    _way(app, f"/static/{STYLE_NAME}", style, READ)
    _way(app, "/telegram/{path}", hooks.from_telegram, ["POST"])
    _way(app, "/slack/events", hooks.from_slack, ["POST"])
    _way(app, "/healthz", hooks.alive, READ)
    _way(app, "/readyz", hooks.is_ready, READ)
    _kindly(app, pages)
    return app


def _way(app: FastAPI, path: str, endpoint: Endpoint, methods: list[str]) -> None:
    app.add_api_route(path, endpoint, methods=methods, response_model=None, include_in_schema=False)


def _kindly(app: FastAPI, pages: Pages) -> None:
    """Whatever is not shown is answered with a page that says what to do."""
    kinds: dict[type[Exception], tuple[str, int]] = {
        LinkWrong: ("lost", 404),
        Refusal: ("lost", 404),
        LinkExpired: ("expired", 410),
        Overflow: ("too-much", 413),
        Busy: ("busy", 503),
    }

    def answer(request: Request, error: Exception) -> Response:
        said, status = kinds[type(error)]
        return pages.say(pages.language(request), said, status)

    def odd(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 400
        response = pages.say(pages.language(request), "lost" if status == 404 else "odd", status)
        response.headers.update(getattr(error, "headers", None) or {})
        return response

    for kind in kinds:
        app.add_exception_handler(kind, answer)
    app.add_exception_handler(HTTPException, odd)
