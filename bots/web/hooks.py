"""Doors for machines: webhooks that only journal, and the two questions of whoever watches over the process."""

import hmac
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

import structlog
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bots.web.body import replayed, whole

log = structlog.get_logger("web")

LIMIT = 1_048_576
SECRET = "X-Telegram-Bot-Api-Secret-Token"
Accept = Callable[[dict[str, Any]], Awaitable[object]]
Handle = Callable[[Request], Awaitable[Response]]
Check = Callable[[], Awaitable[Mapping[str, object]]]


@dataclass(frozen=True, slots=True)
class TelegramHook:
    """`accept` returns when the update is committed. Path and secret are derived, long and never empty (faults F5)."""

    path: str
    secret: str
    accept: Accept

    def __post_init__(self) -> None:
        if len(self.path) < 16 or len(self.secret) < 16:
            raise ValueError("a public webhook without a path and a secret of its own")


@dataclass(frozen=True, slots=True)
class Hooks:
    """The doors that are open. `slack` verifies the signature itself; `ready` tells `{"ready": bool, …}`."""

    telegram: TelegramHook | None = None
    slack: Handle | None = None
    ready: Check | None = None

    async def from_telegram(self, request: Request) -> Response:
        """200 says that the update is ours now; anything else makes Telegram send it again (agreement 3)."""
        hook = self.telegram
        if hook is None or not _same(request.path_params["path"], hook.path):
            return Response(status_code=404)
        if not _same(request.headers.get(SECRET, ""), hook.secret):
            return Response(status_code=401)
        update = _update(await _limited(request))
        if update is None:
            return Response(status_code=400)
        await hook.accept(update)
        return Response(status_code=200)

    async def from_slack(self, request: Request) -> Response:
        if self.slack is None:
            return Response(status_code=404)
        return await self.slack(replayed(request, await _limited(request)))

    async def alive(self, request: Request) -> Response:
        return JSONResponse({"alive": True})

    async def is_ready(self, request: Request) -> Response:
        """503 while something that the product needs does not answer."""
        try:
            found = dict(await self.ready()) if self.ready else {"ready": True}
        except Exception as error:
            log.warning("not ready", error=repr(error)[:300])
            found = {"ready": False}
        return JSONResponse(found, 200 if found.get("ready") else 503)


async def _limited(request: Request) -> bytes:
    return await whole(request, LIMIT)


def _update(body: bytes) -> dict[str, Any] | None:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) and type(found.get("update_id")) is int else None


def _same(given: str, expected: str) -> bool:
    return hmac.compare_digest(given.encode(errors="replace"), expected.encode())
