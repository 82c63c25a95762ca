"""Doors for machines: what is not signed, not ours or too long leaves no row (faults F5)."""

import asyncio
import hashlib
import hmac
import json
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp

from bots.web.hooks import LIMIT, SECRET, Hooks, TelegramHook
from core.api.errors import Busy
from tests.bots.web.conftest import HOOK_PATH, HOOK_SECRET, opened
from tests.bots.web.site import Site
from tests.core.house import IVAN, House

UPDATE = {"update_id": 7, "message": {"message_id": 1, "chat": {"id": 1}, "text": "Привет"}}
SIGNED = {SECRET: HOOK_SECRET}
HOOK = f"/telegram/{HOOK_PATH}"


async def test_a_signed_update_is_journalled_before_it_is_acknowledged(site: Site) -> None:
    seen = await site.post(HOOK, json.dumps(UPDATE).encode(), **SIGNED)
    assert seen.status == 200
    assert [row.payload for row in site.house.inbox()] == [UPDATE]


async def test_an_update_that_comes_again_is_journalled_once(site: Site) -> None:
    for _ in range(3):
        assert (await site.post(HOOK, json.dumps(UPDATE).encode(), **SIGNED)).status == 200
    assert len(site.house.inbox()) == 1


@pytest.mark.parametrize(
    ("path", "secret", "status"),
    [
        (HOOK, None, 401), (HOOK, "", 401), (HOOK, "s" * 31, 401), (HOOK, "s" * 33, 401), (HOOK, "S" * 32, 401),
        (HOOK, HOOK_PATH, 401), (HOOK[:-1], HOOK_SECRET, 404), ("/telegram/", HOOK_SECRET, 404),
        (HOOK + "/x", HOOK_SECRET, 404), ("/telegram", HOOK_SECRET, 404), (HOOK.upper(), HOOK_SECRET, 404),
    ],
)  # fmt: skip
async def test_an_update_that_is_not_telegrams_leaves_no_row(
    site: Site, path: str, secret: str | None, status: int
) -> None:
    headers = {} if secret is None else {SECRET: secret}
    assert (await site.post(path, json.dumps(UPDATE).encode(), **headers)).status == status
    assert site.house.inbox() == []


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"7", b'{"update_id": "7"}', b"[" * 100_000, b"\xff\xfe"])
async def test_what_is_no_update_leaves_no_row(site: Site, body: bytes) -> None:
    assert (await site.post(HOOK, body, **SIGNED)).status == 400
    assert site.house.inbox() == []


async def test_a_huge_update_leaves_no_row(site: Site) -> None:
    body = json.dumps({**UPDATE, "padding": "x" * LIMIT}).encode()
    assert (await site.post(HOOK, body, **SIGNED)).status == 413
    assert site.house.inbox() == []


async def test_a_huge_update_in_pieces_without_a_length_leaves_no_row(site: Site) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        yield b'{"update_id": 7, "padding": "'
        for _ in range(64):
            yield b"x" * 65_536
            await asyncio.sleep(0)
        yield b'"}'

    try:
        assert (await site.post(HOOK, pieces(), **SIGNED)).status == 413
    except ConnectionError:
        pass  # the door was closed while we were still talking
    assert site.house.inbox() == []


async def test_a_get_of_the_webhook_says_nothing(site: Site) -> None:
    assert (await site.get(HOOK, **SIGNED)).status == 405
    assert site.house.inbox() == []


async def test_without_a_hook_there_is_no_door(sqlite_house: House, tmp_path: Path) -> None:
    async with opened(sqlite_house, tmp_path) as site:
        assert (await site.post(HOOK, json.dumps(UPDATE).encode(), **SIGNED)).status == 404
        assert (await site.post("/slack/events", b"{}")).status == 404


async def test_an_update_that_cannot_be_journalled_is_not_acknowledged(sqlite_house: House, tmp_path: Path) -> None:
    async def accept(update: dict[str, Any]) -> None:
        raise Busy

    async with opened(sqlite_house, tmp_path, Hooks(TelegramHook(HOOK_PATH, HOOK_SECRET, accept))) as site:
        assert (await site.post(HOOK, json.dumps(UPDATE).encode(), **SIGNED)).status == 503


@pytest.mark.parametrize(("path", "secret"), [("", HOOK_SECRET), (HOOK_PATH, ""), ("short", "short")])
def test_a_public_webhook_without_a_secret_is_refused_at_the_start(path: str, secret: str) -> None:
    async def accept(update: dict[str, Any]) -> None: ...

    with pytest.raises(ValueError, match="secret"):
        TelegramHook(path, secret, accept)


