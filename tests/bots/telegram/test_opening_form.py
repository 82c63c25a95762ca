"""A ticket opened from the catalogue, with every kind of question, in both languages (A3, A4, B3, B4)."""

import pytest
import pytest_asyncio

from core.kinds import Door, TicketId, Visitor
from core.profile.schema import Profile
from core.tickets.commands import OpenTicket
from tests.bots.telegram.desk import Opener, TelegramDesk, texts
from tests.bots.telegram.rich import LONG, rich
from tests.bots.telegram.visit import LANGUAGES, Visit, visiting
from tests.standins.telegram import PIXEL, TelegramStandIn

pytestmark = pytest.mark.asyncio(loop_scope="session")

COMPANY = (
    "INSERT INTO companies (id, number, name, zone, level) VALUES (1, 'C-1', 'Ферма', '', '')",
    "INSERT INTO contacts (person_id, company_id, position, phone)"
    " SELECT person_id, 1, '', '' FROM identities WHERE door = 'telegram'",
    f"INSERT INTO sites (id, number, company_id, name, address) VALUES (1, 'S-1', 1, '{'Корпус ' * 43}', 'Поле')",
    "INSERT INTO sites (id, number, company_id, name, address) VALUES (2, 'S-2', 1, 'Склад', 'Поле')",
    "INSERT INTO equipment (id, serial, model, site_id) VALUES (1, 'SN-1', 'Вентилятор', 2)",
    "INSERT INTO equipment (id, serial, model, site_id) VALUES (2, 'SN-2', 'Вентилятор', 2)",
)


@pytest.fixture
def profile(default_profile: Profile) -> Profile:
    return rich(default_profile)


@pytest_asyncio.fixture(params=LANGUAGES, loop_scope="session")
async def visit(request: pytest.FixtureRequest, tg: TelegramStandIn, desk: TelegramDesk, profile: Profile) -> Visit:
    return await visiting(tg, desk, profile, request.param)


@pytest_asyncio.fixture(loop_scope="session")
async def yan(tg: TelegramStandIn, desk: TelegramDesk, profile: Profile) -> Visit:
    return await visiting(tg, desk, profile, "ru")


async def known(visit: Visit) -> None:
    """The person is a contact of a company with two sites and two machines of one model."""
    await visit.say("/language")
    await visit.press("Русский" if visit.language == "ru" else "English")
    for statement in COMPANY:
        await visit.desk.write(statement)


async def to_questions(visit: Visit) -> None:
    """Down to a service on the third level, by a button of the fourth page there, and up to the first question."""
    word, own = visit.word, visit.own
    await visit.say("/new")
    await visit.presses(f"{own('Услуга s3')} ›", f"{own('Услуга s3-a')} ›")
    await visit.presses(*[word("tg-page-next")] * 3)
    await visit.press(next(label for label in await visit.buttons() if label.startswith("30. ")))
    kind = "Что-то не работает" if visit.language == "ru" else "Something is broken"
    await visit.presses(kind, own("Почта"), "Высокий" if visit.language == "ru" else "High")


