"""Triage in one modal: what the profile offers, asks and demands, at its field, in any language (C7, B1, B3)."""

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from core.errors import Code, Refusal
from core.kinds import Door, TicketId, Visitor
from core.people.store import at_door
from core.tickets.commands import Cancel
from core.tickets.handling import Handing, Triage
from tests.bots.slack.bureau import (
    FIELDS,
    LONG,
    both,
    bureau,
    customers,
    fields,
    history,
    opened,
    options,
    pick,
    promoted,
)
from tests.bots.slack.office import IVAN, Office
from tests.standins.slack import Agent, ControlError, Json, SlackStandIn

pytestmark = pytest.mark.asyncio(loop_scope="module")

TRIAGE = "v1:triage"


@pytest_asyncio.fixture(loop_scope="module")
async def here(slack: SlackStandIn, tmp_path: Path) -> AsyncIterator[Office]:
    async with bureau(slack, tmp_path) as running:
        yield running


async def form(desk: Office, agent: Agent | None = None, ticket: TicketId | None = None) -> tuple[TicketId, Json]:
    id = ticket or await desk.open("Нет гудка", type="question")
    return id, await opened(desk, agent or desk.anna, id, action_id=TRIAGE)


async def saved(agent: Agent, values: Json | None = None) -> Json:
    done = await agent.submit(values)
    assert done["result"] == "closed", done
    return done


async def test_one_modal_sets_everything_and_what_stays_is_not_said(here: Office) -> None:
    ticket, view = await form(here)
    asked = fields(view)
    assert options(asked["type"])[0] == "Связь и качество звука" and options(asked["service"]) == [
        "АТС → Облако",
        "АТС → Коробка",
    ]
    assert asked["priority"]["element"]["initial_option"]["text"]["text"] == "Обычный"
    assert not asked["priority"]["optional"] and asked["category"]["optional"]
    await saved(here.anna, {"priority": "high", "category": "voice", "service": "box", "due_at": 2_000_000_000})
    card, _ = await here.seen_by(here.anna, ticket)
    assert (card.priority.id, card.category and card.category.id, card.service[-1].id) == ("high", "voice", "box")
    assert card.due_at == 2_000_000_000_000_000 and card.type.id == "question"
    await here.card(ticket, "Высокий")
    assert (await history(here, ticket))[1:] == ["TicketTriaged"]


@pytest.mark.parametrize(
    ("locale", "assignee", "group"), [("ru-RU", "Инженер", "Группа"), ("en-US", "Engineer", "Group")]
)
async def test_whose_work_it_is_from_now_on_is_said_in_the_same_window(
    here: Office, locale: str, assignee: str, group: str
) -> None:
    lead = await here.slack.agent("Lead", "lead@example.org", locale=locale)
    await here.slack.join(here.channel, lead)
    ticket = await here.open("Нет гудка", type="question")
    await here.card(ticket)
    await promoted(here, lead)
    _, view = await form(here, lead, ticket)
    asked = fields(view)
    assert (asked["person"]["label"]["text"], asked["group"]["label"]["text"]) == (assignee, group)
    boris = await here.hop.read(lambda conn: at_door(conn, Door.SLACK, here.boris.id))
    await saved(lead, {"priority": "high", "service": "box", "person": str(boris), "group": "line2"})
    card, _ = await here.seen_by(here.anna, ticket)
    assert card.assignee is not None and card.group is not None and card.priority.id == "high"
    assert (card.assignee.name, card.group.id, card.status.id) == ("Борис", "line2", "in_progress")
    assert (await history(here, ticket))[1:] == ["TicketTriaged", "TicketAssigned", "StatusMoved"]
    await form(here, lead, ticket)
    await saved(lead, {"category": "voice"})
    assert (await history(here, ticket))[-1] == "TicketTriaged", "what stays is not said"


async def test_who_may_not_assign_is_not_asked_whose_work_it_is_and_cannot_say_so(here: Office) -> None:
    ticket, view = await form(here, here.boris)
    assert not {"person", "group"} & fields(view).keys()
    with pytest.raises(Refusal) as refused:
        await here.desk(
            Triage(ticket, {"priority": "high"}, handing=Handing(0, None, "line2")), Visitor(Door.SLACK, here.boris.id)
        )
    assert refused.value.code is Code.ROLE and await history(here, ticket) == ["TicketOpened"]


