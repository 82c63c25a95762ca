"""The queues: what stands in them, page by page, and that nobody sees there what they could not read."""

from collections.abc import Sequence
from typing import Any

import pytest

from core.clock import DAY, HOUR
from core.errors import Code, Refusal
from core.kinds import Door, System, TicketId, Visitor
from core.people import rights
from core.people import store as people
from core.people.person import Role
from core.profile.schema import Profile
from core.storage.engine import reader
from core.tickets.commands import AddComment, AddNote, Claim, MoveStatus
from core.tickets.standing import standing
from core.views.lists.finding import FindTickets
from core.views.lists.history import ReadStory
from core.views.lists.queues import WALKS, Asked
from core.views.lists.reading import ReadBoard, ReadQueue, read_board, read_queue
from core.views.lists.shapes import DeskLine, DeskPage, Filter, Queue
from core.views.lists.sight import Reach, Sight
from tests.core.desks.made import BOSS, DEMO, desk, grant, known, opened, peopled
from tests.core.house import ANNA, BORIS, CLARA, IVAN, MARY, House

STATUS = "SELECT 1 FROM pragma_compile_options WHERE compile_options = 'ENABLE_STMTVTAB'"
PREPARED = "SELECT sql FROM sqlite_stmt WHERE run >= 10", " AND reprep > 0"
PLANNED = (
    "SELECT statement FROM pg_prepared_statements WHERE generic_plans + custom_plans >= 10",
    " AND generic_plans = 0",
)
"""Statements that were asked often, as each engine tells them, and those of them that it did not keep."""


@pytest.fixture
def profile(everything: Profile) -> Profile:
    return everything


async def lines(house: House, queue: Queue, by: Visitor = ANNA, brand: str | None = None, most: int = 3) -> list[Any]:
    """All pages of it, and no line twice."""
    got: list[DeskLine] = []
    after = None
    while True:
        page: DeskPage = await house.ask(ReadQueue(queue, brand, after, most), by)
        assert len(page.lines) <= most
        got += page.lines
        after = page.more
        if after is None:
            assert len({one.id for one in got}) == len(got)
            return got


async def ids(house: House, queue: Queue, by: Visitor = ANNA, brand: str | None = None) -> list[int]:
    return [one.id for one in await lines(house, queue, by, brand)]


async def test_work_stands_in_the_queue_that_it_belongs_to_longest_open_first(house: House) -> None:
    await peopled(house)
    tickets = [await opened(house, IVAN) for _ in range(8)]
    for ticket in tickets[:4]:
        await house.desk(Claim(ticket, 0), ANNA)
    await house.desk(MoveStatus(tickets[0], "waiting", house.ticket(tickets[0]).workflow_rev, "Ждём"), ANNA)
    await house.desk(MoveStatus(tickets[1], "resolved", house.ticket(tickets[1]).workflow_rev, "Готово"), ANNA)
    assert await ids(house, Queue.MINE) == [tickets[0], tickets[2], tickets[3]]
    assert await ids(house, Queue.MINE, BORIS) == []
    assert await ids(house, Queue.UNASSIGNED, BORIS) == tickets[4:]
    assert await ids(house, Queue.WAITING, BORIS) == [tickets[0]]
    (line,) = await lines(house, Queue.WAITING)
    assert (line.requester, line.assignee, line.open) == ("Иван Петров", "Anna", True)


async def test_a_brand_has_its_own_part_of_every_queue(house: House) -> None:
    await peopled(house)
    one, two = await opened(house, IVAN, brand="one"), await opened(house, IVAN, brand="two")
    assert await ids(house, Queue.UNASSIGNED, brand="one") == [one]
    assert await ids(house, Queue.UNASSIGNED, brand="two") == [two] and await ids(house, Queue.MINE, brand="one") == []
    board = await house.ask(ReadBoard("one"), ANNA)
    assert [(heap.queue, heap.count) for heap in board.heaps][:2] == [(Queue.MINE, 0), (Queue.UNASSIGNED, 1)]
    assert [brand.id for brand in board.brands] == ["one", "two"]


