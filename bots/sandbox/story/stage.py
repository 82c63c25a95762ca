"""Prints both sides of the conversation as it happens: what was said, shown, edited and delivered."""

import asyncio
from collections.abc import Iterable

from rich.console import Console
from rich.text import Text

from bots.sandbox.story.client import Cast, Json, Theatre

PAUSE = 0.15
INDENT = 22
CARD = 4


class Stage:
    """Watches the customer's chat, the agents' channels with their threads, what the bot whispers, and the mailbox."""

    def __init__(self, theatre: Theatre, cast: Cast, console: Console) -> None:
        self._theatre = theatre
        self._cast = cast
        self._console = console
        self._shown: dict[str, str] = {}
        self._names = dict(cast.agents)

    async def watch(self) -> None:
        while True:
            await self.look()
            await asyncio.sleep(PAUSE)

    async def look(self) -> None:
        """Prints whatever is new or has changed since the last look."""
        for message in await self._theatre.chat(self._cast.customer):
            self._print_chat(message)
        for message in await self._theatre.messages():
            reply = message.get("thread_ts") not in (None, message["ts"])
            self._print_slack(message, "thread" if reply else f"#{message['place']}")
        for id, name in self._cast.agents:
            for whisper in await self._theatre.whispers(id):
                self._line(f"w{id}{whisper['ts']}", f"Slack → {name} only", "yellow", whisper["plain"])

        for told in await self._theatre.letters():
            if f"m{told['number']}" not in self._shown:
                self._print_letter(await self._theatre.letter(told["number"]))

    def _print_letter(self, letter: Json) -> None:
        to = ", ".join(letter["recipients"])
        self._line(f"m{letter['number']}", "Mail", "blue", f"✉ {to}: {letter['subject']}", letter["text"].strip())

    def _print_chat(self, message: Json) -> None:
        mine = message["from"] == "user"
        who = f"Telegram {self._cast.customer_name.split()[0] if mine else 'bot'}"
        said = message["text"] or message["caption"] or ""
        file = f"📎 {message['file']['name']}" if message["file"] else ""
        buttons = [button["text"] for row in message["buttons"] for button in row]
        self._line(f"t{message['message_id']}", who, "cyan" if mine else "green", said, file, _drawn(buttons))

    def _print_slack(self, message: Json, where: str) -> None:
        name = self._names.get(str(message.get("user")), "bot")
        files = " ".join(f"📎 {file['name']}" for file in message["files"])
        buttons = [*(button["text"] for button in message["buttons"]), *_menus(message)]
        said = _without(message["plain"] or message["text"], buttons)
        if message["menus"]:
            said = "\n".join(said.splitlines()[:CARD])
        self._line(f"s{message['ts']}", f"Slack {where} {name.split()[0]}", "magenta", said, files, _drawn(buttons))

    def _line(self, key: str, who: str, colour: str, *parts: str) -> None:
        said = "\n".join(part for part in parts if part)
        before = self._shown.get(key)
        if said == before:
            return
        self._shown[key] = said
        label = f"{who}{' ✎' if before is not None else ''}"
        body = Text(said, style="dim" if before is not None else "")
        margin = Text("\n" + " " * (INDENT + 1)).join(body.split("\n"))
        self._console.print(Text.assemble((f"{label:<{INDENT}} ", f"bold {colour}"), margin))

    def direction(self, text: str) -> None:
        """What the audience is told between the lines."""
        self._console.print(Text(f"\n— {text}", style="italic bright_black"))


def _without(plain: str, buttons: list[str]) -> str:
    """The text, without the labels of the buttons, which are shown apart."""
    return "\n".join(line for line in plain.splitlines() if line not in buttons)


def _drawn(buttons: Iterable[str]) -> str:
    return " ".join(f"[{text}]" for text in buttons)


def _menus(message: Json) -> list[str]:
    return [f"▾ {len(menu['options'])}" for menu in message.get("menus", [])]
