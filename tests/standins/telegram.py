"""The Telegram stand-in for tests: starts the process, and lets tests play its customers.

async with TelegramStandIn() as tg:
    anna = await tg.user(first_name="Анна", language_code="ru")
    await anna.say("/start")
    await anna.sees("Здравствуйте")
"""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import aiohttp

from tests.nursery import started

Json = dict[str, Any]
ROOT = Path(__file__).resolve().parents[2]
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc0000003010100c9fe92ef"
    "0000000049454e44ae426082"
)

SUFFIXES = {"photo": ".png", "video": ".mp4", "document": ".txt", "audio": ".mp3"}


@dataclass(frozen=True, slots=True)
class Piece:
    """One file of an album; `kind`: photo, video, document or audio."""

    kind: str
    content: bytes
    name: str = ""
    caption: str = ""


class ControlError(AssertionError):
    """The control API refused: the person could not have done that, or the order makes no sense."""

    def __init__(self, status: int, detail: Any) -> None:
        super().__init__(f"{status}: {detail}")
        self.status = status
        self.detail = detail


class TelegramStandIn:
    """One process of the stand-in. `base_url` is what a bot is given instead of https://api.telegram.org."""

    def __init__(self, token: str = "42:TEST", clock: Path | None = None, limits: bool = True, port: int = 0) -> None:
        self.token = token
        self.url = ""
        self._clock = clock
        self._limits = limits
        self._port = port
        self._process: asyncio.subprocess.Process | None = None
        self._session: aiohttp.ClientSession | None = None

    @property
    def base_url(self) -> str:
        return self.url

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    async def start(self) -> None:
        arguments = ["--port", str(self._port), "--token", self.token, "--until-stdin-closes"]
        arguments += ["--clock", f"file:{self._clock}"] if self._clock else []
        arguments += [] if self._limits else ["--no-limits"]
        pipe = asyncio.subprocess.PIPE
        self._process = await asyncio.create_subprocess_exec(
            *started("-m", "bots.sandbox.telegram", *arguments), cwd=ROOT, stdin=pipe, stdout=pipe
        )
        assert self._process.stdout is not None
        async with asyncio.timeout(30):
            line = await self._process.stdout.readline()
        assert line, "the Telegram stand-in did not start"
        self.url = json.loads(line)["url"]
        self._session = aiohttp.ClientSession(base_url=self.url)

    async def stop(self) -> None:
        if self._session is not None:
            await self._session.close()
        if self._process is None or self._process.returncode is not None:
            return
        self._process.terminate()
        try:
            async with asyncio.timeout(20):
                await self._process.wait()
        except TimeoutError:
            self._process.kill()
            await self._process.wait()

    async def control(self, verb: str, path: str, **request: Any) -> Any:
        """One call of the control API; raises ControlError on anything but success."""
        assert self._session is not None, "the stand-in is not running"
        async with self._session.request(verb, f"/sandbox{path}", **request) as answer:
            content = await answer.json()
            if answer.status >= 400:
                raise ControlError(answer.status, content.get("detail", content))
            return content

    async def user(
        self,
        first_name: str = "Анна",
        last_name: str | None = None,
        username: str | None = None,
        language_code: str | None = "ru",
        id: int | None = None,
    ) -> "Customer":
        given = {"id": id, "first_name": first_name, "last_name": last_name, "username": username}
        user = await self.control("POST", "/users", json=given | {"language_code": language_code})
        return Customer(self, user)

    async def fault(self, method: str, kind: str, times: int = 1, **more: Any) -> None:
        """The next `times` calls of `method` ("*": any but getUpdates) fail as `kind` says."""
        await self.control("POST", "/faults", json={"method": method, "kind": kind, "times": times} | more)

    async def clear_faults(self) -> None:
        await self.control("DELETE", "/faults")

    async def redeliver(self, update_id: int | None = None) -> list[int]:
        """Puts one served update on the queue again, or all of them."""
        order: Json = {"all": True} if update_id is None else {"update_id": update_id}
        answer = await self.control("POST", "/redeliver", json=order)
        return list(answer["update_ids"])

    async def inject(self, update: Json) -> int:
        answer = await self.control("POST", "/inject", json={"update": update})
        return int(answer["update_id"])

    async def next_update_id(self, number: int) -> None:
        await self.control("POST", "/update-id", json={"next": number})

    async def limits(self, on: bool) -> None:
        await self.control("POST", "/limits", json={"on": on})

    async def topics(self, on: bool, users: bool = True) -> None:
        """The bot's topic mode, and whether users may make topics themselves."""
        await self.control("POST", "/topics", json={"on": on, "users": users})

    async def log(self, method: str | None = None, after: int = 0) -> list[Json]:
        """Every call of the bot, or those of one method."""
        lines: list[Json] = await self.control("GET", "/log", params={"after": after})
        return [line for line in lines if method in (None, line["method"])]

    async def violations(self) -> list[Json]:
        return list(await self.control("GET", "/violations"))

    async def bans(self) -> list[Json]:
        return list(await self.control("GET", "/bans"))

    async def updates(self) -> list[Json]:
        return list(await self.control("GET", "/updates"))

    async def say_all(self, said: list[tuple["Customer", str]]) -> list[Json]:
        """Many messages in one request, for load."""
        body = [{"user": customer.id, "text": text} for customer, text in said]
        return list(await self.control("POST", "/texts", json=body))


