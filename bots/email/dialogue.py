"""The steps of one letter (RFC 5321, 3.3), cut where it matters: before the final dot, and after it."""

import asyncio
import re

from aiosmtplib import (
    SMTP,
    SMTPDataError,
    SMTPException,
    SMTPRecipientRefused,
    SMTPServerDisconnected,
)

from bots.email.address import Mailbox

OPENING, FLOWING, ANSWER = 10.0, 16.0, 22.0
"""Seconds until the server wants the letter; from there until it has left us; and until the answer."""
BREATH = 0.01
DOT_FIRST = re.compile(rb"(?m)^\.")


class Doubtful(Exception):
    """Lost between the final dot and its answer: nobody knows whether the letter arrived (RFC 1047, faults A9)."""


async def address(client: SMTP, sender: Mailbox, recipient: Mailbox, size: int) -> None:
    """MAIL and RCPT. An address beyond ASCII goes only to a server that offers SMTPUTF8 (RFC 6531)."""
    utf8 = sender.utf8 or recipient.utf8
    if utf8 and not client.supports_extension("smtputf8"):
        raise SMTPRecipientRefused(553, "5.6.7 the server takes ASCII addresses only", recipient.spec)
    options = ["SMTPUTF8", "BODY=8BITMIME"] if utf8 else []
    options += [f"SIZE={size}"] if client.supports_extension("size") else []
    await client.mail(sender.spec, options=options, encoding="utf-8")
    await client.rcpt(recipient.spec, encoding="utf-8")


async def invite(client: SMTP) -> None:
    answer = await client.execute_command(b"DATA")
    if answer.code != 354:
        raise SMTPDataError(answer.code, answer.message)


async def tell(client: SMTP, letter: bytes) -> None:
    """The letter, and only when all of it has left the dot; so a line lost within a long letter is not doubtful."""
    protocol, loop = client.protocol, asyncio.get_running_loop()
    until = loop.time() + ANSWER
    if protocol is None:
        raise SMTPServerDisconnected("the line was closed before the letter")
    protocol.write(DOT_FIRST.sub(b"..", letter))
    async with asyncio.timeout(FLOWING):
        await _flown(client)
    protocol.write(b".\r\n")
    try:
        answer = await protocol.read_response(timeout=until - loop.time())
    except (SMTPException, OSError) as error:
        raise Doubtful(f"no answer to the letter: {error}") from error
    if 400 <= answer.code < 600:
        raise SMTPDataError(answer.code, answer.message)
    if not 200 <= answer.code < 300:
        raise Doubtful(f"the answer to the letter makes no sense: {answer.code}")


async def _flown(client: SMTP) -> None:
    await asyncio.sleep(0)
    while _waiting(client):  # noqa: ASYNC110 - a transport has no event for it
        await asyncio.sleep(BREATH)
    if not client.is_connected:
        raise SMTPServerDisconnected("the line was lost within the letter")


def _waiting(client: SMTP) -> int:
    return client.transport.get_write_buffer_size() if isinstance(client.transport, asyncio.WriteTransport) else 0
