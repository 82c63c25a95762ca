"""Two independent SMTP clients to try the mail stand-in with: smtplib in a thread, and aiosmtplib."""

import asyncio
import smtplib
from collections.abc import Callable
from email.message import EmailMessage
from email.utils import make_msgid
from typing import TypeVar

import aiosmtplib

from tests.standins.mail import MailStandIn

T = TypeVar("T")
SENDER = "desk@example.org"
PLAIN = (
    b"From: Desk <desk@example.org>\r\nTo: you@example.org\r\nDate: Mon, 5 Oct 2026 10:00:00 +0000\r\n"
    b"Message-ID: <%s>\r\nSubject: plain\r\n\r\nHello.\r\n.a dot first\r\n"
)


def plain() -> bytes:
    return PLAIN % make_msgid(domain="example.org")[1:-1].encode()


def letter(to: str, subject: str = "Привет", text: str = "Добрый день!") -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = SENDER, to, subject
    made["Date"], made["Message-ID"] = "Mon, 05 Oct 2026 10:00:00 +0000", make_msgid(domain="example.org")
    made.set_content(text)
    return made


async def by_smtplib(mail: MailStandIn, act: Callable[[smtplib.SMTP], T]) -> T:
    """Runs a conversation of the standard library's client in a thread of its own."""

    def talk() -> T:
        with smtplib.SMTP(mail.host, mail.port, timeout=10) as client:
            return act(client)

    return await asyncio.to_thread(talk)


async def send(mail: MailStandIn, *to: str, raw: bytes | None = None) -> None:
    given = plain() if raw is None else raw
    await by_smtplib(mail, lambda client: client.sendmail(SENDER, to, given))


async def send_message(mail: MailStandIn, message: EmailMessage, patience: float = 10) -> None:
    await aiosmtplib.send(message, hostname=mail.host, port=mail.port, start_tls=False, timeout=patience)