async def test_a_heap_is_counted_no_further_than_fifty(house: House) -> None:
    await peopled(house)
    for _ in range(52):
        await opened(house, IVAN)
    heap = (await house.ask(ReadBoard(), ANNA)).heaps[1]
    assert (heap.queue, heap.count, heap.full) == (Queue.UNASSIGNED, 50, True)


async def test_what_is_due_within_a_day_stands_soonest_first_and_once(house: House) -> None:
    await peopled(house)
    now, tickets = house.clock.now(), [await opened(house, IVAN) for _ in range(5)]
    due = {0: (3 * HOUR, None), 1: (HOUR, None), 2: (2 * DAY, None), 3: (HOUR, now), 4: (2 * HOUR, None)}
    house.execute("DELETE FROM target_steps", "DELETE FROM target_intervals", "DELETE FROM targets")
    for n, (span, met) in due.items():
        for metric, more in (("first_response", 0), ("resolution", HOUR)):
            values = f"{tickets[n]}, '{metric}', 1, {now}, {now + span + more}, 0, {met or 'NULL'}"
            house.execute(
                f"INSERT INTO targets (ticket_id, metric, cycle, started_at, due_at, used, met_at) VALUES ({values})"
            )
    assert await ids(house, Queue.BREACH) == [tickets[1], tickets[4], tickets[0]]
    assert (await lines(house, Queue.BREACH))[0].due_at == now + HOUR


async def test_what_was_missed_stands_longest_ago_first_until_it_is_met(house: House) -> None:
    await peopled(house)
    now, tickets = house.clock.now(), [await opened(house, IVAN) for _ in range(4)]
    house.execute("DELETE FROM target_steps", "DELETE FROM target_intervals", "DELETE FROM targets")
    late = {0: (HOUR, "NULL", now), 1: (3 * HOUR, "NULL", now), 2: (2 * HOUR, now, now), 3: (HOUR, "NULL", "NULL")}
    for n, (ago, met, breached) in late.items():
        for metric, more in (("first_response", 0), ("resolution", HOUR)):
            values = f"{tickets[n]}, '{metric}', 1, {now}, {now - ago + more}, 0, {met}, {breached}"
            columns = "ticket_id, metric, cycle, started_at, due_at, used, met_at, breached_at"
            house.execute(f"INSERT INTO targets ({columns}) VALUES ({values})")
    assert await ids(house, Queue.OVERDUE) == [tickets[1], tickets[0]]
    assert (await lines(house, Queue.OVERDUE, most=1))[0].due_at == now - 3 * HOUR
    await house.desk(Claim(tickets[1], 0), ANNA)
    await house.desk(MoveStatus(tickets[1], "resolved", house.ticket(tickets[1]).workflow_rev, "Готово"), ANNA)
    assert await ids(house, Queue.OVERDUE) == [tickets[0]], "nothing can be met any more of what is done"


async def test_what_did_not_arrive_stands_there_until_something_later_does(house: House) -> None:
    await peopled(house)
    lost, fine, late = [await opened(house, IVAN) for _ in range(3)]
    notices = {one.ticket_id: one.id for one in house.outbox(kind="notice") if one.ticket_id}
    house.execute(
        "UPDATE outbox SET state = 'sent'",
        f"UPDATE outbox SET state = 'parked', reason = 'нет ответа' WHERE id IN ({notices[lost]}, {notices[late]})",
    )
    assert await ids(house, Queue.UNDELIVERED) == [late, lost] and fine not in await ids(house, Queue.UNDELIVERED)
    assert {one.why for one in await lines(house, Queue.UNDELIVERED)} == {"нет ответа"}
    await house.desk(AddComment(late, "Слышно?"), ANNA)
    house.execute(f"UPDATE outbox SET state = 'sent' WHERE ticket_id = {late} AND state = 'pending'")
    assert await ids(house, Queue.UNDELIVERED) == [lost]


ACCESS = [{"sees": "all", "works": "all"}, {"sees": "service", "works": "all"}, {"sees": "service", "works": "own"},
          {"sees": "all", "works": "own"}, {"sees": "own", "works": "own"}]  # fmt: skip
