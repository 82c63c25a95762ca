"""What a form spares people: searching the catalogue level by level, days that nobody takes, taps for nothing."""

import json
from datetime import date, timedelta
from typing import Any

import pytest

from core.profile.load import load
from core.profile.schema import Profile
from tests.bots.telegram.rich import FIELDS, rich, said, service
from tests.bots.telegram.walking.air import House
from tests.bots.telegram.walking.guest import Guest
from tests.bots.telegram.walking.life import PLACES, let_in
from tests.conftest import PROFILES

pytestmark = pytest.mark.asyncio(loop_scope="session")

ONE_OF_EACH = tuple(one for one in PLACES if "(2," not in one)


def edged(default: Profile) -> Profile:
    """The desk that asks for everything; some days and numbers are none for it."""
    edges: dict[str, dict[str, Any]] = {"since": {"min": "today-40", "max": "today"}, "count": {"min": 1, "max": 500}}
    raw = rich(default).model_dump(by_alias=True, mode="json")
    fields = [{**one, **edges.get(one["id"], {})} for one in FIELDS]
    services = [
        *raw["services"],
        {**service("mailing", "s3-b"), "label": {"ru": "Почтовые ящики", "en": "Mailboxes"}},
        {**service("letters", "s3-b"), "label": {"ru": "Рассылки по почте", "en": "Mass mailing"}},
        {**service("closed", "s3-b"), "label": said("Почта директора"), "access": "granted"},
    ]
    return Profile.model_validate({**raw, "fields": fields, "services": services})


class TestCatalogue:
    @pytest.fixture
    def profile(self, default_profile: Profile) -> Profile:
        return edged(default_profile)

    async def test_words_in_any_form_lead_to_a_service_wherever_it_stands(self, guest: Guest) -> None:
        word, own = guest.word, guest.own
        for text, label in (("почтовый ящик", "Почтовые ящики"), ("mailbox", "Mailboxes"), ("РАССЫЛКА", "Рассылки")):
            await guest.say("/new")
            told = await guest.say(text)
            assert word("tg-sought", words=text) in told
            shown = {"Почтовые ящики": "Mailboxes", "Рассылки": "Mass mailing"}.get(label, label)
            named = label if guest.language == "ru" or label == "Mailboxes" else shown
            above = f"{own('Услуга s3')} → {own('Услуга s3-b')} → "
            assert f"1. {above}" in told and (named in told or guest.language == "ru"), told
            await guest.say("/cancel")

    async def test_what_was_found_is_picked_by_its_number_and_the_form_goes_on(
        self, guest: Guest, found: House
    ) -> None:
        word = guest.word
        await guest.say("/new", "ящик")
        assert await guest.say("1") != "" and word("tg-sought-all") not in guest.buttons
        data = json.loads((await found.rows("SELECT data FROM dialogues"))[0].data)
        assert data["picked"] == {"service": "mailing"} and not data.get("kept") and not data.get("sought")

    async def test_words_that_are_no_service_are_kept_and_what_the_others_name_is_offered(
        self, guest: Guest, found: House
    ) -> None:
        word = guest.word
        await guest.say("/new")
        told = await guest.say("не открывается ящик")
        assert word("tg-words-kept") in told and "1. " in told and word("tg-sought-meant") not in guest.buttons
        data = json.loads((await found.rows("SELECT data FROM dialogues"))[0].data)
        assert [one["text"] for one in data["kept"]] == ["не открывается ящик"]
        await guest.press(word("tg-sought-all"))
        assert f"{guest.own('Услуга s3')} ›" in guest.buttons
        assert "1. " not in await guest.say("погода")

    async def test_nothing_is_found_of_what_is_not_open(self, guest: Guest) -> None:
        await guest.say("/new")
        assert "Почта директора" not in await guest.say("почта директора")

    async def test_days_and_numbers_that_the_desk_does_not_take_are_not_offered_and_kindly_refused(
        self, guest: Guest, found: House
    ) -> None:
        word, own, today = guest.word, guest.own, date.today()  # noqa: DTZ011
        day = found.words.day
        await guest.say("/new", "ящик", "1")
        await guest.press(found.words.label(guest.language, found.profile.types[1].label), own("Почта"))
        await guest.say("1", "SN 1")
        assert word("tg-number-between", min="1", max="500") in guest.last.text
        assert word("refusal-field", question=own("Сколько рабочих мест"), problem="large", edge="500") in (
            await guest.say("501")
        )
        first, last = (day(guest.language, str(one)) for one in (today - timedelta(40), today))
        assert word("tg-date-between", min=first, max=last) in await guest.say("500")
        calendar = guest.last
        offered = [data.rpartition(":")[2] for label, data in calendar.buttons if label.isdecimal()]
        assert max(offered) == str(today) and "›" not in dict(calendar.buttons)
        late = word("refusal-field", question=own("С какого дня"), problem="late", edge=last)
        assert late in await guest.say("завтра" if guest.language == "ru" else "tomorrow")
        data = next(data for label, data in calendar.buttons if label == str(int(offered[-1][-2:])))
        await guest.tap(guest.last, data.replace(offered[-1], str(today + timedelta(1))))
        assert late in guest.last.text
        assert own("Такое уже бывало?") in await guest.say(str(today - timedelta(40)))


class TestSpared:
    @pytest.fixture
    def profile(self) -> Profile:
        return load(PROFILES / "field-service.toml")

    async def test_who_has_one_site_and_one_machine_is_not_asked_which(self, guest: Guest, found: House) -> None:
        word = guest.word
        for statement in ONE_OF_EACH:
            await found.write(statement)
        await guest.say("/start")
        await let_in(found, guest.id)
        await guest.say("/new", "1", "1")
        serial, site = (_label(found, guest, id) for id in ("serial", "site"))
        assert serial in guest.last.text
        await guest.say("SN 7")
        await guest.press(word("tg-rest"))
        await guest.say("1", "Не держит температуру")
        await guest.press(word("tg-skip"))
        summary = guest.last.text
        assert word("tg-summary") in summary and f"{site}: Корпус" in summary and "Вентилятор · SN-1" in summary
        await guest.press(f"✎ {site}")
        assert "Корпус" in guest.buttons[0]
        await guest.press(word("tg-same"), word("tg-send"))
        [ticket] = await found.rows("SELECT site_id, equipment_id FROM tickets")
        assert tuple(ticket) == (1, 1)

    async def test_who_has_two_is_asked(self, guest: Guest, found: House) -> None:
        for statement in PLACES:
            await found.write(statement)
        await guest.say("/start")
        await let_in(found, guest.id)
        assert _label(found, guest, "site") in await guest.say("/new", "1", "1")


def _label(found: House, guest: Guest, id: str) -> str:
    return found.words.label(guest.language, next(one.label for one in found.profile.fields if one.id == id))
