"""Two dialogues of one person never mix: the first waits while the second goes on, over restarts too (X1)."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from core.profile.load import load
from core.profile.schema import Profile
from core.tickets.commands import AddComment
from tests.bots.telegram.desk import Opener, TelegramDesk, texts, two_tickets
from tests.conftest import PROFILES
from tests.standins.telegram import PIXEL, Customer, TelegramStandIn

pytestmark = pytest.mark.asyncio(loop_scope="session")

ASKS = {
    "/new": "О чём речь?",
    "/new Принтер": "О чём речь?",
    "g1:answer:1:": "Напишите ответ для TS-1",
    "v1:escalate:1:": "почему нужно вмешательство",
    "v1:escalate:1:sla": "опишите, что не так",
    "g1:address:0:": "Напишите адрес почты",
}
"""What begins a matter, and how its question sounds."""


@pytest.fixture
def profile() -> Profile:
    return load(PROFILES / "telecom.toml")


class Player:
    """Ivan, whose every step meets a product that has just been restarted."""

    def __init__(self, opener: Opener, tg: TelegramStandIn, ivan: Customer) -> None:
        self.opener, self.tg, self.ivan = opener, tg, ivan

    async def does(self, *steps: str) -> str:
        for step in steps:
            async with self.opener(self.tg) as desk:
                if step[:3] in ("g1:", "v1:"):
                    await self.ivan.press_stale(2, step)
                else:
                    await self.ivan.say(step)
                await desk.quiet()
        return (await texts(self.ivan))[-1]

    async def column(self, query: str) -> list[object]:
        async with self.opener(self.tg) as desk:
            return await desk.column(query)


@pytest_asyncio.fixture(loop_scope="session")
async def player(opener: Opener, tg: TelegramStandIn, ivan: Customer) -> AsyncIterator[Player]:
    async with opener(tg) as desk:
        await two_tickets(desk, ivan)
    yield Player(opener, tg, ivan)


async def started(desk: TelegramDesk, ivan: Customer, step: str) -> str:
    await (ivan.press_stale(2, step) if step[:3] in ("g1:", "v1:") else ivan.say(step))
    await desk.quiet()
    return (await texts(ivan))[-1]


async def test_a_half_written_ticket_an_escalation_and_an_address_go_on_where_they_stood(player: Player) -> None:
    await player.does("/new", "g1:type:0:setup", "Не заходит")
    await player.does("v1:escalate:1:")
    assert "Напишите адрес почты" in await player.does("v1:escalate:1:unhappy", "g1:address:0:")
    assert "Вернёмся к начатому.\n\nTS-1: опишите, что не так" in await player.does("g1:stop:0:mail")
    assert "Вернёмся к начатому.\n\nТеперь опишите подробнее" in await player.does("Никто не отвечает")
    assert "TS-3 принято" in await player.does("Пароль верный")
    assert await player.column("SELECT body FROM messages ORDER BY id") == [
        "Первый", "", "Никто не отвечает", "Пароль верный",
    ]  # fmt: skip
    assert await player.column("SELECT status FROM tickets ORDER BY id") == ["escalated", "new", "new"]
    assert await player.column("SELECT type FROM tickets WHERE id = 3") == ["setup"]
    assert await player.column("SELECT count(*) FROM dialogues WHERE state IS NOT NULL") == [0]


@pytest.mark.parametrize("first", ASKS, ids=["new", "new-kept", "answer", "reason", "text", "address"])
async def test_whatever_is_begun_second_gives_the_first_its_question_back(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer, first: str
) -> None:
    await two_tickets(desk, ivan)
    for second in ASKS:
        if second[:4] == first[:4] in ("v1:e", "/new") or second == first:
            continue
        assert ASKS[first] in await started(desk, ivan, first)
        assert ASKS[second] in await started(desk, ivan, second), (first, second)
        back = await started(desk, ivan, "/cancel")
        assert "Вернёмся к начатому." in back and ASKS[first] in back, (first, second)
        assert "Прервали" in await started(desk, ivan, "/cancel"), (first, second)
        assert "нечего прерывать" in await started(desk, ivan, "/cancel"), (first, second)
    assert await desk.said() == ["Первый", ""]


async def test_the_stop_of_an_older_question_ends_that_and_nothing_else(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer
) -> None:
    await two_tickets(desk, ivan)
    await started(desk, ivan, "/new Принтер")
    types = (await ivan.sees("О чём речь?"))["message_id"]
    await started(desk, ivan, "v1:escalate:1:sla")
    await ivan.press(text="Прервать", message=types)
    await desk.quiet()
    assert "опишите, что не так" in (await texts(ivan))[-1] and "Прервали" in (await texts(ivan))[-2]
    await started(desk, ivan, "g1:stop:0:new")
    assert "устарела" in (await ivan.toasts())[-1]["text"]
    await started(desk, ivan, "Сколько можно")
    assert await desk.rows("SELECT ticket_id, body FROM messages WHERE id > 2") == [(1, "Сколько можно")]
    assert await desk.one("SELECT count(*) FROM dialogues WHERE state IS NOT NULL") == 0


async def test_a_reply_amid_an_escalation_goes_to_the_ticket_it_replies_to(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer
) -> None:
    await two_tickets(desk, ivan)
    await desk.agent(AddComment(await desk.newest(), "Какой номер?"))
    await desk.quiet()
    asked = await ivan.sees("Какой номер?")
    for step, place in (("v1:escalate:1:", "reason"), ("v1:escalate:1:sla", "text")):
        await started(desk, ivan, step)
        await ivan.photo(PIXEL, f"ответ-{place}", reply_to=asked["message_id"])
        await desk.quiet()
        assert "Вернёмся к начатому." in (await texts(ivan))[-1]
    await started(desk, ivan, "Третий день")
    assert await desk.rows("SELECT ticket_id, body FROM messages WHERE id > 3 ORDER BY id") == [
        (2, "ответ-reason"), (2, "ответ-text"), (1, "Третий день"),
    ]  # fmt: skip


async def test_words_without_a_place_wait_below_whatever_is_begun_after_them(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer
) -> None:
    await two_tickets(desk, ivan)
    assert "Куда это передать?" in await started(desk, ivan, "Раз")
    await started(desk, ivan, "v1:escalate:1:sla")
    assert "Куда это передать?" in await started(desk, ivan, "Жалоба")
    await started(desk, ivan, "v1:escalate:2:sla")
    await ivan.press(data="g1:put:1:")
    await desk.quiet()
    assert "опишите, что не так" in (await texts(ivan))[-1]
    assert "TS-2: эскалировали" in await started(desk, ivan, "И здесь")
    assert await desk.rows("SELECT ticket_id, body FROM messages WHERE id > 2 ORDER BY id") == [
        (1, "Жалоба"), (1, "Раз"), (2, "И здесь"),
    ]  # fmt: skip


async def test_more_matters_than_anybody_can_follow_are_declined(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer
) -> None:
    await two_tickets(desk, ivan)
    for n in range(3, 8):
        await started(desk, ivan, "/new")
        await started(desk, ivan, f"Вопрос {n}")
        await started(desk, ivan, "g1:skip:0:")
    for n in range(1, 6):
        await started(desk, ivan, f"v1:escalate:{n}:sla")
    assert "TS-5" in (await texts(ivan))[-1]
    assert "TS-5" in await started(desk, ivan, "v1:escalate:6:sla")
    assert "Слишком много" in (await texts(ivan))[-2]
    for n in range(5, 0, -1):
        await started(desk, ivan, f"жалоба-{n}")
    assert await desk.rows("SELECT ticket_id, body FROM messages WHERE body LIKE 'жалоба%' ORDER BY ticket_id") == [
        (n, f"жалоба-{n}") for n in range(1, 6)
    ]
