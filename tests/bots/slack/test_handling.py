"""What agents do beside words and moves: hand on, acknowledge, ask why, answer from a list, hide (A2, E5, E8, X5)."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bots.reckoning import told
from bots.slack.blocks_buttons import buttons
from bots.slack.modals import modal
from bots.slack.sight import Sight
from bots.slack.speech import Speech
from bots.slack.wire import WHY, Place, Subject
from core.clock import DAY as WHOLE_DAY
from core.clock import HOUR, Clock
from core.kinds import Door, System, TicketId, Visitor
from core.people.store import at_door
from core.profile.time import Metric
from core.sla.commands import StepsDue
from core.sla.explain import Line, Mark, Reckoning
from core.tickets.commands import Claim, Escalate
from core.tickets.handling import Assign
from core.tickets.lifecycle import Verb
from core.views.parts import Target
from core.views.shapes import Page, TicketPage
from tests.bots.slack.bureau import bureau, fields, history, moved, opened, options, pick
from tests.bots.slack.office import IVAN, Office, dictionary
from tests.bots.slack.shapes import ANNA, DAY, card
from tests.core.house import Hands
from tests.standins.slack import Agent, Json, SlackStandIn

pytestmark = pytest.mark.asyncio(loop_scope="module")

SAY = Speech(dictionary("telecom"), "ru")


@pytest_asyncio.fixture(loop_scope="module")
async def here(slack: SlackStandIn, tmp_path: Path) -> AsyncIterator[Office]:
    async with bureau(slack, tmp_path) as running:
        yield running


async def menu(desk: Office, agent: Agent, ticket: TicketId, text: str) -> Json:
    """The modal that an entry of the card's menu opens."""
    return await opened(desk, agent, ticket, action_id="v1:more", text=text)


async def person(desk: Office, agent: Agent) -> str:
    me = await desk.hop.read(lambda conn: at_door(conn, Door.SLACK, agent.id))
    return str(me)


# Handing on


async def test_a_ticket_is_given_to_a_person_and_to_a_group_and_to_nobody(here: Office) -> None:
    ticket = await here.open()
    view = await menu(here, here.anna, ticket, "Назначить")
    assert options(fields(view)["person"])[0] == "Никто" and {"Анна", "Борис"} <= {*options(fields(view)["person"])}
    assert options(fields(view)["group"]) == ["Группа эскалации", "Вторая линия"]
    await here.anna.submit({"person": await person(here, here.boris), "group": "line2"})
    await here.said(ticket, "Инженер: @Борис")
    shown, _ = await here.seen_by(here.anna, ticket)
    assert shown.assignee is not None and shown.group is not None
    assert (shown.assignee.name, shown.group.id, shown.status.id) == ("Борис", "line2", "in_progress")
    view = await menu(here, here.anna, ticket, "Назначить")
    assert fields(view)["person"]["element"]["initial_option"]["text"]["text"] == "Борис"
    assert (await here.anna.submit({"person": "-"}))["result"] == "closed"
    shown, _ = await here.seen_by(here.anna, ticket)
    assert shown.assignee is None and shown.group is not None
    assert (await history(here, ticket)).count("TicketAssigned") == 2


async def test_who_may_not_assign_is_told_so_kindly_and_changes_nothing(here: Office) -> None:
    ticket = await here.open()
    card = await here.card(ticket)
    await here.boris.press(here.channel, card["ts"], action_id="v1:more", text="Назначить")
    await here.boris.whispered("Вашей роли это не разрешено")
    assert await here.boris.views() == [] and await history(here, ticket) == ["TicketOpened"]


async def test_a_ticket_that_was_handed_on_meanwhile_is_not_taken_from_anybody(here: Office) -> None:
    ticket = await here.open()
    await menu(here, here.anna, ticket, "Назначить")
    card = await here.card(ticket)
    await here.boris.press(here.channel, card["ts"], action_id="v1:claim")
    await here.card(ticket, "🟠 В работе")
    late = await here.anna.submit({"person": await person(here, here.anna)})
    assert late["result"] == "updated", late
    told = (await here.anna.views())[0]["plain"]
    assert "Пока вы смотрели, всё изменилось" in told and "Борис" in told
    await here.anna.close_view()
    shown, _ = await here.seen_by(here.anna, ticket)
    assert shown.assignee is not None and shown.assignee.name == "Борис"


async def test_a_stale_card_still_hands_on_what_is_open(here: Office) -> None:
    """The modal shows how it stands, and it is that which is compared."""
    ticket = await here.open()
    before = await here.card(ticket)
    await moved(here, ticket, "waiting")
    await here.card(ticket, "Ждём клиента")
    place = {"value": f"{ticket}:0:assign", "block_id": before["buttons"][0]["block_id"]}
    await here.anna.press(here.channel, before["ts"], action_id="v1:more", stale=True, **place)
    await here.until(here.anna.views)
    assert (await here.anna.submit({"group": "line2"}))["result"] == "closed"


