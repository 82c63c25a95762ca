"""Administration, one's own settings, on-call and ratings, where the agents are: pressed, sent, refused (E11, C10)."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from core.customers.commands import AddCompany, ChangeCompany
from core.kinds import Door, Visitor
from core.people import absences
from core.people import store as people
from core.people.offices import AddPerson, JoinGroup, SetAbsence
from core.tickets.commands import MoveStatus, Rate
from core.tickets.ready import AddReadyAnswer
from tests.bots.slack.bureau import both, bureau, pick, promoted
from tests.bots.slack.hostile import hostile
from tests.bots.slack.office import IVAN, Office, office, profile_of
from tests.bots.slack.test_lists import assert_tame, drawn, home, pressable, window, written_down
from tests.standins.slack import Agent, ControlError, Json, SlackStandIn

pytestmark = pytest.mark.asyncio(loop_scope="module")

GROUP = {"id": "duty", "role": "agent", "label": both("Дежурная смена", "Duty shift")}


@pytest_asyncio.fixture(loop_scope="module")
async def led(slack: SlackStandIn, tmp_path: Path) -> AsyncIterator[Office]:
    """Anna administrates, Boris is an agent."""
    async with bureau(slack, tmp_path, groups=[GROUP]) as running:
        yield running


@pytest_asyncio.fixture(loop_scope="module")
async def graded(slack: SlackStandIn, tmp_path: Path) -> AsyncIterator[Office]:
    """A desk whose customers say Good or Bad."""
    async with office(slack, tmp_path, profile=profile_of("software")) as running:
        await promoted(running, running.anna)
        yield running


async def asked(desk: Office, agent: Agent, text: str, shows: str) -> Json:
    """What the command opens."""
    assert (await agent.command("/zayavka", text, desk.channel))["status"] == "acked"
    return await window(desk, agent, shows)


async def shown(desk: Office, agent: Agent, before: str, shows: str = "") -> Json:
    """The window once it is another one."""

    async def found() -> Json | None:
        views = [one for one in await agent.views() if one["hash"] != before and "Загружается" not in one["plain"]]
        return next((one for one in views if shows in one["plain"]), None)

    return dict(await desk.until(found))


async def tapped(desk: Office, agent: Agent, label: str, shows: str = "") -> Json:
    """Presses the first button of that name in the window; what it shows then."""
    view = (await agent.views())[-1]
    button = next(one for one in view["buttons"] if one["text"] == label)
    what = {"action_id": button["action_id"], "value": button["value"]}
    assert (await agent.press_in_view(view_id=view["id"], **what))["status"] == "acked"
    return await shown(desk, agent, view["hash"], shows)


async def sent(desk: Office, agent: Agent, shows: str, **values: object) -> Json:
    """Sends the form; what stands there then."""
    view = (await agent.views())[-1]
    answer = await agent.submit({name.replace("__", ":"): value for name, value in values.items()})
    assert answer["status"] == "acked" and not answer.get("errors"), answer
    return await shown(desk, agent, view["hash"], shows)


async def refused(agent: Agent, **values: object) -> dict[str, str]:
    """The errors under the fields of a form that comes back."""
    answer = await agent.submit({name.replace("__", ":"): value for name, value in values.items()})
    return dict(answer.get("errors") or {})


def me(agent: Agent) -> Visitor:
    return Visitor(Door.SLACK, agent.id)


def day(desk: Office, ahead: int = 0) -> str:
    return (absences.today("Europe/Moscow", desk.hop.clock.now()) + timedelta(days=ahead)).isoformat()


async def audit(desk: Office) -> list[str]:
    query = "SELECT deed FROM audit ORDER BY id"
    return await desk.hop.read(lambda conn: list(conn.exec_driver_sql(query).scalars()))


# Who may


async def test_administration_stands_on_the_home_tab_of_administrators_only(led: Office) -> None:
    assert "Управление" in pressable(await home(led.anna, "Мои"))
    theirs = await home(led.boris, "Мои")
    assert "Управление" not in pressable(theirs) and "Мои настройки" in pressable(theirs)
    view = await led.anna.home()
    button = next(one for one in view["buttons"] if one["text"] == "Управление")
    await led.anna.press_in_view(view_id=view["id"], action_id=button["action_id"], value=button["value"])
    menu = await window(led, led.anna, "журнал")
    assert {"Люди", "Компании", "Договоры", "Типовые ответы", "Журнал"} <= {*pressable(menu)}
    assert "файл профиля" in menu["plain"], "what belongs to the profile says so"
    assert await written_down(led, "v1:admin:") == 0, "reads leave no row"


@pytest.mark.parametrize("word", ["управление", "admin"])
async def test_who_is_no_administrator_is_told_kindly_whatever_they_press(led: Office, word: str) -> None:
    told = await asked(led, led.boris, word, "ведут администраторы")
    forged = '{"page":"people","of":[]}'
    await led.boris.close_view()
    view = await home(led.boris, "Мои")
    with pytest.raises(ControlError, match="no such button"):
        await led.boris.press_in_view(view_id=view["id"], action_id="v1:admin:people", value=forged)
    assert pressable(told) == []


async def test_an_administrator_who_is_one_no_more_is_told_at_the_next_press(led: Office) -> None:
    await asked(led, led.anna, "управление", "журнал")
    await led.hop.unit(lambda unit: unit.conn.exec_driver_sql("DELETE FROM grants WHERE role = 'administrator'"))
    told = await tapped(led, led.anna, "Компании")
    assert "ведут администраторы" in told["plain"]


# Reference lists


async def test_a_company_is_added_changed_dropped_and_brought_back_and_each_is_a_line_of_the_audit(led: Office) -> None:
    await asked(led, led.anna, "управление", "журнал")
    await tapped(led, led.anna, "Компании", "Ничего не нашлось")
    await tapped(led, led.anna, "Добавить")
    assert "«Часовой пояс»: пояса «Mars» нет" in str(
        await refused(led.anna, rec__number="K-1", rec__name="Ромашка", rec__zone="Mars")
    )
    listed = await sent(led, led.anna, "Ромашка", rec__number="K-1", rec__name="Ромашка", rec__zone="Europe/Moscow")
    assert "✓ Сохранено" in listed["plain"]
    await tapped(led, led.anna, "Открыть", "K-1")
    await tapped(led, led.anna, "Изменить")
    saved = await sent(led, led.anna, "Лютик", rec__name="Лютик")
    assert "Отменить" in pressable(saved)
    undone = await tapped(led, led.anna, "Отменить", "Ромашка")
    assert "Лютик" not in undone["plain"]
    dropped = await tapped(led, led.anna, "Удалить", "Удалено")
    assert "Ничего не нашлось" in dropped["plain"]
    assert "Ромашка" in (await tapped(led, led.anna, "Отменить", "Ромашка"))["plain"]
    deeds = ["AddCompany", "ChangeCompany", "ChangeCompany", "DropRecord", "AddCompany"]
    assert await audit(led) == deeds
    await tapped(led, led.anna, "← Назад к списку", "Каждое изменение")
    log = await tapped(led, led.anna, "Журнал", "удаление")
    assert "название: «Ромашка» → «Лютик»" in log["plain"] and "Анна" in log["plain"]


async def test_two_administrators_at_once_the_second_is_told_and_a_form_sent_twice_counts_once(led: Office) -> None:
    await led.desk(AddCompany("K-1", "Ромашка"), me(led.anna))
    await asked(led, led.anna, "admin", "журнал")
    await tapped(led, led.anna, "Компании", "Ромашка")
    await tapped(led, led.anna, "Открыть", "K-1")
    await tapped(led, led.anna, "Изменить")
    await led.desk(ChangeCompany("K-1", "Лютик"), me(led.anna))
    assert "изменил кто-то другой" in str(await refused(led.anna, rec__name="Василёк"))
    assert await audit(led) == ["AddCompany", "ChangeCompany"]
    await led.slack.redeliver()
    await asyncio.sleep(0.3)
    assert await audit(led) == ["AddCompany", "ChangeCompany"]


async def test_lists_are_searched_and_paged(led: Office) -> None:
    for n in range(11):
        await led.desk(AddCompany(f"K-{n:02}", f"Ферма {n}"), me(led.anna))
    await asked(led, led.anna, "управление", "журнал")
    first = await tapped(led, led.anna, "Компании", "K-07")
    assert "K-08" not in first["plain"]
    assert "K-10" in (await tapped(led, led.anna, "Дальше →", "K-08"))["plain"]
    assert "K-00" in (await tapped(led, led.anna, "← Назад", "K-00"))["plain"]
    view = (await led.anna.views())[-1]
    await led.anna.press_in_view(view_id=view["id"], action_id="v1:admin-find", selected="ферма 10")
    found = await shown(led, led.anna, view["hash"], "K-10")
    assert "K-00" not in found["plain"]


async def test_what_takes_too_long_is_saved_all_the_same_and_once(led: Office) -> None:
    """The row that is left carries the form out again under the same key (agreement 5)."""
    led.bot._hurry._seconds = 0.0
    await asked(led, led.anna, "управление", "журнал")
    await tapped(led, led.anna, "Компании", "Ничего не нашлось")
    await tapped(led, led.anna, "Добавить")
    told = await sent(led, led.anna, "Сохраняем", rec__number="K-1", rec__name="Ромашка")
    assert "Обновить" in pressable(told)

    async def settled() -> bool:
        query = "SELECT count(*) FROM inbox WHERE source = 'slack' AND state <> 'done'"
        return await led.hop.read(lambda conn: conn.exec_driver_sql(query).scalar_one() == 0)

    await led.until(settled)
    await asyncio.sleep(0.3)
    assert await audit(led) == ["AddCompany"]


# People


async def test_a_person_is_added_given_a_role_and_a_group_and_access_is_closed_and_opened(led: Office) -> None:
    await asked(led, led.anna, "управление", "журнал")
    await tapped(led, led.anna, "Люди", "Борис")
    await tapped(led, led.anna, "Добавить")
    assert "не похоже на адрес" in str(await refused(led.anna, name="Зоя", email="зоя", language="ru"))
    await sent(led, led.anna, "Зоя", name="Зоя", email="zoe@example.org", language="ru")
    view = (await led.anna.views())[-1]
    await led.anna.press_in_view(view_id=view["id"], action_id="v1:admin-find", selected="зоя")
    await shown(led, led.anna, view["hash"], "Зоя")
    card = await tapped(led, led.anna, "Открыть", "zoe@example.org")
    assert "клиент" in card["plain"]
    await tapped(led, led.anna, "Дать роль")
    card = await sent(led, led.anna, "сотрудник", role="agent", service="pbx")
    assert "сотрудник на услуге «АТС» — дана администратором" in card["plain"]
    await tapped(led, led.anna, "В группу")
    assert "Группа: Дежурная смена" in (await sent(led, led.anna, "Дежурная смена", group="duty"))["plain"]
    assert "доступ закрыт" in (await tapped(led, led.anna, "Закрыть доступ", "доступ закрыт"))["plain"]
    await tapped(led, led.anna, "Открыть доступ", "Сохранено")
    gone = await tapped(led, led.anna, "Убрать", "Сохранено")
    assert "на услуге" not in gone["plain"]
    deeds = ["AddPerson", "GrantRole", "JoinGroup", "BlockPerson", "UnblockPerson", "RevokeRole"]
    assert await audit(led) == deeds


async def test_the_last_administrator_is_told_why_they_cannot_go(led: Office) -> None:
    await led.hop.unit(
        lambda unit: unit.conn.exec_driver_sql("UPDATE grants SET source = 'command' WHERE role = 'administrator'")
    )
    await asked(led, led.anna, "управление", "журнал")
    await tapped(led, led.anna, "Люди", "Анна")
    await tapped(led, led.anna, "Открыть", "anna@example.org")
    told = await tapped(led, led.anna, "Убрать", "последний администратор")
    assert "⚠" in told["plain"] and "администратор — дана администратором" in told["plain"]
    assert await audit(led) == []


# Ready answers


async def test_a_ready_answer_is_made_shown_beside_those_of_the_profile_and_retired(led: Office) -> None:
    await asked(led, led.anna, "управление", "журнал")
    listed = await tapped(led, led.anna, "Типовые ответы", "Из профиля")
    assert "Перезагрузить" in listed["plain"], "read-only"
    await tapped(led, led.anna, "Добавить")
    form = (await led.anna.views())[-1]
    assert "{requester}" in str(form["blocks"])
    bad = {"label-ru": "Пауза", "text-ru": "Подождите, {имя}"}
    answer = await led.anna.submit(bad)
    assert "Подстановки {имя} нет" in str(answer["errors"])
    answer = await led.anna.submit({"label-ru": "Пауза", "text-ru": "Подождите, {requester}"})
    assert not answer.get("errors")
    await shown(led, led.anna, form["hash"], "Пауза")
    ticket = await led.open()
    card = await led.card(ticket)
    assert "убран" in (await tapped(led, led.anna, "Убрать", "убран"))["plain"]
    assert "Изменить" in pressable(await tapped(led, led.anna, "Вернуть", "Сохранено"))
    await led.anna.close_view()
    await led.anna.press(led.channel, card["ts"], action_id="v1:reply")
    await window(led, led.anna, "Ответ")
    found = (await led.anna.suggest("v1:canned", "пауза"))["ack_payload"]["options"]
    assert [one["text"]["text"] for one in found] == ["Пауза"]
    view = await pick(led.anna, "canned", found[0]["value"], "v1:canned")
    assert "Подождите, Иван" in str(view)


# Hours


async def test_an_agent_sets_language_hours_and_absence_and_colleagues_see_who_covers(led: Office) -> None:
    ticket = await led.open()
    await asked(led, led.boris, "настройки", "Сейчас на месте")
    english = await tapped(led, led.boris, "English", "Here at present")
    assert "Language: English" in english["plain"]
    await tapped(led, led.boris, "Русский", "Сейчас на месте")
    await tapped(led, led.boris, "Изменить")
    assert "не время суток" in str(await refused(led.boris, hours="утром"))
    hours = await sent(led, led.boris, "09:00–18:00", hours="9:00-18:00".replace("9:", "09:", 1), digest="08:30")
    assert "08:30" in hours["plain"]
    await tapped(led, led.boris, "Отсутствие")
    assert "не подходящий срок" in str(await refused(led.boris, first=day(led, 2), last=day(led, 1)))
    form = (await led.boris.views())[-1]
    anna = next(
        one["value"]
        for block in form["blocks"]
        if block.get("block_id") == "cover"
        for one in block["element"]["options"]
        if one["text"]["text"] == "Анна"
    )
    gone = await sent(led, led.boris, "подменяет Анна", first=day(led), last=day(led, 3), cover=anna)
    assert "Уже на месте" in pressable(gone)
    card = await led.card(ticket)
    await led.anna.press(led.channel, card["ts"], action_id="v1:more", selected_option=await more(led, ticket))
    modal = await window(led, led.anna, "")
    assert "Борис · нет до" in str(modal["blocks"])
    back = await tapped(led, led.boris, "Уже на месте", "Сейчас на месте")
    assert "Уже на месте" not in pressable(back)
    assert (await audit(led))[-2:] == ["SetAbsence", "EndAbsence"]


async def test_an_administrator_says_for_a_colleague_that_they_are_away(led: Office) -> None:
    await asked(led, led.anna, "управление", "журнал")
    view = await tapped(led, led.anna, "Люди", "Борис")
    await led.anna.press_in_view(view_id=view["id"], action_id="v1:admin-find", selected="борис")
    await shown(led, led.anna, view["hash"], "boris@example.org")
    await tapped(led, led.anna, "Открыть", "из канала Slack")
    here = await tapped(led, led.anna, "Отсутствие", "Сейчас на месте")
    assert "Рабочие часы" not in here["plain"], "theirs alone"
    await tapped(led, led.anna, "Отсутствие")
    card = await sent(led, led.anna, "нет на месте", first=day(led), last=day(led, 1))
    assert "boris@example.org" in card["plain"]
    assert await audit(led) == ["SetAbsence"]


async def more(desk: Office, ticket: int) -> str:
    """The option of the menu that opens the assignment."""
    card = await desk.card(ticket)  # type: ignore[arg-type]
    options = [
        option["value"]
        for block in card["blocks"]
        for element in block.get("elements", [])
        for option in element.get("options", [])
    ]
    return next(one for one in options if ":assign" in one)


async def test_an_administrator_puts_somebody_on_call_and_makes_a_weekly_list(led: Office) -> None:
    boris = await led.hop.read(
        lambda conn: conn.exec_driver_sql("SELECT id FROM persons WHERE name = 'Борис'").scalar_one()
    )
    await led.desk(JoinGroup(boris, "duty"), me(led.anna))
    await asked(led, led.anna, "управление", "журнал")
    assert "Дежурного нет" in (await tapped(led, led.anna, "Дежурства", "Дежурная смена"))["plain"]
    await tapped(led, led.anna, "Назначить дежурного")
    assert "Сейчас дежурит: Борис" in (
        await sent(led, led.anna, "Борис", person=str(boris), last=day(led, 1))
    )["plain"]  # fmt: skip
    await tapped(led, led.anna, "Снять", "Дежурного нет")
    await tapped(led, led.anna, "По неделям")
    assert "По неделям: Борис" in (await sent(led, led.anna, "Борис", weekly=[str(boris)]))["plain"]


# Ratings


async def test_every_rating_is_shown_and_read_once(graded: Office) -> None:
    ticket = await graded.open("Не работает")
    await graded.card(ticket)
    rev = (await graded.seen_by(graded.anna, ticket))[0].rev
    await graded.desk(MoveStatus(ticket, "solved", rev, "Готово"), me(graded.anna))
    await graded.desk(Rate(ticket, "bad", "Долго ждали"), IVAN)
    await graded.said(ticket, "Плохо")
    await graded.card(ticket, "Плохо — «Долго ждали»")
    assert "Оценки · 1" in pressable(await home(graded.boris, "Мои"))
    shown_ = await asked(graded, graded.boris, "оценки", "Долго ждали")
    assert "👎 Плохо" in shown_["plain"] and "Иван" in shown_["plain"]
    assert "Все оценки прочитаны" in (await tapped(graded, graded.boris, "Прочитано", "Все оценки"))["plain"]
    every = await tapped(graded, graded.boris, "Плохие", "Долго ждали")
    assert "прочитано: Борис" in every["plain"] and "Прочитано" not in pressable(every)
    await graded.boris.close_view()
    await graded.boris.open_home()
    assert "Оценки · 0" in pressable(await drawn(graded.boris, "Оценки · 0"))


# Both languages, hostile words, limits


async def test_an_english_administrator_reads_english_everywhere(led: Office) -> None:
    await led.hop.unit(lambda unit: unit.conn.exec_driver_sql("UPDATE persons SET language = 'en' WHERE name = 'Анна'"))
    await asked(led, led.anna, "admin", "audit")
    for label, shows in (
        ("People", "agent"), ("← Back to the list", "reference lists"),
        ("On call", "Duty shift"), ("← Back to the list", "reference lists"), ("Audit", "Nothing has been changed yet"),
        ("← Back to the list", "reference lists"), ("Canned answers", "From the profile"),
    ):  # fmt: skip
        await tapped(led, led.anna, label, shows)


async def test_hostile_words_are_shown_literally_in_every_window_and_fit(led: Office) -> None:
    texts = hostile(90)[::6]
    for n, text in enumerate(texts):
        await led.desk(AddCompany(f"K-{n:02}", text[:200] or "x"), me(led.anna))
        await led.desk(AddPerson(text[:200], f"p{n}@example.org"), me(led.anna))
        said = "".join(sign for sign in text if sign not in "{}")
        await led.desk(AddReadyAnswer(both(said[:70], said[:70]), both(said[:2000], said[:2000])), me(led.anna))
    await asked(led, led.anna, "admin", "журнал")
    for section in ("Люди", "Компании", "Типовые ответы", "Журнал"):
        view = await tapped(led, led.anna, section)
        assert_tame(view)
        while "Дальше →" in pressable(view):
            view = await tapped(led, led.anna, "Дальше →")
            assert_tame(view)
        if section in ("Люди", "Компании"):
            assert_tame(await tapped(led, led.anna, "Открыть"))
            assert_tame(await tapped(led, led.anna, "Изменить"))
        await led.anna.close_view()
        await asked(led, led.anna, "admin", "журнал")


async def test_hostile_words_of_customers_and_colleagues_are_literal_among_ratings_and_hours(graded: Office) -> None:
    texts = hostile(90)[::9]
    for n, text in enumerate(texts):
        by = Visitor(Door.TELEGRAM, f"8{n}", text, "ru")
        ticket = await graded.open(text, text, by=by)
        rev = (await graded.seen_by(graded.anna, ticket))[0].rev
        await graded.desk(MoveStatus(ticket, "solved", rev, "Готово"), me(graded.anna))
        await graded.desk(Rate(ticket, "bad" if n % 2 else "good", text), by)
    view = await asked(graded, graded.anna, "оценки", "👎")
    assert_tame(view)
    assert view["plain"].index("👎") < view["plain"].index("⭐"), "the bad ones first"
    view = await tapped(graded, graded.anna, "Дальше →")
    assert_tame(view)
    await graded.anna.close_view()
    boris = await graded.hop.read(
        lambda conn: conn.exec_driver_sql("SELECT id FROM persons WHERE name = 'Борис'").scalar_one()
    )
    await graded.desk(SetAbsence(day(graded), day(graded, 2), boris), me(graded.anna))
    for text in hostile(90)[::30]:
        await graded.hop.unit(lambda unit, text=text: people.change(unit, boris, name=text))  # type: ignore[misc]
        assert_tame(await asked(graded, graded.anna, "настройки", "подменяет"))
        await graded.anna.close_view()
