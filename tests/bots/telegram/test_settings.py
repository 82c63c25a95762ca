"""What somebody sets for themselves, and gets as a file, and their being forgotten: by buttons, and by words alone."""

import io
import json
import zipfile
from functools import partial

import aiohttp
import pytest

from core.kinds import Door, PersonId, Visitor
from core.people import store as people
from core.people.person import Proof
from core.tickets.commands import Rate, Resolve
from tests.bots.telegram.desk import Opener, TelegramDesk, buttons, texts
from tests.standins.telegram import Customer, TelegramStandIn

pytestmark = pytest.mark.asyncio(loop_scope="session")

DIALOGUES = "SELECT count(*) FROM dialogues WHERE state IS NOT NULL"
FORGOTTEN = "SELECT count(*) FROM erasures"
WORDS = {"ru": ("да", "удалить", "удалены"), "en": ("Yes.", "DELETE", "deleted")}


async def says(desk: TelegramDesk, who: Customer, *words: str) -> str:
    for one in words:
        await who.say(one)
        await desk.quiet()
    return (await texts(who))[-1]


async def presses(desk: TelegramDesk, who: Customer, *data: str) -> str:
    for one in data:
        await who.press(data=one)
        await desk.quiet()
    return (await texts(who))[-1]


async def mailed(desk: TelegramDesk, who: Customer) -> None:
    """An address is theirs."""
    await says(desk, who, "/language")
    await presses(desk, who, "g1:language:0:ru")
    id = PersonId(int(str(await desk.one(f"SELECT person_id FROM identities WHERE external_id = '{who.id}'"))))
    link = partial(people.link, id=id, door=Door.MAIL, external_id="ivan@client.example", proof=Proof.CODE)
    await desk.hop.unit(link)


async def set_hours(desk: TelegramDesk) -> tuple[object, object]:
    row = (await desk.rows("SELECT quiet, digest FROM persons WHERE id = (SELECT max(id) FROM persons)"))[0]
    return row[0], row[1]


async def test_settings_by_buttons_and_by_words(desk: TelegramDesk, ivan: Customer) -> None:
    await mailed(desk, ivan)
    shown = await says(desk, ivan, "/settings")
    for command in ("/language", "/notices", "/quiet", "/digest", "/phone", "/export", "/forget"):
        assert command in shown
    await presses(desk, ivan, "g1:set:0:quiet", "g1:set:0:q22", "g1:set:0:digest", "g1:set:0:d9")
    assert await set_hours(desk) == ("22:00–08:00", "09:00")
    assert "22:00–08:00" in (await texts(ivan))[-1]
    await says(desk, ivan, "/quiet", "нет", "/digest", "10.30")
    assert await set_hours(desk) == ("", "10:30")
    await says(desk, ivan, "/quiet", "25:00-26:00")
    assert await set_hours(desk) == ("", "10:30")
    await says(desk, ivan, "Принтер дымит")
    assert await desk.said() == ["Принтер дымит"]
    await says(desk, ivan, "21:00-07:00")
    assert await set_hours(desk) == ("21:00-07:00", "10:30")
    assert await desk.one(DIALOGUES) == 0


async def test_notices_stay_a_command(desk: TelegramDesk, ivan: Customer) -> None:
    assert "почт" in (await says(desk, ivan, "/notices")).lower()


async def test_their_data_comes_as_a_file_with_their_own_alone(
    desk: TelegramDesk, tg: TelegramStandIn, ivan: Customer, mary: Customer
) -> None:
    await says(desk, mary, "Mary's secret")
    await says(desk, ivan, "Принтер <b>дымит</b>")
    await desk.give(await desk.newest(), "scan.txt", "text/plain", b"scan")
    await desk.quiet()
    await says(desk, ivan, "/export")
    sent = [message for message in await ivan.chat() if message["file"] and message["file"]["name"] == "zayavka.zip"]
    assert len(sent) == 1
    content = await fetched(tg, (await tg.log("sendDocument"))[-1], sent[0])
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        told = json.loads(packed.read("zayavka.json"))
        page = packed.read("zayavka.html").decode()
    assert [ticket["conversation"][0]["text"] for ticket in told["tickets"]] == ["Принтер <b>дымит</b>"]
    assert told["tickets"][0]["conversation"][1]["files"] == [{"name": "scan.txt", "bytes": 4}]
    assert "secret" not in page
    assert "&lt;b&gt;дымит" in page


