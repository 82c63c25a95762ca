"""Signed links: what lets a person in who has no password. They open a page; only its buttons act (faults D3, D4)."""

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from itsdangerous import BadData, URLSafeSerializer

from core.api.kinds import DAY, SECOND, Clock, PersonId, TicketId

TICKET: Final = "ticket"
MUTE: Final = "mute"
FORM: Final = "form"
STRANGER: Final = "stranger"
STRANGER_FORM: Final = "stranger-form"
DIGEST: Final = "digest"
PURPOSES: Final = (TICKET, MUTE, FORM, STRANGER, STRANGER_FORM, DIGEST)
LIFE: Final = 30 * DAY
FORM_LIFE: Final = DAY
NOTHING: Final = TicketId(0)
DIGITS: Final = 18
"""Of an id: a row has no longer one."""


class LinkWrong(Exception):
    """Not one of ours, damaged, made for another purpose or by another instance."""


class LinkExpired(Exception):
    """Ours, and older than it may be."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What a link says about whoever holds it."""

    person: PersonId
    ticket: TicketId


@dataclass(frozen=True, slots=True)
class Stranger:
    """Whoever holds a link that was mailed to an address of which nothing else is known (A5)."""

    address: str
    language: str


class Links:
    """Signs with HMAC-SHA-256. Purpose and epoch are part of the key, so a link opens one kind of door of one instance.

    Without a base URL there are no links: the product has no public address.
    """

    def __init__(self, secret: str, epoch: str, base_url: str | None, clock: Clock) -> None:
        self._base = base_url.rstrip("/") if base_url else None
        self._clock = clock
        self._mark = derived(secret, f"invitation:{epoch}").encode()
        self._mailed = derived(secret, f"mailed:{epoch}").encode()
        self._copies = derived(secret, f"copy:{epoch}").encode()
        self._signers = {purpose: _signer(secret, purpose, epoch) for purpose in PURPOSES}

    @property
    def prefix(self) -> str:
        """The path below which the pages lie, where the public address has one."""
        return urlsplit(self._base).path if self._base else ""

    def ticket(self, person: PersonId, ticket: TicketId, do: str | None = None, grade: str | None = None) -> str | None:
        """The page of a ticket. `do` and `grade` only put something forward there, so they are not signed."""
        query = urlencode({name: value for name, value in (("do", do), ("grade", grade)) if value})
        token = self.token(TICKET, Claim(person, ticket))
        return self._base and f"{self._base}/t/{token}{'?' if query else ''}{query}"

    def mute(self, person: PersonId, ticket: TicketId) -> str | None:
        """For the List-Unsubscribe header (RFC 8058): it can silence this ticket and nothing else."""
        return self._base and f"{self._base}/m/{self.token(MUTE, Claim(person, ticket))}"

    def digests(self, person: PersonId) -> str | None:
        """For the same header of a digest, which is about no ticket: it can stop them and nothing else."""
        return self._base and f"{self._base}/d/{self.token(DIGEST, Claim(person, NOTHING))}"

    def token(self, purpose: str, claim: Claim) -> str:
        return self._signed(purpose, [claim.person, claim.ticket, self._until(LIFE)])

    def read(self, purpose: str, token: str) -> Claim:
        """Raises LinkWrong or LinkExpired."""
        person, ticket = self._opened(purpose, token)
        return Claim(PersonId(person), TicketId(ticket))

    def form(self, claim: Claim, verb: str) -> str:
        """For one button of one page. Its nonce names the press, so that a double click acts once."""
        return self._signed(FORM, [claim.person, claim.ticket, verb, secrets.token_hex(8), self._until(FORM_LIFE)])

    def pressed(self, token: str, claim: Claim, verb: str) -> str:
        """The nonce of a form that was made for exactly this. Raises LinkWrong or LinkExpired."""
        person, ticket, made_for, nonce = self._opened(FORM, token)
        if (person, ticket, made_for) != (claim.person, claim.ticket, verb):
            raise LinkWrong
        return str(nonce)

    def stranger(self, address: str, language: str) -> str | None:
        """Where somebody unknown says who they are. Nothing that they wrote is in it (faults G1)."""
        token = self._signed(STRANGER, [address, language, self._until(LIFE)])
        return self._base and f"{self._base}/r/{token}"

    def read_stranger(self, token: str) -> Stranger:
        """Raises LinkWrong or LinkExpired."""
        address, language = self._opened(STRANGER, token)
        return Stranger(str(address), str(language))

    def stranger_form(self, stranger: Stranger, verb: str) -> str:
        return self._signed(STRANGER_FORM, [stranger.address, verb, secrets.token_hex(8), self._until(FORM_LIFE)])

    def stranger_pressed(self, token: str, stranger: Stranger, verb: str) -> str:
        """The nonce of a form that was made for exactly this. Raises LinkWrong or LinkExpired."""
        address, made_for, nonce = self._opened(STRANGER_FORM, token)
        if (address, made_for) != (stranger.address, verb):
            raise LinkWrong
        return str(nonce)

    def invitation(self, id: int) -> str:
        """For the end of a chat's link: short, and the same in letters of either case. When it ends, its row says."""
        return _payload("i", id, self._mark)

    def read_invitation(self, payload: str) -> int:
        """Raises LinkWrong."""
        return _read("i", payload, self._mark)

    def mailed(self, person: int) -> str:
        """The same, for whoever has a letter: it says whose, and a code that is mailed there proves it (A5, X4)."""
        return _payload("m", person, self._mailed)

    def read_mailed(self, payload: str) -> int:
        """Raises LinkWrong."""
        return _read("m", payload, self._mailed)

    def copy(self, id: int) -> str:
        """The same, for whoever is to be in copy of a ticket."""
        return _payload("o", id, self._copies)

    def read_copy(self, payload: str) -> int:
        """Raises LinkWrong."""
        return _read("o", payload, self._copies)

    def _until(self, life: int) -> int:
        return (self._clock.now() + life) // SECOND

    def _signed(self, purpose: str, content: list[object]) -> str:
        return str(self._signers[purpose].dumps(content))

    def _opened(self, purpose: str, token: str) -> list[Any]:
        """A token has one spelling: base64 has spare bits at the end, and a signature could be written in four ways."""
        try:
            *content, until = list(self._signers[purpose].loads(token))
            again = self._signed(purpose, [*content, until])
        except (BadData, ValueError, TypeError):
            raise LinkWrong from None
        if not hmac.compare_digest(again.encode(), token.encode()):
            raise LinkWrong
        if until * SECOND <= self._clock.now():
            raise LinkExpired
        return content


