"""A reader's browser: opens the links of letters, fills in the forms of pages, keeps no cookies."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import parse_qs, urljoin, urlsplit

from aiohttp import ClientSession, DummyCookieJar, FormData
from yarl import URL

from tests.bots.web.site import Form, Page, Seen
from tests.standins.mail import Letter

Upload = tuple[str, bytes, str]
ONE_CLICK = b"List-Unsubscribe=One-Click"


class Browser:
    """`at` is the page that is open."""

    def __init__(self, session: ClientSession) -> None:
        self._session = session
        self.at = ""

    async def ask(self, url: str, method: str = "GET", data: FormData | bytes | None = None) -> Seen:
        """One request, exactly as it is written; redirects are not followed."""
        place = URL(urljoin(self.at, url), encoded=True)
        kind = {"Content-Type": "application/x-www-form-urlencoded"} if isinstance(data, bytes) else {}
        sending = self._session.request(method, place, data=data, headers=kind, allow_redirects=False)
        async with sending as answer:
            return Seen(answer.status, answer.headers, await answer.read())

    async def open(self, url: str) -> Page:
        seen = await self.ask(url)
        assert seen.status == 200, (seen.status, seen.body[:500])
        self.at = urljoin(self.at, url)
        return seen.page

    async def submit(self, form: Form, *files: Upload, **typed: str) -> Seen:
        """A press on the form's button, with its hidden fields and what was typed."""
        data = FormData(quote_fields=False)
        for name, value in {**form.fields, **typed}.items():
            data.add_field(name, value)
        for name, content, media_type in files:
            data.add_field("files", content, filename=name, content_type=media_type)
        return await self.ask(form.action, "POST", data)

    async def press(self, form: Form, *files: Upload, **typed: str) -> Page:
        """The same, and the page that follows."""
        seen = await self.submit(form, *files, **typed)
        assert seen.status == 303, (seen.status, seen.page.text)
        return await self.open(seen.headers["Location"])


@asynccontextmanager
async def browsing() -> AsyncIterator[Browser]:
    async with ClientSession(cookie_jar=DummyCookieJar()) as session:
        yield Browser(session)


def link(letter: Letter, **put: str) -> str:
    """The letter's link to the ticket's page that puts exactly this forward there."""
    wanted = {name: [value] for name, value in put.items()}
    pages = [one for one in letter.links if "/t/" in one]
    return next(one for one in pages if parse_qs(urlsplit(one).query) == wanted)


def muting(letter: Letter) -> str:
    """Where a mail program posts to when its reader wants no more of this (RFC 8058)."""
    assert letter.headers["List-Unsubscribe-Post"] == ONE_CLICK.decode()
    return letter.headers["List-Unsubscribe"].strip("<>")
