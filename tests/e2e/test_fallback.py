"""A way that leads nowhere is left for the other, and taken again when its owner is back (X4)."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.e2e.browser import ONE_CLICK, browsing, link, muting
from tests.e2e.stage import Stage, opened
from tests.e2e.steps import POST, card_says, gives_address, wants_mail_only
from tests.e2e.variants import MUTE, notices, variant
from tests.standins.slack import Upload
from tests.standins.telegram import Customer

GUIDE = {"files": [Upload("guide.txt", b"Open it", "text/plain")]}


async def _mailed(stage: Stage) -> int:
    return len(await stage.mail.letters(POST))


async def _begins(stage: Stage) -> Customer:
    ivan = await stage.telegram.user(first_name="Иван", last_name="Петров")
    await ivan.say("Не печатает принтер")
    await ivan.sees("Заявка HD-1 принята")
    await gives_address(stage, ivan)
    await stage.quiet()
    return ivan


TOLD = (
    "SELECT outbox.state FROM outbox JOIN addresses ON addresses.id = address_id"
    " WHERE addresses.door = 'telegram' AND kind = 'notice' ORDER BY outbox.id DESC"
)
"""How the answer fared: 👀 may have found the chat shut before it, and then it is not even tried."""


@pytest.mark.parametrize("ways", [("chat",), ("chat", "mail")])
async def test_a_blocked_chat_is_left_for_mail_until_the_person_is_back(
    url: sa.URL, tmp_path: Path, ways: tuple[str, ...]
) -> None:
    profile = variant(tmp_path, notices(*ways))
    async with opened(url, tmp_path / "files", post=True, profile=profile) as stage, browsing() as browser:
        ivan = await _begins(stage)
        (card,) = await stage.cards()
        await ivan.blocks()
        heard = len(await ivan.chat())
        await stage.replies(stage.anna, card, "Вот инструкция", files=GUIDE)
        letter = await stage.mail.box(POST).gets("Вот инструкция")
        assert [one["name"] for one in letter.attachments] == ["guide.txt"]
        card = await card_says(stage, "⚠ Telegram ✗ клиент заблокировал бота → почта")
        await stage.quiet()
        (word,) = [one for one in await stage.thread(card) if "Вот инструкция" in one["plain"]]
        found = await stage.rows(TOLD)
        how = {"gone": "Не доставлено", "suppressed": "Не отправлено"}[found[0][0]]
        assert f"✗ {how} (Telegram): клиент заблокировал бота" in word["plain"]
        assert "✓ Доставлено (почта)" in word["plain"]
        assert len([one for one in await stage.mail.letters(POST) if "Вот инструкция" in one.text]) == 1

        page = await browser.open(link(letter, do="answer"))
        assert "Вот инструкция" in page.text and "guide.txt" in page.text
        after = await browser.press(page.form("answer"), ("screen.txt", b"red", "text/plain"), text="Лампочка горит")
        assert "Ответ отправлен" in after.text
        await stage.anna.sees(stage.channel, "Лампочка горит", thread=card["ts"])
        await stage.quiet()
        names = {file["name"] for message in await stage.thread(card) for file in message["files"]}
        assert names == {"guide.txt", "screen.txt"}
        assert len(await ivan.chat()) == heard

        await _is_back(stage, ivan, card, by_mail="mail" in ways)


async def _is_back(stage: Stage, ivan: Customer, card: dict[str, object], *, by_mail: bool) -> None:
    await ivan.unblocks()
    await ivan.say("Я снова здесь")
    await stage.anna.sees(stage.channel, "Я снова здесь", thread=str(card["ts"]))
    await stage.quiet()
    mailed = await _mailed(stage)
    await stage.replies(stage.anna, card, "Рады слышать")
    await ivan.sees("Рады слышать")
    await stage.quiet()
    assert await _mailed(stage) == mailed + by_mail
    assert "⚠" not in (await stage.cards())[0]["plain"]
    assert await stage.one("SELECT count(*) FROM inbox WHERE state = 'dead'") == 0


async def test_muted_by_one_click_nothing_comes_any_way_until_unmuted_on_the_page(url: sa.URL, tmp_path: Path) -> None:
    profile = variant(tmp_path, MUTE, notices("chat", "mail"))
    async with opened(url, tmp_path / "files", post=True, profile=profile) as stage, browsing() as browser:
        ivan = await _begins(stage)
        (card,) = await stage.cards()
        await stage.anna.press(stage.channel, card["ts"], action_id="v1:claim")
        letter = await stage.mail.box(POST).gets("занимается Анна")
        await stage.quiet()
        page = link(letter)
        muted = await browser.ask(muting(letter), "POST", ONE_CLICK)
        assert muted.status == 200
        await stage.anna.sees(stage.channel, "отключил уведомления", thread=card["ts"])
        await card_says(stage, "🔕 Клиент отключил уведомления")
        await stage.quiet()

        before = await _mailed(stage), len(await ivan.chat())
        await stage.replies(stage.anna, card, "Тихий ответ", files=GUIDE)
        await stage.moves(stage.anna, card, "resolved")
        await stage.anna.sees(stage.channel, "Не отправлено (почта): клиент отключил уведомления", thread=card["ts"])
        await stage.quiet()
        assert (await _mailed(stage), len(await ivan.chat())) == before
        (word,) = [one for one in await stage.thread(card) if "Тихий ответ" in one["plain"]]
        assert "Не отправлено (Telegram): клиент отключил уведомления" in word["plain"]

        shown = await browser.open(page)
        assert "Тихий ответ" in shown.text and "Уведомления отключены" in shown.text
        await browser.press(shown.form("unmute"))
        await stage.moves(stage.anna, card, "in_progress")
        await stage.mail.box(POST).gets("Новый статус — «В работе»", after=letter.number)
        await ivan.sees("HD-1: новый статус — «В работе»")
        await stage.quiet()
        assert (await _mailed(stage), len(await ivan.chat())) == (before[0] + 1, before[1] + 1)


async def test_an_address_that_is_gone_is_left_for_the_chat_though_mail_was_chosen(
    sqlite_url: sa.URL, tmp_path: Path
) -> None:
    async with opened(sqlite_url, tmp_path / "files", post=True) as stage:
        ivan = await _begins(stage)
        await wants_mail_only(ivan)
        (card,) = await stage.cards()
        await stage.replies(stage.anna, card, "Письмом")
        await stage.mail.box(POST).gets("Письмом")
        await stage.quiet()
        heard = len(await ivan.chat())
        await stage.mail.refuse(POST, code=550, text="5.1.1 No such user", times="forever")
        await stage.replies(stage.anna, card, "Куда дойдёт", files=GUIDE)
        await ivan.sees("Куда дойдёт")
        await stage.quiet()
        told = (await ivan.chat())[heard:]
        assert [message["file"]["name"] for message in told if message["file"]] == ["guide.txt"]
        assert len(told) == 2
        await card_says(stage, "⚠ почта ✗")
        assert await _mailed(stage) == 2


async def test_a_chat_that_fails_for_half_an_hour_is_left_for_mail(sqlite_url: sa.URL, tmp_path: Path) -> None:
    async with opened(sqlite_url, tmp_path / "files", post=True) as stage:
        ivan = await _begins(stage)
        (card,) = await stage.cards()
        await stage.telegram.fault("sendMessage", "429", times=50, retry_after=1)
        await stage.replies(stage.anna, card, "Слышно ли нас?", files=GUIDE)
        await stage.anna.sees(stage.channel, "пробуем снова", thread=card["ts"])
        stage.clock.on(31 * 60)
        letter = await stage.mail.box(POST).gets("Слышно ли нас?", timeout=20)
        assert [one["name"] for one in letter.attachments] == ["guide.txt"]
        await stage.anna.sees(stage.channel, "→ почта", thread=card["ts"])
        await stage.telegram.clear_faults()
        stage.clock.on(10 * 60)
        await stage.quiet()
        heard = (await ivan.chat())[-1]
        assert heard["from"] == "bot" and "адрес подтверждён" in heard["text"]


async def test_what_may_have_arrived_twice_goes_no_third_way_and_the_agent_is_told_to_ask(
    sqlite_url: sa.URL, tmp_path: Path
) -> None:
    """Every answer of a Telegram in trouble is 5xx, and each of them may have been a delivery (faults A9)."""
    async with opened(sqlite_url, tmp_path / "files", post=True) as stage:
        await _begins(stage)
        (card,) = await stage.cards()
        await stage.telegram.fault("sendMessage", "500", times=50)
        await stage.replies(stage.anna, card, "Слышно ли нас?")
        await stage.anna.sees(stage.channel, "Лучше спросить клиента другим путём", thread=card["ts"])
        await stage.quiet()
        assert [one for one in await stage.mail.letters(POST) if "Слышно ли нас?" in one.text] == []


async def test_who_has_no_other_way_is_said_to_be_out_of_reach(sqlite_url: sa.URL, tmp_path: Path) -> None:
    async with opened(sqlite_url, tmp_path / "files", post=True) as stage:
        ivan = await stage.telegram.user(first_name="Иван")
        await ivan.say("Не печатает принтер")
        await ivan.sees("Заявка HD-1 принята")
        await stage.quiet()
        await ivan.blocks()
        (card,) = await stage.cards()
        await stage.replies(stage.anna, card, "Никто не услышит")
        await card_says(stage, "⚠ Telegram ✗ клиент заблокировал бота → больше никак не связаться")
        await stage.quiet()
        assert await stage.mail.letters() == []
        await ivan.unblocks()
        await ivan.sees("С возвращением")
        await stage.replies(stage.anna, card, "Теперь слышно")
        await ivan.sees("Теперь слышно")
        await stage.quiet()
        assert "⚠" not in (await stage.cards())[0]["plain"]
