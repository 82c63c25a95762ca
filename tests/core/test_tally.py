"""The tally: every ticket in one heap, on both engines."""

from core.tickets import tally
from core.tickets.commands import OpenTicket
from tests.core.house import IVAN, MARY, House


async def test_every_ticket_is_counted_among_those_like_it(house: House) -> None:
    for who, kind in ((IVAN, "question"), (MARY, "question"), (IVAN, "incident")):
        await house.desk(OpenTicket("Слышно через раз", "", kind), who)
    heaps = await house.hop.read(tally.heaps)
    assert {(standing["type"], standing["status"]): count for standing, count in heaps} == {
        ("question", "new"): 2, ("incident", "new"): 1,
    }  # fmt: skip


async def test_an_empty_desk_has_no_heaps(sqlite_house: House) -> None:
    assert await sqlite_house.hop.read(tally.heaps) == []
