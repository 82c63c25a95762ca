"""E3 through the doors: spam is marked, the next one like it lands in the spam queue, and what was none comes back."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from core.spam import learned
from tests.e2e.post import IVAN, PostOffice, answer, mailed, written
from tests.e2e.stage import Json, Stage
from tests.e2e.variants import notices

BOTH = notices("chat", "mail")
STRICT = '[access]\nstrangers = "register"'
SELLER = "Продавец <seller@spam{n}.example>"
OFFER = (
    "Кредит наличными без отказа и справок, выгодный займ на карту за пять минут. Одобрение онлайн http://zaim.example"
)
QUESTION = (
    "Не открывается личный кабинет сайта, после входа показывает ошибку и пустую страницу. Посмотрите, пожалуйста"
)
SPAM = "SELECT spam FROM tickets ORDER BY id"


async def card_of(stage: Stage, number: str) -> Json:
    await stage.anna.sees(stage.channel, f"{number} · ")
    return next(one for one in await stage.cards() if f"{number} · " in one["plain"])


async def picks(stage: Stage, card: Json, text: str) -> None:
    assert (await stage.anna.press(stage.channel, card["ts"], action_id="v1:more", text=text))["status"] == "acked"


async def spam_queue(stage: Stage, shows: str) -> Json:
    """What Anna sees in the spam queue, once the words are there."""
    if await stage.anna.views():
        await stage.anna.close_view(everything=True)
    await stage.anna.shortcut("v1:spam_queue")
    return await modal(stage, shows)


async def modal(stage: Stage, shows: str) -> Json:
    async def there() -> bool:
        views = await stage.anna.views()
        return bool(views) and shows in str(views[-1]["blocks"])

    await stage.until(there, 10)
    return dict((await stage.anna.views())[-1])


async def taught(stage: Stage, post: PostOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two of each kind are enough here: the agents mark two letters, and answer two others."""
    monkeypatch.setattr(learned, "ENOUGH", 2)
    for n in (1, 2):
        await post.sends(written(SELLER.format(n=n), f"Предложение {n}", f"{OFFER}. Менеджер {n}"))
        await stage.quiet()
        await picks(stage, await card_of(stage, f"HD-{n}"), "Отметить как спам")
    for n in (3, 4):
        await post.sends(written(f"Клиент <client@shop{n}.example>", "Вопрос", f"{QUESTION} {n}"))
        await stage.quiet()
        await stage.replies(stage.anna, await card_of(stage, f"HD-{n}"), "Смотрим")
    await stage.quiet()
    assert await stage.rows(SPAM) == [("agent",), ("agent",), (None,), (None,)]


async def test_spam_is_marked_and_the_next_one_like_it_lands_in_the_queue(
    sqlite_url: sa.URL, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with mailed(sqlite_url, tmp_path, BOTH) as (stage, post):
        await taught(stage, post, monkeypatch)
        cards = len(await stage.cards())
        await post.sends(written(SELLER.format(n=5), "Предложение", f"{OFFER}. Ждём вас"), times=3)
        await post.sends(written("Клиент <other@shop6.example>", "Вопрос", f"{QUESTION} сегодня"))
        await stage.mail.box("other@shop6.example").gets("HD-6")
        await stage.quiet()
        assert (await stage.rows(SPAM))[4:] == [("words",), (None,)]
        assert len(await stage.cards()) == cards + 1
        assert await stage.mail.letters("seller@spam5.example") == []
        view = await spam_queue(stage, "HD-5")
        assert "Похоже на спам" in str(view) and "seller@spam5.example" in str(view)
        await stage.anna.press_in_view(view["id"], action_id="v1:restore", value="5:0")
        receipt = await stage.mail.box("seller@spam5.example").gets("HD-5")
        assert receipt.headers["In-Reply-To"]
        shown = await card_of(stage, "HD-5")
        assert OFFER[:30] in shown["plain"]
        await post.sends(answer(receipt, SELLER.format(n=5), "Так вы берёте?"))
        await stage.anna.sees(stage.channel, "Так вы берёте?", thread=shown["ts"])
        await post.sends(written(SELLER.format(n=7), "Предложение", f"{OFFER}. Ждём вас"))
        await stage.comes_to("SELECT count(*) FROM tickets", 7)
        assert await stage.one("SELECT lesson FROM spam_lessons WHERE ticket_id = 5") == "good"


async def test_a_known_customer_and_an_answer_are_never_thrown_out(
    sqlite_url: sa.URL, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with mailed(sqlite_url, tmp_path, BOTH) as (stage, post):
        await taught(stage, post, monkeypatch)
        receipt = await stage.mail.box("client@shop3.example").gets("HD-3")
        await post.sends(answer(receipt, "Клиент <client@shop3.example>", OFFER, X_Spam_Flag="YES"))
        await post.sends(written("Клиент <client@shop4.example>", "Посоветуйте", OFFER))
        await stage.mail.box("client@shop4.example").gets("HD-5")
        await stage.quiet()
        assert (await stage.rows(SPAM))[4:] == [(None,)]
        assert await stage.one("SELECT count(*) FROM messages WHERE ticket_id = 3 AND audience = 'public'") == 3


async def test_a_mail_servers_verdict_is_honoured_explained_and_can_be_undone(url: sa.URL, tmp_path: Path) -> None:
    async with mailed(url, tmp_path, BOTH) as (stage, post):
        verdict = "Yes, score=9.1 required=5.0 tests=BAYES_99"
        await post.sends(written(IVAN, "Вопрос", "Где мой заказ?", picture=True, X_Spam_Status=verdict), times=2)
        await stage.comes_to("SELECT count(*) FROM inbox WHERE state = 'done'", 1)
        await stage.quiet()
        assert await stage.cards() == [] and await stage.mail.letters() == []
        await spam_queue(stage, "x-spam-status, оценка 9.1")
        await post.sends(written(IVAN, "Ещё вопрос", "Ау!", X_Spam_Flag="no"))
        await stage.mail.box("ivan@example.org").gets("HD-2")
        view = await spam_queue(stage, "HD-1")
        await stage.anna.press_in_view(view["id"], action_id="v1:restore", value="1:0")
        await stage.mail.box("ivan@example.org").gets("HD-1")
        shown = await card_of(stage, "HD-1")
        await stage.quiet()
        files = [file["name"] for message in await stage.thread(shown) for file in message["files"]]
        assert files == ["экран.png"]


async def test_who_writes_spam_is_not_told_how_to_be_let_in(sqlite_url: sa.URL, tmp_path: Path) -> None:
    async with mailed(sqlite_url, tmp_path, BOTH, STRICT) as (stage, post):
        await post.sends(written(SELLER.format(n=1), "Предложение", OFFER, X_Spam_Flag="YES"))
        await stage.comes_to("SELECT count(*) FROM inbox WHERE state = 'aside'", 1)
        await stage.quiet()
        assert await stage.mail.letters() == [] and await stage.one("SELECT count(*) FROM tickets") == 0


async def test_hostile_letters_are_judged_like_any_other(
    sqlite_url: sa.URL, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Huge ones, and those without a word, are left to people."""
    async with mailed(sqlite_url, tmp_path, BOTH) as (stage, post):
        await taught(stage, post, monkeypatch)
        for n, body in enumerate(("", "🎁🎁🎁", "слово " * 400_000, "http://x.example " * 50_000)):
            await post.sends(written(f"X <x{n}@y.example>", "", body, picture=not body))
            await stage.mail.box(f"x{n}@y.example").gets(f"HD-{5 + n}", timeout=20)
        assert (await stage.rows(SPAM))[4:] == [(None,)] * 4
