"""Whose mailbox is read: what ZAYAVKA_IMAP_URL says."""

import re
import ssl
from dataclasses import dataclass
from datetime import date
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from core.api.errors import Misconfigured

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
FORM = "It looks like imaps://user:password@imap.example.org/INBOX; ?since=2026-11-01 leaves older letters out"
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Account:
    """`wrapped` is TLS from the first octet (RFC 8314); else STARTTLS is demanded, but of this machine itself.

    `since` is the first day whose letters are taken when a mailbox is seen for the first time, as IMAP writes it.
    """

    host: str
    port: int
    user: str
    password: str
    folder: str = "INBOX"
    wrapped: bool = True
    since: str | None = None

    @property
    def name(self) -> str:
        """What the state of the mailbox is kept under; no secret is in it."""
        return f"{self.user}@{self.host}:{self.port}/{self.folder}"

    @property
    def bare(self) -> bool:
        return not self.wrapped and self.host in LOOPBACK

    def tls(self) -> ssl.SSLContext:
        return ssl.create_default_context()


def account(url: str) -> Account:
    """Raises Misconfigured, which does not repeat the URL: a password is in it."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
        since = _since(parts)
    except ValueError:
        raise _wrong() from None
    if parts.scheme not in ("imap", "imaps") or not parts.hostname or not parts.username or parts.fragment:
        raise _wrong()
    wrapped = parts.scheme == "imaps"
    folder = unquote(parts.path.removeprefix("/")) or "INBOX"
    user, password = unquote(parts.username), unquote(parts.password or "")
    if re.search(r"[\x00-\x1f\x7f]", user + password + folder):
        raise _wrong()
    return Account(parts.hostname, port or (993 if wrapped else 143), user, password, folder, wrapped, since)


def _wrong() -> Misconfigured:
    return Misconfigured("ZAYAVKA_IMAP_URL is not a mailbox's URL", FORM)


def _since(parts: SplitResult) -> str | None:
    asked = parse_qs(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query))
    if not asked:
        return None
    if asked.keys() != {"since"}:
        raise ValueError(parts.query)
    day = date.fromisoformat(asked["since"][0])
    return f"{day.day}-{MONTHS[day.month - 1]}-{day.year}"
