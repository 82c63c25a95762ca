"""Everything that can be pressed can be typed, and from everywhere there is a way home (X1)."""

import json

import pytest

from core.profile.load import load
from core.profile.schema import Profile
from tests.bots.telegram.rich import rich
from tests.bots.telegram.walking.air import House
from tests.bots.telegram.walking.guest import Guest
from tests.conftest import PROFILES

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.fixture
def profile(default_profile: Profile) -> Profile:
    return default_profile


async def test_a_ticket_is_opened_read_and_resolved_without_one_press(guest: Guest) -> None:
    word = guest.word
    await guest.say("/start")
    assert await guest.say(word("tg-new").upper()) == word("tg-type-ask")
    await guest.say("1")
    assert await guest.say("Не греет котёл") == word("tg-body-ask")
    assert word("tg-receipt", number="HD-1") in await guest.say(word("tg-skip"))
    assert word("tg-list") in await guest.say("/tickets")
    assert "HD-1" in await guest.say("1") and word("tg-resolve") in guest.buttons
    assert word("tg-story-of", number="HD-1") in await guest.say(word("tg-story"))
    assert word("tg-ticket-status", status=word("tg-new").split()[0])[:6] in await guest.say(
        "назад" if guest.language == "ru" else "back"
    )
    await guest.say(word("tg-resolve"))
    assert (await guest.house.rows("SELECT status FROM tickets"))[0].status == "resolved"
    assert await guest.say("home") == guest.welcome
    assert await guest.bodies() == [""]


async def test_a_number_is_an_answer_where_nothing_is_offered(guest: Guest) -> None:
    await guest.say("Не греет котёл", "12", "3")
    assert await guest.bodies() == ["Не греет котёл", "12", "3"]


async def test_a_label_is_an_answer_again_once_the_desk_has_spoken(guest: Guest, found: House) -> None:
    """What was shown before an agent wrote is not what a customer answers."""
    word = guest.word
    await guest.say("Не греет котёл", "/tickets")
    await found.write("UPDATE tickets SET updated_at = updated_at + 60000000")
    await guest.say(word("tg-list-open"), "1")
    assert await guest.bodies() == ["Не греет котёл", word("tg-list-open"), "1"]


async def test_a_draft_waits_at_home_and_is_gone_on_with_sent_or_dropped(guest: Guest) -> None:
    word = guest.word
    await guest.say("/new")
    await guest.say("1")
    home = await guest.say("Течёт кран", "в начало")
    assert word("tg-draft-waits", subject="Течёт кран") in home
    assert await guest.press(word("tg-draft-on")) == f"{word('tg-new-going-on')}\n\n{word('tg-body-ask')}"
    await guest.say("home", "и капает")
    assert await guest.bodies() == ["и капает"]
    await guest.say("/new")
    await guest.say("1", "Свет мигает", "home")
    await guest.press(word("tg-draft-send"))
    assert (await guest.house.rows("SELECT subject FROM tickets ORDER BY id"))[-1].subject == "Свет мигает"
    await guest.say("/new")
    await guest.say("1", "Третье", "home")
    assert await guest.press(word("tg-draft-drop")) == word("tg-stopped")
    assert len(await guest.house.rows("SELECT 1 FROM tickets")) == 2
    assert await guest.press(word("tg-home")) == guest.welcome


async def test_an_escalation_that_nothing_was_said_for_is_left_on_the_way_home(guest: Guest) -> None:
    await guest.say("Не греет котёл", "/tickets", "1")
    await guest.press(guest.word("tg-answer"))
    await guest.say("home")
    assert not [row for row in await guest.house.rows("SELECT state FROM dialogues") if row.state]


async def test_what_is_alike_is_offered_and_stops_nobody(guest: Guest) -> None:
    word = guest.word
    await guest.say("Насос в корпусе перегревается")
    await guest.say("/new")
    await guest.say("1", "Насос перегревается")
    assert await guest.say("Корпус тот же") == word("tg-similar")
    assert guest.buttons[0].startswith("HD-1 · Насос")
    await guest.say("и шумит", "1")
    assert await guest.bodies() == ["Насос в корпусе перегревается", "Насос перегревается\n\nКорпус тот же\n\nи шумит"]
    await guest.say("/new")
    await guest.say("1", "Перегревается насос", "Снова")
    await guest.press(word("tg-similar-new"))
    assert (await guest.house.rows("SELECT subject FROM tickets ORDER BY id"))[-1].subject == "Перегревается насос"
    await guest.say("/new")
    await guest.say("1", "Другая беда: принтер")
    assert word("tg-receipt", number="HD-3") in await guest.say("Жуёт бумагу")


async def test_a_list_is_filtered_and_searched_and_shows_nothing_of_others(guest: Guest, found: House) -> None:
    word, other = guest.word, Guest(found, 777, guest.language)
    await other.say("Чужой насос")
    await guest.say("Мой насос гудит")
    assert "HD-2" in await guest.say("/tickets насосы")
    assert word("tg-found-none", words="чужой") in await guest.say("/tickets чужой")
    assert word("tg-found-none", words="HD-1") in await guest.say("/tickets HD-1")
    assert "HD-2" in await guest.say("/tickets 2")
    await guest.say("/tickets")
    assert word("tg-list-none") in await guest.press(word("tg-list-closed"))
    assert word("tg-list-colleagues") not in guest.buttons
    await guest.press(word("tg-list-open"))
    assert guest.buttons[0].startswith("🟢 HD-2")
    await found.write("UPDATE tickets SET status = 'waiting' WHERE id = 2")
    await guest.press(word("tg-list-waiting"))
    assert guest.buttons[0].startswith("🟢 HD-2")