async def test_where_nobody_takes_tickets_they_are_given_with_a_button(slack: SlackStandIn, tmp_path: Path) -> None:
    async with bureau(slack, tmp_path, conversation={"claim": False}) as desk:
        ticket = await desk.open()
        card = await desk.card(ticket)
        assert [one["text"] for one in card["buttons"]] == [
            "Ответить клиенту",
            "Ответить и решить",
            "Заметка",
            "Вид и приоритет",
            "Назначить",
        ]
        await desk.boris.press(
            desk.channel, card["ts"], action_id="v1:claim", value=f"{ticket}:0", block_id="b", stale=True
        )
        await desk.boris.whispered("Здесь работу распределяют")
        await opened(desk, desk.anna, ticket, action_id="v1:assign")
        await desk.anna.submit({"person": await person(desk, desk.boris), "hidden": ["hidden"]})
        await desk.card(ticket, "Борис")
        assert [one["text"] for one in (await desk.card(ticket))["buttons"]].count("Назначить") == 0


# Moves of which the customer hears nothing


async def test_a_hidden_move_keeps_its_comment_inside_and_tells_nobody_outside(here: Office) -> None:
    ticket = await here.open()
    await here.receipt()
    heard = len(here.pocket.got)
    view = await menu(here, here.anna, ticket, "Сменить статус, не сообщая клиенту…")
    assert fields(view)["hidden"]["element"]["initial_options"]
    assert "Решено" in options(fields(view)["status"])
    await here.anna.submit({"status": "investigation", "body": "Похоже на провайдера"})
    await here.card(ticket, "Углублённый анализ")
    await here.said(ticket, "внутренняя заметка")
    assert (await here.spoken(ticket, "Похоже на провайдера")).internal
    assert len(here.pocket.got) == heard


async def test_what_a_picked_status_demands_is_said_at_its_field(here: Office) -> None:
    ticket = await here.open()
    view = await menu(here, here.anna, ticket, "Сменить статус, не сообщая клиенту…")
    assert "until" not in fields(view)
    refused = await here.anna.submit({"status": "waiting"})
    assert "напишите комментарий" in refused["errors"]["body"]
    assert (await here.anna.submit({"body": "Ждём серийный номер", "hidden": []}))["result"] == "closed"
    await here.card(ticket, "Ждём клиента")
    assert not (await here.spoken(ticket, "Ждём серийный номер")).internal


async def test_a_move_that_asks_offers_to_hide_it_too(here: Office) -> None:
    ticket = await here.open()
    view = await opened(here, here.anna, ticket, action_id="v1:move", text="Ждём клиента")
    assert "initial_options" not in fields(view)["hidden"]["element"]
    await here.anna.submit({"body": "Сам не перезвонил", "hidden": ["hidden"]})
    await here.card(ticket, "Ждём клиента")
    assert (await here.spoken(ticket, "Сам не перезвонил")).internal


# Ready answers


async def offered(agent: Agent, typed: str = "") -> list[str]:
    """What the list of ready answers shows for what was typed into it."""
    found = await agent.suggest("v1:canned", typed)
    return [one["text"]["text"] for one in found["ack_payload"]["options"]]


async def test_ready_answers_are_for_administrators_and_whose_work_it_is(here: Office) -> None:
    ticket = await here.open()
    view = await opened(here, here.boris, ticket, action_id="v1:reply")
    assert "canned" not in fields(view)
    await here.boris.close_view()
    await here.desk(Claim(ticket, 0), Visitor(Door.SLACK, here.boris.id))
    view = await opened(here, here.boris, ticket, action_id="v1:reply")
    await here.desk(Assign(ticket, 1), Visitor(Door.SLACK, here.anna.id))
    assert "canned" in fields(view) and await offered(here.boris) == []
    await here.boris.close_view()


