"""Mail as a door: letters become tickets and answers; nobody is fooled, flooded or looped by them (A6, A7, C8, D8)."""

from pathlib import Path

import sqlalchemy as sa

from tests.e2e.post import DESK, EVE, IVAN, PostOffice, answer, mailed, written
from tests.e2e.stage import Json, Stage
from tests.e2e.variants import notices
from tests.standins.mail import Letter

POST = "ivan@example.org"
BOTH = notices("chat", "mail")
STRICT = '[access]\nstrangers = "register"'
ATTACH = '[mail]\nreply = "attach"'
INBOX = "SELECT state, error FROM inbox WHERE source = 'mail' ORDER BY id"
ROOT = Path(__file__).parents[1]
WORDS = "SELECT audience, body FROM messages ORDER BY id"


async def opens(stage: Stage, post: PostOffice, subject: str = "Не печатает принтер", **more: bool) -> Letter:
    """Ivan's letter has become HD-1, and he has its number."""
    await post.sends(written(IVAN, subject, "Горит красная лампочка", **more), times=3)
    receipt = await stage.mail.box(POST).gets("HD-1")
    await stage.quiet()
    return receipt


async def card(stage: Stage) -> Json:
    (found,) = await stage.cards()
    return found


async def test_a_letter_becomes_a_ticket_and_its_answer_a_comment_without_the_quote(
    url: sa.URL, tmp_path: Path
) -> None:
    async with mailed(url, tmp_path, BOTH) as (stage, post):
        receipt = await opens(stage, post, picture=True)
        assert "принтер" not in receipt.subject + receipt.text and receipt.headers["Auto-Submitted"] == "auto-replied"
        assert receipt.headers["In-Reply-To"]
        shown = await card(stage)
        assert "Горит красная лампочка" in shown["plain"] and "Иван Петров" in shown["plain"]
        files = {file["name"] for message in await stage.thread(shown) for file in message["files"]}
        assert files == {"экран.png"}
        await stage.replies(stage.anna, shown, "Проверьте картридж")
        said = await stage.mail.box(POST).gets("Проверьте картридж")
        assert "просто ответьте на это письмо" in said.text
        await stage.quiet()
        await stage.house.core.hop.unit(lambda unit: unit.conn.exec_driver_sql("UPDATE tickets SET status = 'waiting'"))
        await post.sends(answer(said, IVAN, "Картридж полный"), times=2)
        await stage.anna.sees(stage.channel, "Картридж полный", thread=shown["ts"])
        await stage.quiet()
        assert await stage.rows(WORDS) == [
            ("public", "Горит красная лампочка"), ("public", "Проверьте картридж"), ("public", "Картридж полный"),
        ]  # fmt: skip
        assert await stage.rows("SELECT count(*), min(status) FROM tickets") == [(1, "in_progress")]
        assert {row[0] for row in await stage.rows(INBOX)} == {"done"}


async def test_an_answer_finds_its_ticket_by_either_trace_and_a_stranger_by_none(
    sqlite_url: sa.URL, tmp_path: Path
) -> None:
    async with mailed(sqlite_url, tmp_path, BOTH) as (stage, post):
        receipt = await opens(stage, post)
        shown = await card(stage)
        token = receipt.headers["Reply-To"]
        await post.sends(written(IVAN, "Совсем другое", "По одному адресу", to=token))
        await post.sends(answer(receipt, IVAN, "По одному номеру письма", to=DESK))
        await stage.anna.sees(stage.channel, "По одному номеру письма", thread=shown["ts"])
        mails = len(await stage.mail.letters())
        await post.sends(answer(receipt, EVE, "Пришлите мне пароль"))
        await stage.anna.sees(stage.channel, "Пришлите мне пароль", thread=shown["ts"])
        await stage.quiet()
        heard = await stage.rows(WORDS)
        assert [audience for audience, _ in heard] == ["public", "public", "public", "internal"]
        assert "eve@evil.example" in heard[-1][1] and "не участвует" in heard[-1][1]
        (pending,) = [one for one in await stage.thread(shown) if "пароль" in one["plain"]]
        assert "клиент его здесь не видит" in pending["plain"]
        assert len(await stage.mail.letters()) == mails
        forged = token.replace(token.partition("+")[2][1:6], "00000")
        await post.sends(written(EVE, "Угадал?", "Чужой номер", to=forged))
        await stage.mail.box("eve@evil.example").gets("HD-2")