async def test_what_was_claimed_meanwhile_is_given_away_by_triage_only_when_that_is_known(here: Office) -> None:
    ticket, _ = await form(here)
    card = await here.card(ticket)
    await here.boris.press(here.channel, card["ts"], action_id="v1:claim")
    await here.card(ticket, "🟠 В работе")
    late = await here.anna.submit({"priority": "high", "group": "line2"})
    told = (await here.anna.views())[0]
    assert late["result"] == "updated" and "Пока вы смотрели" in told["plain"] and "Борис" in told["plain"]
    assert "TicketTriaged" not in await history(here, ticket), "nothing of it is done by half"
    await saved(here.anna, {"priority": "high", "group": "line2"})
    card, _ = await here.seen_by(here.anna, ticket)
    assert (card.priority.id, card.group and card.group.id, card.assignee) == ("high", "line2", None)


async def test_a_second_submission_and_one_without_a_change_leave_no_trace(here: Office) -> None:
    ticket, _ = await form(here)
    await saved(here.anna, {"priority": "high"})
    _, view = await form(here, here.boris, ticket)
    assert fields(view)["priority"]["element"]["initial_option"]["value"] == "high"
    await saved(here.boris)
    before = await history(here, ticket)
    for envelope in (await here.slack.envelopes())[-2:]:
        await here.slack.redeliver(envelope["index"])
    assert before.count("TicketTriaged") == 1 == (await history(here, ticket)).count("TicketTriaged")


async def test_what_somebody_else_has_set_meanwhile_is_not_undone(here: Office) -> None:
    ticket, _ = await form(here)
    await here.desk(Triage(ticket, {"priority": "critical"}), Visitor(Door.SLACK, here.boris.id))
    await pick(here.anna, "type", "quality")
    await saved(here.anna, {"category": "bills"})
    card, _ = await here.seen_by(here.anna, ticket)
    assert (card.priority.id, card.category and card.category.id, card.type.id) == ("critical", "bills", "quality")


async def test_an_answer_that_somebody_else_gave_meanwhile_is_not_undone_by_other_questions(here: Office) -> None:
    ticket = await here.open("Гудок", type="quality")
    await form(here, here.anna, ticket)
    await here.desk(Triage(ticket, fields={"count": "5"}), Visitor(Door.SLACK, here.boris.id))
    await pick(here.anna, "field:where", "office")
    await saved(here.anna, {"field:floor": "1"})
    card, _ = await here.seen_by(here.anna, ticket)
    assert {one.field.id: one.said for one in card.answers} == {"where": "office", "floor": "1", "count": "5"}


async def test_a_category_is_taken_away_by_emptying_it(here: Office) -> None:
    ticket, _ = await form(here)
    await saved(here.anna, {"category": "voice", "due_at": 2_000_000_000})
    await form(here, here.anna, ticket)
    await saved(here.anna, {"category": None, "due_at": None})
    card, _ = await here.seen_by(here.anna, ticket)
    assert card.category is None and card.due_at is None


async def test_another_type_asks_its_own_questions_and_nothing_typed_is_lost(here: Office) -> None:
    ticket, view = await form(here)
    assert not [one for one in fields(view) if one.startswith("field:")]
    view = await pick(here.anna, "type", "quality")
    shown = list(fields(view))
    assert shown[:3] == ["type", "field:where", "field:count"] and "field:floor" not in shown
    assert fields(view)["field:cause"]["hint"]["text"] == "Понадобится, чтобы отметить работу выполненной."
    typed = {"field:count": "12", "due_at": 2_000_000_000, "field:where": "home", "priority": "high"}
    with pytest.raises(ControlError, match="field:nowhere"):
        await here.anna.submit(typed | {"field:nowhere": "x"})
    fill = {"field:count": "12", "due_at": 2_000_000_000}
    for block, value in fill.items():
        await here.anna.press_in_view(block_id=block, action_id=block, selected=value)
    view = await pick(here.anna, "field:where", "office")
    assert list(fields(view))[1:4] == ["field:where", "field:floor", "field:count"]
    assert not fields(view)["field:floor"]["optional"]
    with pytest.raises(ControlError, match="field:floor is required"):
        await here.anna.submit()
    await saved(here.anna, {"field:floor": "4", "field:since": "2026-11-01", "field:vip": "yes"})
    card, _ = await here.seen_by(here.anna, ticket)
    answers = {one.field.id: one.said for one in card.answers}
    assert answers == {"where": "office", "floor": "4", "count": "12", "since": "2026-11-01", "vip": "yes"}
    assert card.due_at == 2_000_000_000_000_000