async def test_ready_answers_go_below_what_was_typed_one_after_another(here: Office) -> None:
    ticket = await here.open()
    view = await opened(here, here.anna, ticket, action_id="v1:reply")
    assert await offered(here.anna) == ["Перезагрузить", "Серийный номер"]
    assert await offered(here.anna, "СЕРИЙ") == ["Серийный номер"]
    assert await offered(here.anna, "перезагрузите шлюз") == ["Перезагрузить"]
    assert await offered(here.anna, "ничего такого") == []
    await here.anna.press_in_view(block_id="body", action_id="v1:typing", selected="Добрый день!")
    view = await pick(here.anna, "canned", "restart", "v1:canned")
    assert fields(view)["body#1"]["element"]["initial_value"] == "Добрый день!\n\nИван, перезагрузите шлюз."
    assert "canned#1" in fields(view) and view["state"]["values"]["canned#1"]["v1:canned"]["selected_option"] is None
    await pick(here.anna, "canned#1", "serial", "v1:canned")
    refused = await here.anna.submit({"body#2": " "})
    assert "Пустое сообщение" in refused["errors"]["body#2"]
    await here.anna.submit({"body#2": f"Добрый день!\n\nПришлите номер по TS-{ticket}. Спасибо"})
    said = await here.spoken(ticket, "Пришлите номер")
    assert said.body == f"Добрый день!\n\nПришлите номер по TS-{ticket}. Спасибо" and not said.internal


async def test_a_ready_answer_speaks_the_customers_language_and_its_name_the_agents(here: Office) -> None:
    mary = await here.slack.agent("Mary", "mary@example.org", locale="en-US")
    await here.slack.join(here.channel, mary)
    ticket = await here.open()
    card = await here.card(ticket)
    await mary.press(here.channel, card["ts"], action_id="v1:claim")
    view = await opened(here, mary, ticket, action_id="v1:reply")
    assert await offered(mary) == ["Restart", "Serial number"]
    view = await pick(mary, "canned", "restart", "v1:canned")
    assert fields(view)["body#1"]["element"]["initial_value"] == "Иван, перезагрузите шлюз."
    await mary.close_view()


async def test_a_desk_without_ready_answers_offers_none(slack: SlackStandIn, tmp_path: Path) -> None:
    async with bureau(slack, tmp_path, canned=[]) as desk:
        view = await opened(desk, desk.anna, await desk.open(), action_id="v1:reply")
        assert "canned" not in fields(view)


# Time


async def test_why_a_ticket_is_due_is_told_line_by_line_in_the_agents_language(here: Office) -> None:
    mary = await here.slack.agent("Mary", "mary@example.org", locale="en-US")
    await here.slack.join(here.channel, mary)
    ticket = await here.open()
    view = await menu(here, here.anna, ticket, "Почему такой срок?")
    assert "Первый ответ: 4 ч, время Europe/Moscow" in view["plain"] and "отсчёт с" in view["plain"]
    assert "Решение: 5 рабочих дней" in view["plain"] and view["submit"] is None
    view = await menu(here, mary, ticket, "Почему такой срок?")
    assert view["title"]["text"] == "Why this deadline?" and "First answer: 4 h, time of Europe/Moscow" in view["plain"]
    await moved(here, ticket, "waiting")
    await here.card(ticket, "Ждём клиента")
    view = await menu(here, here.boris, ticket, "Почему такой срок?")
    assert "Решение: 5 рабочих дней" in view["plain"] and "— сейчас: пауза, «Ждём клиента»" in view["plain"]


async def test_a_ticket_without_promises_is_not_asked_why_and_a_stale_question_is_answered(desk: Office) -> None:
    ticket = await desk.open()
    card = await desk.card(ticket)
    assert not any("Почему" in text for text in _texts(card))
    await desk.anna.press(
        desk.channel, card["ts"], action_id="v1:more", value=f"{ticket}:0:why", block_id="b", stale=True
    )
    assert "Сроков для заявки с такими признаками нет" in (await desk.until(desk.anna.views))[0]["plain"]
    await desk.anna.press(
        desk.channel, card["ts"], action_id="v1:more", value=f"{ticket}:0:no", block_id="b", stale=True
    )
    await desk.anna.whispered("Эта кнопка устарела")


def _texts(card: Json) -> list[str]:
    elements = [one for block in card["blocks"] if block["type"] == "actions" for one in block["elements"]]
    return [option["text"]["text"] for one in elements for option in one.get("options", [])]


async def test_a_warning_is_acknowledged_once_by_whoever_works_there(slack: SlackStandIn, tmp_path: Path) -> None:
    hands, clock = Hands(tmp_path / "clock"), Clock(f"file:{tmp_path / 'clock'}")
    async with bureau(slack, tmp_path, clock) as desk:
        ticket = await desk.open("Нет гудка", priority="critical")
        card = await desk.card(ticket)
        assert "v1:ack" not in [one["action_id"] for one in card["buttons"]]
        hands.forward(4 * WHOLE_DAY / 1_000_000)
        await desk.desk(StepsDue(ticket), System("time"))

        async def warned() -> Json | None:
            return next((one for one in (await desk.card(ticket))["buttons"] if one["action_id"] == "v1:ack"), None)

        button = await desk.until(warned)
        assert button["text"] == "Принято к сведению"
        for agent in (desk.boris, desk.anna):
            place = {"value": button["value"], "block_id": button["block_id"], "stale": True}
            await agent.press(desk.channel, card["ts"], action_id="v1:ack", **place)

        async def quiet() -> bool:
            return await warned() is None

        await desk.until(quiet)
        assert (await history(desk, ticket)).count("SlaAcknowledged") == 1
        assert await desk.anna.ephemerals() == [] == await desk.boris.ephemerals()


