"""A server that wants a password, as two independent SMTP clients meet it."""

import smtplib

import aiosmtplib
import pytest

from tests.standins.mail import Box, MailStandIn
from tests.standins.mail_senders import SENDER, by_smtplib, letter, plain, send, send_message

pytest_plugins = ["tests.standins.mail_fixtures"]
pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_with_a_user_nobody_sends_unless_the_password_is_right(mail: MailStandIn, box: Box) -> None:
    await mail.terms(user="desk", password="тайна")
    with pytest.raises(aiosmtplib.SMTPException) as anonymous:
        await send_message(mail, letter(box.address))
    assert "530" in str(anonymous.value)
    for password, expected in (("wrong", 535), ("тайна", 235)):
        async with aiosmtplib.SMTP(hostname=mail.host, port=mail.port, start_tls=False) as client:
            if expected == 535:
                with pytest.raises(aiosmtplib.SMTPAuthenticationError) as refused:
                    await client.login("desk", password)
                assert refused.value.code == 535
            else:
                await client.login("desk", password)
                await client.send_message(letter(box.address, "by right"))
    assert [each.subject for each in await box.letters()] == ["by right"]
    assert [line["answer"] for line in await mail.log(stage="auth")][-2:] == ["535", "235"]


async def test_an_ordered_refusal_of_auth_is_one_refusal(mail: MailStandIn, box: Box) -> None:
    await mail.terms(user="desk", password="right")
    await mail.refuse_auth(454, "4.7.0 Temporary authentication failure")

    def enter(client: smtplib.SMTP) -> None:
        client.login("desk", "right")
        client.sendmail(SENDER, [box.address], plain())

    with pytest.raises(smtplib.SMTPAuthenticationError) as refused:
        await by_smtplib(mail, enter)
    assert refused.value.smtp_code == 454
    await by_smtplib(mail, enter)
    assert len(await box.letters()) == 1


async def test_a_stand_in_may_want_a_password_from_the_start(box: Box) -> None:
    async with MailStandIn(user="desk@example.org", password="p@ss") as strict:
        assert strict.smtp == f"smtp://desk%40example.org:p%40ss@127.0.0.1:{strict.port}"
        with pytest.raises(smtplib.SMTPSenderRefused) as refused:
            await send(strict, box.address)
        assert refused.value.smtp_code == 530
