"""How a delivery ends, for each thing that a mail server can do, over a real socket (faults D8, A9)."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bots.email import dialogue, line
from bots.email.bot import MailBot
from core.api.ports import Delivery, Ending, Gone, Refused, RetryLater, Sent, Unsure
from tests.bots.email.conftest import Opener
from tests.bots.email.shapes import EPOCH, HAPPENINGS, content, delivery
from tests.standins.mail import Box, MailStandIn

pytestmark = pytest.mark.asyncio(loop_scope="session")

Weather = Callable[[MailStandIn, str], Awaitable[None]]
NUMBER = iter(range(100, 10_000))
LONG = 8_000_000


def told(to: Box | str) -> Delivery:
    address = to if isinstance(to, str) else to.address
    return delivery(HAPPENINGS["answer"], id=f"{EPOCH}-{next(NUMBER)}-0", address=address)


def refusal(stage: str, code: int, text: str = "") -> Weather:
    return lambda mail, to: mail.refuse(to if stage in ("rcpt", "data", "dot") else "*", stage, code, text)


def cut(stage: str) -> Weather:
    return lambda mail, to: mail.order("cut", stage, "*")


LATER, EVERYONE = "later", "later, everyone"
ENDINGS: dict[str, tuple[Weather, str]] = {
    "greeted with 421": (refusal("connect", 421), EVERYONE),
    "greeted with 554": (refusal("connect", 554), EVERYONE),
    "the line cut at the greeting": (cut("connect"), LATER),
    "451 to MAIL": (refusal("mail", 451), LATER),
    "530 to MAIL": (refusal("mail", 530), EVERYONE),
    "550 to MAIL": (refusal("mail", 550), EVERYONE),
    "552 to MAIL": (refusal("mail", 552), "refused"),
    "the line cut at MAIL": (cut("mail"), LATER),
    "421 to RCPT": (refusal("rcpt", 421), EVERYONE),
    "450 to RCPT": (refusal("rcpt", 450), LATER),
    "greylisted": (lambda mail, to: mail.greylist(to), LATER),
    "550 5.1.1 to RCPT": (refusal("rcpt", 550, "5.1.1 No such user"), "gone"),
    "550 5.1.10 to RCPT": (refusal("rcpt", 550, "5.1.10 Null MX"), "gone"),
    "551 5.1.6 to RCPT": (refusal("rcpt", 551, "5.1.6 Moved"), "gone"),
    "553 5.1.3 to RCPT": (refusal("rcpt", 553, "5.1.3 Bad address"), "gone"),
    "550 5.1.8 to RCPT, which is about us": (refusal("rcpt", 550, "5.1.8 Bad sender"), "refused"),
    "550 5.7.1 to RCPT": (refusal("rcpt", 550, "5.7.1 Not here"), "refused"),
    "550 without more to RCPT": (refusal("rcpt", 550, "No"), "refused"),
    "552 5.2.2 to RCPT": (refusal("rcpt", 552, "5.2.2 Mailbox full"), "refused"),
    "the line cut at RCPT": (cut("rcpt"), LATER),
    "452 to DATA": (refusal("data", 452), LATER),
    "554 to DATA": (refusal("data", 554), "refused"),
    "421 after the dot": (refusal("dot", 421), EVERYONE),
    "451 after the dot": (refusal("dot", 451), LATER),
    "550 5.1.1 after the dot": (refusal("dot", 550, "5.1.1 Late"), "refused"),
    "554 after the dot": (refusal("dot", 554), "refused"),
    "the line cut after the dot": (cut("dot"), "unsure"),
}


def name(ending: Ending) -> str:
    match ending:
        case RetryLater(after=after, everyone=everyone):
            assert (after is not None) == everyone
            return EVERYONE if everyone else LATER
        case _:
            return type(ending).__name__.lower()


@pytest.mark.parametrize("case", ENDINGS)
async def test_the_ending_is_the_one_in_the_table_and_the_next_letter_goes_out(
    mail: MailStandIn, bot: MailBot, box: Box, case: str
) -> None:
    weather, expected = ENDINGS[case]
    await weather(mail, box.address)
    first = told(box)
    assert name(await bot.channel.deliver(first)) == expected
    accepted = [letter.message_id for letter in await box.letters()]
    assert accepted == ([f"<{first.id}@vector.example>"] if expected == "unsure" else [])
    await mail.clear()
    assert await bot.channel.deliver(first) == Sent(f"<{first.id}@vector.example>")
    assert {letter.message_id for letter in await box.letters()} == {f"<{first.id}@vector.example>"}


async def test_a_letter_arrives_as_it_was_meant(mail: MailStandIn, bot: MailBot, box: Box, tmp_path: Path) -> None:
    file = content(tmp_path / "1", b"%PDF-1.7")
    first = replace(told(box), files=(file,))
    assert await bot.channel.deliver(first) == Sent(f"<{first.id}@vector.example>")
    letter = await box.gets("HD-12")
    assert (letter.sender, letter.recipients) == ("support@vector.example", [box.address])
    assert "\n.точка впереди\n" in letter.text and "мигает красным" in letter.html
    assert [each["name"] for each in letter.attachments] == ["отчёт за май.pdf"]
    assert all(link.startswith("https://desk.example.org/") for link in letter.links) and letter.links


async def test_a_dead_server_is_waited_for(mail: MailStandIn, bot: MailBot, box: Box) -> None:
    first = told(box)
    assert isinstance(await bot.channel.deliver(first), Sent)
    await mail.die()
    assert await bot.channel.deliver(told(box)) == RetryLater("the mail server cannot be reached")
    await mail.revive()
    assert isinstance(await bot.channel.deliver(told(box)), Sent)


async def test_a_long_letter_cut_before_the_dot_is_not_doubtful(
    mail: MailStandIn, bot: MailBot, box: Box, tmp_path: Path
) -> None:
    long = replace(told(box), files=(content(tmp_path / "1", b"x" * LONG),))
    await mail.cut_before_dot(box.address)
    assert name(await bot.channel.deliver(long)) == LATER
    assert await box.letters() == []
    assert name(await bot.channel.deliver(long)) == "sent"
    assert (await box.gets()).attachments[0]["size"] == LONG


async def test_no_answer_to_the_dot_in_time_is_unsure(
    mail: MailStandIn, bot: MailBot, box: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dialogue, "ANSWER", 0.3)
    await mail.slow(2, box.address, "dot")
    first = told(box)
    assert isinstance(await bot.channel.deliver(first), Unsure)
    monkeypatch.undo()
    await mail.clear()
    assert isinstance(await bot.channel.deliver(first), Sent)
    assert len({letter.message_id for letter in await box.letters()}) == 1


async def test_no_answer_before_the_letter_in_time_is_safe_to_repeat(
    mail: MailStandIn, bot: MailBot, box: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(line, "OPENING", 0.3)
    await mail.slow(1, box.address, "rcpt")
    first = told(box)
    assert name(await bot.channel.deliver(first)) == LATER
    await asyncio.sleep(1.2)
    assert await box.letters() == []


async def test_a_refused_password_pauses_everyone_with_an_alarm(mail: MailStandIn, open_bot: Opener, box: Box) -> None:
    await mail.terms(user="desk", password="right")
    with capture_logs() as logs:
        ending = await open_bot(mail.smtp.replace("//", "//desk:wrong@")).channel.deliver(told(box))
    assert isinstance(ending, RetryLater) and (ending.after, ending.everyone) == (60.0, True)
    assert [entry["log_level"] for entry in logs if entry.get("alarm")] == ["error"]
    assert name(await open_bot(mail.smtp.replace("//", "//desk:right@")).channel.deliver(told(box))) == "sent"
    assert name(await open_bot(mail.smtp).channel.deliver(told(box))) == EVERYONE


async def test_a_line_serves_many_letters_and_is_closed_when_nothing_follows(
    mail: MailStandIn, open_bot: Opener, box: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    await mail.terms(user="desk", password="p@ss/word")
    before = len(await mail.log(stage="auth"))
    bot = open_bot(mail.smtp.replace("//", "//desk:p%40ss%2Fword@"))
    for _ in range(5):
        assert name(await bot.channel.deliver(told(box))) == "sent"
    assert len(await mail.log(stage="auth")) == before + 1
    monkeypatch.setattr(line, "IDLE", 0.05)
    assert name(await bot.channel.deliver(told(box))) == "sent"
    await asyncio.sleep(0.2)
    assert name(await bot.channel.deliver(told(box))) == "sent"
    assert len(await mail.log(stage="auth")) == before + 2


async def test_letters_at_once_go_one_after_the_other(mail: MailStandIn, bot: MailBot) -> None:
    boxes = [mail.box(f"crowd{n}@example.org") for n in range(8)]
    endings = await asyncio.gather(*(bot.channel.deliver(told(box)) for box in boxes))
    assert {name(ending) for ending in endings} == {"sent"}
    assert [len(await box.letters()) for box in boxes] == [1] * 8


async def test_who_waits_too_long_for_the_line_comes_again(
    mail: MailStandIn, bot: MailBot, box: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(line, "TURN", 0.1)
    await mail.slow(0.5, box.address, "dot")
    slow = asyncio.create_task(bot.channel.deliver(told(box)))
    await box.gets()
    assert name(await bot.channel.deliver(told("other@example.org"))) == LATER
    assert name(await slow) == "sent"


async def test_an_address_in_another_script_goes_where_it_is_taken(mail: MailStandIn, open_bot: Opener) -> None:
    address = "иван@example.org"
    assert name(await open_bot(mail.smtp).channel.deliver(told(address))) == "sent"
    [letter] = await mail.box(address).letters()
    assert letter.smtputf8 and address in letter.headers["To"]
    await mail.terms(smtputf8=False)
    ending = await open_bot(mail.smtp).channel.deliver(told(address))
    assert ending == Refused("553 5.6.7 the server takes ASCII addresses only")


async def test_a_letter_too_large_for_the_server_is_refused_before_it_is_sent(
    mail: MailStandIn, open_bot: Opener, box: Box
) -> None:
    await mail.terms(size=2000)
    assert name(await open_bot(mail.smtp).channel.deliver(told(box))) == "refused"
    assert await mail.log(to=box.address) == []


async def test_a_cancelled_letter_never_arrives_half(mail: MailStandIn, bot: MailBot, box: Box) -> None:
    await mail.slow(0.5, box.address, "data")
    task = asyncio.create_task(bot.channel.deliver(told(box)))
    await asyncio.sleep(0.2)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await asyncio.sleep(0.5)
    assert await box.letters() == []
    assert name(await bot.channel.deliver(told(box))) == "sent"


async def test_a_dead_address_is_gone(bot: MailBot) -> None:
    assert isinstance(await bot.channel.deliver(told("nobody")), Gone)