@pytest.mark.parametrize(("language", "labels"), [
    ("ru", ("Имя: Ivan", "Язык: ru", "Компания, должность, телефон", "Ваша оценка: Отлично")),
    ("en", ("Name: Ivan", "Language: en", "Company, position, phone", "Your rating: Excellent")),
])  # fmt: skip
async def test_the_file_names_all_that_is_kept_of_somebody(
    desk: TelegramDesk, tg: TelegramStandIn, language: str, labels: tuple[str, ...]
) -> None:
    who = await tg.user(first_name="Ivan", username="ivan_p", language_code=language)
    await says(desk, who, "Принтер дымит")
    ticket, me = await desk.newest(), await desk.one(f"SELECT person_id FROM identities WHERE external_id = '{who.id}'")
    await desk.write("INSERT INTO companies (id, number, name) VALUES (7, 'K-7', 'Ромашка')")
    await desk.write(
        f"INSERT INTO contacts (person_id, company_id, position, phone) VALUES ({me}, 7, 'Инженер', '+7 911 123-45-67')"
    )
    await desk.desk(Resolve(ticket), Visitor(Door.TELEGRAM, str(who.id)), f"resolve:{who.id}")
    await desk.desk(Rate(ticket, "5", "Спасибо & до встречи"), Visitor(Door.TELEGRAM, str(who.id)), f"rate:{who.id}")
    await desk.quiet()
    await says(desk, who, "/export")
    sent = [message for message in await who.chat() if message["file"] and message["file"]["name"] == "zayavka.zip"]
    content = await fetched(tg, (await tg.log("sendDocument"))[-1], sent[0])
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        told, page = json.loads(packed.read("zayavka.json")), packed.read("zayavka.html").decode()
    assert told["person"]["companies"] == [{"company": "Ромашка", "position": "Инженер", "phone": "+7 911 123-45-67"}]
    assert told["person"]["accounts"] == [{"door": "telegram", "id": str(who.id), "handle": "ivan_p"}]
    assert all(one in page for one in (*labels, "Спасибо &amp; до встречи")), page
    assert "Ромашка · Инженер · +7 911 123-45-67" in page and f"telegram · {who.id} · ivan_p" in page


async def fetched(tg: TelegramStandIn, line: object, message: dict[str, object]) -> bytes:
    """What the customer's client would download."""
    file = message["file"]
    assert isinstance(file, dict)
    async with aiohttp.ClientSession() as session:
        async with session.post(f"{tg.url}/bot{tg.token}/getFile", json={"file_id": file["file_id"]}) as answer:
            path = (await answer.json())["result"]["file_path"]
        async with session.get(f"{tg.url}/file/bot{tg.token}/{path}") as answer:
            return await answer.read()


@pytest.mark.parametrize("language", ["ru", "en"])
async def test_somebody_is_forgotten_by_words_alone(desk: TelegramDesk, tg: TelegramStandIn, language: str) -> None:
    who = await tg.user(first_name="Kanarienvogel", language_code=language)
    yes, last, done = WORDS[language]
    await says(desk, who, "Kanarienvogel sings")
    assert "HD-1" in await says(desk, who, "/forget")
    await says(desk, who, yes)
    assert await desk.one(FORGOTTEN) == 0
    assert done in await says(desk, who, last)
    assert await desk.one(FORGOTTEN) == 1
    assert await desk.one(f"SELECT count(*) FROM identities WHERE external_id = '{who.id}'") == 0
    assert await desk.said() == ["—"]
    assert not await desk.rows("SELECT id FROM outbox WHERE content LIKE '%Kanarienvogel%'")
    await says(desk, who, "/tickets")
    assert not any("HD-1" in text for text in await buttons(who))


async def test_somebody_is_forgotten_by_buttons_alone_and_once(desk: TelegramDesk, ivan: Customer) -> None:
    await says(desk, ivan, "Принтер")
    await presses_menu(desk, ivan)
    await presses(desk, ivan, "g1:set:0:forget", "g1:set:0:forget1")
    assert await desk.one(FORGOTTEN) == 0
    shown = [m for m in await ivan.chat() if any(b["data"] == "g1:set:0:forget2" for r in m["buttons"] for b in r)]
    await presses(desk, ivan, "g1:set:0:forget2")
    assert await desk.one(FORGOTTEN) == 1
    await says(desk, ivan, "Снова")
    await ivan.press_stale(shown[-1]["message_id"], "g1:set:0:forget2")
    await desk.quiet()
    assert await desk.one(FORGOTTEN) == 1
    assert await desk.said() == ["—", "Снова"]


async def presses_menu(desk: TelegramDesk, who: Customer) -> None:
    await says(desk, who, "/help")
    await presses(desk, who, "g1:set:0:menu")


async def test_words_instead_of_an_answer_are_not_lost_and_forget_nobody(desk: TelegramDesk, ivan: Customer) -> None:
    await says(desk, ivan, "/forget")
    assert await desk.one(FORGOTTEN) == 0
    await says(desk, ivan, "Принтер", "/forget", "да", "Ещё и сканер", "удалить")
    assert await desk.one(FORGOTTEN) == 0
    assert await desk.said() == ["Принтер", "Ещё и сканер", "удалить"]
    await says(desk, ivan, "/forget", "/cancel")
    assert await desk.one(DIALOGUES) == 0


async def test_a_restart_between_the_two_questions_changes_nothing(
    opener: Opener, tg: TelegramStandIn, mary: Customer
) -> None:
    async with opener(tg) as desk:
        await says(desk, mary, "Printer", "/forget", "yes")
    async with opener(tg) as desk:
        assert "deleted" in await says(desk, mary, "delete")
        assert await desk.one(FORGOTTEN) == 1