async def test_answers_that_are_there_already_are_shown_and_can_be_changed(here: Office) -> None:
    said = {"where": "office", "floor": "2", "since": "2026-01-02", "count": "3"}
    ticket = await here.open("Гудок", type="quality", fields=said)
    await here.desk(Triage(ticket, fields={"vip": "no"}), Visitor(Door.SLACK, here.boris.id))
    view = (await form(here, here.anna, ticket))[1]
    asked = {name: block["element"] for name, block in fields(view).items()}
    assert asked["field:floor"]["initial_value"] == "2" and asked["field:since"]["initial_date"] == "2026-01-02"
    assert asked["field:vip"]["initial_option"]["text"]["text"] == "Нет"
    await saved(here.anna, {"field:floor": "3", "field:count": None})
    card, _ = await here.seen_by(here.anna, ticket)
    assert {one.field.id: one.said for one in card.answers} == {
        "where": "office",
        "floor": "3",
        "vip": "no",
        "since": "2026-01-02",
    }


async def test_the_customers_things_are_named_by_number_and_a_wrong_one_is_refused_at_its_field(here: Office) -> None:
    await customers(here)
    ticket, view = await form(here)
    assert "company" not in fields(view)
    await here.anna.press_in_view(block_id="priority", action_id="priority", selected="high")
    await here.anna.press_in_view(text="Компания, объект, оборудование, договор…")

    async def grown() -> bool:
        return "company" in fields((await here.anna.views())[0])

    await here.until(grown)
    refused = await here.anna.submit({"equipment": "SN-8"})
    assert refused["errors"] == {"equipment": "Такое оборудование нам неизвестно или стоит в другом месте."}
    refused = await here.anna.submit({"equipment": "", "contact": "nobody@example.org"})
    assert "Никого с таким именем" in refused["errors"]["contact"]
    await saved(here.anna, {"equipment": "SN-7", "contact": ""})
    card, _ = await here.seen_by(here.anna, ticket)
    assert (card.company and card.company.number, card.site and card.site.number) == ("K-1", "S-1")
    assert card.priority.id == "high"
    view = (await form(here, here.anna, ticket))[1]
    assert fields(view)["company"]["element"]["initial_value"] == "K-1"
    assert fields(view)["company"]["hint"]["text"] == "Ромашка"
    view = await pick(here.anna, "type", "quality")
    assert options(fields(view)["field:place"]) == ["Площадка № 1"]
    await here.anna.close_view()


async def test_a_refusal_stands_under_the_question_that_it_is_about(here: Office) -> None:
    ticket, _ = await form(here)
    await pick(here.anna, "type", "quality")
    refused = await here.anna.submit({"field:place": "S-404", "field:cause": "Обрыв"})
    assert refused["errors"] == {"field:place": "«Площадка»: такого названия или номера у нас нет. Выберите из списка."}
    refused = await here.anna.submit({"field:place": "", "due_at": 1_500_000_000})
    assert "уже прошло" in refused["errors"]["due_at"]
    await saved(here.anna, {"due_at": None})
    card, _ = await here.seen_by(here.anna, ticket)
    assert {one.field.id: one.said for one in card.answers} == {"cause": "Обрыв"}


async def test_hidden_triage_reaches_nobody_outside(here: Office) -> None:
    ticket, view = await form(here)
    await here.receipt()
    assert "initial_options" not in fields(view)["hidden"]["element"]
    heard = len(here.pocket.got)
    await saved(here.anna, {"type": "setup", "hidden": ["hidden"]})
    await here.card(ticket, "Настройка АТС")
    query = f"SELECT count(*) FROM outbox WHERE ticket_id = {ticket} AND through != 'slack'"
    await asyncio.sleep(0.2)
    assert len(here.pocket.got) == heard, await here.hop.read(lambda conn: conn.exec_driver_sql(query).scalar_one())


async def test_a_desk_that_hides_begins_hidden_even_where_a_move_asks_nothing(
    slack: SlackStandIn, tmp_path: Path
) -> None:
    async with bureau(slack, tmp_path, conversation={"hidden": True}) as desk:
        ticket, view = await form(desk)
        assert fields(view)["hidden"]["element"]["initial_options"][0]["value"] == "hidden"
        await desk.anna.close_view()
        view = await opened(desk, desk.anna, ticket, action_id="v1:move", text="В работе")
        assert fields(view)["hidden"]["element"]["initial_options"]
        await desk.anna.submit({"body": "Разберёмся"})
        await desk.card(ticket, "В работе")
        assert (await desk.spoken(ticket, "Разберёмся")).internal


