"""Reports that a letter of ours did not arrive: to whom, for good or for now, and which (RFC 3464, faults C6)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bots.email.incoming import addresses, charsets, ids
from bots.email.incoming.shapes import Letter

REPORT = ("message/delivery-status", "message/global-delivery-status")
RETURNED = (
    "message/rfc822",
    "message/global",
    "text/rfc822-headers",
    "message/rfc822-headers",
    "message/global-headers",
)
DAEMONS = re.compile(
    r"(?:mailer-daemon|mail-daemon|postmaster|mailerdaemon|bounces?|mdaemon)(?:[+=_-].*)?@", re.IGNORECASE
)
SUBJECT = re.compile(
    r"(?:undeliver|delivery (?:status|failure|has failed|notification|report)|mail delivery|returned mail|"
    r"failure notice|"
    r"mail system error|message not delivered|could not be delivered|delayed mail|warning: (?:message|could not)|"
    r"недостав|не доставлен|не удалось доставить|ошибка доставки|невозможно доставить|unzustellbar|non remis)",
    re.IGNORECASE,
)
_BLANK = re.compile(r"\n[ \t]*\n")
_FIELD = re.compile(r"^([A-Za-z-]{1,40})[ \t]*:[ \t]*(.*(?:\n[ \t]+.*)*)", re.MULTILINE)
_STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
_REPLY = re.compile(r"\b([45])\d\d[ -]")
_NAMED = re.compile(r"<([^\s<>@]{1,64}@[^\s<>@]{1,253})>")
_MESSAGE_ID = re.compile(rb"^message-id[ \t]*:[ \t]*(?:\r?\n[ \t]+)?(<[^<>\s]{1,990}>)", re.IGNORECASE | re.MULTILINE)
LOOKED_THROUGH = 20_000
REPORTED = 200_000


@dataclass(frozen=True, slots=True)
class Failure:
    """One address of a report. `status` is of RFC 3463; `action` is failed, delayed, delivered, relayed or expanded."""

    recipient: str
    action: str
    status: str

    @property
    def for_good(self) -> bool:
        """The address is to be marked (faults section 3): 5.x.x. Anything else may still arrive."""
        return self.action == "failed" and not self.status.startswith(("2", "4"))


@dataclass(frozen=True, slots=True)
class Report:
    """`original` is the Message-ID of the letter of ours, None where the report does not name it."""

    failures: tuple[Failure, ...]
    original: str | None


def is_bounce(letter: Letter) -> bool:
    """A report by its form; where a server writes prose, by who sends it and with which words."""
    if letter.report == "delivery-status" or any(part.media_type in REPORT for part in letter.parts):
        return True
    if "x-failed-recipients" in letter.headers:
        return True
    daemon = bool(letter.sender and DAEMONS.match(letter.sender.mail))
    signs = (daemon, letter.return_path == "", bool(SUBJECT.search(letter.subject)))
    return sum(signs) >= 2


def report(letter: Letter) -> Report:
    """What the report says; a server's prose is searched for an address and a code."""
    told = [
        charsets.text(part.content[:REPORTED]).replace("\r\n", "\n")
        for part in letter.parts
        if part.media_type in REPORT
    ]
    failures = tuple(one for text in told for one in _failures(text)) or tuple(_from_prose(letter))
    return Report(failures, _original(letter))


def _failures(text: str) -> Iterator[Failure]:
    """A block for each address after the one for the whole letter."""
    for block in _BLANK.split(text):
        fields = {name.lower(): " ".join(value.split()) for name, value in _FIELD.findall(block)}
        said = fields.get("final-recipient") or fields.get("original-recipient", "")
        if recipient := addresses.mail(said.rpartition(";")[2].strip("<> ")):
            reason = fields.get("diagnostic-code", "")
            status = _STATUS.search(fields.get("status", "")) or _STATUS.search(reason)
            yield Failure(recipient, fields.get("action", "failed").lower(), status[1] if status else _class_of(reason))


def _class_of(reason: str) -> str:
    """From an SMTP reply without an enhanced code."""
    reply = _REPLY.search(reason)
    return f"{reply[1]}.0.0" if reply else ""


def _from_prose(letter: Letter) -> Iterator[Failure]:
    text = letter.text[:LOOKED_THROUGH]
    named = letter.headers.get("x-failed-recipients", ())
    found = [mail for value in named for piece in value.split(",") if (mail := addresses.mail(piece))]
    own = {person.mail for person in (*letter.to, *letter.cc, *((letter.sender,) if letter.sender else ()))}
    found = found or [mail for one in _NAMED.findall(text) if (mail := addresses.mail(one)) and mail not in own][:1]
    status = _STATUS.search(text)
    delayed = re.search(r"delay|warning|will be retried|отлож|задерж", letter.subject, re.IGNORECASE)
    for recipient in dict.fromkeys(found):
        yield Failure(recipient, "delayed" if delayed else "failed", status[1] if status else _class_of(text))


def _original(letter: Letter) -> str | None:
    for part in letter.parts:
        if part.media_type in RETURNED and (found := _MESSAGE_ID.search(part.content[:LOOKED_THROUGH])):
            return ids.own_id(found[1].decode("ascii", "replace"))
    quoted = _MESSAGE_ID.search(letter.text[:LOOKED_THROUGH].encode())
    if quoted:
        return ids.own_id(quoted[1].decode("utf-8", "replace"))
    return letter.in_reply_to or next(reversed(letter.references), None)