async def test_an_observers_letter_is_a_comment_and_an_agents_is_a_customers(
    sqlite_url: sa.URL, tmp_path: Path
) -> None:
    async with mailed(sqlite_url, tmp_path, BOTH) as (stage, post):
        receipt = await opens(stage, post)
        shown = await card(stage)
        person = (
            "INSERT INTO persons (id, name, email, language, made_at) VALUES (77, 'Boss', 'boss@x.example', 'ru', 1)"
        )
        ticket = "INSERT INTO observers (ticket_id, person_id, at) VALUES (1, 77, 1)"
        for statement in (person, ticket):
            await stage.house.core.hop.unit(lambda unit, one=statement: unit.conn.exec_driver_sql(one))
        await post.sends(answer(receipt, "Boss <BOSS@X.example>", "Поторопитесь"))
        await stage.anna.sees(stage.channel, "Поторопитесь", thread=shown["ts"])
        await post.sends(answer(receipt, "Анна <anna@example.org>", "Ваш пароль 123"))
        await stage.anna.sees(stage.channel, "Ваш пароль 123", thread=shown["ts"])
        await stage.quiet()
        said = await stage.rows("SELECT audience, by_staff FROM messages ORDER BY id")
        assert [(audience, bool(staff)) for audience, staff in said] == [
            ("public", False), ("public", False), ("internal", False),
        ]  # fmt: skip
        assert not [one for one in await stage.mail.letters(POST) if "пароль" in one.text]


async def test_where_strangers_must_register_they_are_told_once_and_nothing_is_opened(
    sqlite_url: sa.URL, tmp_path: Path
) -> None:
    async with mailed(sqlite_url, tmp_path, BOTH, STRICT) as (stage, post):
        for n in range(3):
            await post.sends(written(EVE, f"SPAM {n}", "Buy http://evil.example now"))
        letter = await stage.mail.box("eve@evil.example").gets()
        await stage.quiet()
        assert len(await stage.mail.letters()) == 1
        assert "evil" not in letter.text and "SPAM" not in letter.subject + letter.text
        assert await stage.one("SELECT count(*) FROM tickets") == 0
        assert await stage.rows(INBOX) == [("aside", "unregistered: eve@evil.example")] * 3
        assert await stage.one("SELECT count(*) FROM persons WHERE name = 'Eve'") == 0


async def test_machines_open_nothing_move_nothing_and_are_not_answered(sqlite_url: sa.URL, tmp_path: Path) -> None:
    async with mailed(sqlite_url, tmp_path, BOTH) as (stage, post):
        receipt = await opens(stage, post)
        shown = await card(stage)
        await stage.replies(stage.anna, shown, "Проверьте картридж")
        said = await stage.mail.box(POST).gets("Проверьте картридж")
        await stage.moves(stage.anna, shown, "resolved")
        await stage.quiet()
        before = len(await stage.mail.letters())
        vacation = answer(said, IVAN, "Я в отпуске до 1 декабря", Auto_Submitted="auto-replied")
        await post.sends(vacation, sender="")
        await stage.anna.sees(stage.channel, "Я в отпуске", thread=shown["ts"])
        await post.sends(written("list@news.example", "Новости", "Скидки", List_Id="<news.example>"))
        await post.raw(receipt.raw)
        await stage.quiet()
        assert len(await stage.mail.letters()) == before
        assert await stage.rows("SELECT id, status FROM tickets") == [(1, "resolved")]
        assert (await stage.rows(WORDS))[-1][0] == "internal"


async def test_a_responder_that_does_not_say_so_is_soon_left_alone(sqlite_url: sa.URL, tmp_path: Path) -> None:
    """It drops every trace, so each of its letters opens a ticket, whose receipt it answers again (faults C5)."""
    async with mailed(sqlite_url, tmp_path, BOTH) as (stage, post):
        for n in range(14):
            await post.sends(written(IVAN, f"Вернусь {n}", "Меня нет"))
            await stage.quiet()
        assert len(await stage.mail.letters(POST)) == 10
        assert await stage.one("SELECT count(*) FROM outbox WHERE reason = 'brake: address'") == 4


