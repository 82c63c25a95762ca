"""Machines that answer letters, each as rudely as its kind does: none honours what our letters say of themselves."""

from collections.abc import Callable
from email.message import EmailMessage
from email.policy import SMTP
from itertools import count

from tests.bots.email.postal.desk import Posted

NUMBERS = count(1)
Answers = tuple[tuple[float, bytes, str], ...]
"""After how many seconds, what, and with which envelope's sender."""
Responder = Callable[[str, Posted], Answers]


def letter(sender: str, to: str, subject: str, text: str, **more: str) -> bytes:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = sender, to, subject
    made["Message-ID"] = f"<{next(NUMBERS)}.robot@{sender.rpartition('@')[2].strip('>')}>"
    for name, value in more.items():
        made[name.replace("_", "-")] = value
    made.set_content(text)
    return made.as_bytes(policy=SMTP)


def _threaded(posted: Posted) -> dict[str, str]:
    return {"In_Reply_To": posted.letter["Message-ID"], "References": posted.letter["Message-ID"]}


def vacation(me: str, posted: Posted) -> Answers:
    """Says what it is (RFC 3834), and answers every letter all the same."""
    text = "I am away until Monday."
    subject = f"Auto: {posted.letter['Subject']}"
    marked = letter(me, posted.returns, subject, text, Auto_Submitted="auto-replied", **_threaded(posted))
    return ((60, marked, ""),)


def out_of_office(me: str, posted: Posted) -> Answers:
    """Looks like its owner's own answer."""
    raw = letter(
        me, posted.reply_to, f"Re: {posted.letter['Subject']}", "Я в отпуске до понедельника.", **_threaded(posted)
    )
    return ((60, raw, me),)


def chatter(me: str, posted: Posted) -> Answers:
    """Drops every trace: a new subject, new words, no thread, and the desk's plain address."""
    number = next(NUMBERS)
    raw = letter(
        me, str(posted.letter["From"].addresses[0].addr_spec), f"Letter {number}", f"Thank you, number {number}."
    )
    return ((60, raw, me),)


def helpdesk(me: str, posted: Posted) -> Answers:
    """A receipt with a number of its own, and the next day a reminder."""
    subject = f"[TT#{next(NUMBERS)}] {posted.letter['Subject']}"
    text = "Your request has been received. Please do not change the subject."
    receipt = letter(me, posted.reply_to, subject, text, **_threaded(posted))
    again = letter(me, posted.reply_to, f"Re: {subject}", "Your request is still open.", **_threaded(posted))
    return ((30, receipt, me), (86_400, again, me))


def echo(me: str, posted: Posted) -> Answers:
    """A list that sends our letter on to all, us too: written anew in its own name, with no header of ours."""
    subject = f"[team] {posted.letter['Subject']}"
    raw = letter(f"Vector via team <{me}>", "support@vector.example", subject, posted.text)
    return ((5, raw, me),)


def mirror(me: str, posted: Posted) -> Answers:
    """A forwarder that has us as its target: the very letter comes back."""
    return ((5, b"Received: from forwarder by mx; Sun, 22 Nov 2026 12:00:00 +0000\r\n" + posted.raw, posted.returns),)


def bouncer(me: str, posted: Posted) -> Answers:
    """Reports in prose, from an address that looks like anybody's."""
    text = f"Hello, this is the mail program at example.org.\n\nThe mailbox of {me} is full, come again later."
    raw = letter(f"Mail System <system@{me.rpartition('@')[2]}>", posted.returns, "Message refused", text)
    return ((2, raw, f"system@{me.rpartition('@')[2]}"),)


KINDS: dict[str, Responder] = {
    "vacation": vacation,
    "out of office": out_of_office,
    "chatter": chatter,
    "helpdesk": helpdesk,
    "echo": echo,
    "mirror": mirror,
    "bouncer": bouncer,
}
