"""Drives the Slack stand-in: starts its process, and plays the agents through its control API."""

import asyncio
import json
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import aiohttp

from tests.nursery import started

Json = dict[str, Any]
ROOT = Path(__file__).resolve().parents[2]


class ControlError(Exception):
    """The stand-in refused: no such button, a required field is empty, nobody by that id."""

    def __init__(self, status: int, detail: object) -> None:
        super().__init__(f"{status}: {detail}")
        self.status = status
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that a person sends."""

    name: str
    content: bytes
    mimetype: str = "application/octet-stream"

    def json(self) -> Json:
        return {
            "name": self.name,
            "content_base64": b64encode(self.content).decode("ascii"),
            "mimetype": self.mimetype,
        }


class SlackStandIn:
    """`async with SlackStandIn() as slack:` runs a stand-in for the length of the block."""

    bot_token = "xoxb-TEST"
    app_token = "xapp-TEST"
    signing_secret = "8f742231b10e8888abcd99yyyzzz85a5"

    def __init__(self, clock: str | None = None, limits: bool = True) -> None:
        self._options = [*(["--clock", clock] if clock else []), *([] if limits else ["--no-limits"])]
        self._process: asyncio.subprocess.Process | None = None
        self._session: aiohttp.ClientSession | None = None
        self.url = ""
        self.api = ""

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    async def start(self) -> None:
        command = ["-m", "bots.sandbox.slack", "--port", "0"]
        command += ["--bot-token", self.bot_token, "--app-token", self.app_token, *self._options]
        self._process = await asyncio.create_subprocess_exec(
            *started(*command), cwd=ROOT, stdout=asyncio.subprocess.PIPE, limit=2**20
        )
        assert self._process.stdout is not None
        line = await asyncio.wait_for(self._process.stdout.readline(), 20)
        assert line, "the Slack stand-in ended before it was ready"
        said = json.loads(line)
        self.url, self.api = said["url"], said["api"]
        self._session = aiohttp.ClientSession(self.url)

    async def stop(self) -> None:
        if self._session is not None:
            await self._session.close()
        if self._process is not None and self._process.returncode is None:
            self._process.terminate()
            try:
                await asyncio.wait_for(self._process.wait(), 20)
            except TimeoutError:
                self._process.kill()
                await self._process.wait()

    async def ask(self, verb: str, path: str, body: Json | None = None, **query: Any) -> Any:
        """One call of the control API."""
        assert self._session is not None, "the stand-in is not running"
        given = [(name, str(one)) for name, value in query.items() for one in _each(value)]
        async with self._session.request(verb, f"/sandbox/{path}", json=body, params=given) as answer:
            shown = await answer.json()
            if answer.status >= 400:
                raise ControlError(answer.status, shown.get("detail", shown))
            return shown

    async def agent(self, real_name: str, email: str = "", **more: object) -> "Agent":
        """A person of the workspace; `more` as in POST /sandbox/users (id, tz, deleted, is_restricted, team_id …)."""
        user = await self.ask("POST", "users", {"real_name": real_name, "email": email, **more})
        return Agent(self, str(user["id"]), real_name)

    async def channel(
        self, name: str, members: Sequence["Agent | str"] = (), bot_member: bool = True, is_private: bool = False
    ) -> str:
        """The new channel's id."""
        body: Json = {"name": name, "members": [str(one) for one in members]}
        made = await self.ask("POST", "channels", body | {"bot_member": bot_member, "is_private": is_private})
        return str(made["id"])

    async def archive(self, channel: str, archived: bool = True) -> Json:
        return await self._json("PATCH", f"channels/{channel}", {"is_archived": archived})

    async def group(self, handle: str, users: Sequence["Agent | str"] = ()) -> str:
        """The id of a new user group."""
        made = await self.ask("POST", "groups", {"handle": handle, "users": [str(one) for one in users]})
        return str(made["id"])

    async def regroup(self, group: str, users: Sequence["Agent | str"]) -> Json:
        return await self._json("PATCH", f"groups/{group}", {"users": [str(one) for one in users]})

    async def join(self, channel: str, agent: "Agent | str") -> Json:
        return await self._json("POST", f"channels/{channel}/members", {"user": str(agent)})

    async def leave(self, channel: str, agent: "Agent | str") -> Json:
        return await self._json("DELETE", f"channels/{channel}/members/{agent}")

    async def change_user(self, agent: "Agent | str", **changes: object) -> Json:
        return await self._json("PATCH", f"users/{agent}", dict(changes))

    async def messages(self, channel: str, thread: str | None = None) -> list[Json]:
        return await self._list(f"channels/{channel}/messages", thread_ts=thread)

    async def wait(self, text: str, within: float = 10.0, **where: Any) -> Json | None:
        """The message that shows the text, or None; `where`: channel, thread_ts, ephemeral_user."""
        try:
            return dict(await self.ask("GET", "wait", text=text, timeout=within, **where))
        except ControlError as error:
            if error.status != 408:
                raise
            return None

    async def connected(self, sockets: int = 1, within: float = 10.0) -> None:
        """Returns when the app holds this many sockets; ControlError 408 when it does not come to that."""
        await self.ask("GET", "sockets", at_least=sockets, timeout=within)

    async def file(self, file_id: str) -> bytes:
        assert self._session is not None
        async with self._session.get(f"/sandbox/files/{file_id}/content") as answer:
            answer.raise_for_status()
            return await answer.read()

    async def log(self, after: int = 0, method: str | None = None) -> list[Json]:
        return await self._list("log", after=after, method=method)

    async def violations(self) -> list[Json]:
        return await self._list("violations")

    async def bans(self) -> list[Json]:
        return await self._list("bans")

    async def envelopes(self, after: int = 0, *, state: Sequence[str] = ()) -> list[Json]:
        """All of them, or those in one of these states: after a long day all are many."""
        return await self._list("envelopes", after=after, state=[*state])

    async def envelope(self, event_id: str) -> Json:
        return (await self._list("envelopes", event_id=event_id))[0]

    async def redeliver(self, envelope: int | str | None = None) -> list[Json]:
        """One envelope again by index or event_id; without either, all of them."""
        body = {"all": True} if envelope is None else {"envelope": envelope}
        return list(await self.ask("POST", "redeliver", body))

    async def silence(self, drop: float, seed: int = 1) -> None:
        await self.ask("POST", "silence", {"drop": drop, "seed": seed})

    async def disconnect(self, reason: str = "refresh_requested", cut: bool = False) -> int:
        return int((await self.ask("POST", "disconnect", {"reason": reason, "cut": cut}))["connections"])

    async def over_http(self, url: str, signing_secret: str | None = None) -> None:
        """From now on signed requests to the URL; ControlError 409 when it does not give the challenge back."""
        await self.ask("POST", "http", {"url": url, "signing_secret": signing_secret or self.signing_secret})

    async def over_sockets(self) -> None:
        await self.ask("DELETE", "http")

    async def limits(self, on: bool) -> None:
        await self.ask("POST", "limits", {"on": on})

    async def fault(self, method: str, kind: str, times: int = 1, **more: object) -> None:
        """`kind`: 500, 429, drop_before, drop_after, slow, error."""
        await self.ask("POST", "faults", {"method": method, "kind": kind, "times": times, **more})

    async def no_faults(self) -> None:
        await self.ask("DELETE", "faults")

    async def _json(self, verb: str, path: str, body: Json | None = None) -> Json:
        return dict(await self.ask(verb, path, body))

    async def _list(self, path: str, **query: Any) -> list[Json]:
        return list(await self.ask("GET", path, **query))


