"""What people type is shown literally, in both directions: no markup from it, no refused send, no foreign ticket."""

import pytest

from core.kinds import TicketId
from core.texts import clean, one_line
from core.tickets.commands import AddComment
from tests.bots.telegram.desk import TelegramDesk, texts
from tests.bots.telegram.hostile import SEEDS, hostile
from tests.standins.telegram import PIXEL, Customer, TelegramStandIn

pytestmark = pytest.mark.asyncio(loop_scope="session")

OURS = {"bold", "italic", "date_time"}
MISSING = "Не нашлось"


async def refused_sends(tg: TelegramStandIn, after: int) -> list[str]:
    calls = [call for call in await tg.log() if call["n"] > after and call["status"] != 200]
    return [f"{call['method']}: {call['error']}" for call in calls if call["method"] != "getUpdates"]


async def last_call(tg: TelegramStandIn) -> int:
    return max((call["n"] for call in await tg.log()), default=0)


async def test_five_hundred_hostile_texts_of_an_agent_are_shown_literally(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer
) -> None:
    await ivan.say("Привет")
    await desk.quiet()
    mark, ticket = await last_call(tg), await desk.newest()
    given = hostile(500)
    for n in range(0, 500, 25):
        await desk.agent(AddComment(ticket, "\n".join(given[n : n + 25])))
    await desk.quiet(30)
    seen = [m for m in await ivan.chat() if m["from"] == "bot" and m["text"] and "Анна Смирнова" in m["text"]]
    assert [m["text"].partition("\n")[2] for m in seen] == [
        clean("\n".join(given[n : n + 25])) for n in range(0, 500, 25)
    ]
    for m in seen:
        assert [(e["type"], e["offset"]) for e in m["entities"]] == [("bold", 0)]
    assert await refused_sends(tg, mark) == []


async def test_hostile_texts_of_a_customer_reach_the_ticket_and_come_back_literally(
    tg: TelegramStandIn, desk: TelegramDesk
) -> None:
    mark = await last_call(tg)
    every = hostile(len(SEEDS))
    given, names = every[::2], every[1::2]
    people = [await tg.user(first_name=name[5:] or "?", last_name=name, language_code="ru") for name in names]
    given = given[: len(people)]
    await tg.say_all([(each, "/new") for each in people])
    await tg.say_all(list(zip(people, given, strict=True)))
    for each, name, text in zip(people, names, given, strict=False):
        await each.document(f"{one_line(name[5:])}.txt", b"x", text)
    await desk.quiet(30)
    await tg.say_all([(each, "/tickets") for each in people])
    await desk.quiet(30)
    rows = await desk.rows("SELECT id, subject FROM tickets")
    subjects = {str(subject): int(str(id)) for id, subject in map(tuple, rows)}
    assert set(subjects) == {one_line(text) for text in given}
    for each, text in zip(people, given, strict=True):
        await each.press(data=f"g1:ticket:{subjects[one_line(text)]}:")
    await desk.quiet(30)
    for each, text in zip(people, given, strict=True):
        page = [m for m in await each.chat() if m["from"] == "bot"][-1]
        assert one_line(text) in page["text"] and clean(text) in page["text"]
        assert {entity["type"] for entity in page["entities"]} <= OURS
    assert await refused_sends(tg, mark) == []
    assert await desk.one("SELECT count(*) FROM attachments WHERE state = 'ready'") == len(given)


async def test_twenty_thousand_characters_arrive_whole_and_in_order(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer
) -> None:
    await ivan.say("Ы" * 4096)
    await desk.quiet()
    mark = await last_call(tg)
    long = ("👨‍👩‍👧‍👦 e\u0301tude 🏳️‍🌈👍🏽 न्दी " + "слово " * 40 + "\n\n") * 80
    await desk.agent(AddComment(await desk.newest(), long[:19_900]))
    await desk.quiet()
    seen = [m for m in await ivan.chat() if m["from"] == "bot"][1:]
    told = "".join(m["text"] for m in seen).partition("\n")[2]
    assert "".join(told.split()) == "".join(long[:19_900].split())
    assert [bool(m["buttons"]) for m in seen] == [False] * (len(seen) - 1) + [True]
    assert await refused_sends(tg, mark) == []
    assert await desk.said() == ["Ы" * 4096, clean(long[:19_900])]


