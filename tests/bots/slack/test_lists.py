"""Queues, search and the history of a ticket, where the agents are: App Home and `/zayavka`, pressed and typed."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import pytest
import pytest_asyncio

from bots.slack.lists.browse import Browse
from bots.slack.lists.views import list_window
from bots.slack.speech import Speech
from core.kinds import Door, TicketId, Visitor
from core.tickets.commands import AddComment, AddNote, OpenTicket
from core.views.lists.shapes import DeskPage, Found, Queue
from tests.bots.slack.bureau import both, bureau
from tests.bots.slack.hostile import hostile
from tests.bots.slack.office import IVAN, Office, dictionary, office
from tests.standins.slack import Agent, ControlError, Json, SlackStandIn

pytestmark = pytest.mark.asyncio(loop_scope="module")

BRANDS = [{"id": "north", "label": both("Север", "North")}, {"id": "south", "label": both("Юг", "South")}]


@pytest_asyncio.fixture(loop_scope="module")
async def two(slack: SlackStandIn, tmp_path: Path) -> AsyncIterator[Office]:
    """A desk of two brands."""
    async with bureau(slack, tmp_path, brands=BRANDS) as running:
        yield running


async def home(agent: Agent, shows: str = "") -> Json:
    """The Home tab, opened and drawn."""
    await agent.open_home()
    return await drawn(agent, shows)


async def drawn(agent: Agent, shows: str = "", unlike: str = "") -> Json:
    async with asyncio.timeout(10):
        while True:
            try:
                view = await agent.home()
                if shows in view["plain"] and view["hash"] != unlike and "Загружается" not in view["plain"]:
                    return view
            except ControlError:
                pass
            await asyncio.sleep(0.03)


async def turned(agent: Agent, **what: object) -> Json:
    """Presses in the Home tab; what it shows then."""
    before = await agent.home()
    assert (await agent.press_in_view(view_id=before["id"], **what))["status"] == "acked"
    return await drawn(agent, unlike=before["hash"])


async def window(desk: Office, agent: Agent, shows: str = "") -> Json:
    async def found() -> Json | None:
        return next((one for one in await agent.views() if shows in one["plain"]), None)

    return dict(await desk.until(found))


async def asked(desk: Office, agent: Agent, text: str, shows: str = "") -> Json:
    """What the command opens."""
    assert (await agent.command("/zayavka", text, desk.channel))["status"] == "acked"
    return await window(desk, agent, shows)


def pressable(view: Json) -> list[str]:
    return [one["text"] for one in view["buttons"]]


async def written_down(desk: Office, *words: str) -> int:
    """How many inputs that speak of it have a row."""
    told = await desk.hop.read(lambda conn: list(conn.exec_driver_sql("SELECT payload FROM inbox").scalars()))
    return sum(any(word in payload for word in words) for payload in told)


# The Home tab


async def test_home_shows_what_is_mine_and_a_tap_opens_a_ticket_with_its_history(desk: Office) -> None:
    ticket = await desk.open("Не печатает", "Мигает лампочка")
    card = await desk.card(ticket)
    await desk.anna.press(desk.channel, card["ts"], action_id="v1:claim")
    await desk.card(ticket, "🟠 В работе")
    view = await home(desk.anna, "Не печатает")
    assert (
        f"HD-{ticket} · Не печатает" in view["plain"] and "В работе" in view["plain"] and "Иван → Анна" in view["plain"]
    )
    queues = ["Мои · 1", "Ничьи · 0", "Скоро срок · 0", "Просрочены · 0", "Ждут · 0", "Не доставлено · 0", "Спам · 0"]
    assert pressable(view)[:7] == queues
    taps = [await desk.anna.press_in_view(view_id=view["id"], action_id="v1:ticket", value=str(ticket))]
    shown = await window(desk, desk.anna, "Мигает лампочка")
    assert shown["title"]["text"] == f"HD-{ticket}" and "Инженер" in shown["plain"] or "Исполнитель" in shown["plain"]
    print(f"taps from Home to a ticket's history: {len(taps)}")
    assert len(taps) == 1 and await written_down(desk, "app_home_opened", "v1:ticket") == 0, "reads leave no row"


async def test_an_empty_queue_says_so_kindly(desk: Office) -> None:
    view = await home(desk.boris, "Мои")
    assert "Сейчас на вас ничего нет" in view["plain"]
    assert "никто не забыт" in (await turned(desk.boris, action_id="v1:queue:unassigned"))["plain"]
    assert "ни один срок" in (await turned(desk.boris, action_id="v1:queue:breach"))["plain"]


async def test_pages_go_on_and_back_and_nothing_stands_twice(desk: Office) -> None:
    tickets = [await desk.open(f"Дело {n:02}") for n in range(23)]
    await home(desk.anna, "Мои")
    view, pages = await turned(desk.anna, action_id="v1:queue:unassigned"), list[Json]()
    pages.append(view)
    while "Дальше →" in pressable(view):
        view = await turned(desk.anna, action_id="v1:page:next")
        pages.append(view)
    told = [[int(one["value"]) for one in page["buttons"] if one["action_id"] == "v1:ticket"] for page in pages]
    assert told == [tickets[:10], tickets[10:20], tickets[20:]]
    back = await turned(desk.anna, action_id="v1:page:back")
    assert "Дело 10" in back["plain"] and "← Назад" in pressable(back)
    again = await home(desk.anna, "Дело 10")
    assert "Дело 10" in again["plain"], "where one stood is kept"


async def test_a_brand_is_chosen_and_narrows_queues_and_counts(two: Office) -> None:
    north, south = await two.open("Северное", brand="north"), await two.open("Южное", brand="south")
    await home(two.anna, "Мои")
    view = await turned(two.anna, action_id="v1:queue:unassigned")
    assert "Северное" in view["plain"] and "Южное" in view["plain"] and "Юг" in view["plain"]
    view = await turned(two.anna, action_id="v1:brand", selected_option="south")
    assert "Южное" in view["plain"] and "Северное" not in view["plain"] and "Ничьи · 1" in pressable(view)
    view = await turned(two.anna, action_id="v1:brand", selected_option="-")
    assert "Северное" in view["plain"] and north < south


async def test_the_search_box_finds_words_in_any_form_and_says_what_it_did_not_understand(desk: Office) -> None:
    ticket = await desk.open("Шум насоса", "Громко")
    await desk.open("Другое")
    await home(desk.anna, "Мои")
    view = await turned(desk.anna, action_id="v1:find", selected="насосы статус:открытые цвет:красный")
    assert "Ничего не нашлось" in view["plain"], "an unknown condition is words"
    view = await turned(desk.anna, action_id="v1:find", selected="насосами статус:открытые с:чебурашка")
    assert f"HD-{ticket}" in view["plain"] and "Не понял «чебурашка»" in view["plain"] and "Другое" not in view["plain"]
    view = await turned(desk.anna, action_id="v1:find", selected="насосы кто:я")
    assert "Ничего не нашлось" in view["plain"]
    assert "Поиск" in str(view["blocks"]) and "Сейчас на вас ничего" in (
        await turned(desk.anna, action_id="v1:queue:mine")
    )["plain"]  # fmt: skip


async def test_home_speaks_english_to_whoever_does(desk: Office) -> None:
    mary = await desk.slack.agent("Mary", "mary@example.org", locale="en-US")
    await desk.slack.join(desk.channel, mary)
    await desk.open("Printers are offline")
    view = await home(mary, "on your plate")
    assert pressable(view)[0].startswith("Mine ·") and "Search" in str(view["blocks"])
    view = await turned(mary, action_id="v1:find", selected="printer status:open")
    assert "Found for “printer status:open”" in view["plain"] and "Printers are offline" in view["plain"]
    assert "Mine" in (await asked(desk, mary, "mine"))["title"]["text"]


async def test_strangers_guests_and_those_who_left_are_shown_nothing(desk: Office) -> None:
    await desk.open("Секретное дело")
    stranger = await desk.slack.agent("Чужой", "eve@example.org")
    assert "Попросите добавить вас в канал" in (await home(stranger, "Здесь"))["plain"]
    answer = await stranger.command("/zayavka", "ничьи", desk.channel)
    assert "для сотрудников поддержки" in answer["ack_payload"]["text"] and await stranger.views() == []
    await home(desk.boris, "Мои")
    await desk.slack.leave(desk.channel, desk.boris)

    async def gone() -> bool:
        with suppress(ControlError):
            now = await desk.boris.home()
            await desk.boris.press_in_view(view_id=now["id"], action_id="v1:queue:unassigned")
        return "Попросите добавить вас" in (await drawn(desk.boris))["plain"]

    await desk.until(gone)
    assert "Секретное" not in (await desk.boris.home())["plain"]
    refused = await desk.boris.command("/zayavka", "HD-1", desk.channel)
    assert "для сотрудников" in refused["ack_payload"]["text"]


# The command


@pytest.mark.parametrize(("text", "title"), [
    ("мои", "Мои"), ("Ничьи", "Ничьи"), ("сроки", "Скоро срок"), ("ждут", "Ждут"), ("недоставленные", "Не доставлено"),
    ("unassigned", "Ничьи"), ("breach", "Скоро срок"), ("waiting", "Ждут"), ("undelivered", "Не доставлено"),
    ("mine", "Мои"), ("найти насос", "Поиск"), ("find pump", "Поиск"), ("просто слова", "Поиск"),
])  # fmt: skip
async def test_the_command_is_understood_in_either_language(desk: Office, text: str, title: str) -> None:
    assert (await asked(desk, desk.anna, text))["title"]["text"] == title
    await desk.anna.close_view()


@pytest.mark.parametrize("text", ["", "help", "помощь", "?", "справка"])
async def test_help_is_the_answer_itself_and_nobody_else_sees_it(desk: Office, text: str) -> None:
    answer = await desk.anna.command("/zayavka", text, desk.channel)
    assert "/zayavka мои" in answer["ack_payload"]["text"] and "HD-12" in answer["ack_payload"]["text"]
    assert answer["ack_payload"].get("response_type", "ephemeral") == "ephemeral" and await desk.anna.views() == []


async def test_a_number_opens_the_ticket_and_a_missing_one_is_missing(desk: Office) -> None:
    ticket = await desk.open("Не печатает")
    assert "Не печатает" in (await asked(desk, desk.anna, f"HD-{ticket}"))["plain"]
    await desk.anna.close_view()
    assert "Не печатает" not in (await asked(desk, desk.anna, "hd-99999"))["plain"]


async def test_a_ticket_is_opened_in_the_place_of_the_list_and_leads_back(desk: Office) -> None:
    tickets = [await desk.open(f"Дело {n:02}") for n in range(12)]
    view = await asked(desk, desk.anna, "ничьи", "Дело 00")
    await desk.anna.press_in_view(action_id="v1:page:next")
    view = await window(desk, desk.anna, "Дело 11")
    await desk.anna.press_in_view(action_id="v1:ticket", value=str(tickets[11]))
    view = await window(desk, desk.anna, "История")
    assert len(await desk.anna.views()) == 1 and "← К списку" in pressable(view)
    await desk.anna.press_in_view(action_id="v1:list")
    assert "Дело 11" in (await window(desk, desk.anna, "Дело 10"))["plain"]


# The history


async def test_the_history_has_everything_and_goes_back_to_the_beginning(desk: Office) -> None:
    ticket = await desk.open("Не печатает", "Первое слово")
    card = await desk.card(ticket)
    await desk.anna.press(desk.channel, card["ts"], action_id="v1:claim")
    await desk.card(ticket, "🟠 В работе")
    for n in range(14):
        await desk.desk(AddNote(ticket, f"Заметка {n:02}"), Visitor(Door.SLACK, desk.anna.id))
    view = await asked(desk, desk.anna, f"HD-{ticket}", "Заметка 13")
    assert "Заметка 02" in view["plain"] and "Заметка 01" not in view["plain"] and "Первое слово" not in view["plain"]
    await desk.anna.press_in_view(action_id="v1:story:earlier")
    view = await window(desk, desk.anna, "Первое слово")
    assert "@Анна" in view["plain"] and "↓ Позже" in pressable(view) and "Заметка 13" not in view["plain"]
    await desk.anna.press_in_view(action_id="v1:story:later")
    assert "Заметка 13" in (await window(desk, desk.anna, "Заметка 13"))["plain"]


async def test_a_ticket_is_worked_on_from_its_window_which_shows_what_has_become_of_it(desk: Office) -> None:
    ticket = await desk.open("Не печатает")
    view = await asked(desk, desk.boris, f"HD-{ticket}", "пока никто")
    await desk.boris.press_in_view(action_id="v1:claim")
    view = await window(desk, desk.boris, "🟠 В работе")
    assert "пока никто" not in view["plain"]
    await desk.boris.press_in_view(action_id="v1:reply")

    async def above() -> bool:
        return len(await desk.boris.views()) == 2

    await desk.until(above)
    assert (await desk.boris.submit({"body": "Включите принтер"}))["result"] == "closed"
    await desk.boris.press_in_view(action_id="v1:story:now")
    assert "Включите принтер" in (await window(desk, desk.boris, "Включите"))["plain"]


async def test_all_tickets_of_the_customer_are_one_tap_from_one_of_them(desk: Office) -> None:
    first, second = await desk.open("Первое"), await desk.open("Второе")
    await desk.open("Чужое", by=Visitor(Door.TELEGRAM, "777", "Мария", "ru"))
    await asked(desk, desk.anna, f"HD-{second}", "История")
    await desk.anna.press_in_view(action_id="v1:theirs")
    view = await window(desk, desk.anna, f"HD-{first} · Первое")
    assert "Второе" in view["plain"] and "Чужое" not in view["plain"]


async def test_a_ticket_with_ten_thousand_comments_and_a_long_name_renders(slack: SlackStandIn, tmp_path: Path) -> None:
    async with office(slack, tmp_path) as desk:
        ticket = await desk.open("Оч" + "е" * 296 + "нь", "ш" * 5000)
        await desk.hop.unit(lambda unit: _flooded(unit.conn, ticket))
        view = await asked(desk, desk.anna, f"HD-{ticket}", "История")
        assert len(view["blocks"]) <= 100 and "Слово 9999" in view["plain"]
        await desk.anna.press_in_view(action_id="v1:story:earlier")
        assert len((await window(desk, desk.anna, "Слово 9980"))["blocks"]) <= 100
        await desk.desk(AddComment(ticket, "Ещё одно"), IVAN)
        view = await home(desk.anna, "Мои")
        assert "Оч" in (await turned(desk.anna, action_id="v1:queue:unassigned"))["plain"]


def _flooded(conn: object, ticket: TicketId) -> None:
    """Words of every size, as a quarrel of years would leave them."""
    run = conn.exec_driver_sql  # type: ignore[attr-defined]
    author = run("SELECT requester FROM tickets").scalar_one()
    said = [(ticket, author, f"Слово {n} " + "я" * (n % 4000)) for n in range(10_000)]
    run("INSERT INTO messages (ticket_id, author, audience, by_staff, at, body) VALUES (?, ?, 'public', 0, 1, ?)", said)
    first = run("SELECT max(id) FROM messages").scalar_one() - 10_000
    told = [(ticket, n + 2, author, f'{{"message": {first + n + 1}, "by_staff": false, "by_observer": false}}')
            for n in range(10_000)]  # fmt: skip
    run("INSERT INTO events (ticket_id, seq, at, actor, kind, audience, payload) "
        "VALUES (?, ?, 1, ?, 'CommentAdded', 'public', ?)", told)  # fmt: skip
    run(f"UPDATE tickets SET last_seq = 10001 WHERE id = {ticket}")


async def test_what_somebody_hopes_will_call_people_calls_nobody_in_lists(slack: SlackStandIn, tmp_path: Path) -> None:
    """Hostile names and words in every place of a line, a question and a history."""
    async with office(slack, tmp_path) as desk:
        texts = hostile(120)
        for n, text in enumerate(texts):
            by = Visitor(Door.TELEGRAM, f"9{n}", text, "ru")
            await desk.desk(OpenTicket(text, text), by)
        await home(desk.anna, "Мои")
        view = await turned(desk.anna, action_id="v1:queue:unassigned")
        while "Дальше →" in pressable(view):
            assert_tame(view)
            view = await turned(desk.anna, action_id="v1:page:next")
        for text in texts[::6]:
            assert_tame(await turned(desk.anna, action_id="v1:find", selected=text[:200]))
        for ticket in range(1, 40, 3):
            assert_tame(await asked(desk, desk.anna, f"HD-{ticket}", "История"))
            await desk.anna.close_view()


def assert_tame(view: Json) -> None:
    """Only our own dates stand in mrkdwn, and nothing there mentions or links."""
    for part in parts(view["blocks"]):
        if part.get("type") == "mrkdwn":
            assert "<@" not in part["text"] and "<!c" not in part["text"] and "<!h" not in part["text"]
            assert "http" not in part["text"] and "<#" not in part["text"], part
        assert part.get("type") not in ("link", "broadcast", "usergroup", "channel")


def parts(value: object) -> list[Json]:
    if isinstance(value, list):
        return [one for part in value for one in parts(part)]
    if not isinstance(value, dict):
        return []
    return [value, *(one for part in value.values() for one in parts(part))]


# Truth under trouble


async def test_a_slow_database_shows_a_loading_view_first(desk: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    ticket = await desk.open("Не печатает")
    asking, slow = desk.ask._hop.read, asyncio.Event()

    async def late(query: object) -> object:
        await slow.wait()
        return await asking(query)  # type: ignore[arg-type]

    monkeypatch.setattr(desk.ask._hop, "read", late)
    try:
        acked = await desk.anna.command("/zayavka", f"HD-{ticket}", desk.channel)
        assert acked["status"] == "acked" and acked["ms"] < 3000
        assert "Загружается" in (await window(desk, desk.anna))["plain"]
    finally:
        slow.set()
    assert "Не печатает" in (await window(desk, desk.anna, "История"))["plain"]


async def test_two_presses_at_once_leave_the_tab_whole_and_stale_ones_are_answered(desk: Office) -> None:
    await desk.open("Дело")
    view = await home(desk.anna, "Мои")
    await asyncio.gather(*(
        desk.anna.press_in_view(view_id=view["id"], action_id=f"v1:queue:{queue}") for queue in Queue
    ))  # fmt: skip
    view = await drawn(desk.anna, unlike=view["hash"])
    assert pressable(view)[0].startswith("Мои")
    await desk.anna.press_in_view(
        view_id=view["id"], action_id="v1:queue:dropped", value="dropped", block_id="queues", stale=True
    )
    assert "устарела" in (await drawn(desk.anna, unlike=view["hash"]))["plain"]


async def test_what_a_view_keeps_fits_into_what_slack_keeps() -> None:
    browse = Browse().finding("я" * 500)
    for n in range(100):
        browse = browse.turned("next", f"{2**62 + n}:{2**62 + n}")
    assert (
        len(list_window(Found(DeskPage(())), browse, "C0DESK", Speech(dictionary(), "ru"))["private_metadata"]) <= 3000
    )
