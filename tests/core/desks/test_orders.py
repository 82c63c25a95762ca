"""E2: a requester's orders are asked for after the commit, kept, and shown on the card as words; a trouble is said."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from core.errors import Code
from core.outbox.model import Kind
from core.profile.check import check
from core.profile.schema import Profile
from core.relay.orders import NoAnswer, Orders
from core.tickets import orders as rows
from core.tickets.commands import AddComment, OpenTicket
from core.tickets.orders import LookAgain
from core.views.parts import Orders as Told
from core.views.queries import ReadTicket, StaffCard
from tests.core.desks.made import desk, peopled
from tests.core.house import ANNA, IVAN, House

URL = "https://shop.example/{company}orders?mail={email}"
SHOWN = [
    {"label": {"ru": "Номер", "en": "Number"}, "path": "id"},
    {"label": {"ru": "Сумма", "en": "Total"}, "path": "sum.amount"},
]
LOOKUP: dict[str, Any] = {"url": "https://shop.example/orders?mail={email}&name={name}", "timeout": 0.2, "cache": 10}
ONE = [{"id": 7, "sum": {"amount": "100"}, "secret": "x"}]


@pytest.fixture(scope="session")
def looking() -> Profile:
    return desk(lookup=LOOKUP | {"orders": "data", "show": SHOWN, "brands": ["one"]})


@pytest.fixture
def profile(looking: Profile) -> Profile:
    return looking


class Shop:
    def __init__(self, answer: Any) -> None:
        self.answer = answer
        self.asked: list[str] = []

    async def __call__(self, url: str, seconds: float) -> Any:
        self.asked.append(url)
        if isinstance(self.answer, Exception):
            raise self.answer
        if self.answer is None:
            await asyncio.sleep(60)
        return self.answer


async def _opened(house: House, shop: Shop, brand: str | None = "one") -> tuple[Any, Told | None]:
    if not house.rows("persons"):
        await peopled(house)
        await house.opened(IVAN)
        await house.confirmed(IVAN, "ivan+x@farm.example")
    made = await house.desk(OpenTicket("A", "B", brand=brand), IVAN)
    return made.ticket, await _looked(house, shop, made.ticket)


async def _looked(house: House, shop: Shop, ticket: Any) -> Told | None:
    assert house.profile.lookup is not None
    await Orders(house.hop, house.desk, house.profile.lookup, shop).round()
    return (await house.ask(StaffCard(ticket), ANNA)).orders


async def test_the_first_orders_are_kept_with_what_the_profile_shows_of_them(house: House) -> None:
    shop = Shop({"data": ONE * 7})
    ticket, told = await _opened(house, shop)
    assert shop.asked == ["https://shop.example/orders?mail=ivan%2Bx%40farm.example&name=" + _quoted(IVAN.name)]
    assert told is not None and (told.count, len(told.orders), told.problem) == (7, 5, "")
    assert [(name["en"], text) for name, text in told.orders[0]] == [("Number", "7"), ("Total", "100")]
    assert (await house.ask(ReadTicket(ticket, most=1), IVAN)).card.orders is None


def _quoted(name: str) -> str:
    return "".join(f"%{byte:02X}" for byte in name.encode())


async def test_nobody_is_asked_twice_within_the_time_that_an_answer_is_good_for(house: House) -> None:
    shop = Shop({"data": ONE})
    ticket, _ = await _opened(house, shop)
    await house.desk(AddComment(ticket, "And?"), IVAN)
    await _looked(house, shop, ticket)
    assert len(shop.asked) == 1
    await house.pass_time(11 * 60)
    await house.desk(AddComment(ticket, "And now?"), IVAN)
    shop.answer = {"data": []}
    told = await _looked(house, shop, ticket)
    assert len(shop.asked) == 2 and told is not None and told.count == 0


@pytest.mark.parametrize(("answer", "problem"), [
    (None, "slow"), (NoAnswer("large"), "large"), ({"data": "no"}, "malformed"), ([1], ""), (OSError("x"), "malformed"),
])  # fmt: skip
async def test_a_trouble_is_said_and_what_was_known_stays(house: House, answer: Any, problem: str) -> None:
    shop = Shop({"data": ONE})
    ticket, _ = await _opened(house, shop)
    await house.pass_time(11 * 60)
    before = len(house.outbox(ticket_id=ticket, kind=Kind.CARD.value))
    shop.answer = answer
    other, told = await _opened(house, shop)
    assert told is not None and told.problem == problem and told.count == (1 if problem else 0)
    assert len(house.outbox(ticket_id=ticket, kind=Kind.CARD.value)) >= before
    assert house.events(other)[0] == "TicketOpened"


async def test_of_a_ticket_of_another_brand_nobody_is_asked(house: House) -> None:
    shop = Shop({"data": ONE})
    _, told = await _opened(house, shop, "two")
    assert not shop.asked and told is None


async def test_where_too_little_is_known_nobody_is_asked_and_it_is_said(house: House) -> None:
    await peopled(house)
    shop = Shop({"data": ONE})
    made = await house.desk(OpenTicket("A", "B", brand="one"), IVAN)
    told = await _looked(house, shop, made.ticket)
    assert not shop.asked and told is not None and told.problem == "nothing"


async def _later(house: House, shop: Shop, seconds: float, ticket: Any) -> Told | None:
    house.hands.forward(seconds)
    return await _looked(house, shop, ticket)


async def test_whoever_did_not_answer_is_asked_again_later_and_later_and_then_no_more(house: House) -> None:
    shop = Shop(NoAnswer("unreachable"))
    ticket, told = await _opened(house, shop)
    assert told is not None and told.again and told.problem == "unreachable"
    cards = len(house.outbox(ticket_id=ticket, kind=Kind.CARD.value))
    waits = [30, 2 * 60, 8 * 60, 32 * 60, 60 * 60]
    for n, wait in enumerate(waits, 1):
        await _later(house, shop, wait - 1, ticket)
        assert len(shop.asked) == n
        told = await _later(house, shop, 1, ticket)
        assert len(shop.asked) == n + 1 and told is not None and told.again == (n < len(waits))
    await _later(house, shop, 24 * 3600, ticket)
    assert len(shop.asked) == 6
    assert len(house.outbox(ticket_id=ticket, kind=Kind.CARD.value)) <= cards + 1


async def test_the_answer_that_comes_at_last_is_shown(house: House) -> None:
    shop = Shop(NoAnswer("unreachable"))
    ticket, _ = await _opened(house, shop)
    shop.answer = {"data": ONE}
    told = await _later(house, shop, 31, ticket)
    assert told is not None and (told.count, told.problem, told.again) == (1, "", False)
    await _later(house, shop, 24 * 3600, ticket)
    assert len(shop.asked) == 2


@pytest.mark.parametrize("problem", ["refused", "large"])
async def test_whoever_refuses_is_not_asked_again_by_itself(house: House, problem: str) -> None:
    shop = Shop(NoAnswer(problem))
    ticket, told = await _opened(house, shop)
    assert told is not None and not told.again
    await _later(house, shop, 24 * 3600, ticket)
    assert len(shop.asked) == 1


async def test_an_agent_has_them_asked_for_anew_however_good_the_answer_is(house: House) -> None:
    shop = Shop({"data": ONE})
    ticket, _ = await _opened(house, shop)
    shop.answer = {"data": ONE * 2}
    for _ in range(3):
        await house.desk(LookAgain(ticket), ANNA)
    shown = (await house.ask(StaffCard(ticket), ANNA)).orders
    assert shown is not None and shown.asking and shown.count == 1
    told = await _looked(house, shop, ticket)
    assert len(shop.asked) == 2 and told is not None and (told.count, told.asking) == (2, False)


async def test_a_customer_cannot_and_of_another_brand_there_is_nothing_to_ask(house: House) -> None:
    shop = Shop({"data": ONE})
    ticket, _ = await _opened(house, shop)
    assert (await house.refused(LookAgain(ticket), IVAN)).code is Code.MISSING
    other, _ = await _opened(house, shop, "two")
    assert (await house.refused(LookAgain(other), ANNA)).code is Code.BUTTON
    assert len(shop.asked) == 1


async def test_repeats_wait_for_those_of_whom_nothing_is_known_yet(house: House) -> None:
    shop = Shop(NoAnswer("slow"))
    await _opened(house, shop)
    house.hands.forward(60)
    fresh = "INSERT INTO orders (person_id, state, asked_at, due_at, tries) VALUES ({}, 'asked', 0, 1, 0)"
    await house.hop.unit(lambda unit: unit.conn.exec_driver_sql(fresh.format(house.person(ANNA))))
    assert house.profile.lookup is not None
    lookup = house.profile.lookup
    first = await house.hop.unit(lambda unit: rows.claim(unit, lookup, 1))
    second = await house.hop.unit(lambda unit: rows.claim(unit, lookup, 1))
    assert [one for one, _ in (*first, *second)] == [house.person(ANNA), house.person(IVAN)]


async def test_two_replicas_ask_once(url: sa.URL, house: House, open_house: Callable[[sa.URL], House]) -> None:
    shop, other = Shop({"data": ONE}), open_house(url)
    await peopled(house)
    await house.opened(IVAN)
    await house.confirmed(IVAN, "ivan@farm.example")
    await house.desk(OpenTicket("A", "B", brand="one"), IVAN)
    assert house.profile.lookup is not None
    trips = [Orders(one.hop, one.desk, house.profile.lookup, shop) for one in (house, other)]
    assert sorted(await asyncio.gather(*(trip.round() for trip in trips))) == [0, 1] and len(shop.asked) == 1


@pytest.mark.parametrize(("said", "place"), [
    ({"url": "https://{name}.example/x"}, "lookup.url"),
    ({"url": "https://user:word@shop.example/{email}"}, "lookup.url"),
    ({"url": "https://shop.example/orders"}, "lookup.url"), ({"brands": ["three"]}, "lookup.brands"),
    ({"url": "https://shop.example/{email}"}, ""),
])  # fmt: skip
def test_a_look_up_that_cannot_be_meant_is_found(said: dict[str, Any], place: str) -> None:
    found = [one.place for one in check(desk(lookup=LOOKUP | said)) if one.place.startswith("lookup")]
    assert found == ([place] if place else [])