def _each(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


@dataclass(frozen=True, slots=True)
class Agent:
    """A person in Slack. `str(agent)` is the user id; `dm` as a channel is the direct message with the bot."""

    slack: SlackStandIn
    id: str
    real_name: str

    def __str__(self) -> str:
        return self.id

    async def _do(self, what: str, **body: object) -> Json:
        given = {name: value for name, value in body.items() if value is not None}
        return dict(await self.slack.ask("POST", f"users/{self.id}/{what}", given))

    async def say(self, channel: str, text: str, thread: str | None = None, files: Sequence[Upload] = ()) -> Json:
        """{ts, event_id}; `text` as typed, a mention as `<@U…>`."""
        return await self._do(
            "message", channel=channel, text=text, thread_ts=thread, files=[file.json() for file in files]
        )

    async def edit(self, channel: str, ts: str, text: str) -> Json:
        return await self._do("edit", channel=channel, ts=ts, text=text)

    async def delete(self, channel: str, ts: str) -> Json:
        return await self._do("delete", channel=channel, ts=ts)

    async def react(self, channel: str, ts: str, name: str, remove: bool = False) -> Json:
        return await self._do("react", channel=channel, ts=ts, name=name, remove=remove)

    async def press(self, channel: str, ts: str, **what: object) -> Json:
        """`what`: action_id or text, and value, block_id, selected_option, stale."""
        return await self._do("press", channel=channel, ts=ts, **what)

    async def press_in_view(self, view_id: str | None = None, **what: object) -> Json:
        """Without view_id: the top modal, else the Home tab."""
        return await self._do("view/press", view_id=view_id, **what)

    async def submit(
        self,
        values: Json | None = None,
        files: Mapping[str, Sequence[Upload]] | None = None,
        view_id: str | None = None,
    ) -> Json:
        """Submits the top modal; `values` by block_id."""
        given = {block: [file.json() for file in some] for block, some in (files or {}).items()}
        return await self._do("submit", view_id=view_id, values=values or {}, files=given)

    async def close_view(self, everything: bool = False) -> Json:
        return await self._do("close-view", everything=everything)

    async def command(self, command: str, text: str, channel: str) -> Json:
        return await self._do("command", command=command, text=text, channel=channel)

    async def shortcut(self, callback_id: str, channel: str | None = None, ts: str | None = None) -> Json:
        return await self._do("shortcut", callback_id=callback_id, channel=channel, ts=ts)

    async def suggest(self, action_id: str, typed: str, **where: object) -> Json:
        return await self._do("suggest", action_id=action_id, typed=typed, **where)

    async def open_home(self) -> Json:
        return await self._do("home")

    async def home(self) -> Json:
        return dict(await self.slack.ask("GET", f"users/{self.id}/home"))

    async def views(self) -> list[Json]:
        """The open modals, top last."""
        return list(await self.slack.ask("GET", f"users/{self.id}/views"))

    async def ephemerals(self) -> list[Json]:
        return list(await self.slack.ask("GET", f"users/{self.id}/ephemerals"))

    async def whispered(self, substring: str, timeout: float = 10.0) -> Json:  # noqa: ASYNC109
        """The ephemeral message that shows the substring."""
        found = await self.slack.wait(substring, timeout, ephemeral_user=self.id)
        if found is None:
            raise AssertionError(_not_seen(substring, await self.ephemerals()))
        return found

    async def sees(
        self,
        channel: str,
        substring: str,
        thread: str | None = None,
        timeout: float = 10.0,  # noqa: ASYNC109
    ) -> Json:
        """The message that shows the substring; else fails and prints the channel."""
        channel = await self._place(channel)
        found = await self.slack.wait(substring, timeout, channel=channel, thread_ts=thread)
        if found is None:
            raise AssertionError(_not_seen(substring, await self.slack.messages(channel, thread)))
        return found

    async def _place(self, channel: str) -> str:
        if channel != "dm":
            return channel
        return str((await self.slack.ask("GET", f"users/{self.id}/dm"))["id"])


def _not_seen(substring: str, messages: list[Json]) -> str:
    shown = "\n".join(f"{one['ts']} {one['user']}: {one['plain']}" for one in messages) or "(nothing)"
    return f"{substring!r} did not come; there is:\n{shown}"
