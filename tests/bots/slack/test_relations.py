"""Tickets that belong together, and time set by hand, from their modals: in both languages (C5, X2)."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from core.jobs import Jobs
from core.kinds import Door, TicketId, Visitor
from core.tickets.commands import AddComment, MoveStatus
from core.tickets.handling import Triage
from core.tickets.relating import TieProblem
from core.tickets.relating_events import TicketAbsorbed
from tests.bots.slack.bureau import fields, history, opened
from tests.bots.slack.office import IVAN, Office, office, profile_of
from tests.standins.slack import Agent, Json, SlackStandIn

pytestmark = pytest.mark.asyncio(loop_scope="module")

MARY = Visitor(Door.TELEGRAM, "200", "Мария", "ru")
HOSTILE = "<!channel> <https://evil.example|банк> *жирно*"


@pytest_asyncio.fixture(loop_scope="module")
async def here(slack: SlackStandIn, tmp_path: Path) -> AsyncIterator[Office]:
    async with office(slack, tmp_path, profile=profile_of("software")) as running:
        yield running


async def more(desk: Office, agent: Agent, ticket: TicketId, word: str) -> Json:
    """A modal from the card's menu."""
    return await opened(desk, agent, ticket, action_id="v1:more", selected_option=await _value(desk, ticket, word))


async def _value(desk: Office, ticket: TicketId, word: str) -> str:
    card = await desk.card(ticket)
    elements = next(block["elements"] for block in card["blocks"] if block["type"] == "actions")
    menu = next(one for one in elements if one["action_id"] == "v1:more")
    return str(next(one["value"] for one in menu["options"] if one["value"].endswith(f":{word}")))


async def saved(agent: Agent, values: Json | None = None) -> None:
    done = await agent.submit(values)
    assert done["result"] == "closed", done


async def refused(agent: Agent, values: Json | None = None) -> Json:
    done = await agent.submit(values)
    assert done["result"] == "errors", done
    return dict(done["errors"])


async def problem(desk: Office, *incidents: TicketId) -> TicketId:
    anna = Visitor(Door.SLACK, desk.anna.id)
    id = await desk.open("Обмен не работает", by=anna)
    await desk.desk(Triage(id, {"type": "problem"}), anna)
    for one in incidents:
        await desk.desk(TieProblem(one, id), anna)
    return id


def shown(view: Json) -> str:
    return "\n".join(_texts(view["blocks"]))


def _texts(node: Any) -> list[str]:
    if isinstance(node, dict):
        own = [node["text"]] if isinstance(node.get("text"), str) else []
        return own + [text for value in node.values() for text in _texts(value)]
    return [text for one in node for text in _texts(one)] if isinstance(node, list) else []


async def test_a_ticket_is_merged_in_three_taps_and_both_threads_say_so(here: Office) -> None:
    old, new = await here.open("Нет связи"), await here.open(HOSTILE)
    view = await more(here, here.anna, new, "merge")
    offered = [one["text"]["text"] for one in fields(view)["other"]["element"]["options"]]
    assert offered == [f"SW-{old} · Нет связи"]
    await saved(here.anna, {"other": str(old)})
    print("taps of a merge: menu, pick, send = 3")
    await here.said(new, f"Объединено: продолжение в SW-{old}")
    await here.said(old, f"Сюда присоединено: SW-{new}")
    gone = await here.card(new, f"Объединено: продолжение в SW-{old}")
    buttons = [one["action_id"] for block in gone["blocks"] if block["type"] == "actions" for one in block["elements"]]
    assert buttons == ["v1:unmerge"]

    async def told() -> list[Any]:
        events = [getattr(one.content, "event", None) for one in here.pocket.got]
        return [one for one in events if isinstance(one, TicketAbsorbed)]

    assert await here.until(told) and len(await told()) == 1


async def test_a_word_in_the_merged_ones_thread_is_shown_in_the_others(here: Office) -> None:
    old, new = await here.open("Нет связи"), await here.open("Всё ещё нет")
    await more(here, here.anna, new, "merge")
    await saved(here.anna, {"other": str(old)})
    gone = await here.card(new, "Объединено")
    await here.boris.say(here.channel, "Это тот же кабель", thread=gone["ts"])
    await here.said(old, "Это тот же кабель")
    await here.desk(AddComment(new, "Жду ответа"), IVAN)
    await here.said(old, "Жду ответа")


