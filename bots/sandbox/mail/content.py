"""A letter as its reader sees it, by the email package's modern policy: senders here write with the old one."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage, Message
from typing import Any

from bots.sandbox.mail.links import links

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Content:
    headers: tuple[tuple[str, str], ...] = ()
    subject: str = ""
    message_id: str = ""
    text: str = ""
    html: str = ""
    attachments: tuple[Json, ...] = ()
    links: tuple[str, ...] = ()

    def holds(self, fragment: str) -> bool:
        return fragment in self.subject or fragment in self.text or fragment in self.html

    def named(self, header: str) -> list[str]:
        return [value for name, value in self.headers if name.lower() == header.lower()]


def content(message: EmailMessage) -> Content:
    plain, marked = message.get_body(("plain",)), message.get_body(("html",))
    text, html = _words(plain), _words(marked)
    return Content(
        tuple((name, str(value)) for name, value in message.items()),
        str(message.get("Subject", "")),
        str(message.get("Message-ID", "")).strip(),
        text,
        html,
        tuple(_attachment(part) for part in leaves(message) if part is not plain and part is not marked),
        tuple(links(text, html)),
    )


def leaves(part: Message) -> Iterator[Message]:
    """The parts that hold something; a letter in a letter is one of them."""
    if part.get_content_maintype() != "multipart" or not part.is_multipart():
        yield part
        return
    for inner in part.get_payload():
        if isinstance(inner, Message):
            yield from leaves(inner)


def _words(part: Message | None) -> str:
    if not isinstance(part, EmailMessage):
        return ""
    words: str = part.get_content()
    return words.replace("\r\n", "\n")


def _attachment(part: Message) -> Json:
    inside = part.get_payload(decode=True)
    if not isinstance(inside, bytes):
        inside = b"".join(bytes(inner) for inner in part.get_payload() if isinstance(inner, Message))
    return {
        "name": part.get_filename(),
        "type": part.get_content_type(),
        "size": len(inside),
        "sha256": hashlib.sha256(inside).hexdigest(),
    }
