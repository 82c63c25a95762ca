"""Ordered trouble, as two independent SMTP clients meet it."""

import asyncio
import smtplib
import socket
import time

import aiosmtplib
import pytest

from tests.standins.mail import Box, ControlError, MailStandIn
from tests.standins.mail_senders import SENDER, by_smtplib, letter, plain, send, send_message

pytest_plugins = ["tests.standins.mail_fixtures"]
pytestmark = pytest.mark.asyncio(loop_scope="session")

GONE = (smtplib.SMTPServerDisconnected, ConnectionResetError, BrokenPipeError)


def code_of(error: smtplib.SMTPException) -> tuple[int, bytes | str]:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return next(iter(error.recipients.values()))
    assert isinstance(error, smtplib.SMTPResponseException)
    return error.smtp_code, error.smtp_error


@pytest.mark.parametrize(
    ("stage", "code", "text", "error"),
    [
        ("connect", 554, "5.3.2 No service", smtplib.SMTPConnectError),
        ("mail", 451, "4.3.0 Try again later", smtplib.SMTPSenderRefused),
        ("mail", 530, "5.7.0 Must authenticate", smtplib.SMTPSenderRefused),
        ("rcpt", 450, "4.2.1 Mailbox busy", smtplib.SMTPRecipientsRefused),
        ("rcpt", 550, "5.1.1 No such user", smtplib.SMTPRecipientsRefused),
        ("data", 554, "5.6.0 Not today", smtplib.SMTPDataError),
        ("dot", 452, "4.2.2 Mailbox full", smtplib.SMTPDataError),
        ("dot", 552, "5.3.4 Too big", smtplib.SMTPDataError),
    ],
)
async def test_an_ordered_refusal_strikes_once_at_its_stage(
    mail: MailStandIn, box: Box, stage: str, code: int, text: str, error: type[smtplib.SMTPException]
) -> None:
    await mail.refuse(stage=stage, code=code, text=text)
    with pytest.raises(error) as refused:
        await send(mail, box.address)
    assert code_of(refused.value) == (code, text.encode())
    assert await box.letters() == []
    await send(mail, box.address)
    assert len(await box.letters()) == 1


async def test_aiosmtplib_reads_the_same_refusals(mail: MailStandIn, box: Box) -> None:
    await mail.refuse(box.address, code=550, text="5.1.1 No such user")
    await mail.refuse(box.address, stage="dot", code=452)
    with pytest.raises(aiosmtplib.SMTPRecipientsRefused) as nobody:
        await send_message(mail, letter(box.address))
    assert [(each.code, each.message) for each in nobody.value.recipients] == [(550, "5.1.1 No such user")]
    with pytest.raises(aiosmtplib.SMTPDataError) as full:
        await send_message(mail, letter(box.address))
    assert (full.value.code, full.value.message) == (452, "4.3.0 Try again later")


async def test_trouble_for_one_recipient_leaves_the_others_alone_and_lasts_until_cleared(
    mail: MailStandIn, box: Box
) -> None:
    await mail.refuse(box.address.upper(), times="forever")
    for _ in range(3):
        with pytest.raises(smtplib.SMTPRecipientsRefused):
            await send(mail, box.address)
    await send(mail, f"other-{box.address}")
    assert [line["answer"][:3] for line in await mail.log(to=box.address)] == ["550"] * 3
    assert [order["recipient"] for order in await mail.control("GET", "/weather")] == [box.address]
    await mail.clear()
    await send(mail, box.address)


@pytest.mark.parametrize("stage", ["connect", "mail", "rcpt", "data", "dot"])
async def test_421_hangs_up(mail: MailStandIn, box: Box, stage: str) -> None:
    await mail.refuse(stage=stage, code=421, text="4.3.2 Shutting down")
    with socket.create_connection((mail.host, mail.port), timeout=5) as line, line.makefile("rwb") as talk:
        said = []
        for order in (b"", b"EHLO x", b"MAIL FROM:<a@b.c>", b"RCPT TO:<d@e.f>", b"DATA", b"Subject: x\r\n\r\n."):
            if order:
                talk.write(order + b"\r\n")
                talk.flush()
            while (answer := await asyncio.to_thread(talk.readline))[3:4] == b"-":
                pass
            said.append(answer)
            if answer.startswith(b"421"):
                break
        assert said[-1] == b"421 4.3.2 Shutting down\r\n"
        assert await asyncio.to_thread(talk.readline) == b""


async def test_a_greylist_counts_for_each_recipient(mail: MailStandIn, box: Box) -> None:
    await mail.greylist(first=2)
    other = f"other-{box.address}"
    for to in (box.address, other, box.address, other):
        with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
            await send(mail, to)
        assert code_of(refused.value)[0] == 451
    await send(mail, box.address)
    await send(mail, other)
    await send(mail, box.address)


