"""Whether a bot's token is good, asked without the library: that takes seconds to be imported, and `check` has none."""

import re

from aiohttp import ClientConnectionError, ClientError, ClientSession, ClientTimeout, InvalidURL

from core.api.errors import Misconfigured

TOKEN = re.compile(r"\d+:\S+")
PATIENCE = ClientTimeout(total=30)


def no_token() -> Misconfigured:
    return Misconfigured("ZAYAVKA_TELEGRAM_TOKEN is not a bot token", "It looks like 123456:ABC…; @BotFather has it")


def refused() -> Misconfigured:
    return Misconfigured("Telegram refuses ZAYAVKA_TELEGRAM_TOKEN", "Ask @BotFather for the current one")


def silent(said: str) -> Misconfigured:
    return Misconfigured(f"Telegram cannot be reached: {said}", "Check the network and ZAYAVKA_TELEGRAM_API_URL")


def wrong(said: str) -> Misconfigured:
    return Misconfigured(f"Telegram answers: {said}", "Check ZAYAVKA_TELEGRAM_API_URL")


async def proved(token: str, api_url: str) -> None:
    """Raises what opening the bot would raise. The token stands in the address, so no address is ever said."""
    if TOKEN.fullmatch(token) is None:
        raise no_token()
    try:
        async with (
            ClientSession(timeout=PATIENCE) as session,
            session.post(f"{api_url.rstrip('/')}/bot{token}/getMe", allow_redirects=False) as answer,
        ):
            status, said = answer.status, await answer.json(content_type=None)
    except InvalidURL:
        raise silent("that is no address") from None
    except (ClientConnectionError, TimeoutError) as error:
        raise silent(str(error) or type(error).__name__) from None
    except ClientError as error:
        raise silent(type(error).__name__) from None
    except ValueError:
        raise wrong("what a Bot API never does") from None
    if status == 401:
        raise refused()
    if not isinstance(said, dict) or not said.get("ok"):
        raise wrong(str(said.get("description", status)) if isinstance(said, dict) else str(status))
