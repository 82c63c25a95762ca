"""Mail addresses, taken apart once: only a plain one gets onto a command line or into a header (faults D1)."""

import re
from dataclasses import dataclass

LONGEST = 254
LOCAL = re.compile(r"[^\s\x00-\x20\x7f-\x9f()<>\[\]:;,\\\"@\ud800-\udfff]{1,64}")
DOMAIN = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mailbox:
    """`domain` is ASCII, as the DNS wants it; a local part in another script needs SMTPUTF8 (RFC 6531)."""

    local: str
    domain: str

    @property
    def spec(self) -> str:
        return f"{self.local}@{self.domain}"

    @property
    def utf8(self) -> bool:
        return not self.local.isascii()


def mailbox(text: str) -> Mailbox | None:
    """The address, or nothing where it is none. Quoted local parts are taken for none: nobody has one."""
    local, _, host = text.strip().rpartition("@")
    try:
        domain = host.encode("idna").decode("ascii")
    except UnicodeError:
        return None
    if len(text) > LONGEST or not LOCAL.fullmatch(local) or not DOMAIN.fullmatch(domain):
        return None
    return Mailbox(local, domain)
