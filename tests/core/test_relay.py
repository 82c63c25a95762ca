"""The trips: out through a channel with its moods, in for contents; pace, crashes and outages."""

import asyncio
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from core.clock import SECOND, machine
from core.kinds import Door, TicketId
from core.outbox.endings import Gone, Refused, RetryLater, Sent, Unsure
from core.outbox.model import Kind
from core.relay.channel import FetchFailed, Limits
from core.relay.deliver import Relay
from core.relay.fetch import Fetch
from core.relay.pace import Bucket, Pace
from core.tickets.commands import AddComment, AddNote, Attachment, Claim, OpenTicket
from core.tickets.model import FileState
from core.views.queries import ReadTicket
from tests.core.house import ANNA, BORIS, IVAN, MARY, House
from tests.core.scripted import Scripted, Shelf


async def _until(house: House, relay: Relay, done: Callable[[], bool], seconds: float = 15) -> None:
    """Runs the relay until something holds, hurrying rows and addresses that wait."""
    async with asyncio.timeout(seconds), asyncio.TaskGroup() as tasks:
        running = tasks.create_task(relay.run())
        while not done():  # noqa: ASYNC110
            await asyncio.sleep(0.02)
        relay.stop()
        await running


def _settled(house: House) -> bool:
    return all(row.state not in ("pending", "sending") for row in house.outbox())


async def test_everything_written_arrives_in_order_and_is_remembered(house: House) -> None:
    await house.staff()
    tickets = [await house.opened(IVAN, f"T{n}") for n in range(6)]
    for n in range(4):
        for ticket in tickets:
            await house.desk(AddNote(ticket, f"note {n}"), ANNA)
    slack, telegram = Scripted(Door.SLACK), Scripted()
    await _until(house, house.relay(slack), lambda: all(row.state == "sent" for row in _to(house, Door.SLACK)))
    await _until(house, house.relay(telegram), lambda: _settled(house))
    assert telegram.kinds == ["notice"] * 6
    for ticket in tickets:
        mine = [one.delivery for one in slack.arrived if _ticket(one.delivery.content) == ticket]
        assert [one.delivery.kind for one in slack.arrived].count(Kind.CARD) == 6
        assert len(mine) == 1
    bodies = [one.delivery.content.body for one in slack.arrived if one.delivery.kind is Kind.MESSAGE]
    assert sorted(bodies) == sorted(f"note {n}" for n in range(4) for _ in tickets)
    assert {post.ref for post in house.rows("posts")} >= {"m1", "m2"}
    ids = [one.delivery.id for one in (*slack.arrived, *telegram.arrived)]
    assert len(ids) == len(set(ids))


def _to(house: House, door: Door) -> list[object]:
    mine = {row.id for row in house.rows("addresses", door=door.value)}
    return [row for row in house.outbox() if row.address_id in mine]


def _ticket(content: object) -> object:
    return getattr(content, "id", None) if hasattr(content, "verbs") else None


async def test_the_reader_is_spoken_to_in_their_own_language(house: House) -> None:
    await house.opened(IVAN)
    await house.opened(MARY)
    telegram = Scripted()
    await _until(house, house.relay(telegram), lambda: len(telegram.arrived) == 2)
    assert {one.delivery.address: one.delivery.language for one in telegram.arrived} == {"1001": "ru", "1002": "en"}


async def test_moods_of_a_channel_and_what_comes_of_them(house: House) -> None:
    visitors = (IVAN, MARY)
    for visitor in visitors:
        await house.opened(visitor)
        await house.opened(visitor)
    channel = Scripted()
    channel.script = {
        "1001": [RetryLater("502", 0.0), ValueError("bug in the bot"), Sent("1")],
        "1002": [Refused("too long"), Gone("blocked")],
    }
    await _until(house, house.relay(channel), lambda: all(row.settled_at for row in house.notices(MARY)))
    house.hands.forward(60)
    await _until(house, house.relay(channel, "r2"), lambda: all(row.settled_at for row in house.notices()))
    assert [row.state for row in house.notices(IVAN)] == ["sent", "sent"]
    assert [row.state for row in house.notices(MARY)] == ["refused", "gone"]
    endings = sorted(row.ending for row in house.rows("attempts"))
    assert endings == ["Gone", "Refused", "RetryLater", "Sent", "Sent", "Unsure"]