def _payload(kind: str, id: int, mark: bytes) -> str:
    digest = hmac.new(mark, str(id).encode(), hashlib.sha256).digest()
    return f"{kind}{id}-{base64.b32encode(digest[:10]).decode().lower()}"


def _read(kind: str, payload: str, mark: bytes) -> int:
    id = payload.lower().removeprefix(kind).partition("-")[0]
    if not (id.isascii() and id.isdecimal() and len(id) <= DIGITS):
        raise LinkWrong
    if not hmac.compare_digest(_payload(kind, int(id), mark).encode(), payload.lower().encode()):
        raise LinkWrong
    return int(id)


def _signer(secret: str, purpose: str, epoch: str) -> URLSafeSerializer:
    how = {"digest_method": hashlib.sha256, "key_derivation": "hmac"}
    return URLSafeSerializer(secret, salt=f"zayavka:{purpose}:{epoch}", signer_kwargs=how)


def chat(bot: str, payload: str) -> str:
    """A chat with the bot that begins with something (https://core.telegram.org/bots/features#deep-linking)."""
    return f"https://t.me/{bot}?start={payload}"


def derived(secret: str, use: str) -> str:
    """A secret of its own for each use, such as the path of a webhook, so that none gives another away."""
    return hmac.new(secret.encode(), f"zayavka:{use}".encode(), hashlib.sha256).hexdigest()