EVERYBODY: Sequence[Visitor] = (ANNA, BORIS, CLARA, BOSS, DEMO, IVAN, MARY)


@pytest.mark.parametrize("access", ACCESS, ids=lambda one: "-".join(one.values()))
async def test_every_list_shows_exactly_what_the_table_of_rights_lets_somebody_read(house: House, access: Any) -> None:
    """One policy: each ticket is judged by `rights` for each person, and the lists must agree."""
    await peopled(house)
    await known(house, MARY)
    await grant(house, CLARA, Role.AGENT, "phones")
    house.execute(f"DELETE FROM grants WHERE person_id = {house.person(CLARA)} AND service = ''")
    for service in (None, "network", "phones", "lan", "office", "desks"):
        await opened(house, BOSS, service=service)
    await house.opened(IVAN, "Слово")
    house.execute("UPDATE tickets SET service = 'dropped' WHERE service = 'desks'")
    narrow = desk(access=access | {"assign": ["dispatcher", "administrator"]})
    other = House(house.url, narrow, house.hands._path.parent)
    every = [TicketId(row.id) for row in house.rows("tickets")]
    try:
        for who in EVERYBODY:
            await _agrees(other, who, every, narrow)
    finally:
        other.close()


async def _agrees(house: House, who: Visitor, every: list[TicketId], profile: Profile) -> None:
    with reader(house.url).connect() as conn:
        person = people.recognise(conn, who)
        assert person is not None
        judged = {id: standing(conn, profile, house.ticket(id), person) for id in every}
    inner = [id for id in every if rights.permits("read internal", person, judged[id])]
    own = [id for id in every if judged[id].requester and rights.permits("read", person, judged[id])]
    assert {one.id for one in (await house.ask(FindTickets(most=99), who)).page.lines} == {*inner, *own}
    words = await house.ask(FindTickets("слово", ((Filter.STATUS, "open"),), most=99), who)
    assert {one.id for one in words.page.lines} == {every[-1]} & {*inner, *own}
    if not person.inside:
        with pytest.raises(Refusal):
            await house.ask(ReadQueue(Queue.UNASSIGNED), who)
        return
    for queue in Queue:
        assert {one.id for one in (await house.ask(ReadQueue(queue, most=99), who)).lines} <= {*inner, *own}
    nobodys = [id for id in inner if house.ticket(id).assignee is None]
    assert await ids(house, Queue.UNASSIGNED, who) == nobodys
    for id in every:
        if id not in inner:
            with pytest.raises(Refusal) as refused:
                await house.ask(ReadStory(id), who)
            assert refused.value.code in (Code.MISSING, Code.ROLE)


@pytest.mark.parametrize("who", [IVAN, MARY, Visitor(Door.SLACK, "U666", "Eve")])
@pytest.mark.parametrize("query", [*(ReadQueue(queue) for queue in Queue), ReadBoard(), ReadStory(TicketId(1))])
async def test_who_is_not_of_the_desk_is_shown_no_queue(sqlite_house: House, who: Visitor, query: Any) -> None:
    await peopled(sqlite_house)
    await sqlite_house.opened(IVAN)
    with pytest.raises(Refusal) as refused:
        await sqlite_house.ask(query, who)
    assert refused.value.code is Code.MISSING


async def test_the_history_tells_everything_page_by_page_either_way(house: House) -> None:
    await peopled(house)
    ticket = await house.opened(IVAN)
    await house.desk(Claim(ticket, 0), ANNA)
    for n in range(6):
        await house.desk(AddNote(ticket, f"Заметка {n}"), ANNA)
    newest = await house.ask(ReadStory(ticket, most=3), ANNA)
    assert [one.told.message.body for one in newest.moments if one.told.message] == [f"Заметка {n}" for n in (3, 4, 5)]
    earlier = await house.ask(ReadStory(ticket, before=newest.before, most=3), ANNA)
    assert [one.seq for one in earlier.moments] == [one.seq - 3 for one in newest.moments] and newest.after is None
    back = await house.ask(ReadStory(ticket, after=earlier.after, most=3), ANNA)
    assert [one.seq for one in back.moments] == [one.seq for one in newest.moments] and back.after is None
    every = (await house.ask(ReadStory(ticket, most=99), ANNA)).moments
    assert {"TicketOpened", "TicketAssigned", "NoteAdded"} <= {type(one.told.event).__name__ for one in every}