async def test_from_the_catalogue_to_the_summary_and_out(visit: Visit) -> None:
    word, own, desk = visit.word, visit.own, visit.desk
    await known(visit)
    await to_questions(visit)
    assert own("Серийный номер") in await visit.last() and word("tg-pass") not in await visit.buttons()
    await visit.say("SN 17")
    assert word("tg-answer-number") in await visit.last()
    await visit.say("много")
    assert word("tg-answer-number") in await visit.last() and "много" not in await visit.last()
    await visit.press(word("tg-pass"))
    await visit.say("когда-то", "31.10.2026")
    await visit.press(word("tg-yes"))
    assert own("Когда бывало") in await visit.last()
    await visit.say("Весной")
    await visit.presses(word("tg-page-next"), own("Лампа 12"))
    assert "1. Корпус Корпус" in await visit.last() and len((await visit.buttons())[0]) <= 60
    await visit.press("2. Склад")
    await visit.press("Вентилятор · SN-2")
    assert await visit.last() == word("tg-subject-ask")
    await visit.say("Гудит", "Со вчерашнего дня")
    await visit.say("boss@farm.example, not an address@")
    assert word("refusal-address") in await visit.last()
    await visit.say("boss@farm.example")
    summary = await visit.last()
    day = word("value-date", day="31", month="10", year="2026")
    for part in (word("tg-summary"), f"{LONG} 30", "SN 17", day, "Весной", own("Лампа 12"), "Склад", "Гудит",
                 "Со вчерашнего дня", "boss@farm.example"):  # fmt: skip
        assert part in summary, part
    assert await desk.one("SELECT count(*) FROM tickets") == 0
    await visit.press(word("tg-send"))
    assert word("tg-receipt", number="HD-1") in await visit.last()
    row = (await desk.rows("SELECT subject, service, type, category, priority, site_id, equipment_id FROM tickets"))[0]
    assert tuple(row) == ("Гудит", "s3-a-30", "incident", "mail", "high", 2, 2)
    fields = str(await desk.one("SELECT fields FROM tickets"))
    for said in ('"serial": "SN 17"', '"since": "2026-10-31"', '"again": "yes"', '"colour": "c12"', '"site": "S-2"'):
        assert said in fields, fields
    assert "count" not in fields
    assert await desk.said() == ["Со вчерашнего дня"]
    assert await desk.column("SELECT email FROM persons JOIN observers ON person_id = persons.id") == [
        "boss@farm.example"
    ]
    assert await desk.one("SELECT count(*) FROM dialogues WHERE state IS NOT NULL") == 0


async def test_an_answer_of_the_summary_is_said_again_and_what_depended_on_it_is_asked(yan: Visit) -> None:
    await known(yan)
    await to_questions(yan)
    await yan.say("SN 1", "7", "2026-10-31", "нет")
    await yan.presses("Лампа 1", "2. Склад", "Пропустить")
    await yan.say("Гудит", "Громко")
    await yan.press("Никого")
    assert "Проверьте" in await yan.last() and "Когда бывало" not in await yan.last()
    summary = (await yan.shown())["message_id"]
    send = next(b["data"] for row in (await yan.shown())["buttons"] for b in row if b["text"] == "Отправить")
    await yan.press("✎ Такое уже бывало?")
    assert "Сейчас: Нет" in await yan.last()
    await yan.press("Да")
    assert "Когда бывало" in await yan.last()
    await yan.say("Зимой")
    assert "Зимой" in await yan.last() and "Проверьте" in await yan.last()
    await yan.press("✎ Сколько рабочих мест")
    await yan.press("Оставить как есть")
    await yan.who.press_stale(summary, send)
    await yan.desk.quiet()
    assert await yan.desk.one("SELECT count(*) FROM tickets") == 0
    await yan.say("И ещё пахнет")
    assert "Добавили в описание" in await yan.last()
    await yan.presses("Ещё ›", "✎ Описание")
    await yan.say("Не так уж громко")
    await yan.press("✎ Вид")
    await yan.press("Нужно что-то сделать")
    assert "Лампа" not in await yan.last() and "Проверьте" in await yan.last()
    await yan.press("Отправить")
    assert await yan.desk.said() == ["Не так уж громко"]
    assert await yan.desk.rows("SELECT type, fields FROM tickets") in ([("request", None)], [("request", "null")])


async def test_back_leads_through_every_step_and_loses_no_answer(yan: Visit) -> None:
    await known(yan)
    await to_questions(yan)
    await yan.say("SN 1")
    for asked in ("Серийный номер", "Приоритет", "Категория", "О чём речь", "Услуга s3-a", "Услуга s3", "Услуга"):
        await yan.press("← Назад")
        assert asked in await yan.last(), asked
    assert "← Назад" not in await yan.buttons() and f"Сейчас: Услуга s3 → Услуга s3-a → {LONG} 30" in await yan.last()
    await yan.press("Оставить как есть")
    assert "Сколько рабочих мест" in await yan.last()
    await yan.press("Прервать")
    assert "Ничего не отправлено" in await yan.last()
    await yan.press("Пропустить")
    assert "устарела" in (await yan.who.toasts())[-1]["text"]
    assert await yan.desk.one("SELECT count(*) FROM dialogues WHERE state IS NOT NULL") == 0