class Customer:
    """A person in Telegram. What `say` and the like return holds `message_id` and `update_id`."""

    def __init__(self, standin: TelegramStandIn, user: Json) -> None:
        self._standin = standin
        self.user = user
        self.id = int(user["id"])

    async def _post(self, act: str, **request: Any) -> Json:
        answer: Json = await self._standin.control("POST", f"/users/{self.id}/{act}", **request)
        return answer

    async def say(
        self, text: str, reply_to: int | None = None, topic: int | None = None, entities: list[Json] | None = None
    ) -> Json:  # fmt: skip
        said = {"text": text, "reply_to": reply_to, "topic": topic, "entities": entities}
        return await self._post("text", json=said)

    async def topics(self) -> list[Json]:
        """The topics of the chat, oldest first, each with message_thread_id, name and icon_custom_emoji_id."""
        return list(await self._standin.control("GET", f"/users/{self.id}/topics"))

    async def opens_topic(self, name: str | None = None) -> int:
        """Without a name the client gives one, which is then implicit."""
        return int((await self._post("topics", json={"name": name}))["topic"])

    async def deletes_topic(self, topic: int) -> None:
        """With all its messages; bots are not told."""
        await self._post(f"topics/{topic}/delete")

    async def photo(self, content: bytes = PIXEL, caption: str = "", **more: Any) -> Json:
        return await self._send("photo", "photo.png", content, caption, more)

    async def document(self, name: str, content: bytes, caption: str = "", **more: Any) -> Json:
        """`more`: reply_to, media_group_id, or size, to claim more bytes than are sent."""
        return await self._send("document", name, content, caption, more)

    async def voice(self, content: bytes = b"OggS", **more: Any) -> Json:
        return await self._send("voice", "voice.ogg", content, "", more)

    async def video(self, content: bytes, caption: str = "", **more: Any) -> Json:
        return await self._send("video", "video.mp4", content, caption, more)

    async def video_note(self, content: bytes = b"....ftyp", **more: Any) -> Json:
        return await self._send("video_note", "round.mp4", content, "", more)

    async def audio(self, content: bytes = b"ID3", caption: str = "", **more: Any) -> Json:
        """`more`: performer, title, duration."""
        return await self._send("audio", "audio.mp3", content, caption, more)

    async def animation(self, content: bytes = b"GIF89a....", caption: str = "", **more: Any) -> Json:
        return await self._send("animation", "animation.mp4", content, caption, more)

    async def sticker(self, emoji: str = "👍", **more: Any) -> Json:
        return await self._send("sticker", "sticker.webp", b"RIFF", "", {"emoji": emoji} | more)

    async def album(self, pieces: Sequence["bytes | Piece"]) -> list[Json]:
        """Two to ten files at once, bare bytes being photos; each has message_id, update_id and media_group_id."""
        form = aiohttp.FormData()
        told = []
        for n, piece in enumerate(pieces):
            one = Piece("photo", piece) if isinstance(piece, bytes) else piece
            form.add_field(f"file{n}", one.content, filename=one.name or f"{one.kind}{n}{SUFFIXES[one.kind]}")
            told.append({"kind": one.kind, "caption": one.caption})
        form.add_field("album", json.dumps({"pieces": told}))
        return list(await self._standin.control("POST", f"/users/{self.id}/album", data=form))

    async def _send(self, kind: str, name: str, content: bytes, caption: str, more: Json) -> Json:
        form = aiohttp.FormData()
        form.add_field("file", content, filename=name)
        for field, value in ({"caption": caption} | more).items():
            form.add_field(field, str(value))
        return await self._post(kind, data=form)

    async def choose(self, user: int, *, request: int = 1, **named: str) -> Json:
        """With the button that asks for people."""
        return await self._post("shared", json={"request_id": request, "users": [{"user_id": user} | named]})

    async def card(self, first_name: str, user: int | None = None) -> Json:
        """Somebody else's contact."""
        card = {"phone_number": "+79990000000", "first_name": first_name} | ({"user_id": user} if user else {})
        return await self._post("card", json={"contact": card})

    async def contact(self, phone_number: str, *, own: bool = True) -> Json:
        return await self._post("contact", json={"phone_number": phone_number, "own": own})

    async def location(self, latitude: float, longitude: float) -> Json:
        return await self._post("location", json={"latitude": latitude, "longitude": longitude})

    async def press(self, text: str | None = None, message: int | None = None, data: str | None = None) -> Json:
        """Presses a button by its text or data: of that message, else of the newest bot message that has it.

        A button of the reply keyboard is pressed by saying its text, as a client does.
        """
        chat = await self.chat()
        if message is None and text is not None and not self._newest_with(chat, text, data):
            if any(text == button["text"] for row in self._reply_keyboard(chat) for button in row):
                return await self.say(text)
        target = message or self._newest_with(chat, text, data)
        assert target, f"no message has the button {text or data!r}:\n{drawn(chat)}"
        return await self._post("press", json={"message_id": target, "button": text, "data": data})

    async def press_stale(self, message: int, data: str) -> Json:
        """Presses a button that is no longer there, as a client with an old picture of the chat can."""
        return await self._post("press", json={"message_id": message, "data": data, "stale": True})

    @staticmethod
    def _newest_with(chat: list[Json], text: str | None, data: str | None) -> int | None:
        for message in reversed(chat):
            for button in () if message["deleted"] else [button for row in message["buttons"] for button in row]:
                if text in (None, button["text"]) and data in (None, button["data"]):
                    return int(message["message_id"])
        return None

    @staticmethod
    def _reply_keyboard(chat: list[Json]) -> list[list[Json]]:
        shown: Json = next((message["keyboard"] for message in reversed(chat) if message["keyboard"]), {})
        rows: list[list[Json]] = shown.get("keyboard", [])
        return rows

    async def edits(self, message: int, text: str | None = None) -> Json:
        """Text or caption. Without a text nothing that is seen changes, and the bot is told all the same."""
        return await self._post("edit", json={"message_id": message, "text": text})

    async def blocks(self) -> Json:
        return await self._post("block")

    async def unblocks(self) -> Json:
        return await self._post("unblock")

    edit, block, unblock = edits, blocks, unblocks

    async def deactivate(self) -> None:
        await self._post("deactivate")

    async def chat(self, after: int = 0) -> list[Json]:
        return list(await self._standin.control("GET", f"/users/{self.id}/chat", params={"after": after}))

    async def toasts(self) -> list[Json]:
        return list(await self._standin.control("GET", f"/users/{self.id}/toasts"))

    async def sees(self, substring: str = "", timeout: float = 10, after: int = 0, count: int = 1) -> Json:  # noqa: ASYNC109
        """The newest bot message that holds the text, made or edited since the message `after`."""
        wanted = {"user": self.id, "text": substring, "after": after, "count": count, "timeout": timeout}
        try:
            message: Json = await self._standin.control("GET", "/wait", params=wanted)
        except ControlError as error:
            if error.status != 408:
                raise
            chat = drawn(await self.chat())
            raise AssertionError(f"{self.user['first_name']} does not see {substring!r}:\n{chat}") from None
        return message


def drawn(chat: list[Json]) -> str:
    """A chat as lines of text, for the message of a failed test."""
    return "\n".join(_line(message) for message in chat) or "(an empty chat)"


def _line(message: Json) -> str:
    text = message["text"] or message["caption"] or ""
    file = f" <{message['file']['kind']} {message['file']['name']}>" if message["file"] else ""
    buttons = "".join(f" [{button['text']}]" for row in message["buttons"] for button in row)
    gone = " (deleted)" if message["deleted"] else ""
    return f"{message['message_id']:>4} {message['from']:>4}: {text}{file}{buttons}{gone}"