async def test_of_their_own_ticket_staff_read_the_history_of_the_customers_side(house: House) -> None:
    await peopled(house)
    mine = await house.opened(by=BORIS, subject="Мой монитор")
    await house.desk(AddNote(mine, "Между нами"), ANNA)
    assert "Между нами" in str(await house.ask(ReadStory(mine), ANNA))
    assert "Между нами" not in str(await house.ask(ReadStory(mine), BORIS))


async def test_an_empty_desk_has_empty_queues(house: House) -> None:
    await peopled(house)
    for queue in Queue:
        assert await house.ask(ReadQueue(queue), ANNA) == DeskPage(())
    assert await house.ask(ReadQueue(Queue.BREACH, after=(2**70, 2**70)), ANNA) == DeskPage(())
    assert (await house.ask(FindTickets(), ANNA)).page == DeskPage(()) and System("x")


async def test_what_did_not_arrive_is_walked_from_the_newest_and_each_notice_asks_for_its_ticket(house: House) -> None:
    """However little the engine knows of its tables: nothing is put in order, and no other table is walked."""
    await peopled(house)
    with reader(house.url).connect() as conn:
        asked = Asked(Queue.UNDELIVERED, ("new",), Sight(Reach(elsewhere=True)), branded=False, going_on=False, most=11)
        if house.on_postgres:
            conn.exec_driver_sql("SET enable_seqscan = off")
        written = WALKS[asked.queue](asked).compile(conn)
        given = tuple(written.params[name] for name in written.positiontup or ()) or written.params
        prefix = "EXPLAIN " if house.on_postgres else "EXPLAIN QUERY PLAN "
        plan = " ".join(str(row) for row in conn.exec_driver_sql(prefix + str(written), given))
    assert "ix_outbox_troubled" in plan, plan
    assert "TEMP B-TREE" not in plan and "SCAN tickets" not in plan, plan


async def test_what_agents_ask_again_and_again_is_planned_once(house: House) -> None:
    await peopled(house)
    await opened(house, IVAN)
    with reader(house.url).connect() as conn:
        if not house.on_postgres and not conn.exec_driver_sql(STATUS).first():
            pytest.skip("this SQLite does not say how often it has prepared a statement")
        by, now = people.person(conn, house.person(ANNA)), house.clock.now()
        assert by is not None
        for _ in range(20):
            read_board(conn, house.profile, by, ReadBoard(), now)
            for queue in Queue:
                read_queue(conn, house.profile, by, ReadQueue(queue), now)
        known, anew = PLANNED if house.on_postgres else PREPARED
        assert len(conn.exec_driver_sql(known).all()) > len(Queue)
        assert not conn.exec_driver_sql(known + anew).all()


async def test_ratings_that_wait_are_counted_for_whoever_may_read_them(house: House) -> None:
    await peopled(house)
    await grant(house, CLARA, Role.AGENT, "phones")
    house.execute(f"DELETE FROM grants WHERE person_id = {house.person(CLARA)} AND service = ''")
    for service in ("network", "phones", "phones"):
        ticket = await opened(house, BOSS, service=service)
        (event,) = [one.id for one in house.rows("events") if one.ticket_id == ticket and one.seq == 1]
        house.execute(f"INSERT INTO ratings (event_id, ticket_id, grade) VALUES ({event}, {ticket}, 'good')")
    other = House(house.url, desk(access={"sees": "service", "works": "all"}), house.hands._path.parent)
    try:
        assert [(await other.ask(ReadBoard(), who)).ratings for who in (BOSS, CLARA)] == [3, 2]
    finally:
        other.close()