async def test_a_dead_senders_row_is_tried_once_more_and_then_parked(house: House) -> None:
    """Faults A8, A9: nobody knows whether it arrived; a third copy is worse than a question."""
    await house.opened()
    for _ in range(2):
        await house.claim_outbox(Door.TELEGRAM)
        house.execute("UPDATE outbox SET lease_until = 1 WHERE state = 'sending'")
        assert await house.relay(Scripted()).recover() == 1
        house.hands.forward(600)
    assert [row.state for row in house.notices()] == ["parked"]


async def test_a_living_senders_row_is_left_alone(house: House) -> None:
    await house.opened()
    await house.claim_outbox(Door.TELEGRAM)
    assert await house.relay(Scripted()).recover() == 0
    assert await house.relay(Scripted()).recover(alone=True) == 1, "alone, nobody else can be sending"


async def test_a_relay_that_is_stopped_finishes_what_it_has_begun(house: House) -> None:
    await house.opened()
    channel = Scripted()
    channel.takes = 0.3
    relay = house.relay(channel)
    await _until(house, relay, lambda: bool(channel.arrived))
    assert [row.state for row in house.notices()] == ["sent"]


async def test_a_relay_that_is_cancelled_leaves_its_row_unsure_not_stuck(house: House) -> None:
    await house.opened()
    channel = Scripted()
    channel.takes = 30
    running = asyncio.ensure_future(house.relay(channel).run())
    while not channel.arrived:  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    [row] = house.notices()
    assert (row.state, row.unsure, row.reason) == ("pending", 1, "the product was stopped")


async def test_two_replicas_send_each_row_once(house: House, open_house: Callable[[sa.URL], House]) -> None:
    """Faults B7, H1 on the way out: SKIP LOCKED, or the writer's own transaction."""
    other = open_house(house.url)
    for n in range(12):
        await house.opened(IVAN if n % 2 else MARY)
    first, second = Scripted(), Scripted()
    first.takes = second.takes = 0.01
    relays = (house.relay(first, "a", alone=False), other.relay(second, "b", alone=False))
    async with asyncio.timeout(15), asyncio.TaskGroup() as tasks:
        running = [tasks.create_task(relay.run()) for relay in relays]
        while any(row.state != "sent" for row in [*house.notices(IVAN), *house.notices(MARY)]):  # noqa: ASYNC110
            await asyncio.sleep(0.05)
        for relay in relays:
            relay.stop()
        await asyncio.gather(*running)
    ids = [one.delivery.id for one in (*first.arrived, *second.arrived)]
    assert len(ids) == len(set(ids)) == 12


# Pace


def test_a_bucket_gives_its_burst_and_then_its_rate() -> None:
    bucket = Bucket(rate=1.0, burst=3, tokens=3, at=0)
    assert [bucket.take(0) for _ in range(3)] == [0, 0, SECOND]
    assert bucket.take(10 * SECOND) == 0
    assert bucket.whole(10 * SECOND) == 2
    assert bucket.whole(3600 * SECOND) == 3, "patience is not saved up beyond the burst"


def test_a_clock_that_steps_back_gives_no_message_away() -> None:
    bucket = Bucket(rate=1.0, burst=3, tokens=3, at=100 * SECOND)
    for _ in range(3):
        bucket.take(100 * SECOND)
    assert bucket.whole(40 * SECOND) == 0
    assert bucket.whole(41 * SECOND) <= 1


def test_without_limits_everything_may_go_at_once() -> None:
    pace = Pace(None)
    assert pace.allowance(0, 8) == 8
    assert pace.spend(1, 0) == 0


def test_addresses_do_not_share_their_pace() -> None:
    pace = Pace(Limits(per_address=1.0, burst=1, overall=100.0))
    now = machine()
    assert pace.spend(1, now) == SECOND and pace.spend(2, now) == SECOND


