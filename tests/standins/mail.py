"""The mail stand-in for tests: starts the process, reads the letters that came, and orders trouble for the next ones.

async with MailStandIn() as mail:
    box = mail.box("ivan@example.org")
    await mail.refuse("ivan@example.org", code=451)
    letter = await box.gets("HD-12")
"""

import asyncio
import json
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote, urlsplit

import aiohttp
from multidict import CIMultiDict

from tests.nursery import started

Json = dict[str, Any]
Times = int | str
ROOT = Path(__file__).resolve().parents[2]


class ControlError(AssertionError):
    """The control API refused: nothing came in time, or the order makes no sense."""

    def __init__(self, status: int, detail: Any) -> None:
        super().__init__(f"{status}: {detail}")
        self.status = status
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Letter:
    """`headers` has every header decoded; `attachments` have name, type, size and sha256; `raw` is what came."""

    number: int
    at: float
    sender: str
    recipients: list[str]
    smtputf8: bool
    size: int
    subject: str
    message_id: str
    text: str
    html: str
    headers: CIMultiDict[str]
    attachments: list[Json]
    links: list[str]
    raw: bytes


class MailStandIn:
    """One process of the stand-in. `smtp` is what a sender is given as the URL of its relay."""

    def __init__(
        self, clock: Path | None = None, user: str | None = None, password: str = "", port: int = 0, smtp_port: int = 0
    ) -> None:
        self.url = ""
        self.smtp = ""
        self._given = ["--port", str(port), "--smtp-port", str(smtp_port), "--password", password]
        self._given += ["--user", user] if user is not None else []
        self._given += ["--clock", f"file:{clock}"] if clock else []
        self._login = f"{quote(user, safe='')}:{quote(password, safe='')}@" if user is not None else ""
        self._process: asyncio.subprocess.Process | None = None
        self._session: aiohttp.ClientSession | None = None

    @property
    def host(self) -> str:
        return urlsplit(self.smtp).hostname or ""

    @property
    def port(self) -> int:
        return urlsplit(self.smtp).port or 0

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    async def start(self) -> None:
        pipe = asyncio.subprocess.PIPE
        self._process = await asyncio.create_subprocess_exec(
            *started("-m", "bots.sandbox.mail", "--until-stdin-closes", *self._given),
            cwd=ROOT, stdin=pipe, stdout=pipe,
        )  # fmt: skip
        assert self._process.stdout is not None
        async with asyncio.timeout(30):
            line = await self._process.stdout.readline()
        assert line, "the mail stand-in did not start"
        told = json.loads(line)
        self.url, self.smtp = told["url"], told["smtp"].replace("//", f"//{self._login}")
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
            json_spoken = answer.content_type == "application/json"
            content: Any = await (answer.json() if json_spoken else answer.read())
            if answer.status >= 400:
                raise ControlError(answer.status, content["detail"] if json_spoken else content)
            return content

    def box(self, address: str) -> "Box":
        return Box(self, address)

    async def letters(self, to: str | None = None, after: int = 0) -> list[Letter]:
        """In order of acceptance; those to one address, or all."""
        wanted = {"after": after} | ({"to": to} if to else {})
        return [await self.letter(told) for told in await self.control("GET", "/letters", params=wanted)]

    async def letter(self, told: Json) -> Letter:
        raw = await self.control("GET", f"/letters/{told['number']}/raw")
        headers = CIMultiDict[str]((name, value) for name, value in told["headers"])
        return Letter(**told | {"headers": headers, "raw": raw})

    async def order(self, kind: str, stage: str, recipient: str = "*", times: Times = 1, **more: Any) -> None:
        """`stage`: connect, auth, mail, rcpt, data (the command), dot (the letter); `times`: a number or "forever"."""
        order = {"kind": kind, "stage": stage, "recipient": recipient, "times": times}
        await self.control("POST", "/weather", json=order | more)

    async def refuse(
        self, to: str = "*", stage: str = "rcpt", code: int = 550, text: str = "", times: Times = 1
    ) -> None:
        """A 421 also hangs up, as RFC 5321 wants it."""
        await self.order("refuse", stage, to, times, code=code, text=text)

    async def refuse_auth(self, code: int = 535, text: str = "5.7.8 Bad credentials", times: Times = 1) -> None:
        await self.order("refuse", "auth", times=times, code=code, text=text)

    async def greylist(self, to: str = "*", first: Times = 1) -> None:
        """451 to the first so many attempts, counted for each recipient."""
        await self.order("greylist", "rcpt", to, first)

    async def slow(self, seconds: float, to: str = "*", stage: str = "dot", times: Times = 1) -> None:
        """A late answer. After the dot the letter is already taken while its sender waits."""
        await self.order("slow", stage, to, times, seconds=seconds)

    async def cut_before_dot(self, to: str = "*", times: Times = 1) -> None:
        """The line breaks in the middle of the letter, which is not accepted."""
        await self.order("cut", "data", to, times)

    async def cut_after_dot(self, to: str = "*", times: Times = 1) -> None:
        """The letter is accepted, and the line breaks instead of the answer (RFC 1047)."""
        await self.order("cut", "dot", to, times)

    async def clear(self) -> None:
        """No trouble any more; a dead server is alive again."""
        await self.control("DELETE", "/weather")

    async def die(self) -> None:
        await self.control("POST", "/dead")

    async def revive(self) -> None:
        await self.control("DELETE", "/dead")

    async def terms(self, **terms: Any) -> None:
        """`size`, `smtputf8`, `user`, `password`, for new connections; what is not named is as at first."""
        await self.control("POST", "/terms", json=terms)

    async def violations(self) -> list[Json]:
        return list(await self.control("GET", "/violations"))

    async def log(self, to: str | None = None, stage: str | None = None) -> list[Json]:
        """Each AUTH, MAIL, RCPT and letter with its answer or "cut"; connect and data only where they met trouble."""
        lines: list[Json] = await self.control("GET", "/log")
        return [line for line in lines if stage in (None, line["stage"]) and (to is None or to in line["recipients"])]

    async def scan(self, after: int = 0) -> list[Json]:
        """A link scanner's visit to every link of the letters after that one (faults D3)."""
        return list(await self.control("POST", "/scan", json={"after": after}))


class Box:
    """The letters of one address."""

    def __init__(self, standin: MailStandIn, address: str) -> None:
        self._standin = standin
        self.address = address

    async def letters(self, after: int = 0) -> list[Letter]:
        return await self._standin.letters(self.address, after)

    async def gets(self, text: str = "", timeout: float = 10, after: int = 0, count: int = 1) -> Letter:  # noqa: ASYNC109
        """The newest letter whose subject, text or HTML holds the text, accepted after the letter `after`."""
        wanted = {"recipient": self.address, "text": text, "after": after, "count": count, "timeout": timeout}
        try:
            told: Json = await self._standin.control("POST", "/wait", json=wanted)
        except ControlError as error:
            if error.status != 408:
                raise
            there = "\n".join(f"{each.number:>4}: {each.subject}" for each in await self.letters(after))
            raise AssertionError(f"{self.address} got no letter with {text!r}:\n{there or '(nothing)'}") from None
        return await self._standin.letter(told)
