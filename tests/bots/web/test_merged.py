"""The page of a ticket that goes on in another (X2)."""

from core.tickets.commands import AddComment
from core.tickets.relating import Merge
from tests.bots.web.site import Site
from tests.core.house import ANNA, IVAN


async def test_the_old_page_leads_to_the_one_that_goes_on(site: Site) -> None:
    await site.house.staff()
    old = await site.house.opened(IVAN, "Нет звука", "OLD words")
    new = await site.house.opened(IVAN, "Всё ещё нет", "NEW words")
    before = await site.page(await site.path(new))
    await site.house.desk(AddComment(new, "Смотрим"), ANNA)
    await site.house.desk(Merge(new, old, 0), ANNA)
    seen = await site.get(await site.path(new))
    assert seen.status == 303
    text = (await site.page(seen.headers["Location"])).text
    assert f"TS-{old}" in text and "OLD words" in text and "NEW words" in text
    for verb, typed in (("cancel", {}), ("answer", {"text": "Жду"})):
        stale = await site.submit(before.form(verb), **typed)
        assert stale.status == (409 if verb == "cancel" else 303), stale.status
    assert site.house.ticket(old).status == "new"
    assert "Жду" in [row.body for row in site.house.rows("messages", ticket_id=old)]
