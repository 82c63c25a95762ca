"""The pages on a real core, a real database file and a real socket; and a reader who sees what a browser would."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

from aiohttp import ClientSession, FormData
from yarl import URL

from bots.links import Links
from bots.web.spool import Spool
from core.kinds import Door, PersonId, TicketId, Visitor
from core.relay.fetch import Fetch
from core.tickets.commands import MoveStatus
from tests.core.house import ANNA, IVAN, House

VOID = {"meta", "link", "input", "img", "br"}
Fields = dict[str, str]


@dataclass
class Form:
    action: str
    fields: Fields = field(default_factory=dict)
    files: bool = False

    @property
    def verb(self) -> str:
        return self.action.rpartition("/")[2]


class Page(HTMLParser):
    """Elements, texts and forms, in their order. An element that is never closed, or closed twice, is a defect."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html = html
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.forms: list[Form] = []
        self._open: list[str] = []
        self._texts: list[str] = []
        self._area: str | None = None
        self.feed(html)
        self.close()
        assert self._open == [], self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.elements.append((tag, values))
        if tag not in VOID:
            self._open.append(tag)
        match tag:
            case "form":
                self.forms.append(Form(str(values["action"])))
            case "textarea":
                self._area = str(values["name"])
                self.forms[-1].fields[self._area] = ""
            case "input" if values["type"] == "file":
                self.forms[-1].files = True
            case "input" if values["type"] == "hidden" or "checked" in values:
                self.forms[-1].fields[str(values["name"])] = str(values["value"])

    def handle_endtag(self, tag: str) -> None:
        assert self._open and self._open.pop() == tag, (tag, self._open)
        if tag == "textarea":
            self._area = None

    def handle_data(self, data: str) -> None:
        self._texts.append(data)
        if self._area:
            self.forms[-1].fields[self._area] += data.removeprefix("\n")

    @property
    def text(self) -> str:
        """All that is read, with white space as a browser shows it."""
        return re.sub(r"\s+", " ", " ".join(self._texts)).strip()

    @property
    def verbs(self) -> list[str]:
        return [form.verb for form in self.forms]

    def form(self, verb: str) -> Form:
        return next(form for form in self.forms if form.verb == verb)

    def values(self, tag: str, attribute: str) -> list[str]:
        return [str(values[attribute]) for name, values in self.elements if name == tag and attribute in values]


@dataclass
class Seen:
    status: int
    headers: Any
    body: bytes

    @property
    def page(self) -> Page:
        return Page(self.body.decode())


@dataclass
class Site:
    house: House
    links: Links
    spool: Spool
    session: ClientSession
    origin: str

    async def person(self, visitor: Visitor = IVAN) -> PersonId:
        rows = self.house.rows("identities", door=visitor.door.value, external_id=visitor.external_id)
        return PersonId(rows[0].person_id)

    async def path(self, ticket: TicketId, visitor: Visitor = IVAN, **put: str) -> str:
        """Where a link of a mail leads, on this machine."""
        url = urlsplit(self.links.ticket(await self.person(visitor), ticket, **put) or "")
        return url.path + (f"?{url.query}" if url.query else "")

    async def mute_path(self, ticket: TicketId, visitor: Visitor = IVAN) -> str:
        return urlsplit(self.links.mute(await self.person(visitor), ticket) or "").path

    async def get(self, path: str, method: str = "GET", **headers: str) -> Seen:
        async with self.session.request(method, self._url(path), allow_redirects=False, headers=headers) as answer:
            return Seen(answer.status, answer.headers, await answer.read())

    async def page(self, path: str) -> Page:
        seen = await self.get(path)
        assert seen.status == 200, (seen.status, seen.body[:500])
        return seen.page

    async def post(self, path: str, data: Any, **headers: str) -> Seen:
        async with self.session.post(self._url(path), data=data, allow_redirects=False, headers=headers) as answer:
            return Seen(answer.status, answer.headers, await answer.read())

    def _url(self, path: str) -> URL:
        """Exactly as it is written: a client that tidies addresses up would hide what a server does with them."""
        return URL(self.origin + path, encoded=True)

    async def submit(self, form: Form, *files: tuple[str, bytes, str], **typed: str) -> Seen:
        """Presses the button of a form as a browser would: with its hidden fields and what was typed."""
        fields = {**form.fields, **typed}
        if not form.files:
            return await self.post(form.action, fields)
        data = FormData(quote_fields=False)
        for name, value in fields.items():
            data.add_field(name, value)
        for name, content, media_type in files:
            data.add_field("files", content, filename=name, content_type=media_type)
        if not files:
            data.add_field("files", b"", filename="", content_type="application/octet-stream")
        return await self.post(form.action, data)

    async def press(self, ticket: TicketId, verb: str, *files: tuple[str, bytes, str], **typed: str) -> Page:
        """Opens the page, presses, follows to the page that comes after."""
        page = await self.page(await self.path(ticket))
        seen = await self.submit(page.form(verb), *files, **typed)
        assert seen.status == 303, (seen.status, seen.page.text)
        return await self.page(seen.headers["Location"])

    async def move(self, ticket: TicketId, to: str, comment: str = "Готово") -> None:
        await self.house.desk(MoveStatus(ticket, to, self.house.ticket(ticket).workflow_rev, comment), ANNA)

    async def fetched(self) -> None:
        """Until the core has come for every upload."""
        fetch = Fetch(self.house.hop, self.house.desk, self.house.files, {Door.WEB: self.spool}, self.spool.limit)
        while await fetch.round():
            pass
