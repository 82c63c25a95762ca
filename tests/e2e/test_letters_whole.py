"""Nothing of a letter is out of an agent's reach, and nobody is taken for another unseen (C9, C10, A4, E14, A6)."""

import re
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from tests.e2e.post import DESK, EVE, IVAN, answer, mailed, written
from tests.e2e.stage import Json, Stage
from tests.e2e.variants import notices, variant
from tests.standins.slack import Agent

POST = "ivan@example.org"
BOTH = notices("chat", "mail")
BROKEN = b"From: ivan@example.org\r\nSubject: <!channel> x\r\nMessage-ID: <broken@x>\r\n" + b"X-A: b\r\n" * 2_000
PASS = "mx.example; dmarc=pass header.from=example.org"


def small(folder: Path) -> str:
    path = Path(variant(folder, BOTH))
    path.write_text(re.sub(r"file_mb = \d+", "file_mb = 1", path.read_text("utf-8")), "utf-8")
    return str(path)


async def stray(stage: Stage, shows: str) -> Json:
    """The one message about a letter that nobody understood, once it shows the words."""
    await stage.anna.sees(stage.channel, shows)
    (found,) = [one for one in await stage.cards() if "разобрать" in one["plain"]]
    return found


async def viewed(agent: Agent, text: str, stage: Stage) -> str:
    async def so() -> bool:
        return text in str(await agent.views())

    await stage.until(so, 10)
    return str(await agent.views())


async def test_what_nobody_understood_is_shown_once_and_can_be_tried_and_set_aside(url: sa.URL, tmp_path: Path) -> None:
    async with mailed(url, tmp_path, BOTH) as (stage, post):
        for _ in range(2):
            await post.raw(BROKEN + b"\r\nHello\r\n")
        shown = await stray(stage, "слишком сложно")
        assert "<!channel> x" in shown["plain"] and POST in shown["plain"]
        await stage.quiet()
        (file,) = [file for message in await stage.thread(shown) for file in message["files"]]
        assert await stage.slack.file(file["id"]) == BROKEN + b"\r\nHello\r\n"
        retry = next(one for one in shown["buttons"] if one["action_id"] == "v1:retry")
        for agent in (stage.anna, stage.boris):
            await agent.press(
                stage.channel, shown["ts"], action_id="v1:retry", value=retry["value"], block_id="stray", stale=True
            )  # fmt: skip
        await stage.quiet()
        again = await stray(stage, "слишком сложно")
        assert again["ts"] == shown["ts"] and len(await stage.thread(again)) == 1
        await stage.anna.press(stage.channel, shown["ts"], action_id="v1:shelve")
        await stray(stage, "Отложено: Анна Смирнова")
        await stage.boris.press(stage.channel, shown["ts"], action_id="v1:retry")
        await stray(stage, "слишком сложно")
        await stage.quiet()
        assert await stage.rows("SELECT state, attempts FROM inbox WHERE source = 'mail'") == [("dead", 1)]


async def test_a_letter_that_can_be_read_after_all_says_what_it_became(sqlite_url: sa.URL, tmp_path: Path) -> None:
    async with mailed(sqlite_url, tmp_path, BOTH) as (stage, post):
        reader: Any = next(one for one in stage.house.stoppable if getattr(one, "_receiver", None) is not None
                           and one._receiver.source == "mail")._receiver._reader  # type: ignore[attr-defined]  # fmt: skip
        mended, reader._house = reader._house, None
        await post.sends(written(IVAN, "Тема", "Слова"))
        await stage.comes_to("SELECT count(*) FROM inbox WHERE source = 'mail' AND error IS NOT NULL", 1)
        await stage.house.core.hop.unit(
            lambda unit: unit.conn.exec_driver_sql("UPDATE inbox SET attempts = 8, due_at = 0 WHERE state = 'new'")
        )
        shown = await stray(stage, "Причина")
        reader._house = mended
        await stage.anna.press(stage.channel, shown["ts"], action_id="v1:retry")
        assert (await stray(stage, "Разобрано: HD-1"))["ts"] == shown["ts"]
        assert await stage.one("SELECT outcome FROM inbox WHERE source = 'mail'") is not None


async def test_the_whole_letter_is_one_press_away_and_its_file_another(url: sa.URL, tmp_path: Path) -> None:
    async with mailed(url, tmp_path, BOTH) as (stage, post):
        await post.sends(written(IVAN, "Принтер", "Горит лампочка\n\n-- \nИван <!channel> Петров"))
        receipt = await stage.mail.box(POST).gets("HD-1")
        await stage.quiet()
        (card,) = await stage.cards()
        assert "Петров" not in card["plain"].partition("Горит")[2]
        await post.sends(answer(receipt, IVAN, "Уже не горит"))
        await stage.anna.sees(stage.channel, "Уже не горит", thread=card["ts"])
        (said,) = [one for one in await stage.thread(card) if "Уже не горит" in one["plain"]]
        assert "Поддержка пишет" not in said["plain"]
        await stage.anna.press(stage.channel, said["ts"], action_id="v1:letter")
        assert "Поддержка пишет" in await viewed(stage.anna, "Уже не горит", stage)
        for _ in range(2):
            await stage.anna.press_in_view(action_id="v1:eml")
        await stage.quiet()
        files = [file["name"] for message in await stage.thread(card) for file in message["files"]]
        assert files == ["letter.eml"]
        await stage.boris.press(stage.channel, card["ts"], action_id="v1:more", selected_option="1:0:letter")
        assert "<!channel> Петров" in await viewed(stage.boris, "Горит лампочка", stage)
        assert not [one for one in await stage.mail.letters(POST) if "letter.eml" in str(one.raw)]


