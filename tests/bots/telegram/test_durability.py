"""Whatever is delivered twice, restarted or killed: one effect of each input, and no answer in the wrong question."""

import asyncio
import json
import random
from collections.abc import Callable
from typing import Any

import pytest

from bots.telegram.receive import TelegramReceiver
from core.storage.hop import Hop
from tests.bots.telegram.desk import Opener, TelegramDesk, texts
from tests.standins.telegram import PIXEL, Customer, TelegramStandIn

pytestmark = pytest.mark.asyncio(loop_scope="session")

STATE = "SELECT subject, type, status, grade FROM tickets ORDER BY id"
FILES = "SELECT name, state FROM attachments ORDER BY id"


async def state_of(desk: TelegramDesk) -> list[Any]:
    return [
        await desk.rows(STATE), await desk.said(), await desk.rows(FILES),
        await desk.rows("SELECT state, data FROM dialogues"),
        await desk.one("SELECT count(*) FROM events"), await desk.one("SELECT count(*) FROM outbox"),
    ]  # fmt: skip


async def play(ivan: Customer, step: int) -> None:
    """A visit in eight steps, each of which moves the dialogue on."""
    match step:
        case 0:
            await ivan.say("/new")
        case 1:
            await ivan.press(text="Что-то не работает")
        case 2:
            await ivan.say("Принтер")
        case 3:
            await ivan.photo(PIXEL, "Мигает красным")
        case 4:
            await ivan.say("И пищит")
        case 5:
            await ivan.press(text="Вопрос решён")
        case 6:
            await ivan.press(text="Отлично")
        case 7:
            await ivan.press(text="Нет, спасибо")


STEPS = 8


async def test_every_update_delivered_again_in_any_order_has_one_effect(own: TelegramStandIn, opener: Opener) -> None:
    ivan = await own.user(first_name="Иван", language_code="ru")
    async with opener(own) as desk:
        for step in range(STEPS):
            await play(ivan, step)
            await desk.quiet()
            await own.redeliver()
        await desk.quiet()
        first, seen = await state_of(desk), await texts(ivan)
        ids = [update["update_id"] for update in await own.updates()]
        for id in random.Random(7).sample(ids * 2, len(ids) * 2):
            await own.redeliver(id)
        await desk.quiet()
        assert await state_of(desk) == first
    await own.next_update_id(17)
    async with opener(own) as desk:
        await own.redeliver()
        await ivan.say("После недели тишины номера пошли с другого места")
        await desk.quiet()
        assert (await state_of(desk))[0] == first[0]
        assert "После недели" in json.loads(str(await desk.one("SELECT data FROM dialogues")))["kept"][0]["text"]
    assert (await texts(ivan))[: len(seen)] == seen


class Killer:
    """Kills the product at the first database unit of a turn: before its commit, or just after it."""

    def __init__(self, *, after: bool) -> None:
        self.after = after
        self.dead = asyncio.Event()

    async def stop_here(self) -> None:
        self.dead.set()
        await asyncio.Event().wait()

    def hold(self, patch: pytest.MonkeyPatch, hop: Hop) -> None:
        whole, receive = Hop.unit, TelegramReceiver.receive
        under_way = 0

        async def counted(self_: TelegramReceiver, claimed: Any, answer: Any) -> None:
            nonlocal under_way
            under_way += 1
            await receive(self_, claimed, answer)
            under_way -= 1

        async def unit(self_: Hop, work: Callable[[Any], Any], *, urgent: bool = True) -> Any:
            if not (under_way and urgent and self_ is hop):
                return await whole(self_, work, urgent=urgent)
            if not self.after:
                await self.stop_here()
            result = await whole(self_, work, urgent=urgent)
            await self.stop_here()
            return result

        patch.setattr(TelegramReceiver, "receive", counted)
        patch.setattr(Hop, "unit", unit)


async def killed(desk: TelegramDesk, *, after: bool) -> None:
    """Dies at the next commit of a turn; the turn may already be waiting to be worked off again."""
    with pytest.MonkeyPatch.context() as patch:
        killer = Killer(after=after)
        killer.hold(patch, desk.hop)
        async with asyncio.timeout(10):
            await killer.dead.wait()
        desk.cut()


