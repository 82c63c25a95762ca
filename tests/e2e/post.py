"""A customer's mail program: writes letters, answers those that came, and hands them to the desk's listener."""

import asyncio
import smtplib
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import make_msgid, parseaddr
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from tests.e2e.stage import Stage, opened
from tests.e2e.variants import variant
from tests.standins.mail import Letter
from tests.standins.telegram import PIXEL

DESK = "desk@telecom.example"
IVAN = "Иван Петров <ivan@example.org>"
EVE = "Eve <eve@evil.example>"


@dataclass
class PostOffice:
    """Delivers by LMTP. A bounce has no sender on its envelope."""

    stage: Stage
    port: int

    async def sends(self, letter: EmailMessage, sender: str | None = None, times: int = 1) -> None:
        envelope = parseaddr(str(letter["From"]))[1] if sender is None else sender
        to = parseaddr(str(letter["To"]))[1]
        for _ in range(times):
            await asyncio.to_thread(self._hand, envelope, to, letter.as_bytes(policy=SMTP))

    async def raw(self, octets: bytes, sender: str = "ivan@example.org", to: str = DESK) -> None:
        await asyncio.to_thread(self._hand, sender, to, octets)

    def _hand(self, sender: str, to: str, octets: bytes) -> None:
        with smtplib.LMTP("127.0.0.1", self.port) as line:
            line.sendmail(sender, to, octets)


def written(sender: str, subject: str, text: str, to: str = DESK, picture: bool = False, **more: str) -> EmailMessage:
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = sender, to, subject
    letter["Date"], letter["Message-ID"] = "Sun, 22 Nov 2026 12:00:00 +0300", make_msgid(domain="example.org")
    for name, value in more.items():
        letter[name.replace("_", "-")] = value
    letter.set_content(text)
    if picture:
        letter.add_attachment(PIXEL, maintype="image", subtype="png", filename="экран.png")
    return letter


def answer(
    letter: Letter, sender: str, text: str, to: str | None = None, *, picture: bool = False, **more: str
) -> EmailMessage:
    """As a mail program answers: to Reply-To, with what is answered quoted below."""
    where = to or parseaddr(letter.headers.get("Reply-To") or letter.headers["From"])[1]
    quoted = "\n".join(f"> {line}" for line in letter.text.splitlines())
    whole = f"{text}\n\n22.11.2026 12:00, Поддержка пишет:\n{quoted}\n"
    ids = {"In_Reply_To": letter.message_id, "References": letter.message_id}
    return written(sender, f"Re: {letter.subject}", whole, where, picture, **ids, **more)


@asynccontextmanager
async def mailed(url: sa.URL, folder: Path, *more: str, **settings: Any) -> AsyncIterator[tuple[Stage, PostOffice]]:
    """The whole product with a listener for letters; `more` are lines of the profile."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    profile = settings.pop("profile", None) or variant(folder, *more)
    listen = f"lmtp://127.0.0.1:{port}"
    async with opened(url, folder / "files", post=True, profile=profile, mail_listen=listen, **settings) as stage:
        yield stage, PostOffice(stage, port)
