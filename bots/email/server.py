"""Where mail is handed over: what ZAYAVKA_SMTP_URL says."""

import ssl
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from bots.email.address import Mailbox, mailbox
from core.api.errors import Misconfigured

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
FORM = "It looks like smtp://user:password@mail.example.org:587, smtps://…, or smtp://…?starttls=required"


@dataclass(frozen=True, slots=True)
class Server:
    """`wrapped` is TLS from the first octet (RFC 8314), `secured` demands STARTTLS; else it is used where offered."""

    host: str
    port: int
    user: str | None = None
    password: str = ""
    wrapped: bool = False
    secured: bool = False

    @property
    def starttls(self) -> bool | None:
        """As aiosmtplib takes it: True demands, None uses what is offered, False never."""
        if self.secured:
            return True
        return False if self.wrapped or self.host in LOOPBACK else None

    def tls(self) -> ssl.SSLContext:
        """Certificates are checked where a promise or a password hangs on it, else TLS is taken as it is (RFC 7435)."""
        context = ssl.create_default_context()
        if not (self.wrapped or self.secured or self.user):
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
        return context


def server(url: str) -> Server:
    """Raises Misconfigured for what is no SMTP URL. Credentials are percent-decoded (RFC 3986)."""
    try:
        parts = urlsplit(url.strip())
        given = parts.port
        wanted = _wanted(parts)
    except ValueError:
        raise Misconfigured("ZAYAVKA_SMTP_URL is not a mail server's URL", FORM) from None
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname or parts.path not in ("", "/") or parts.fragment:
        raise Misconfigured("ZAYAVKA_SMTP_URL is not a mail server's URL", FORM)
    wrapped = parts.scheme == "smtps"
    usual = 465 if wrapped else 587 if wanted or parts.username else 25
    user, password = unquote(parts.username or "") or None, unquote(parts.password or "")
    return Server(parts.hostname, given or usual, user, password, wrapped, wanted and not wrapped)


def sender(address: str) -> Mailbox:
    found = mailbox(address)
    if found is None:
        raise Misconfigured("ZAYAVKA_MAIL_FROM is not a mail address", "It looks like support@example.org")
    return found


def _wanted(parts: SplitResult) -> bool:
    asked = parse_qs(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query))
    if asked not in ({}, {"starttls": ["required"]}):
        raise ValueError(parts.query)
    return bool(asked)