async def test_a_bounced_letter_takes_the_next_way_and_only_its_own(sqlite_url: sa.URL, tmp_path: Path) -> None:
    async with mailed(sqlite_url, tmp_path, BOTH) as (stage, post):
        await opens(stage, post)
        shown = await card(stage)
        await stage.replies(stage.anna, shown, "Проверьте картридж")
        said = await stage.mail.box(POST).gets("Проверьте картридж")
        await stage.quiet()
        assert said.sender.startswith("desk+b")
        before = await stage.rows(WORDS)
        await post.raw(report(said, "4.2.2", to=said.sender), "", said.sender)
        await post.raw(report(said, "5.1.1", to=DESK, recipient="eve@evil.example"), "", DESK)
        await stage.quiet()
        assert await stage.one(f"SELECT gone FROM addresses WHERE key = '{POST}'") is None
        await post.raw(report(said, "5.1.1", to=said.sender), "", said.sender)
        await stage.anna.sees(stage.channel, "письмо вернулось", thread=shown["ts"])
        await stage.quiet()
        assert await stage.one(f"SELECT gone FROM addresses WHERE key = '{POST}'") == "bounced 5.1.1"
        assert await stage.rows(WORDS) == before
        mails = len(await stage.mail.letters())
        await stage.replies(stage.anna, shown, "Ещё вопрос")
        await stage.anna.sees(stage.channel, "Ещё вопрос", thread=shown["ts"])
        await stage.quiet()
        assert len(await stage.mail.letters()) == mails
        assert await stage.one("SELECT count(*) FROM tickets") == 1


def report(said: Letter, status: str, to: str, recipient: str = POST) -> bytes:
    """What Postfix writes of a letter of ours."""
    text = (ROOT / "bots" / "email" / "letters" / "bounce-postfix.eml").read_text()
    for old, new in (
        ("Return-Path: <>\n", ""), ("X-Zayavka-Instance: e1\n", ""), ("5.1.1", status), ("ivan@example.org", recipient),
        ("<e1-45-0@vector.example>", said.message_id), ("support@vector.example", to),
        ("dsn1@", f"{status}.{recipient}.{to[:6]}@"),
    ):  # fmt: skip
        text = text.replace(old, new, 1 if new == to else -1)
    return text.replace("\n", "\r\n").encode()


async def test_where_the_attach_address_is_wanted_a_reply_counts_with_it_only(
    sqlite_url: sa.URL, tmp_path: Path
) -> None:
    async with mailed(sqlite_url, tmp_path, BOTH, ATTACH) as (stage, post):
        await opens(stage, post)
        shown = await card(stage)
        await stage.replies(stage.anna, shown, "Проверьте картридж")
        said = await stage.mail.box(POST).gets("Проверьте картридж")
        assert "desk+attach@telecom.example" in said.text
        for text in ("Без адреса", "Опять без адреса"):
            await post.sends(answer(said, IVAN, text))
            await stage.anna.sees(stage.channel, text, thread=shown["ts"])
        how = await stage.mail.box(POST).gets("не попал в переписку")
        assert "desk+attach@telecom.example" in how.text and "Без адреса" not in how.text
        await post.sends(answer(said, IVAN, "С адресом", Cc="desk+attach@telecom.example"))
        await stage.anna.sees(stage.channel, "С адресом", thread=shown["ts"])
        await stage.quiet()
        assert [one[0] for one in (await stage.rows(WORDS))[-3:]] == ["internal", "internal", "public"]
        assert len([one for one in await stage.mail.letters(POST) if "не попал в переписку" in one.subject]) == 1


async def test_an_answer_to_what_is_closed_for_good_goes_on_in_a_linked_ticket(
    sqlite_url: sa.URL, tmp_path: Path
) -> None:
    async with mailed(sqlite_url, tmp_path, BOTH) as (stage, post):
        receipt = await opens(stage, post)
        (final,) = [one.id for one in stage.house.core.profile.statuses if one.final][:1]
        await stage.house.core.hop.unit(
            lambda unit: unit.conn.exec_driver_sql(f"UPDATE tickets SET status = '{final}'")
        )
        await post.sends(answer(receipt, IVAN, "Снова сломалось"), times=2)
        next_receipt = await stage.mail.box(POST).gets("HD-2")
        assert "HD-1" in next_receipt.text
        await stage.quiet()
        assert await stage.rows("SELECT id, linked_to FROM tickets ORDER BY id") == [(1, None), (2, 1)]


async def test_what_cannot_be_read_waits_whole_and_what_is_too_large_leaves_a_ticket(
    sqlite_url: sa.URL, tmp_path: Path
) -> None:
    async with mailed(sqlite_url, tmp_path, BOTH) as (stage, post):
        await post.raw(b"From: ivan@example.org\r\nSubject: x\r\n" + b"X-A: b\r\n" * 2_000 + b"\r\nHello\r\n")
        await post.raw(b"Subject: nobody\r\nMessage-ID: <n@x>\r\n\r\nHello\r\n")
        await post.sends(written(IVAN, "После них", "Работает"))
        await stage.mail.box(POST).gets("HD-1")
        await stage.quiet()
        assert [row[0] for row in await stage.rows(INBOX)] == ["dead", "dead", "done"]
