"""First contact: what the bot shows of itself, the links that lead into it, and who proves to be whom."""

from functools import partial
from pathlib import Path

import pytest
import sqlalchemy as sa

from bots.links import Links, LinkWrong, chat
from bots.telegram.showing import Showing
from bots.wording import Words
from core.clock import Clock
from core.customers.commands import AddCompany, AddContact
from core.kinds import Door, PersonId, Visitor
from core.people import store as people
from core.people.identity import Invite
from core.people.person import Role
from core.profile.load import load
from core.tickets.commands import OpenTicket
from tests.bots.telegram.desk import Opener, TelegramDesk, buttons, texts
from tests.standins.telegram import Customer, TelegramStandIn
from tests.standins.telegram_bench import call

pytestmark = pytest.mark.asyncio(loop_scope="session")

PROFILES = Path(__file__).parents[3] / "profiles"
PRIVATE, GROUPS = {"type": "all_private_chats"}, {"type": "all_group_chats"}
POST = Visitor(Door.MAIL, "ivan@client.example", "Иван", "ru")


async def says(desk: TelegramDesk, who: Customer, *words: str) -> str:
    for one in words:
        await who.say(one)
        await desk.quiet()
    return (await texts(who))[-1]


async def presses(desk: TelegramDesk, who: Customer, data: str) -> str:
    await who.press(data=data)
    await desk.quiet()
    return (await texts(who))[-1]


async def known(desk: TelegramDesk, phone: str = "+7 495 123-45-67") -> None:
    """Somebody whom the customers' list knows, who has written by mail."""
    boss = PersonId(int(str(await desk.one("SELECT min(person_id) FROM identities WHERE door = 'slack'"))))
    await desk.hop.unit(partial(people.grant, id=boss, role=Role.ADMINISTRATOR, source="test"))
    await desk.agent(AddCompany("C1", "Horns and Hooves"))
    await desk.agent(AddContact(POST.external_id, "C1", "Иван Петров", "", phone))
    await desk.desk(OpenTicket("Письмом", "Слова"), POST, "mail:1")


async def changes(own: TelegramStandIn) -> list[str]:
    return [line["method"] for line in await own.log() if line["method"].startswith(("set", "deleteMyCommands"))]


async def test_the_bot_shows_itself_in_every_language_and_only_where_it_differs(
    opener: Opener, own: TelegramStandIn
) -> None:
    async with opener(own) as desk:
        await desk.telegram.showing.run()
        for code, name in (("", "Поддержка"), ("en", "Support")):
            shown = await call(own, "getMyCommands", scope=PRIVATE, language_code=code)
            assert [one["command"] for one in shown[1]["result"]] == [
                "new", "tickets", "settings", "language", "help", "cancel",
            ]  # fmt: skip
            told = (await call(own, "getMyDescription", language_code=code))[1]["result"]["description"]
            short = (await call(own, "getMyShortDescription", language_code=code))[1]["result"]["short_description"]
            assert name in told
            assert name in short
        assert (await call(own, "getMyCommands"))[1]["result"] == []
        assert (await call(own, "getMyCommands", scope=GROUPS))[1]["result"] == [], "this desk answers in no group"
        before = await changes(own)
        await desk.telegram.showing.run()
        assert await changes(own) == before


async def test_in_groups_the_one_command_that_is_answered_there_is_offered(
    opener: Opener, own: TelegramStandIn
) -> None:
    async with opener(own) as desk:
        bot, words = desk.telegram.bot, Words(load(PROFILES / "default.toml"))
        await Showing(bot, words, ("ru", "en"), groups=True).run()
        for code, said in (("", "Задать вопрос"), ("en", "Ask support")):
            (shown,) = (await call(own, "getMyCommands", scope=GROUPS, language_code=code))[1]["result"]
            assert shown["command"] == "ticket" and shown["description"].startswith(said)
        before = await changes(own)
        await Showing(bot, words, ("ru", "en"), groups=True).run()
        assert await changes(own) == before
        await Showing(bot, words, ("ru", "en")).run()
        assert (await call(own, "getMyCommands", scope=GROUPS))[1]["result"] == []


async def test_telegram_asks_for_time_and_gets_it_and_what_it_refuses_stops_nothing(
    opener: Opener, own: TelegramStandIn
) -> None:
    async with opener(own) as desk:
        await own.fault("setMyCommands", "429", retry_after=1)
        await own.fault("setMyDescription", "400", times=2, description="Bad Request: not today")
        await own.fault("getMyShortDescription", "500")
        await desk.telegram.showing.run()
        assert (await call(own, "getMyCommands", scope=PRIVATE))[1]["result"]
        assert (await call(own, "getMyDescription"))[1]["result"]["description"] == ""
        assert (await call(own, "getMyShortDescription"))[1]["result"]["short_description"]


@pytest.mark.parametrize("name", ["default", "itsm", "field-service", "software", "telecom", "web-studio"])
async def test_every_desk_fits_into_what_telegram_takes(name: str) -> None:
    profile = load(PROFILES / f"{name}.toml")
    words = Words(profile)
    for language in profile.languages:
        for id, most in (("tg-description", 512), ("tg-short-description", 120)):
            assert len(words(language, id, desk=words.desk(language))) <= most


