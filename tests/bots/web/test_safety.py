"""Nothing happens by looking, nothing opens to a forger, and nothing that anybody typed becomes part of a page."""

import random
import re
from typing import Any
from urllib.parse import quote, urlsplit

import pytest

from bots.links import LIFE, Links
from bots.web.wishes import COMMANDS
from core.clock import SECOND
from core.kinds import Door, Visitor
from core.storage.schema import metadata
from core.tickets.commands import AddComment, Attachment, OpenTicket
from tests.bots.telegram.hostile import hostile
from tests.bots.web.site import Page, Site
from tests.core.house import ANNA

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex",
}
POLICY = {"default-src 'none'", "style-src 'self'", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'"}


def _everything(site: Site) -> dict[str, list[Any]]:
    return {name: site.house.rows(table) for name, table in metadata.tables.items()}


async def test_looking_changes_nothing(site: Site) -> None:
    """Faults D3: a mail scanner fetches every link, follows every redirect and tries the addresses of every form."""
    tickets = [await site.house.opened() for _ in range(4)]
    for ticket, *statuses in ((tickets[1], "waiting"), (tickets[2], "resolved"), (tickets[3], "resolved", "closed")):
        for status in statuses:
            await site.move(ticket, status)
    await site.press(tickets[0], "answer", ("a.txt", b"a", "text/plain"), text="")
    await site.fetched()
    mails = [f"{await site.path(ticket)}?{put}" for ticket in tickets for put in PUT]
    mails += [await site.mute_path(ticket) for ticket in tickets]
    before, looked = _everything(site), set[str]()
    while mails:
        path = mails.pop()
        if _name(path) in looked:
            continue
        looked.add(_name(path))
        for method in ("GET", "HEAD", "OPTIONS"):
            seen = await site.get(path, method)
            assert seen.status in (200, 303, 405), (method, path, seen.status)
        mails += _onwards(await _followed(site, path))
    assert len(looked) > 40
    assert _everything(site) == before


PUT = ["", *(f"do={verb}" for verb in COMMANDS), "do=rate&grade=5", "done=cancel", "before=2"]


def _name(path: str) -> str:
    """Tokens of forms are new on every page; an address with another one is the same address."""
    return re.sub("form=[^&]*", "form=", path)


async def _followed(site: Site, path: str) -> Page | None:
    seen = await site.get(path)
    while seen.status == 303:
        seen = await site.get(seen.headers["Location"])
    return seen.page if seen.headers["Content-Type"].startswith("text/html") else None


def _onwards(page: Page | None) -> list[str]:
    if page is None:
        return []
    actions = [form.action for form in page.forms]
    with_fields = [f"{form.action}?form={form.fields.get('form', '')}&text=x&picked=5" for form in page.forms]
    return [*page.values("a", "href"), *page.values("img", "src"), *page.values("link", "href"), *actions, *with_fields]


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE"])
async def test_other_methods_do_nothing(site: Site, method: str) -> None:
    ticket = await site.house.opened()
    before = _everything(site)
    for path in (await site.path(ticket), f"{await site.path(ticket)}/cancel", await site.mute_path(ticket)):
        assert (await site.get(path, method)).status == 405
    assert _everything(site) == before


async def test_forged_links_open_nothing_and_say_so_kindly(site: Site) -> None:
    ticket = await site.house.opened()
    chance, before = random.Random(8), _everything(site)
    for path in (await site.path(ticket), await site.mute_path(ticket)):
        head, _, token = path.rpartition("/")
        for _ in range(150):
            at = chance.randrange(len(token))
            flipped = quote(chr(ord(token[at]) ^ 1 << chance.randrange(7)), safe="")
            forged = f"{head}/{token[:at]}{flipped}{token[at + 1 :]}"
            seen = await site.get(forged)
            assert seen.status == 404, forged
            assert (await site.post(forged, {"List-Unsubscribe": "One-Click"})).status in (404, 405)
    assert _everything(site) == before


@pytest.mark.parametrize("token", ["%20", "null", "..", "%00", "%ff", "W10.", "a" * 3000])
async def test_what_is_no_link_is_not_found(site: Site, token: str) -> None:
    for door in ("t", "m"):
        assert (await site.get(f"/{door}/{token}")).status == 404


async def test_a_link_opens_its_own_door_only(site: Site) -> None:
    ticket = await site.house.opened()
    page, mute = await site.path(ticket), await site.mute_path(ticket)
    before = _everything(site)
    assert (await site.get(mute.replace("/m/", "/t/"))).status == 404
    assert (await site.post(mute.replace("/m/", "/t/") + "/cancel", {})).status == 404
    assert (await site.post(page.replace("/t/", "/m/"), b"List-Unsubscribe=One-Click")).status == 404
    assert _everything(site) == before


async def test_a_link_of_another_instance_opens_nothing(site: Site) -> None:
    ticket = await site.house.opened()
    other = Links("a secret of the tests", "e2", "https://desk.example/help", site.house.clock)
    url = other.ticket(await site.person(), ticket)
    assert (await site.get(urlsplit(url or "").path)).status == 404


async def test_an_expired_link_says_how_to_get_another(site: Site) -> None:
    ticket = await site.house.opened()
    page, mute = await site.path(ticket), await site.mute_path(ticket)
    await site.house.pass_time(LIFE / SECOND)
    for path in (page, mute, f"{page}/file/1/1"):
        seen = await site.get(path)
        assert seen.status == 410 and "придёт новая" in seen.page.text
    assert (await site.post(f"{page}/cancel", {})).status == 410
    assert (await site.post(mute, b"List-Unsubscribe=One-Click")).status == 410


@pytest.mark.parametrize("kind", ["page", "lost", "redirect", "mute", "hook"])
async def test_every_answer_carries_the_headers_that_keep_it_harmless(site: Site, kind: str) -> None:
    ticket = await site.house.opened()
    path = await site.path(ticket)
    paths = {"page": path, "lost": "/no", "redirect": f"{path}/mute", "mute": await site.mute_path(ticket)}
    headers = (await site.get(paths.get(kind, "/healthz"))).headers
    assert {name: headers[name] for name in HEADERS} == HEADERS
    assert {part.strip() for part in headers["Content-Security-Policy"].split(";")} >= POLICY
    assert "Set-Cookie" not in headers and "Server" not in headers


async def test_the_stylesheet_is_the_only_thing_that_a_page_loads(site: Site) -> None:
    ticket = await site.house.opened()
    page = await site.page(await site.path(ticket))
    sheets = page.values("link", "href")
    seen = await site.get(sheets[0])
    assert len(sheets) == 1 and seen.headers["Content-Type"].startswith("text/css")
    assert "immutable" in seen.headers["Cache-Control"] and b"url(" not in seen.body and b"@import" not in seen.body


async def test_pages_are_found_whether_or_not_a_proxy_strips_the_prefix(site: Site) -> None:
    ticket = await site.house.opened()
    path = await site.path(ticket)
    assert path.startswith("/help/t/")
    assert (await site.get(path)).status == (await site.get(path.removeprefix("/help"))).status == 200


def _skeleton(page: Page) -> str:
    """Every element with the names of its attributes."""
    return " ".join(f"{tag}[{','.join(sorted(values))}]" for tag, values in page.elements)


def _differs(page: Page, harmless: Page) -> bool:
    return _skeleton(page) != _skeleton(harmless)


def _leads(page: Page) -> set[str]:
    return {address.partition("/")[0] for tag, name in LEADS for address in page.values(tag, name)}


LEADS = [("a", "href"), ("img", "src"), ("form", "action"), ("link", "href")]


async def _spoken(site: Site, n: int, text: str) -> Page:
    """A ticket whose every word is the same text: name, subject, body, answer, file name."""
    visitor = Visitor(Door.TELEGRAM, f"h{n}", text, "ru")
    file = Attachment(text, "text/plain", {}, 1)
    outcome = await site.house.desk(OpenTicket(text, text, attachments=(file,)), visitor)
    assert outcome.ticket is not None
    await site.house.desk(AddComment(outcome.ticket, text), ANNA)
    return await site.page(await site.path(outcome.ticket, visitor, do="answer", grade=text))


async def test_five_hundred_hostile_texts_stay_texts(site: Site) -> None:
    """Faults E1: no new element, no new attribute, no address that leads elsewhere; and the text can be read."""
    harmless = await _spoken(site, 0, "harmless")
    for n, text in enumerate(hostile(500), 1):
        page = await _spoken(site, n, text)
        assert not _differs(page, harmless), text
        assert _leads(page) == {""}, text
        assert page.text.count(text[:4]) >= 4, text


async def test_a_hostile_text_that_was_refused_stands_in_its_field_as_text(site: Site) -> None:
    ticket = await site.house.opened()
    form = (await site.page(await site.path(ticket))).form("escalate")
    harmless = await site.submit(form, picked="priority", text="harmless")
    for text in hostile(60, seed=2):
        seen = await site.submit(form, picked="priority", text=text)
        assert not _differs(seen.page, harmless.page), text


@pytest.mark.parametrize("field", ["picked", "do", "done", "grade", "before"])
async def test_what_an_address_says_never_becomes_part_of_the_page(site: Site, field: str) -> None:
    ticket = await site.house.opened()
    seen = await site.get(f"{await site.path(ticket)}?{field}=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")
    assert seen.status == 200 and b"alert(1)" not in seen.body


async def test_what_nobody_foresaw_gets_a_reference_and_no_details(site: Site) -> None:
    ticket = await site.house.opened()
    path = await site.path(ticket)
    site.house.execute("DROP TABLE messages")
    seen = await site.get(path)
    assert seen.status == 500 and "назовите нам код" in seen.page.text
    assert "messages" not in seen.page.text and "Traceback" not in seen.page.text
    assert seen.headers["X-Content-Type-Options"] == "nosniff"
