"""An emoji is remembered with what it causes, or not at all; of several tidings the latest wins (B8; decision 0033)."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from core.errors import Refusal
from core.inbox import store as inbox
from core.kinds import Door, Origin, Reaction, Settle, Settlement, System
from core.tickets.commands import AddNote, Claim, EditMessage
from core.tickets.handling import WithdrawMessage
from core.views.reconciling import ReactionsOn, WordsOf
from tests.core.house import ANNA, BORIS, CHANNEL, House

HOUSE = System("slack")


def one(at: int, *, there: bool = True, who: str = "U1") -> Reaction:
    return Reaction(Door.SLACK, CHANNEL, "1.1", "eyes", who, at, there=there)


async def row(house: House, id: str) -> inbox.Claimed:
    await house.hop.unit(lambda unit: inbox.journal(unit, [inbox.Entry("slack", id, id, {})]))
    (claimed,) = await house.hop.unit(lambda unit: inbox.claim(unit, ["slack"], f"w{id}", 1))
    return claimed


async def told(house: House, id: str, reaction: Reaction) -> None:
    claimed = await row(house, id)
    await house.desk(Settle(), HOUSE, settle=Settlement(claimed.id, claimed.lease, reaction=reaction))


async def known(house: House) -> list[tuple[str, int, bool]]:
    found = await house.ask(ReactionsOn(Door.SLACK, CHANNEL, ("1.1", "2.2")), HOUSE)
    return [(one.who, one.at, one.there) for one in found.reactions]


async def test_the_latest_wins_in_whatever_order(open_house: Callable[[sa.URL], House], url: sa.URL) -> None:
    house = open_house(url)
    for n, reaction in enumerate([one(5), one(9, there=False), one(7), one(3, who="U2")]):
        await told(house, f"e{n}", reaction)
    assert await known(house) == [("U1", 9, False), ("U2", 3, True)]
    await told(house, "e9", one(0))
    assert (await known(house))[0][2] and (await known(house))[0][1] >= 10


async def test_a_refused_command_remembers_nothing_and_one_that_is_done_does(
    open_house: Callable[[sa.URL], House], url: sa.URL
) -> None:
    house = open_house(url)
    await house.staff()
    ticket = await house.opened()
    await house.desk(Claim(ticket, 0), ANNA)
    claimed = await row(house, "e1")
    settle = Settlement(claimed.id, claimed.lease, reaction=one(5))
    with pytest.raises(Refusal):
        await house.desk(Claim(ticket, 1), BORIS, settle=settle)
    assert await known(house) == []
    await house.desk(Claim(ticket, 1), ANNA, settle=settle)
    assert await known(house) == [("U1", 5, True)]


async def test_what_is_known_of_words_is_their_edits_their_author_and_whether_they_stand(
    open_house: Callable[[sa.URL], House], url: sa.URL
) -> None:
    house = open_house(url)
    await house.staff()
    ticket, other = await house.opened(), await house.opened()
    for id, ref in ((ticket, "1.1"), (ticket, "1.2"), (other, "2.1")):
        await house.desk(AddNote(id, "Слово", (), Origin(Door.SLACK, CHANNEL, ref)), ANNA)
    first, second = await house.hop.read(lambda conn: conn.exec_driver_sql(
        f"SELECT id FROM messages WHERE ticket_id = {ticket} AND by_staff ORDER BY id"
    ).scalars().all())  # fmt: skip
    await house.desk(EditMessage(ticket, first, "Слово", 7), ANNA)
    await house.desk(WithdrawMessage(ticket, second), ANNA)
    words = await house.ask(WordsOf(Door.SLACK, CHANNEL, ticket, ("2.1", "9.9")), HOUSE)
    assert sorted((one.ref, one.mark, one.author, one.withdrawn) for one in words) == [
        ("1.1", 7, "U1", False), ("1.2", 0, "U1", True), ("2.1", 0, "U1", False),
    ]  # fmt: skip