@pytest.mark.parametrize("language", ["ru", "en"])
async def test_a_link_to_a_ticket_opens_it_for_whose_it_is_and_for_nobody_else(
    desk: TelegramDesk, tg: TelegramStandIn, language: str
) -> None:
    who, other = await tg.user(language_code=language), await tg.user(language_code=language)
    await says(desk, who, "Printer smokes")
    assert "Printer smokes" in await says(desk, who, "/start T1")
    missing, forbidden = await says(desk, other, "/start t999"), await says(desk, other, "/start t1")
    assert missing == forbidden
    assert "Printer" not in forbidden
    assert await buttons(other)


async def test_a_word_behind_start_is_not_passed_over_in_silence(desk: TelegramDesk, ivan: Customer) -> None:
    assert "«printer»" in await says(desk, ivan, "/start printer")
    await says(desk, ivan, "/start принтер дымит")
    assert await desk.said() == ["/start принтер дымит"]


async def test_a_link_to_a_service_begins_the_form_there(
    tg: TelegramStandIn, sqlite_url: sa.URL, tmp_path: Path, mary: Customer
) -> None:
    asking = load(PROFILES / "itsm.toml")
    profile = asking.model_copy(update={"access": asking.access.model_copy(update={"strangers": "welcome"})})
    async with Opener(sqlite_url, profile, tmp_path)(tg) as desk:
        top = next(one for one in profile.services if one.parent is None)
        await says(desk, mary, "/language")
        shown = await says(desk, mary, f"/start S-{top.id.upper()}")
        assert str(await desk.one("SELECT state FROM dialogues")).startswith("new:")
        data = str(await desk.column("SELECT data FROM dialogues"))
        assert top.id in data, shown
        closed = await says(desk, mary, "/cancel", "/start s-no-such-service")
        assert "can't open" in closed
        assert await buttons(mary)


async def test_an_invitation_links_a_chat_to_whom_it_was_made_for_once(
    desk: TelegramDesk, ivan: Customer, mary: Customer
) -> None:
    await known(desk)
    id = int((await desk.agent(Invite(POST.external_id))).number)
    payload = desk.links.invitation(id)
    await says(desk, ivan, "Своё")
    assert "теперь мы вас знаем" in await says(desk, ivan, f"/start {payload.upper()}")
    assert any("Письмом" in text for text in await buttons_of_list(desk, ivan))
    assert "already" in " ".join(await texts_after(desk, mary, f"/start {payload}"))
    assert await desk.one("SELECT count(*) FROM joins") == 1
    assert not any("Письмом" in text for text in await buttons_of_list(desk, mary))


async def buttons_of_list(desk: TelegramDesk, who: Customer) -> list[str]:
    await says(desk, who, "/tickets")
    return await buttons(who)


async def texts_after(desk: TelegramDesk, who: Customer, word: str) -> list[str]:
    before = len(await texts(who))
    await says(desk, who, word)
    return (await texts(who))[before:]


async def test_a_forged_invitation_is_a_link_that_nobody_knows(desk: TelegramDesk, ivan: Customer) -> None:
    await known(desk)
    id = int((await desk.agent(Invite(POST.external_id))).number)
    forged = f"i{id}-{'a' * 16}"
    assert f"«{forged}»" in await says(desk, ivan, f"/start {forged}")
    assert await desk.one("SELECT count(*) FROM joins") == 0


async def test_invitations_of_another_instance_are_not_ours() -> None:
    clock = Clock(None)
    ours, clone = Links("secret", "e1", None, clock), Links("secret", "e2", None, clock)
    payload = ours.invitation(12)
    assert len(payload) <= 64
    assert ours.read_invitation(payload.upper()) == 12
    assert chat("desk_bot", payload) == f"https://t.me/desk_bot?start={payload}"
    for wrong in (clone.invitation(12), payload.replace("i12", "i13"), "i12", "i", "ix-a", "i" + "9" * 30 + "-a"):
        with pytest.raises(LinkWrong):
            ours.read_invitation(wrong)


async def test_a_phone_of_ones_own_shows_what_was_written_by_mail(desk: TelegramDesk, ivan: Customer) -> None:
    await known(desk)
    await says(desk, ivan, "/phone")
    assert "чужой" in " ".join(await contact(desk, ivan, own=False))
    assert "вручную" in await says(desk, ivan, "+7 495 123-45-67")
    assert "теперь мы вас знаем" in " ".join(await contact(desk, ivan))
    assert any("Письмом" in text for text in await buttons_of_list(desk, ivan))


async def test_a_phone_that_is_not_known_changes_nothing_and_words_meanwhile_are_kept(
    desk: TelegramDesk, mary: Customer
) -> None:
    await says(desk, mary, "/phone", "The printer smokes again")
    assert await desk.said() == ["The printer smokes again"]
    assert "nothing has changed" in " ".join(await contact(desk, mary))
    assert await desk.one("SELECT count(*) FROM joins") == 0


async def contact(desk: TelegramDesk, who: Customer, *, own: bool = True) -> list[str]:
    before = len(await texts(who))
    await who.contact("+74951234567", own=own)
    await desk.quiet()
    return (await texts(who))[before:]


async def test_a_contact_that_nobody_asked_for_is_a_message(desk: TelegramDesk, ivan: Customer) -> None:
    await known(desk)
    await contact(desk, ivan)
    assert await desk.one("SELECT count(*) FROM joins") == 0
    assert any("+74951234567" in str(body) for body in await desk.said())
