"""The desk's signature under its letters, where its mail server does not sign them (RFC 6376)."""

from dataclasses import dataclass
from pathlib import Path

import dkim

from bots.email.address import Mailbox
from core.api.errors import Misconfigured

SIGNED = frozenset({
    b"from", b"to", b"reply-to", b"subject", b"date", b"message-id", b"in-reply-to", b"references", b"mime-version",
    b"content-type", b"auto-submitted", b"list-unsubscribe", b"list-unsubscribe-post",
})  # fmt: skip
"""Those that a letter has of them. Without the last two no mail program offers to unsubscribe (RFC 8058, 4)."""
RELAXED = (b"relaxed", b"relaxed")
PROBE = b"From: desk@example.org\r\nSubject: x\r\n\r\nx\r\n"
MEND = "It is the path of an RSA key in PEM, such as openssl genrsa -out dkim.pem 2048 makes"


@dataclass(frozen=True, slots=True)
class Signer:
    """`selector` and `domain` say where the public half is: `selector._domainkey.domain`."""

    key: bytes
    selector: str
    domain: str

    def __call__(self, letter: bytes) -> bytes:
        """The letter with its signature above. What servers do to white space breaks nothing."""
        made = dkim.DKIM(letter)
        names = [name.lower() for name, _ in made.headers if name.lower() in SIGNED]
        signature: bytes = made.sign(
            self.selector.encode("ascii"), self.domain.encode("ascii"), self.key, canonicalize=RELAXED,
            include_headers=list(dict.fromkeys(names)),
        )  # fmt: skip
        return signature + letter


def signer(path: str | None, selector: str | None, domain: str | None, sender: Mailbox) -> Signer | None:
    """Nothing where no key is named. Raises Misconfigured for a key, a selector or a domain that signs nothing."""
    if path is None or selector is None:
        return None
    signing = (domain or sender.domain).lower()
    if not f".{sender.domain.lower()}".endswith(f".{signing}"):
        raise Misconfigured(
            f"ZAYAVKA_DKIM_DOMAIN is {signing}, and letters come from {sender.domain}",
            "Take the domain of ZAYAVKA_MAIL_FROM, or one above it: no other counts (DMARC)",
        )
    try:
        made = Signer(Path(path).read_bytes(), selector, signing)
        made(PROBE)
    except OSError as error:
        raise Misconfigured(f"ZAYAVKA_DKIM_KEY cannot be read: {error.strerror}", MEND) from error
    except (dkim.DKIMException, ValueError, IndexError, TypeError) as error:
        raise Misconfigured("ZAYAVKA_DKIM_KEY is no key that can sign", MEND) from error
    return made