@pytest.mark.parametrize(("languages", "label"), [(["ru", "en"], "Принято к сведению"), (["en", "ru"], "Seen, thanks")])
async def test_an_escalation_is_acknowledged_once_and_calls_again_when_it_comes_again(
    slack: SlackStandIn, tmp_path: Path, languages: list[str], label: str
) -> None:
    async with bureau(slack, tmp_path, languages=languages) as desk:
        ticket = await desk.open("Нет гудка")

        async def offered() -> Json | None:
            buttons = (await desk.card(ticket))["buttons"]
            return next((one for one in buttons if one["action_id"] == "v1:ack"), None)

        async def quiet() -> bool:
            return await offered() is None

        assert await quiet()
        await desk.desk(Escalate(ticket, "silence", "Молчите третий день"), IVAN)
        button, card = await desk.until(offered), await desk.card(ticket)
        assert button["text"] == label
        for agent in (desk.boris, desk.anna):
            place = {"value": button["value"], "block_id": button["block_id"], "stale": True}
            await agent.press(desk.channel, card["ts"], action_id="v1:ack", **place)
        await desk.until(quiet)
        assert (await history(desk, ticket)).count("SlaAcknowledged") == 1
        assert await desk.anna.ephemerals() == [] == await desk.boris.ephemerals()
        await moved(desk, ticket, "in_progress")
        await desk.until(quiet)
        await moved(desk, ticket, "escalated")
        assert await desk.until(offered), "an agent has escalated it"


# What is drawn


async def test_every_verb_has_room_and_the_rare_ones_are_in_the_menu() -> None:
    many = tuple(Target(f"s{n}", {"ru": f"Статус {n}"}) for n in range(120))
    (drawn,) = buttons(card(targets=many, assignee=ANNA, end=many[0], paused=many[0]), SAY)
    assert len(drawn["elements"]) <= 25
    more = next(one for one in drawn["elements"] if one["action_id"] == "v1:more")
    labels = [option["text"]["text"] for option in more["options"]]
    assert labels == [
        "Назначить", "Почему такой срок?", "Следить", "Больше не следить", "Отложить для себя…", "Инцидент проблемы…",
        "Часть другой работы…", "Объединить…", "Выделить сообщение…", "Отметить как спам",
        "Сменить статус, не сообщая клиенту…", "Я отвечаю", "Вся история",
    ]  # fmt: skip
    words = (
        "assign",
        "why",
        "watch",
        "unwatch",
        "snooze",
        "problem",
        "parent",
        "merge",
        "split",
        "spam",
        "quiet",
        "answering",
        "story",
    )
    assert [option["value"] for option in more["options"]] == [f"7:3:{word}" for word in words]
    assert buttons(card(verbs=(Verb.NOTE,)), SAY)[0]["elements"][0]["action_id"] == "v1:note"


async def test_a_reckoning_of_years_is_cut_to_what_a_modal_holds() -> None:
    worked = tuple(Line(Mark.WINDOW, DAY + n * HOUR, DAY + (n + 1) * HOUR, HOUR) for n in range(9000))
    lines = (*worked, Line(Mark.DUE, DAY, span=9000 * HOUR))
    one = Reckoning(Metric.RESOLUTION, 1, "9000h", "Europe/Moscow", DAY, lines, 9000 * HOUR)
    page = TicketPage(card(), Page(()))
    view = modal(WHY, Subject(TicketId(7), 3), Place("C1", "1.1"), Sight(page, why=(one,)), SAY)
    said = "".join(part["text"] for block in view["blocks"][1:] for part in block["elements"][0]["elements"])
    assert len(view["blocks"]) <= 100 and said.count("\n") == 301
    assert said.endswith("всего 9\xa0000 ч, срок 2033-05-18 06:33")


async def test_a_clock_that_stands_still_says_what_was_promised() -> None:
    still = Reckoning(Metric.RESOLUTION, 1, "8h", "UTC", None, (Line(Mark.FROM, DAY),), 8 * HOUR)
    assert list(told(SAY.words, "ru", [still])) == ["Решение: 8 ч, время UTC", "  отсчёт с 2033-05-18 03:33"]
    assert list(told(SAY.words, "en", [])) == ["Nothing is promised for a request of this kind."]