async def test_a_ticket_of_somebody_else_is_missing_by_every_button(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer
) -> None:
    mary = await tg.user(first_name="Mary", language_code="en")
    await mary.say("тайна-Мэри")
    await desk.quiet()
    await desk.agent(AddComment(TicketId(1), "тайна-Анны"))
    await ivan.say("/start")
    await ivan.say("/tickets")
    await desk.quiet()
    place = (await ivan.sees())["message_id"]
    verbs = (
        "resolve", "cancel", "cancel:yes", "return", "rate:5", "answer", "claim", "nonsense", "close", "mute", "unmute",
        "escalate", "escalate:sla",
    )  # fmt: skip
    forged = [f"v1:{verb.partition(':')[0]}:1:{verb.partition(':')[2]}" for verb in verbs]
    steps = (
        "ticket", "older", "answer", "keep", "put", "list", "type", "skip", "stop", "drop", "nonsense", "follow",
        "continue", "notices", "address", "forget", "ways",
    )  # fmt: skip
    forged += [f"g1:{step}:1:" for step in steps]
    for data in forged:
        await ivan.press_stale(place, data)
        await ivan.say("/help")
    await desk.quiet()
    seen = "\n".join(await texts(ivan))
    assert "тайна" not in seen and "HD-1" not in seen and MISSING in seen
    assert len(await ivan.toasts()) == len(forged)
    assert await desk.rows("SELECT status, grade FROM tickets") == [("new", None)]
    mine = await ivan.say("ответ чужому", reply_to=place)
    await desk.quiet()
    assert mine["message_id"] and await desk.one("SELECT count(*) FROM messages WHERE ticket_id = 1") == 2


async def test_words_cannot_be_linked_to_a_ticket_of_somebody_else_and_are_not_lost_by_the_try(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer
) -> None:
    mary = await tg.user(first_name="Mary", language_code="en")
    await mary.say("тайна-Мэри")
    await desk.quiet()
    first = await ivan.say("Моё")
    await desk.quiet()
    await ivan.press_stale(2, "v1:cancel:2:yes")
    await ivan.say("Снова", reply_to=first["message_id"])
    await desk.quiet()
    await ivan.press_stale(2, "g1:follow:1:")
    await desk.quiet()
    assert MISSING in (await texts(ivan))[-1]
    await ivan.press_stale(2, "g1:follow:2:")
    await desk.quiet()
    assert await desk.column("SELECT linked_to FROM tickets ORDER BY id") == [None, None, 2]
    assert (await desk.said())[-1] == "Снова"


async def test_buttons_of_other_times_and_worlds_are_answered_kindly(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer
) -> None:
    await ivan.photo(PIXEL, "Моё")
    await desk.quiet()
    place = (await ivan.sees("HD-1"))["message_id"]
    before = await texts(ivan)
    odd = [
        "v0:resolve:1", "v1:resolve", "v1:resolve:1:a:b", "v1:resolve:-1:", f"v1:resolve:{10**30}:", "v1:resolve:²:",
        f"g1:ticket:{2**63}:", "g1", ":", "🙂", "x" * 64,
    ]  # fmt: skip
    odd += [seed for seed in SEEDS if len(seed.encode()) <= 64 and seed not in ("v1:resolve:1:", "g1:put:0:")]
    for some in range(0, len(odd), 8):
        for data in odd[some : some + 8]:
            await ivan.press_stale(place, data)
        await desk.quiet()
    toasts = [toast["text"] for toast in await ivan.toasts()]
    assert len(toasts) == len(odd) and set(toasts) == {"Эта кнопка устарела. Откройте список: /tickets"}
    assert await texts(ivan) == before
    for data in ("g1:older:1:²", f"g1:older:1:{10**30}", "g1:older:1:-5", f"g1:list:{2**63 - 1}:", "g1:language:0:xx"):
        await ivan.press_stale(place, data)
    await ivan.press_stale(place, "g1:type:0:gone")
    await desk.quiet()
    assert await desk.one("SELECT count(*) FROM inbox WHERE state != 'done'") == 0
    assert "О чём речь?" in (await texts(ivan))[-1]
