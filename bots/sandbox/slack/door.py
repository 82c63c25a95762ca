"""HTTP instead of sockets: signed requests to the app. https://docs.slack.dev/authentication/verifying-requests-from-slack"""

import hashlib
import hmac
import json
import secrets
import ssl
from dataclasses import dataclass
from urllib.parse import urlencode

from bots.sandbox.clock import Clock
from bots.sandbox.outgoing import Reply, post
from bots.sandbox.slack.kinds import Json, Refused

ANSWER_WITHIN = 3.0
FORM = "application/x-www-form-urlencoded"
AGENT = "Slackbot 1.0 (+https://api.slack.com/robots)"


@dataclass(frozen=True, slots=True)
class Answer:
    """`trouble` is one of Slack's retry reasons, empty when the app took it; it may ask for no retry."""

    trouble: str = ""
    payload: Json | None = None
    no_retry: bool = False


@dataclass(frozen=True, slots=True)
class Door:
    """Events, interactions and commands go to the one URL, as Bolt serves them."""

    url: str
    signing_secret: str
    clock: Clock

    async def deliver(self, kind: str, payload: Json, retry: dict[str, str]) -> Answer:
        content_type, body = written(kind, payload)
        try:
            return taken(await self._post(content_type, body, retry))
        except TimeoutError:
            return Answer("http_timeout")
        except ssl.SSLError:
            return Answer("ssl_error")
        except OSError:
            return Answer("connection_failed")

    async def verify(self, token: str) -> None:
        """https://docs.slack.dev/reference/events/url_verification; Refused when the challenge does not come back."""
        challenge = secrets.token_urlsafe(39)
        asked = {"token": token, "challenge": challenge, "type": "url_verification"}
        try:
            reply = await self._post("application/json", json.dumps(asked).encode(), {})
        except OSError as error:
            raise Refused("url_not_verified", f"no answer: {type(error).__name__}") from error
        if reply.status != 200 or challenged(reply) != challenge:
            raise Refused("url_not_verified", f"{reply.status}: the answer is not the value of challenge")

    async def _post(self, content_type: str, body: bytes, more: dict[str, str]) -> Reply:
        headers = {"Content-Type": content_type, "User-Agent": AGENT, "Accept": "*/*"}
        return await post(self.url, headers | self._signed(body) | more, body, ANSWER_WITHIN)

    def _signed(self, body: bytes) -> dict[str, str]:
        moment = str(int(self.clock.machine()))
        mark = hmac.new(self.signing_secret.encode(), f"v0:{moment}:".encode() + body, hashlib.sha256)
        return {"X-Slack-Request-Timestamp": moment, "X-Slack-Signature": f"v0={mark.hexdigest()}"}


def written(kind: str, payload: Json) -> tuple[str, bytes]:
    """Events are JSON, interactions a form with the JSON in it, commands a form."""
    if kind == "events_api":
        return "application/json", json.dumps(payload, ensure_ascii=False).encode()
    fields = payload if kind == "slash_commands" else {"payload": json.dumps(payload, ensure_ascii=False)}
    return FORM, urlencode(fields).encode()


def taken(reply: Reply) -> Answer:
    if not 200 <= reply.status <= 299:
        return Answer("http_error", no_retry=reply.headers.get("x-slack-no-retry") == "1")
    return Answer(payload=said(reply))


def said(reply: Reply) -> Json | None:
    """An acknowledgement that says something: JSON, or the bare text that a command may be answered with."""
    text = reply.body.decode("utf-8", "replace").strip()
    try:
        read = json.loads(text)
    except ValueError:
        return {"text": text} if text else None
    return read or None if isinstance(read, dict) else {"text": text}


def challenged(reply: Reply) -> str:
    """The challenge as the app gave it back: bare, or as a field of JSON or of a form."""
    heard = said(reply) or {}
    return str(heard.get("challenge") or heard.get("text") or "").removeprefix("challenge=")