async def test_a_place_a_contact_and_a_file_that_is_too_large_are_named(guest: Guest) -> None:
    point = {"latitude": 55.75, "longitude": 37.61}
    await guest.send(venue={"location": point, "title": "Ферма", "address": "Поле, 1"}, location=point)
    await guest.send(contact={"phone_number": "+79990001122", "first_name": "Олег", "last_name": "К."})
    large = {"file_id": "L", "file_unique_id": "l", "file_name": "big.iso", "file_size": 30_000_000}
    await guest.send(document=large, caption="смотрите")
    assert guest.word("tg-file-large", names="big.iso") in [one.text for one in guest.shown]
    assert await guest.bodies() == [
        "Ферма, Поле, 1\n📍 55.750000, 37.610000\n"
        "https://www.openstreetmap.org/?mlat=55.750000&mlon=37.610000#map=17/55.750000/37.610000",
        "☎ Олег К.: +79990001122",
        "смотрите",
    ]
    files = await guest.house.rows("SELECT name, state, reason FROM attachments")
    assert [tuple(row) for row in files] == [("big.iso", "lost", "too-large")]


async def test_another_persons_file_cannot_be_had_by_its_number(guest: Guest, found: House) -> None:
    other = Guest(found, 778, guest.language)
    await other.send(document={"file_id": "D", "file_unique_id": "d", "file_name": "secret.pdf"}, caption="моё")
    await guest.say("Моё")
    await guest.tap(guest.last, "g1:file:1:2")
    assert guest.last.text == guest.word("refusal-missing") and "secret" not in guest.last.text


async def test_a_grade_is_typed(guest: Guest) -> None:
    await guest.say("Не греет котёл", "/tickets", "1", guest.word("tg-resolve"))
    assert guest.word("tg-rate-ask") in guest.last.text
    await guest.say(guest.buttons[0])
    assert (await guest.house.rows("SELECT grade FROM tickets"))[0].grade is not None
    assert await guest.bodies() == ["Не греет котёл"]


class TestTelecom:
    @pytest.fixture
    def profile(self) -> Profile:
        return load(PROFILES / "telecom.toml")

    async def test_whether_a_resolved_ticket_goes_on_is_typed(self, guest: Guest) -> None:
        word = guest.word
        await guest.say("Нет звука", "/tickets", "1")
        resolve = next(label for label, data in guest.last.buttons if data.startswith("v1:resolve"))
        await guest.say(resolve)
        assert word("tg-choice-until") in await guest.say("Всё ещё тишина", "1")
        before = (await guest.house.rows("SELECT status FROM tickets"))[0].status
        await guest.say(word("tg-choice-return"))
        assert (await guest.house.rows("SELECT status FROM tickets"))[0].status != before
        assert await guest.bodies() == ["Нет звука", "Всё ещё тишина"]


class TestRich:
    @pytest.fixture
    def profile(self, default_profile: Profile) -> Profile:
        return rich(default_profile)

    async def test_a_long_list_is_searched_by_a_part_of_a_name(self, guest: Guest) -> None:
        word = guest.word
        await guest.say("/new")
        assert word("tg-sought", words="услуги s2") in await guest.say("услуги s2")
        assert f"1. {guest.own('Услуга s2')}" in guest.buttons and len(guest.buttons) == 5
        assert word("tg-words-kept") in await guest.press(word("tg-sought-meant"))
        await guest.say("s2 услуга")
        await guest.say("1")
        await guest.say("1", guest.own("Почта"), "2")
        shown = guest.last.text
        assert word("tg-body-ask") in shown or word("tg-subject-ask") in shown
        data = json.loads((await guest.house.rows("SELECT data FROM dialogues"))[0].data)
        assert data["picked"]["service"] == "s2" and [one["text"] for one in data["kept"]] == ["услуги s2"]

    async def test_a_day_is_picked_from_a_calendar_or_written(self, guest: Guest) -> None:
        word, own = guest.word, guest.own
        await guest.say("/new")
        await guest.press(f"{own('Услуга s3')} ›", f"{own('Услуга s3-a')} ›")
        await guest.say("1", "1", own("Почта"), "1", "SN 1")
        asked = await guest.say("7")
        assert own("С какого дня") in asked and word("tg-answer-date") in asked
        calendar = guest.last
        await guest.press("›")
        assert guest.last is calendar and len(calendar.buttons) > 30
        label, data = next(one for one in calendar.buttons if one[0] == "15")
        await guest.tap(calendar, data)
        assert own("Такое уже бывало?") in guest.last.text
        await guest.press(word("tg-back"))
        picked = guest.house.words.day(guest.language, data[-10:])
        assert word("tg-now", value=picked) in guest.last.text
        assert own("Такое уже бывало?") in await guest.say("завтра" if guest.language == "ru" else "tomorrow")
        await guest.tap(calendar, data)
        assert own("Такое уже бывало?") in guest.last.text
