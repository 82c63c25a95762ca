"""An agent speaks by mail only in answer to a letter that called them, and from their own address (faults F4)."""

from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from tests.e2e.post import EVE, IVAN, PostOffice, answer, mailed, written
from tests.e2e.stage import Json, Stage
from tests.e2e.variants import notices
from tests.standins.mail import Letter

ANNA, BORIS = "anna@example.org", "boris@example.org"
CALLED = f"""{notices("chat", "mail")}
[[notices.staff]]
on = ["opened"]
tell = ["person:{ANNA}"]
ways = ["mail"]"""
ANSWERS = f'{CALLED}\n[mail]\nagents = "answer"'
OFF = f'{CALLED}\n[mail]\nagents = "off"'
WORDS = "SELECT audience, by_staff, body FROM messages ORDER BY id"
AUTHORS = "SELECT name FROM persons JOIN messages ON messages.author = persons.id ORDER BY messages.id"


async def called(stage: Stage, post: PostOffice) -> tuple[Letter, Json]:
    """Anna has been told of Ivan's ticket by letter."""
    await stage.comes_to("SELECT count(*) FROM grants WHERE role = 'agent'", 2)
    await post.sends(written(IVAN, "Не печатает", "Горит лампочка"))
    letter = await stage.mail.box(ANNA).gets("Не печатает")
    await stage.quiet()
    (card,) = await stage.cards()
    return letter, card


async def last(stage: Stage) -> tuple[str, bool, str]:
    audience, by_staff, body = (await stage.rows(WORDS))[-1]
    return audience, bool(by_staff), body


async def test_a_reply_to_a_call_is_a_note_that_the_customer_never_sees(url: sa.URL, tmp_path: Path) -> None:
    async with mailed(url, tmp_path, CALLED) as (stage, post):
        letter, card = await called(stage, post)
        assert letter.headers["Reply-To"].partition("desk+")[2][:1] == "a" and "станет заметкой" in letter.text
        await post.sends(answer(letter, f"Анна <{ANNA}>", "Клиент опять выключил принтер"), times=3)
        await stage.anna.sees(stage.channel, "опять выключил", thread=card["ts"])
        await stage.quiet()
        assert await last(stage) == ("internal", True, "Клиент опять выключил принтер")
        assert (await stage.rows(AUTHORS))[-1][0] == "Анна Смирнова" and len(await stage.rows(WORDS)) == 2
        assert not [one for one in await stage.mail.letters() if "опять выключил" in one.text]


async def test_where_the_desk_wants_it_the_reply_is_the_agents_answer(sqlite_url: sa.URL, tmp_path: Path) -> None:
    async with mailed(sqlite_url, tmp_path, ANSWERS) as (stage, post):
        letter, card = await called(stage, post)
        assert "уйдёт клиенту" in letter.text
        await post.sends(answer(letter, f"Анна <{ANNA}>", "Включите принтер"), times=2)
        got = await stage.mail.box("ivan@example.org").gets("Включите принтер")
        assert "Анна Смирнова" in got.headers["From"] and ANNA not in got.raw.decode("utf-8", "replace")
        await stage.anna.sees(stage.channel, "Включите принтер", thread=card["ts"])
        await stage.quiet()
        assert await last(stage) == ("public", True, "Включите принтер")


async def _by_another(stage: Stage, letter: Letter) -> Any:
    return answer(letter, f"Борис <{BORIS}>", "Пароль 123")


async def _by_a_stranger(stage: Stage, letter: Letter) -> Any:
    return answer(letter, EVE, "Пароль 123")


async def _by_the_customer(stage: Stage, letter: Letter) -> Any:
    return answer(letter, IVAN, "Пароль 123")


async def _too_late(stage: Stage, letter: Letter) -> Any:
    stage.clock.on(31 * 86_400)
    return answer(letter, f"Анна <{ANNA}>", "Пароль 123")


async def _by_whom_the_role_was_taken_from(stage: Stage, letter: Letter) -> Any:
    await stage.house.core.hop.unit(lambda unit: unit.conn.exec_driver_sql("DELETE FROM grants"))
    return answer(letter, f"Анна <{ANNA}>", "Пароль 123")


async def _by_a_forger(stage: Stage, letter: Letter) -> Any:
    forged = "mx.desk.example; dmarc=fail header.from=example.org"
    return answer(letter, f"Анна <{ANNA}>", "Пароль 123", Authentication_Results=forged)


async def _by_nobody_checked(stage: Stage, letter: Letter) -> Any:
    return answer(letter, f"Анна <{ANNA}>", "Пароль 123")


WRONG = (_by_another, _by_a_stranger, _by_the_customer, _too_late, _by_whom_the_role_was_taken_from, _by_a_forger)


@pytest.mark.parametrize("wrong", (*WRONG, _by_nobody_checked), ids=lambda wrong: wrong.__name__.strip("_"))
async def test_whatever_is_not_their_own_reply_in_time_waits_for_an_agent(
    sqlite_url: sa.URL, tmp_path: Path, wrong: Any
) -> None:
    server = {"mail_authserv": "mx.desk.example"} if wrong in (_by_a_forger, _by_nobody_checked) else {}
    async with mailed(sqlite_url, tmp_path, ANSWERS, **server) as (stage, post):
        letter, card = await called(stage, post)
        await stage.quiet()
        mails = len(await stage.mail.letters())
        await post.sends(await wrong(stage, letter))
        await stage.slack.wait("Пароль 123", 10, channel=stage.channel, thread_ts=card["ts"])
        await stage.quiet()
        audience, by_staff, body = await last(stage)
        assert (audience, by_staff) == ("internal", False) and "Пароль 123" in body
        assert len(await stage.mail.letters()) == mails


async def test_what_the_trusted_server_has_verified_is_believed(sqlite_url: sa.URL, tmp_path: Path) -> None:
    async with mailed(sqlite_url, tmp_path, ANSWERS, mail_authserv="mx.desk.example") as (stage, post):
        letter, _ = await called(stage, post)
        good = "mx.desk.example; dmarc=pass header.from=example.org"
        await post.sends(answer(letter, f"Анна <{ANNA}>", "Включите", Authentication_Results=good))
        await stage.mail.box("ivan@example.org").gets("Включите")


async def test_an_agents_absence_and_a_desk_without_agents_by_mail_say_nothing(
    sqlite_url: sa.URL, tmp_path: Path
) -> None:
    async with mailed(sqlite_url, tmp_path, ANSWERS) as (stage, post):
        letter, _ = await called(stage, post)
        away = answer(letter, f"Анна <{ANNA}>", "Я в отпуске", Auto_Submitted="auto-replied")
        await post.sends(away, sender="")
        await stage.quiet()
        assert len(await stage.rows(WORDS)) == 1


async def test_where_the_desk_wants_no_agents_by_mail_a_call_carries_no_token(
    sqlite_url: sa.URL, tmp_path: Path
) -> None:
    async with mailed(sqlite_url, tmp_path, OFF) as (stage, post):
        letter, _ = await called(stage, post)
        assert "Reply-To" not in letter.headers and "а не на письмо" in letter.text