class TestSlack:
    """Through bolt itself, which checks the signature."""

    SIGNING = "signing secret of the tests"

    @pytest.fixture
    def hooks(self) -> Hooks:
        app = AsyncApp(token="xoxb-none", signing_secret=self.SIGNING)  # noqa: S106
        return Hooks(slack=AsyncSlackRequestHandler(app).handle)

    def _signed(self, body: bytes, at: int) -> dict[str, str]:
        base = b"v0:%d:%s" % (at, body)
        signature = hmac.new(self.SIGNING.encode(), base, hashlib.sha256).hexdigest()
        return {
            "X-Slack-Request-Timestamp": str(at),
            "X-Slack-Signature": f"v0={signature}",
            "Content-Type": "application/json",
        }

    async def test_only_what_slack_signed_lately_gets_through(
        self, sqlite_house: House, tmp_path: Path, hooks: Hooks
    ) -> None:
        body, now = json.dumps({"type": "url_verification", "challenge": "abc"}).encode(), int(time.time())
        async with opened(sqlite_house, tmp_path, hooks) as site:
            good = await site.post("/slack/events", body, **self._signed(body, now))
            assert good.status == 200 and b"abc" in good.body
            assert (await site.post("/slack/events", body)).status == 401
            assert (await site.post("/slack/events", body + b" ", **self._signed(body, now))).status == 401
            assert (await site.post("/slack/events", body, **self._signed(body, now - 600))).status == 401
            huge = body + b" " * LIMIT
            assert (await site.post("/slack/events", huge, **self._signed(huge, now))).status == 413


async def test_alive_and_ready(sqlite_house: House, tmp_path: Path) -> None:
    found: dict[str, object] = {"ready": True, "lag": 0}

    async def ready() -> dict[str, object]:
        return found

    async with opened(sqlite_house, tmp_path, Hooks(ready=ready)) as site:
        assert (await site.get("/healthz")).status == (await site.get("/readyz")).status == 200
        assert (await site.get("/healthz", "HEAD")).status == 200
        found["ready"] = False
        assert (await site.get("/healthz")).status == 200
        seen = await site.get("/readyz")
        assert seen.status == 503 and json.loads(seen.body) == {"ready": False, "lag": 0}


async def test_a_check_that_fails_is_an_answer(sqlite_house: House, tmp_path: Path) -> None:
    async def ready() -> dict[str, object]:
        raise ConnectionError("no database")

    async with opened(sqlite_house, tmp_path, Hooks(ready=ready)) as site:
        seen = await site.get("/readyz")
        assert seen.status == 503 and b"no database" not in seen.body


async def test_a_mail_client_mutes_with_one_click(site: Site) -> None:
    """RFC 8058: a POST without cookies, answered without a redirect; twice is no error."""
    ticket = await site.house.opened()
    path = await site.mute_path(ticket)
    for _ in range(2):
        seen = await site.post(path, {"List-Unsubscribe": "One-Click"})
        assert seen.status == 200 and "Set-Cookie" not in seen.headers
    assert site.house.events(ticket).count("TicketMuted") == 1


async def test_one_click_may_come_in_parts(site: Site) -> None:
    ticket = await site.house.opened()
    body = b'--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n'
    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    assert (await site.post(await site.mute_path(ticket), body, **headers)).status == 200
    assert "TicketMuted" in site.house.events(ticket)


async def test_the_page_of_the_mute_link_has_a_button_that_does_the_same(site: Site) -> None:
    ticket = await site.house.opened()
    page = await site.page(await site.mute_path(ticket))
    assert "TicketMuted" not in site.house.events(ticket)
    assert (await site.post(await site.mute_path(ticket), page.forms[0].fields)).status == 200
    assert "TicketMuted" in site.house.events(ticket)


@pytest.mark.parametrize("body", [b"", b"List-Unsubscribe=Other", b"One-Click"])
async def test_another_post_does_not_mute(site: Site, body: bytes) -> None:
    ticket = await site.house.opened()
    assert (await site.post(await site.mute_path(ticket), body)).status == 400
    assert "TicketMuted" not in site.house.events(ticket)


async def test_a_closed_ticket_needs_no_muting(site: Site) -> None:
    ticket = await site.house.opened(IVAN)
    await site.press(ticket, "cancel")
    seen = await site.post(await site.mute_path(ticket), {"List-Unsubscribe": "One-Click"})
    assert seen.status == 200 and "писать о нём больше не будем" in seen.page.text
