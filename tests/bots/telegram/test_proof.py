"""`check` asks Telegram without its library, and says what a start would say."""

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bots.telegram.bot import open_bot
from bots.telegram.proof import proved
from core.errors import Misconfigured
from tests.standins.telegram import TelegramStandIn

pytestmark = pytest.mark.asyncio(loop_scope="session")
WRONG = "42:WRONG"


async def test_a_good_token_is_good(tg: TelegramStandIn) -> None:
    await proved(tg.token, tg.url)
    await proved(tg.token, f"{tg.url}/")


@pytest.mark.parametrize("token", [WRONG, "nonsense", "42:", "4 2:X", ""])
async def test_a_wrong_token_is_told_as_a_start_tells_it(tg: TelegramStandIn, token: str) -> None:
    with pytest.raises(Misconfigured) as said:
        await proved(token, tg.url)
    with pytest.raises(Misconfigured) as told:
        await open_bot(token, tg.url)
    assert str(said.value) == str(told.value)


@pytest.mark.parametrize("url", ["http://127.0.0.1:9", "http://", "nothing at all", "http://[::1"])
async def test_nobody_there_is_said_without_the_token(url: str) -> None:
    with pytest.raises(Misconfigured, match="Telegram cannot be reached") as said:
        await proved(WRONG, url)
    assert "WRONG" not in str(said.value)


@pytest.mark.parametrize(
    "answer", [{"text": "<html>"}, {"text": "[]"}, {"text": '{"ok": false}'}, {"status": 502}, {"body": b"\xff\xfe"}]
)
async def test_whoever_else_is_there_is_said(answer: dict[str, object]) -> None:
    async def answers(request: web.Request) -> web.Response:
        return web.Response(**answer)  # type: ignore[arg-type]

    app = web.Application()
    app.router.add_post("/{rest:.*}", answers)
    async with TestServer(app) as server:
        with pytest.raises(Misconfigured, match="Telegram answers") as said:
            await proved(WRONG, str(server.make_url("")))
    assert "WRONG" not in str(said.value)