async def test_words_and_files_typed_instead_of_a_choice_become_the_description(yan: Visit) -> None:
    await yan.say("У нас всё сломалось")
    assert "Услуга: выберите" in await yan.last()
    await yan.say("И очень срочно")
    assert "войдёт в описание" in await yan.last() and "Услуга: выберите" in await yan.last()
    await yan.who.photo(PIXEL, "вот снимок")
    await yan.desk.quiet()
    await yan.presses("Услуга s3 ›", "Услуга s3-b", "Вопрос", "Почта")
    await yan.say("высокий")
    assert "опишите подробнее" in await yan.last()
    await yan.presses("Без подробностей", "Отправить")
    assert await yan.desk.said() == ["У нас всё сломалось\n\nИ очень срочно\n\nвот снимок"]
    assert await yan.desk.rows("SELECT subject, service, priority FROM tickets") == [
        ("У нас всё сломалось", "s3-b", "high")
    ]
    assert await yan.desk.one("SELECT ticket_id FROM attachments") == 1


async def test_a_service_without_a_choice_below_it_is_its_only_end(yan: Visit) -> None:
    await yan.say("/new")
    await yan.press("Услуга s4 ›")
    assert "Категория" in await yan.last()
    await yan.press("← Назад")
    assert "Услуга: выберите" in await yan.last() and "Услуга s4-end" in await yan.last()


async def test_a_required_answer_is_insisted_on_and_a_file_waits_for_the_ticket(yan: Visit) -> None:
    await known(yan)
    await to_questions(yan)
    await yan.who.photo(PIXEL)
    await yan.desk.quiet()
    assert "Файл сохранили" in await yan.last() and "Серийный номер" in await yan.last()
    await yan.say("\u200b")
    assert "Серийный номер" in (await texts(yan.who))[-1] or "не сможем" in await yan.last()
    await yan.say("SN 1")
    long = "Понятия не имею, сколько их тут у нас теперь стоит после переезда, честно говоря"
    await yan.say(long)
    assert "не число" in await yan.last() and "войдёт в описание" in await yan.last()
    await yan.say("12", "2026-10-31", "Да", "Летом", "Лампа 3", "S-404")
    assert "такого названия или номера у нас нет" in await yan.last()
    await yan.say("склад", "SN-1", "boss@farm.example")
    await yan.press("Никого")
    await yan.press("Отправить")
    assert await yan.desk.said() == [f"{long}\n\nboss@farm.example"]
    assert await yan.desk.rows("SELECT site_id, equipment_id FROM tickets") == [(2, 1)]
    assert await yan.desk.one("SELECT count(*) FROM attachments") == 1


async def test_every_press_twice_and_every_old_button_is_answered_kindly(yan: Visit) -> None:
    await yan.say("/new")
    first = await yan.shown()
    for label in ("Услуга s3 ›", "Услуга s3-b", "Вопрос"):
        shown = await yan.shown()
        data = next(b["data"] for row in shown["buttons"] for b in row if b["text"] == label)
        before = len(await texts(yan.who))
        for _ in range(2):
            await yan.who.press_stale(shown["message_id"], data)
        await yan.desk.quiet()
        assert len(await texts(yan.who)) - before <= 1
    assert "Категория" in await yan.last()
    old = [b["data"] for row in first["buttons"] for b in row if not b["data"].startswith(("g1:stop", "g1:home"))]
    for data in (*old, "g1:send:1:", "g1:edit:7:", "g1:page:5:1", "g1:back:5:", "g1:same:5:", "g1:pass:5:"):
        await yan.who.press_stale(first["message_id"], data)
        await yan.desk.quiet()
        assert "устарела" in (await yan.who.toasts())[-1]["text"], data
    assert "Категория" in await yan.last()
    assert all(len(b["data"].encode()) <= 64 for m in await yan.who.chat() for row in m["buttons"] for b in row)