async def test_a_sender_whom_nobody_proved_is_marked_where_somebody_looks(sqlite_url: sa.URL, tmp_path: Path) -> None:
    async with mailed(sqlite_url, tmp_path, BOTH, mail_authserv="mx.example") as (stage, post):
        await post.sends(written(IVAN, "Доказано", "Слова", Authentication_Results=PASS))
        receipt = await stage.mail.box(POST).gets("HD-1")
        await post.sends(written(EVE, "Не доказано", "Слова"))
        await stage.mail.box("eve@evil.example").gets("HD-2")
        await stage.quiet()
        marked = {"не подтверждён" in card["plain"]: card["plain"] for card in await stage.cards()}
        assert "HD-2" in marked[True] and "HD-1" in marked[False]
        await post.sends(answer(receipt, IVAN, "Будто бы Иван"))
        await stage.anna.sees(stage.channel, "отправитель не подтверждён")


async def test_where_nobody_looks_nobody_is_marked(sqlite_url: sa.URL, tmp_path: Path) -> None:
    async with mailed(sqlite_url, tmp_path, BOTH) as (stage, post):
        await post.sends(written(EVE, "Никто не смотрит", "Слова"))
        await stage.mail.box("eve@evil.example").gets("HD-1")
        await stage.quiet()
        (card,) = await stage.cards()
        assert "Никто не смотрит" in card["plain"] and "подтверждён" not in card["plain"]


KNOWN = "SELECT count(*) FROM persons WHERE email = 'anna@example.org'"
OBSERVERS = "SELECT key FROM addresses JOIN observers ON observers.person_id = addresses.person_id ORDER BY key"


async def test_colleagues_in_copy_observe_and_no_letter_makes_us_write_to_strangers(
    sqlite_url: sa.URL, tmp_path: Path
) -> None:
    async with mailed(sqlite_url, tmp_path, BOTH, mail_authserv="mx.example") as (stage, post):
        await stage.comes_to(KNOWN, 1)
        copies = f"Boss <boss@x.example>, {DESK}, no-reply@x.example, anna@example.org, news-request@x.example"
        await post.sends(written(IVAN, "Принтер", "Горит", Cc=copies, Authentication_Results=PASS))
        told = await stage.mail.box("boss@x.example").gets("HD-1")
        assert "Принтер" not in told.subject + told.text, "nobody of the desk has looked at it yet (G1)"
        await stage.quiet()
        assert await stage.rows(OBSERVERS) == [("boss@x.example",)]
        crowd = ", ".join(f"victim{n}@victims.example" for n in range(30))
        for sender, results in ((EVE, ""), (IVAN, ""), (IVAN, "mx.example; dmarc=fail header.from=example.org")):
            more = {"Authentication_Results": results} if results else {}
            await post.sends(written(sender, "Купите", "Купите", Cc=f"{crowd}, boss@x.example", **more))
        await stage.quiet()
        assert not [one for one in await stage.mail.letters() if "victim" in str(one.recipients)]
        for n in range(3):
            proved = {"Cc": crowd.replace("victim", f"friend{n}"), "Authentication_Results": PASS}
            await post.sends(written(IVAN, f"Ещё {n}", "Слова", **proved))
        await stage.quiet()
        written_to = {one for letter in await stage.mail.letters() for one in letter.recipients if "friend" in one}
        assert len(written_to) == 9


async def test_what_is_too_large_is_named_and_the_rest_comes_through(sqlite_url: sa.URL, tmp_path: Path) -> None:
    async with mailed(sqlite_url, tmp_path, profile=small(tmp_path)) as (stage, post):
        letter = written(IVAN, "Журналы", "Во вложении", picture=True)
        for name in ("видео.mp4", "дамп.bin"):
            letter.add_attachment(b"0" * 1_100_000, maintype="video", subtype="mp4", filename=name)
        await post.sends(letter)
        receipt = await stage.mail.box(POST).gets("HD-1")
        assert "2 файла" in receipt.text and "видео" not in receipt.text
        await stage.quiet()
        (card,) = await stage.cards()
        assert "видео.mp4" in card["plain"] and "экран.png" in card["plain"]
        assert [file["name"] for one in await stage.thread(card) for file in one["files"]] == ["экран.png"]
        again = answer(receipt, IVAN, "Ещё раз")
        again.add_attachment(b"0" * 1_100_000, maintype="video", subtype="mp4", filename="опять.mp4")
        await post.sends(again)
        told = await stage.mail.box(POST).gets("Слишком большие файлы", after=receipt.number)
        assert "1 файл " in told.text
        await stage.anna.sees(stage.channel, "опять.mp4", thread=card["ts"])
        await stage.quiet()
        assert len(await stage.mail.letters(POST)) == 2