def _bears(arrivals: list[int], rate: float, burst: int) -> bool:
    """No window of time holds more than its burst and its rate; a fifth of a second is the machine's."""
    return all(
        last - first + 1 <= burst + rate * ((arrivals[last] - arrivals[first]) / SECOND + 0.2)
        for first in range(len(arrivals))
        for last in range(first, len(arrivals))
    )


async def test_one_address_never_gets_more_than_it_bears(house: House) -> None:
    """Faults G2: many tickets talk to one channel at once; Slack bears one message a second and a short burst."""
    await house.staff()
    for n in range(7):
        await house.opened(IVAN, f"T{n}")
    channel = Scripted(Door.SLACK, Limits(per_address=8.0, burst=2, overall=1000.0))
    await _until(house, house.relay(channel), lambda: len(channel.arrived) == 7)
    assert _bears([one.at for one in channel.arrived], 8.0, 2)


async def test_all_addresses_together_never_get_more_than_the_channel_bears(house: House) -> None:
    visitors = [IVAN.__class__(Door.TELEGRAM, str(5000 + n)) for n in range(16)]
    await asyncio.gather(*(house.opened(visitor) for visitor in visitors))
    channel = Scripted(limits=Limits(per_address=100.0, burst=50, overall=6.0))
    channel.takes = 0.05
    await _until(house, house.relay(channel), lambda: len(channel.arrived) == 16)
    assert _bears([one.at for one in channel.arrived], 6.0, 6)


async def test_after_too_many_requests_the_address_is_left_in_peace(house: House) -> None:
    """Faults G2: what was claimed together with the row that was refused waits as long as the other side said."""
    await house.staff()
    for n in range(5):
        await house.opened(IVAN, f"T{n}")
    channel = Scripted(Door.SLACK)
    channel.script = {"C0DESK": [Sent("1"), RetryLater("ratelimited", 1.5)]}
    await _until(house, house.relay(channel), lambda: len(channel.arrived) == 6)
    assert channel.arrived[2].at - channel.arrived[1].at >= 1.4 * SECOND


async def test_when_the_whole_channel_is_told_to_wait_nothing_goes_anywhere(house: House) -> None:
    await house.opened(IVAN)
    channel = Scripted()
    channel.script = {"1001": [RetryLater("flood", 1.0, everyone=True)]}
    relay = house.relay(channel)

    async with asyncio.timeout(15), asyncio.TaskGroup() as tasks:
        running = tasks.create_task(relay.run())
        while not house.rows("attempts"):  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        await house.opened(MARY)
        while len(channel.arrived) < 3:
            await asyncio.sleep(0.02)
            house.hands.forward(0.1)
        relay.stop()
        await running
    assert channel.arrived[1].at - channel.arrived[0].at >= 0.95 * SECOND


# Contents


def _with_file(name: str, size: int | None = None) -> OpenTicket:
    return OpenTicket("Photo", "", attachments=(Attachment(f"{name}.jpg", "image/jpeg", {"id": name}, size),))


def _fetch(house: House, shelf: Shelf, limit: int = 1000) -> Fetch:
    return Fetch(house.hop, house.desk, house.files, {shelf.door: shelf}, limit)


async def _file_of(house: House, ticket: TicketId) -> object:
    return (await house.ask(ReadTicket(ticket), IVAN)).messages.items[0].files[0]


async def test_a_content_is_fetched_after_its_message_and_told_to_the_agents(house: House) -> None:
    ticket = (await house.desk(_with_file("cat"), IVAN)).ticket
    assert ticket is not None
    shelf = Shelf()
    shelf.contents["cat"] = b"meow" * 20
    assert (await _file_of(house, ticket)).state is FileState.LOADING
    assert await _fetch(house, shelf).round() == 1
    file = await _file_of(house, ticket)
    assert (file.state, file.size) == (FileState.READY, 80)
    assert house.files.path(file.digest).read_bytes() == b"meow" * 20
    assert house.events(ticket) == ["TicketOpened", "FileArrived"]
    assert [row.kind for row in house.outbox(file_id=file.id)] == ["file"]
    assert await _fetch(house, shelf).round() == 0


