"""Storms of letters that nobody wrote: reports in every form, and senders who never wrote."""

from collections.abc import Iterator

from tests.bots.email.postal.responders import letter

DESK = "support@vector.example"
MARKED, URL = "ДЕШЁВЫЕ-КРЕДИТЫ", "http://evil.example/win"


def bounces(count: int) -> Iterator[tuple[bytes, str]]:
    """Each a report in one of the forms, with its envelope's sender."""
    for number in range(count):
        yield FORMS[number % len(FORMS)](number), "" if number % 3 else f"MAILER-DAEMON@mx{number}.example"


def forged(number: int) -> bytes:
    """In the name of somebody else, with words that are meant for them."""
    sender = f'"{MARKED} {URL}" <victim{number}@example.net>'
    return letter(sender, DESK, f"{MARKED} {number} {URL}", f"{MARKED}: {URL}/{number}")


REPORT = """From: Mail Delivery System <MAILER-DAEMON@mx{number}.example>
To: support@vector.example
Subject: {subject}
Message-ID: <{number}.dsn@mx{number}.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b

Your message could not be delivered.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx{number}.example

Final-Recipient: rfc822; n{number}@example.net
Action: {action}
Status: {status}
--b
Content-Type: message/rfc822

From: support@vector.example
To: n{number}@example.net
Subject: Hello
Message-ID: <x{number}@else.example>

Hello
--b--
"""


def _standard(number: int) -> bytes:
    """RFC 3464, as Postfix and Exchange write it; of a letter that was never ours."""
    subject = "Undelivered Mail Returned to Sender"
    return REPORT.format(number=number, subject=subject, action="failed", status="5.1.1").encode()


def _delayed(number: int) -> bytes:
    subject = "Delayed Mail (still being retried)"
    return REPORT.format(number=number, subject=subject, action="delayed", status="4.4.1").encode()


def _qmail(number: int) -> bytes:
    text = (
        f"Hi. This is the qmail-send program at mx.example.\nI'm afraid I wasn't able to deliver your message.\n\n"
        f"<n{number}@example.net>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n--- Below this line is a copy."
    )
    return letter(f"MAILER-DAEMON@mx{number}.example", DESK, "failure notice", text)


def _exim(number: int) -> bytes:
    text = f"A message that you sent could not be delivered.\n\n  n{number}@example.net\n    550 unrouteable address"
    return letter(
        f"Mail Delivery System <Mailer-Daemon@mx{number}.example>", DESK,
        "Mail delivery failed: returning message to sender", text, X_Failed_Recipients=f"n{number}@example.net",
    )  # fmt: skip


def _russian(number: int) -> bytes:
    text = f"Не удалось доставить сообщение следующим получателям:\n\nn{number}@example.net\n550 5.1.1 User unknown"
    return letter(f"Postmaster <postmaster@mx{number}.example>", DESK, "Недоставленное сообщение", text)


def _exchange(number: int) -> bytes:
    text = f"Delivery has failed to these recipients or groups:\n\nn{number}@example.net\n#550 5.1.10 not found ##"
    return letter(
        f"Microsoft Outlook <MicrosoftExchange329e71ec@mx{number}.example>", DESK, "Undeliverable: Hello", text,
        Auto_Submitted="auto-replied",
    )  # fmt: skip


def _nameless(number: int) -> bytes:
    """Nobody has sent it: there is no address to answer, and nothing in it for an agent to try again."""
    return letter("<>", DESK, f"Your letter {number}", "There is no such user here.", Auto_Submitted="auto-replied")


FORMS = (_standard, _delayed, _qmail, _exim, _russian, _exchange, _nameless)