async def test_a_press_on_a_card_that_was_merged_meanwhile_is_answered_kindly(here: Office) -> None:
    old, new = await here.open("Нет связи"), await here.open("Всё ещё нет")
    stale = await here.card(new)
    claim = next(
        one for block in stale["blocks"] if block["type"] == "actions" for one in block["elements"]
        if one["action_id"] == "v1:claim"
    )  # fmt: skip
    block = next(block["block_id"] for block in stale["blocks"] if block["type"] == "actions")
    await more(here, here.anna, new, "merge")
    await saved(here.anna, {"other": str(old)})
    await here.card(new, "Объединено")
    await here.boris.press(
        here.channel, stale["ts"], action_id="v1:claim", value=claim["value"], block_id=block, stale=True
    )
    await here.boris.whispered(f"SW-{new} — часть SW-{old}")
    await more(here, here.anna, old, "merge")
    errors = await refused(here.anna, {"number": f"SW-{new}"})
    assert errors == {"number": f"SW-{new} уже присоединили к другому номеру."}


async def test_what_cannot_be_merged_is_said_under_its_field(here: Office) -> None:
    mine, theirs = await here.open("Мой вопрос"), await here.open("Чужой вопрос", by=MARY)
    await more(here, here.anna, mine, "merge")
    errors = await refused(here.anna, {"number": str(theirs)})
    assert "Они прочли бы слова друг друга" in next(iter(errors.values()))
    assert "Не нашлось" in next(iter((await refused(here.anna, {"number": "нет такого"})).values()))
    await saved_nothing(here, mine)


async def saved_nothing(desk: Office, ticket: TicketId) -> None:
    assert "TicketMerged" not in await history(desk, ticket)


async def test_a_merge_is_undone_from_the_merged_card(here: Office) -> None:
    old, new = await here.open("Нет связи"), await here.open("Всё ещё нет")
    await more(here, here.anna, new, "merge")
    await saved(here.anna, {"other": str(old)})
    gone = await here.card(new, "Объединено")
    [block] = [block for block in gone["blocks"] if block["type"] == "actions"]
    undo = {"action_id": "v1:unmerge", "value": block["elements"][0]["value"], "block_id": block["block_id"]}
    for _ in range(2):
        await here.boris.press(here.channel, gone["ts"], **undo, stale=True)
        await here.said(new, f"Снова отдельно от SW-{old}")
    await here.said(old, f"SW-{new} снова отдельно")
    assert (await history(here, new)).count("TicketUnmerged") == 1


async def test_an_incident_is_tied_and_untied_in_its_modal(here: Office) -> None:
    ticket, about = await here.open("Не обменивается"), await problem(here)
    view = await more(here, here.anna, ticket, "problem")
    assert f"SW-{about} · Обмен не работает" in shown(view)
    await saved(here.anna, {"other": str(about)})
    await here.card(ticket, f"Инцидент проблемы SW-{about}")
    await here.card(about, f"Инциденты, открыто 1 из 1: SW-{ticket}")
    view = await more(here, here.boris, ticket, "problem")
    assert fields(view)["other"]["element"]["initial_option"]["value"] == str(about)
    await saved(here.boris, {"other": "-"})
    await here.said(ticket, f"Больше не инцидент проблемы SW-{about}")


async def test_all_incidents_are_answered_in_one_step_with_a_list_of_who_received_it(here: Office) -> None:
    tickets = [await here.open(f"Не обменивается {n}", by=by) for n, by in enumerate((IVAN, MARY, IVAN))]
    about = await problem(here, *tickets)
    await here.desk(MoveStatus(tickets[2], "solved", 0), Visitor(Door.SLACK, here.boris.id))
    await here.card(about, "из 3: SW")
    view = await opened(here, here.anna, about, action_id="v1:incidents")
    assert "Ответ уйдёт по 2 открытым инцидентам" in shown(view) and "Уже решены, их пропустим: 1" in shown(view)
    await saved(here.anna, {"body": "Исправлено, проверьте"})
    jobs = Jobs(here.hop, here.desk, [])
    await jobs.rounds_due()
    await here.said(about, "Ответили по инцидентам: 2, пропустили: 1")
    for ticket in tickets[:2]:
        await here.card(ticket, "Решён")
        await here.said(ticket, "Исправлено, проверьте")

    async def list_of_all() -> str:
        if await here.anna.views():
            await here.anna.close_view(everything=True)
        text = shown(await opened(here, here.anna, about, action_id="v1:incidents"))
        return text if text.count("доставлено") == 2 else ""

    text = await here.until(list_of_all)
    assert f"✗ SW-{tickets[2]} · Иван · уже решён" in text and f"✓ SW-{tickets[1]} · Мария · доставлено" in text


