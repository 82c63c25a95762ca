"""Digests are stopped by one click of a mail program, or by a page's button; looking stops nothing (RFC 8058)."""

from urllib.parse import urlsplit

from core.people.commands import SetQuiet
from tests.bots.web.site import Site
from tests.core.house import ANNA


async def _path(site: Site) -> str:
    await site.house.desk(SetQuiet(digest="09:00"), ANNA)
    return urlsplit(site.links.digests(await site.person(ANNA)) or "").path


def _digest(site: Site) -> str:
    return str(site.house.rows("persons", id=site.house.person(ANNA))[0].digest)


async def test_one_click_stops_them_and_a_second_is_no_error(site: Site) -> None:
    path = await _path(site)
    for _ in range(2):
        assert (await site.post(path, {"List-Unsubscribe": "One-Click"})).status == 200
        assert _digest(site) == "off"


async def test_looking_stops_nothing_and_the_pages_button_does(site: Site) -> None:
    path = await _path(site)
    for method in ("GET", "HEAD"):
        assert (await site.get(path, method)).status == 200
    assert (await site.post(path, {})).status == 400 and _digest(site) == "09:00"
    page = await site.page(path)
    assert (await site.submit(page.forms[0])).status == 200 and _digest(site) == "off"


async def test_a_link_for_something_else_stops_nothing(site: Site) -> None:
    path, ticket = await _path(site), await site.house.opened()
    mute = (await site.mute_path(ticket)).rpartition("/")[2]
    assert (await site.post(f"/help/d/{mute}", {"List-Unsubscribe": "One-Click"})).status == 404
    assert (await site.get(path.replace("/d/", "/t/"))).status == 404 and _digest(site) == "09:00"
