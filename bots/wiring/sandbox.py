"""The product on its stand-ins: processes of their own for Telegram, Slack and the story, a throw-away database."""

import asyncio
import json
import shutil
import socket
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bots.settings import Settings, read
from bots.wiring.core import profile_path
from bots.wiring.serve import run
from core.api.errors import Misconfigured
from core.api.profile import load
from core.profile.queues import channels

TOKEN = "42:SANDBOX"
BOT, APP = "xoxb-SANDBOX", "xapp-SANDBOX"
Told = dict[str, str]


async def play(profile: str | None, language: str, *, once: bool) -> None:
    """Plays the story and stays up until the newcomer ends it."""
    folder = Path(tempfile.mkdtemp(prefix="zayavka-sandbox-"))
    try:
        async with (
            _stand_in("telegram", "--token", TOKEN) as telegram,
            _stand_in("slack", "--bot-token", BOT, "--app-token", APP) as slack,
            _stand_in("mail") as mail,
        ):
            urls = ("--telegram", telegram["url"], "--slack", slack["url"], "--mail", mail["url"])
            where = (*urls, "--language", language)
            cast = await _told("cast", *where, *_queues(profile))
            settings = _settings(profile, language, (telegram, slack, mail), json.loads(cast)["channel"], folder)
            await _together(settings, [*where, "--cast", cast, *(["--once"] if once else [])])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


async def _together(settings: Settings, story: list[str]) -> None:
    """The product serves while the story runs, and ends with it; the story ends with the product."""
    stopping = asyncio.Event()
    async with asyncio.TaskGroup() as tasks:
        ready = asyncio.Event()
        serving = tasks.create_task(run(settings, ready=ready, stopping=stopping))
        await asyncio.wait({tasks.create_task(ready.wait()), serving}, return_when=asyncio.FIRST_COMPLETED)
        telling = await _process("story", "play", *story)
        ended = tasks.create_task(telling.wait())
        await asyncio.wait({ended, serving}, return_when=asyncio.FIRST_COMPLETED)
        stopping.set()
        if telling.returncode is None:
            telling.terminate()


def _queues(profile: str | None) -> list[str]:
    """The channels that the profile names, for the stand-in to have them. One named by an id there cannot be."""
    found = channels(load(profile_path(profile or "default")))
    return [f"--queue={'!' if queue.private else ''}{name}" for name, queue in found.items()]


def _settings(
    profile: str | None, language: str, stand_ins: tuple[Told, Told, Told], channel: str, folder: Path
) -> Settings:
    telegram, slack, mail = stand_ins
    listen = f"127.0.0.1:{_free_port()}"
    return read(
        profile=profile or "default",
        language=language,
        database_url=f"sqlite:///{folder / 'sandbox.db'}",
        files_url=str(folder / "files"),
        telegram_token=TOKEN,
        telegram_api_url=telegram["url"],
        slack_bot_token=BOT,
        slack_app_token=APP,
        slack_api_url=f"{slack['url']}/api/",
        slack_channel=channel,
        smtp_url=mail["smtp"],
        mail_from="desk@zayavka.example",
        web_url=f"http://{listen}",
        web_listen=listen,
    )


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@asynccontextmanager
async def _stand_in(name: str, *arguments: str) -> AsyncIterator[Told]:
    """What it says of itself once it listens: its addresses."""
    process = await _process(name, *arguments, stdout=asyncio.subprocess.PIPE)
    try:
        assert process.stdout is not None
        line = await asyncio.wait_for(process.stdout.readline(), 30)
        if not line:
            raise Misconfigured(f"The {name} stand-in did not start")
        yield dict(json.loads(line))
    finally:
        if process.returncode is None:
            process.terminate()
            await process.wait()


async def _told(*arguments: str) -> str:
    process = await _process("story", *arguments, stdout=asyncio.subprocess.PIPE)
    said, _ = await process.communicate()
    return said.decode().strip()


async def _process(name: str, *arguments: str, stdout: int | None = None) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", f"bots.sandbox.{name}", *arguments, stdout=stdout, limit=2**20
    )