async def test_strangers_and_lookers_on_are_refused_and_a_late_press_still_mends_a_closed_ticket(here: Office) -> None:
    ticket = await here.open("Нет гудка")
    vera = await here.slack.agent("Вера", "vera@example.org", is_restricted=True)
    await here.slack.join(here.channel, vera)
    card = await here.card(ticket)
    await vera.press(here.channel, card["ts"], action_id=TRIAGE)
    await vera.whispered("Эти кнопки — для сотрудников поддержки")
    await here.desk(Cancel(ticket), IVAN)
    await here.card(ticket, "Отменено")
    await here.boris.press(
        here.channel,
        card["ts"],
        action_id=TRIAGE,
        value=f"{ticket}:0",
        block_id=card["buttons"][0]["block_id"],
        stale=True,
    )
    await here.until(here.boris.views)
    await saved(here.boris, {"category": "bills"})
    shown, _ = await here.seen_by(here.anna, ticket)
    assert shown.category is not None and shown.category.id == "bills"


async def test_the_form_speaks_the_agents_language(here: Office) -> None:
    mary = await here.slack.agent("Mary", "mary@example.org", locale="en-GB")
    await here.slack.join(here.channel, mary)
    await here.open("Нет гудка")
    ticket, view = await form(here, mary)
    view = await pick(mary, "type", "quality")
    assert view["title"]["text"] == "Type and priority" and "At home" in options(fields(view)["field:where"])
    refused = await mary.submit({"field:place": "S-404"})
    assert "we know nothing by that name" in refused["errors"]["field:place"]
    await saved(mary, {"field:place": ""})
    assert (await history(here, ticket)).count("TicketTriaged") == 1


async def test_long_lists_are_searched_while_one_types(slack: SlackStandIn, tmp_path: Path) -> None:
    many: list[dict[str, Any]] = [
        {"id": f"s{n}", "label": both(f"{LONG} {n}"[-75:], f"Service {n}")} for n in range(150)
    ]
    async with bureau(slack, tmp_path, services=many) as desk:
        ticket, view = await form(desk)
        assert fields(view)["service"]["element"]["type"] == "external_select"
        found = (await desk.anna.suggest("v1:search", ""))["ack_payload"]["options"]
        assert len(found) == 100
        found = (await desk.anna.suggest("v1:search", "пункт 149"))["ack_payload"]["options"]
        assert [one["value"] for one in found] == ["s149"] and found[0]["text"]["text"].endswith("149")
        await saved(desk.anna, {"service": "s149"})
        card, _ = await desk.seen_by(desk.anna, ticket)
        assert card.service[-1].id == "s149"
        view = (await form(desk, desk.anna, ticket))[1]
        assert fields(view)["service"]["element"]["initial_option"]["value"] == "s149"
        await desk.anna.close_view()


async def test_the_form_comes_into_an_open_modal_while_the_database_is_slow(here: Office) -> None:
    ticket = await here.open("Нет гудка")
    card = await here.card(ticket)
    blocked = asyncio.ensure_future(here.hop.read(lambda conn: time.sleep(2.2)))
    await asyncio.sleep(0.05)
    pressing = asyncio.ensure_future(here.anna.press(here.channel, card["ts"], action_id=TRIAGE))
    assert "Загружается" in (await here.until(here.anna.views))[0]["plain"]
    await asyncio.gather(blocked, pressing)

    async def ready() -> bool:
        return "priority" in fields((await here.anna.views())[0])

    await here.until(ready)
    await saved(here.anna, {"priority": "low"})
    await here.card(ticket, "Низкий")


async def test_a_slow_database_saves_a_triage_later_and_once(here: Office) -> None:
    ticket, _ = await form(here)
    blocked = asyncio.ensure_future(here.hop.unit(lambda unit: time.sleep(2.4)))
    await asyncio.sleep(0.05)
    await saved(here.anna, {"priority": "critical"})
    await blocked
    await here.anna.whispered("Сохраняем…")
    await here.card(ticket, "Критический")
    assert (await history(here, ticket)).count("TicketTriaged") == 1


async def test_a_modal_sent_before_its_questions_came_up_comes_back_with_them(
    slack: SlackStandIn, tmp_path: Path
) -> None:
    """Whoever picks a type and saves at once has never seen what it asks (B3)."""
    needed = [one | ({"required": "open"} if one["id"] == "count" else {}) for one in FIELDS]
    async with bureau(slack, tmp_path, fields=needed) as desk:
        ticket, _ = await form(desk)
        done = await desk.anna.submit({"type": "quality", "priority": "high"})
        assert done["result"] == "updated", done
        view = (await desk.anna.views())[0]
        assert "Сколько телефонов" in str(view["blocks"][0]) and "field:count" in fields(view)
        assert await history(desk, ticket) == ["TicketOpened"]
        await saved(desk.anna, {"field:count": "3"})
        card, _ = await desk.seen_by(desk.anna, ticket)
        assert (card.type.id, card.priority.id) == ("quality", "high")
        assert {one.field.id: one.said for one in card.answers} == {"count": "3"}