async def test_two_agents_with_the_window_open_answer_once(here: Office) -> None:
    ticket = await here.open("Не обменивается")
    about = await problem(here, ticket)
    await here.card(about, "Инциденты")
    for agent in (here.anna, here.boris):
        await opened(here, agent, about, action_id="v1:incidents")
    await saved(here.anna, {"body": "Исправлено"})
    errors = await refused(here.boris, {"body": "Исправлено, Борис"})
    assert errors == {"body": "По этим инцидентам прямо сейчас отвечает Анна."}
    await Jobs(here.hop, here.desk, []).rounds_due()
    assert "уже ответили: Анна" in (await refused(here.boris, {"body": "Исправлено. Борис"}))["body"]
    assert (await history(here, ticket)).count("CommentAdded") == 1


async def test_a_message_is_split_off(here: Office) -> None:
    ticket = await here.open("Не печатает", "Принтер")
    await here.desk(AddComment(ticket, f"А ещё факс {HOSTILE}"), IVAN)
    view = await more(here, here.anna, ticket, "split")
    assert fields(view)["message"]["element"]["options"][0]["text"]["text"].startswith("Иван: А ещё факс")
    await saved(here.anna, {"subject": "Факс"})
    await here.said(ticket, f"Выделено в SW-{ticket + 1}")
    await here.card(TicketId(ticket + 1), "Факс")


async def test_a_ticket_is_put_off_and_called_back(here: Office) -> None:
    ticket = await here.open("Не печатает")
    view = await more(here, here.anna, ticket, "snooze")
    assert [one["text"]["text"] for one in fields(view)["time"]["element"]["options"]] == [
        "На час", "До завтра, 9:00", "До понедельника, 9:00",
    ]  # fmt: skip
    hour = fields(view)["time"]["element"]["options"][0]["value"]
    await saved(here.anna, {"time": hour})
    await here.card(ticket, "Отложено:")
    await more(here, here.anna, ticket, "snooze")
    await saved(here.anna, {"time": "-"})
    await here.said(ticket, "Снова в списке у Анна")
    await more(here, here.anna, ticket, "snooze")
    assert "until" in await refused(here.anna, {"until": 1})


async def test_a_part_of_another_ticket(here: Office) -> None:
    whole, part = await here.open("Переезд"), await here.open("Телефоны")
    await more(here, here.anna, part, "parent")
    await saved(here.anna, {"number": f"SW-{whole}"})
    await here.card(whole, f"Части, открыто 1 из 1: SW-{part}")
    await more(here, here.anna, whole, "parent")
    assert "уже часть этой работы" in next(iter((await refused(here.anna, {"number": str(part)})).values()))


@pytest.mark.parametrize("word", ["merge", "problem", "parent", "split", "snooze"])
async def test_the_windows_speak_the_agents_language_and_are_shut_to_strangers(here: Office, word: str) -> None:
    mary = await here.slack.agent("Mary", "mary@example.org", locale="en-US")
    ticket = await here.open("Не печатает")
    card = await here.card(ticket)
    value = await _value(here, ticket, word)
    await mary.press(here.channel, card["ts"], action_id="v1:more", selected_option=value)
    assert await mary.views() == []
    await here.slack.join(here.channel, mary)
    await here.staffed()

    async def view() -> Json | None:
        await mary.press(here.channel, card["ts"], action_id="v1:more", selected_option=value)
        there = await mary.views()
        return there[0] if there else None

    found = await here.until(view)
    assert found["close"]["text"] == "Close"


async def test_a_ticket_is_watched_from_the_menu_and_the_watcher_is_called(here: Office) -> None:
    ticket = await here.open("Не печатает")
    card = await here.card(ticket)
    value = await _value(here, ticket, "watch")
    for _ in range(2):
        await here.boris.press(here.channel, card["ts"], action_id="v1:more", selected_option=value)
    await here.card(ticket, "Следят: Борис")
    await here.desk(AddComment(ticket, "Есть новости?"), IVAN)
    line = await here.said(ticket, "Новое сообщение")
    assert f"<@{here.boris.id}>" in str(line)
    await here.boris.press(
        here.channel, card["ts"], action_id="v1:more", selected_option=await _value(here, ticket, "unwatch")
    )
    await here.said(ticket, "Больше не следит")
    assert (await history(here, ticket)).count("WatchBegun") == 1
