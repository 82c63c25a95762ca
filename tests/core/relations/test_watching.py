"""An agent hears of everything on a ticket that they watch, whosever work it is (X2)."""

from core.kinds import Door, TicketId
from core.tickets.commands import AddComment, AddNote, Claim
from core.tickets.relating import Merge, Unwatch, Watch
from core.tickets.watchers import watchers
from core.views.queries import StaffCard
from tests.core.desks.made import DEMO, code, newest, peopled, told
from tests.core.house import ANNA, CLARA, IVAN, House
from tests.core.scripted import Scripted


async def _called(house: House, ticket: TicketId) -> list[tuple[str, list[str]]]:
    """What stands in the agents' thread as a line, and whom it calls."""
    channel = Scripted(Door.SLACK)
    await house.out(channel)
    lines = [one.delivery.content for one in channel.arrived if one.delivery.kind == "log"]
    return [(type(one.event).__name__, [who.name for who in one.calls]) for one in lines]


async def test_a_watcher_is_called_to_what_others_do_and_not_to_their_own(house: House) -> None:
    await peopled(house)
    ticket = await house.opened(IVAN)
    since = newest(house)
    await house.desk(Watch(ticket), CLARA)
    await house.desk(Watch(ticket), CLARA)
    await _called(house, ticket)
    await house.desk(Claim(ticket, 0), ANNA)
    await house.desk(AddComment(ticket, "Any news?"), IVAN)
    await house.desk(AddNote(ticket, "mine"), CLARA)
    found = await _called(house, ticket)
    assert ("TicketAssigned", ["Clara"]) in found and ("CommentAdded", ["Clara"]) in found
    assert "NoteAdded" not in [kind for kind, _ in found]
    assert [one.name for one in (await house.ask(StaffCard(ticket), ANNA)).watchers] == ["Clara"]
    assert house.events(ticket).count("WatchBegun") == 1
    assert [kind for kind, *_ in told(house, "1001", since)] == ["TicketAssigned"]


async def test_who_stops_watching_or_leaves_the_desk_is_called_no_more(house: House) -> None:
    await peopled(house)
    ticket = await house.opened(IVAN)
    for by in (ANNA, CLARA):
        await house.desk(Watch(ticket), by)
    await house.desk(Unwatch(ticket), ANNA)
    await house.desk(Unwatch(ticket), ANNA)
    house.execute(f"DELETE FROM grants WHERE person_id = {house.person(CLARA)}")
    await _called(house, ticket)
    await house.desk(AddComment(ticket, "Any news?"), IVAN)
    assert all(calls == [] for _, calls in await _called(house, ticket))
    assert house.events(ticket).count("WatchEnded") == 1


async def test_whoever_watched_a_merged_ticket_watches_the_one_that_goes_on(house: House) -> None:
    await peopled(house)
    old, new = await house.opened(IVAN), await house.opened(IVAN)
    for ticket, by in ((old, ANNA), (new, ANNA), (new, CLARA)):
        await house.desk(Watch(ticket), by)
    await house.desk(Merge(new, old, 0), ANNA)
    assert {row.person_id for row in house.rows(watchers) if row.ticket_id == old} == {
        house.person(ANNA), house.person(CLARA),
    }  # fmt: skip


async def test_only_the_desks_own_people_watch(house: House) -> None:
    await peopled(house)
    ticket = await house.opened(IVAN)
    assert await code(house, Watch(ticket), IVAN) == "missing"
    assert await code(house, Watch(ticket), DEMO) == "role"