async def test_every_step_meets_a_product_that_has_just_been_restarted(
    opener: Opener, tg: TelegramStandIn, profile: Profile
) -> None:
    who = await tg.user(first_name="Ян", language_code="ru")
    steps = [
        "/new", ">Ещё ›", ">Ещё ›", ">Услуга s20", ">Вопрос", ">Хостинг", ">← Назад", ">Почта", ">Низкий", "Тема",
        "Подробности", ">← Назад", ">Оставить как есть", "boss@farm.example", ">✎ Тема", "Другая тема", ">Отправить",
    ]  # fmt: skip
    for step in steps:
        async with opener(tg) as desk:
            await (who.press(text=step[1:]) if step.startswith(">") else who.say(step))
            await desk.quiet()
    async with opener(tg) as desk:
        row = await desk.rows("SELECT subject, service, type, category, priority FROM tickets")
        assert row == [("Другая тема", "s20", "question", "mail", "low")]
        assert await desk.said() == ["Подробности"]


async def test_a_draft_waits_while_something_else_is_done_and_new_goes_on_with_it(yan: Visit) -> None:
    await yan.say("/new")
    await yan.presses("Услуга s1", "Вопрос")
    await yan.who.press_stale(2, "g1:address:0:")
    await yan.desk.quiet()
    await yan.say("/new")
    assert "Вы уже начали" in await yan.last() and "Категория" in await yan.last()
    await yan.say("/cancel")
    assert "Напишите адрес почты" in await yan.last()
    await yan.say("/cancel")
    assert await yan.desk.one("SELECT count(*) FROM dialogues WHERE state IS NOT NULL") == 0


async def test_the_dialogue_stays_small(yan: Visit) -> None:
    await known(yan)
    await to_questions(yan)
    await yan.say("SN 1", "7", "2026-10-31", "нет")
    await yan.presses("Лампа 1", "2. Склад", "Вентилятор · SN-1")
    await yan.say("Гудит", "Громко")
    await yan.press("Никого")
    assert len(str(await yan.desk.one("SELECT data FROM dialogues"))) < 1_500


async def test_words_to_a_closed_ticket_open_one_that_goes_on_with_it(yan: Visit) -> None:
    await yan.say("/start")
    await yan.desk.desk(OpenTicket("Старое", ""), Visitor(Door.TELEGRAM, str(yan.who.id)), "old")
    for status in ("resolved", "closed"):
        await yan.desk.move(TicketId(1), status)
    await yan.desk.quiet()
    await yan.who.press_stale(2, "g1:answer:1:")
    await yan.say("Снова то же")
    await yan.press("Открыть в продолжение HD-1")
    assert "Услуга: выберите" in await yan.last()
    await yan.presses("Услуга s1", "Вопрос", "Почта", "Низкий", "Без подробностей")
    assert "Тема: Снова то же" in await yan.last()
    await yan.press("Отправить")
    assert await yan.desk.column("SELECT linked_to FROM tickets ORDER BY id") == [None, 1]
    assert (await yan.desk.said())[-1] == "Снова то же"
    assert await yan.desk.one("SELECT count(*) FROM dialogues WHERE state IS NOT NULL") == 0


class TestNotLetIn:
    @pytest.fixture
    def profile(self, default_profile: Profile) -> Profile:
        raw = rich(default_profile).model_dump(by_alias=True, mode="json")
        return Profile.model_validate({**raw, "access": {**raw["access"], "strangers": "register"}})

    async def test_somebody_not_let_in_is_told_kindly_and_their_words_wait(self, visit: Visit) -> None:
        word, desk = visit.word, visit.desk
        await visit.say("Всё сломалось", "/new", "Ещё и дымит")
        assert word("tg-reg-ask", particular="surname") in await visit.last()
        assert await desk.one("SELECT count(*) FROM tickets") == 0
        await desk.write("UPDATE grants SET role = 'client' WHERE role = 'guest'")
        await visit.say("Алло")
        assert word("tg-reg-let-in-next") in await visit.last()
        await visit.press(word("tg-new"))
        assert word("tg-choose", what=word("term-service")) in await visit.last()
        kind = "Вопрос" if visit.language == "ru" else "Question"
        await visit.presses(visit.own("Услуга s1"), kind, visit.own("Почта"))
        await visit.press("Низкий" if visit.language == "ru" else "Low")
        await visit.presses(word("tg-skip"), word("tg-send"))
        assert await desk.said() == ["Всё сломалось\n\nЕщё и дымит\n\nАлло"]