async def test_a_kill_before_and_after_every_commit_of_a_visit_leaves_the_same_end(
    own: TelegramStandIn, opener: Opener
) -> None:
    ivan = await own.user(first_name="Иван", language_code="ru")
    for step in range(STEPS):
        async with opener(own) as desk:
            await desk.quiet(files=False)
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(killed(desk, after=False))
                await asyncio.sleep(0)
                await play(ivan, step)
        async with opener(own) as desk:
            await killed(desk, after=True)
    async with opener(own) as desk:
        await desk.quiet(files=False)
        assert await desk.rows(STATE) == [("Принтер", "incident", "resolved", "5")]
        assert await desk.said() == ["Мигает красным", "И пищит"]
        assert await desk.one("SELECT count(*) FROM attachments") == 1
        seen = await texts(ivan)
        assert len([each for each in seen if "Добавили в HD-1" in each]) == 1
        assert len([each for each in seen if "Заявка HD-1 принята" in each]) == 1


async def test_poison_among_others_goes_to_the_dead_letters_alone(tg: TelegramStandIn, desk: TelegramDesk) -> None:
    anna, boris = await tg.user(first_name="Анна"), await tg.user(first_name="Борис")
    chat = {"id": anna.id, "type": "private", "first_name": "Анна"}
    await anna.say("Раз")
    await tg.inject({"message": {"message_id": "many", "date": 1, "chat": chat, "from": anna.user}})
    await tg.inject({"message": {"message_id": 77, "date": 1, "chat": chat, "from": {"first_name": "no id"}}})
    await tg.inject({"telepathy": {"from": {"first_name": "?"}, "chat": {}}})
    await tg.inject({"telepathy": [1, 2]})
    await tg.inject({})
    await tg.inject({"message": {"message_id": 78, "date": 1, "chat": chat, "from": anna.user, "text": "два"}})
    await boris.say("Три")
    await desk.quiet()
    assert sorted(map(str, await desk.said())) == ["Раз", "Три", "два"]
    assert await desk.one("SELECT count(*) FROM inbox WHERE state = 'dead'") == 2
    assert await desk.one("SELECT count(*) FROM inbox WHERE state = 'new'") == 0


async def test_edits_memberships_groups_and_service_messages_settle_quietly(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer
) -> None:
    said = await ivan.say("Не работает вход")
    await ivan.sees("HD-1")
    before = len(await texts(ivan))
    await ivan.edit(said["message_id"], "Не работает выход")
    group = {"id": -100500, "type": "supergroup", "title": "Соседи"}
    private = {"id": ivan.id, "type": "private", "first_name": "Иван"}
    bot = {"id": 42, "is_bot": True, "first_name": "bot"}
    for chat in (group, {"id": -7, "type": "channel", "title": "Канал"}):
        await tg.inject({"message": {"message_id": 1, "date": 1, "chat": chat, "from": ivan.user, "text": "/new"}})
    message = {"message_id": 1, "date": 1, "chat": group, "from": bot, "text": "x"}
    press = {"id": "1", "from": ivan.user, "message": message, "data": "v1:resolve:1:", "chat_instance": "1"}
    await tg.inject({"callback_query": press})
    await tg.inject({"callback_query": {k: v for k, v in press.items() if k != "message"} | {"inline_message_id": "x"}})
    pinned = {"message_id": 2, "date": 1, "chat": private, "text": "x"}
    service = {"message_id": 9, "date": 1, "chat": private, "from": ivan.user, "pinned_message": pinned}
    await tg.inject({"message": service})
    await desk.quiet()
    assert len(await texts(ivan)) == before
    assert await desk.rows(STATE) == [("Не работает вход", "question", "new", None)]
    assert await desk.one("SELECT count(*) FROM inbox WHERE state != 'done'") == 0


async def test_thirty_customers_at_once_get_their_own_words_only(tg: TelegramStandIn, desk: TelegramDesk) -> None:
    people = [await tg.user(first_name=f"Имя{n:02}", language_code="ru" if n % 2 else "en") for n in range(30)]
    await tg.say_all([(each, f"канарейка-{n:02}-{k}") for k in range(2) for n, each in enumerate(people)])
    await desk.quiet()
    assert await desk.one("SELECT count(*) FROM tickets") == 30
    assert await desk.one("SELECT count(*) FROM messages") == 60
    for n, each in enumerate(people):
        canaries = {found for text in await texts(each) for found in text.split() if "канарейка" in found}
        assert canaries and all(f"канарейка-{n:02}" in found for found in canaries)
