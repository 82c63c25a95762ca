"""Where letters are listened for: what ZAYAVKA_MAIL_LISTEN says."""

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from core.api.errors import Misconfigured

FORM = "It looks like lmtp://127.0.0.1:8024, lmtp+unix:///run/zayavka/lmtp, or smtp://127.0.0.1:8025"


@dataclass(frozen=True, slots=True)
class ListenAddress:
    """A host and port, or the path of a socket. `lmtp` answers for each recipient (RFC 2033)."""

    lmtp: bool
    host: str = ""
    port: int = 0
    path: str = ""


def listen_address(url: str) -> ListenAddress:
    """Raises Misconfigured."""
    wrong = Misconfigured(f"ZAYAVKA_MAIL_LISTEN is {url!r}", FORM)
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        raise wrong from None
    if parts.query or parts.fragment or parts.username:
        raise wrong
    match parts.scheme:
        case "lmtp+unix" if parts.path.startswith("/") and len(parts.path) > 1 and not parts.netloc:
            return ListenAddress(True, path=unquote(parts.path))
        case "lmtp" | "smtp" if parts.hostname and port is not None and parts.path in ("", "/"):
            return ListenAddress(parts.scheme == "lmtp", parts.hostname, port)
        case _:
            raise wrong