@pytest.mark.parametrize(
    ("failure", "reason"),
    [(FetchFailed("forbidden"), "forbidden"), (None, "too-large")],
    ids=["forbidden", "too large"],
)
async def test_a_content_that_will_never_come_is_told_to_both_sides(
    house: House, failure: Exception | None, reason: str
) -> None:
    ticket = (await house.desk(_with_file("cat"), IVAN)).ticket
    assert ticket is not None
    shelf = Shelf()
    shelf.contents["cat"] = b"x" * 1001
    shelf.fails["cat"] = [failure] if failure else []
    await _fetch(house, shelf).round()
    file = await _file_of(house, ticket)
    assert (file.state, file.reason) == (FileState.LOST, reason)
    assert [row.kind for row in house.notices()] == ["notice", "notice"]


async def test_a_door_that_is_down_is_asked_again_and_given_up_at_last(house: House) -> None:
    ticket = (await house.desk(_with_file("cat"), IVAN)).ticket
    assert ticket is not None
    shelf = Shelf()
    shelf.fails["cat"] = [OSError("down")] * 99
    for _ in range(8):
        assert await _fetch(house, shelf).round() == 1
        assert await _fetch(house, shelf).round() == 0, "it waits before it asks again"
        house.execute("UPDATE attachments SET due_at = 0")
    file = await _file_of(house, ticket)
    assert (file.state, file.reason) == (FileState.LOST, "unreachable")
    assert len(shelf.asked) == 8


async def test_a_fetcher_that_dies_holds_a_file_up_for_a_lease_only(house: House) -> None:
    await house.desk(_with_file("cat"), IVAN)
    shelf = Shelf()
    shelf.contents["cat"] = b"x"
    shelf.fails["cat"] = [asyncio.CancelledError()]
    await _fetch(house, shelf).round()
    assert await _fetch(house, shelf).round() == 0
    house.execute("UPDATE attachments SET due_at = 0")
    assert await _fetch(house, shelf).round() == 1
    assert [row.state for row in house.rows("attachments")] == ["ready"]


async def test_two_replicas_fetch_a_content_once(house: House) -> None:
    for n in range(6):
        await house.desk(_with_file(f"f{n}"), IVAN)
    shelf = Shelf()
    shelf.contents = {f"f{n}": b"x" * n for n in range(6)}
    fetches = [_fetch(house, shelf), _fetch(house, shelf)]
    while sum(await asyncio.gather(*(fetch.round() for fetch in fetches))):
        pass
    assert sorted(shelf.asked) == sorted(shelf.contents)


async def test_an_agents_file_goes_to_the_customer_with_its_content(house: House) -> None:
    await house.staff()
    ticket = await house.opened()
    report = Attachment("report.pdf", "application/pdf", {"id": "r"})
    await house.desk(AddComment(ticket, "Here", (report,)), ANNA)
    await house.desk(AddNote(ticket, "Secret", (Attachment("s.pdf", "application/pdf", {"id": "s"}),)), BORIS)
    await house.desk(Claim(ticket, 0), ANNA)
    shelf, telegram = Shelf(Door.SLACK), Scripted()
    shelf.contents = {"r": b"report", "s": b"secret"}
    await _fetch(house, shelf).round()
    await _until(house, house.relay(telegram), lambda: all(row.settled_at for row in house.notices()))
    carried = [one.delivery.file for one in telegram.arrived if one.delivery.file]
    assert [(file.name, file.path.read_bytes()) for file in carried] == [("report.pdf", b"report")]


async def test_an_unsure_row_says_so_to_its_channel(house: House) -> None:
    await house.opened()
    channel = Scripted()
    channel.script = {"1001": [Unsure("cut"), Sent("1")]}
    relay = house.relay(channel)
    async with asyncio.timeout(15), asyncio.TaskGroup() as tasks:
        running = tasks.create_task(relay.run())
        while not all(row.settled_at for row in house.notices()):
            await asyncio.sleep(0.02)
            house.hands.forward(1)
        relay.stop()
        await running
    assert [one.delivery.unsure for one in channel.arrived] == [False, True]
    assert len({one.delivery.id for one in channel.arrived}) == 1