@pytest.mark.parametrize("size", [0, 8_000_000])
async def test_a_line_cut_before_the_dot_leaves_no_letter(mail: MailStandIn, box: Box, size: int) -> None:
    await mail.cut_before_dot(box.address)
    with pytest.raises(GONE):
        await send(mail, box.address, raw=plain() + b"line\r\n" * (size // 6))
    assert await box.letters() == []
    assert [line["answer"] for line in await mail.log(to=box.address, stage="data")] == ["cut"]


async def test_a_line_cut_before_the_dot_breaks_once_the_letter_has_begun(mail: MailStandIn, box: Box) -> None:
    await mail.cut_before_dot(box.address)

    def begin(client: smtplib.SMTP) -> int:
        client.ehlo()
        client.mail(SENDER)
        client.rcpt(box.address)
        asked, _ = client.docmd("DATA")
        client.send(b"Subject: half\r\n")
        with pytest.raises(GONE):
            client.getreply()
        return asked

    assert await by_smtplib(mail, begin) == 354


async def test_a_line_cut_after_the_dot_leaves_the_letter_and_no_answer(mail: MailStandIn, box: Box) -> None:
    await mail.cut_after_dot(box.address, times=2)
    with pytest.raises(GONE):
        await send(mail, box.address)
    with pytest.raises(aiosmtplib.SMTPServerDisconnected):
        await send_message(mail, letter(box.address))
    assert len(await box.letters()) == 2
    assert [line["answer"] for line in await mail.log(to=box.address, stage="dot")] == ["cut", "cut"]


@pytest.mark.parametrize("stage", ["connect", "mail", "rcpt", "data", "dot"])
async def test_an_ordered_delay_is_waited_for(mail: MailStandIn, box: Box, stage: str) -> None:
    await mail.slow(0.5, stage=stage)
    started = time.monotonic()
    await send_message(mail, letter(box.address))
    assert 0.5 <= time.monotonic() - started < 3


async def test_who_loses_patience_after_the_dot_has_delivered_all_the_same(mail: MailStandIn, box: Box) -> None:
    await mail.slow(30, box.address)
    with pytest.raises(aiosmtplib.SMTPTimeoutError):
        await send_message(mail, letter(box.address, "slow"), patience=0.3)
    assert len(await box.letters()) == 1


async def test_a_delay_and_a_refusal_come_together(mail: MailStandIn, box: Box) -> None:
    await mail.slow(0.3, box.address)
    await mail.refuse(box.address, stage="dot", code=451)
    started = time.monotonic()
    with pytest.raises(smtplib.SMTPDataError):
        await send(mail, box.address)
    assert time.monotonic() - started >= 0.3
    assert await box.letters() == []


async def test_a_sender_that_dies_in_the_middle_has_sent_nothing(mail: MailStandIn, box: Box) -> None:
    def half(client: smtplib.SMTP) -> None:
        client.ehlo()
        client.mail(SENDER)
        client.rcpt(box.address)
        client.docmd("DATA")
        client.send(plain())
        client.close()

    await by_smtplib(mail, half)
    await send(mail, f"other-{box.address}")
    assert await box.letters() == []


async def test_a_dead_server_breaks_its_lines_refuses_new_ones_and_comes_back(mail: MailStandIn, box: Box) -> None:
    client = aiosmtplib.SMTP(hostname=mail.host, port=mail.port, start_tls=False, timeout=5)
    await client.connect()
    await mail.die()
    with pytest.raises(aiosmtplib.SMTPServerDisconnected):
        await client.noop()
    with pytest.raises(ConnectionRefusedError):
        await send(mail, box.address)
    with pytest.raises(aiosmtplib.SMTPConnectError):
        await send_message(mail, letter(box.address))
    await mail.revive()
    await send(mail, box.address)
    await mail.die()
    await mail.clear()
    await send_message(mail, letter(box.address))
    assert len(await box.letters()) == 2


@pytest.mark.parametrize(
    "order",
    [
        {"kind": "refuse", "stage": "mail", "recipient": "a@example.org"},
        {"kind": "refuse", "stage": "rcpt", "code": 250},
        {"kind": "refuse", "stage": "rcpt", "text": "two\r\nlines"},
        {"kind": "greylist", "stage": "dot"},
        {"kind": "rain", "stage": "dot"},
    ],
)
async def test_an_order_without_sense_is_refused(mail: MailStandIn, order: dict[str, str]) -> None:
    with pytest.raises(ControlError, match="422"):
        await mail.control("POST", "/weather", json=order)
