"""The people of the demo, played through the control interfaces of the two stand-ins."""

import base64
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import aiohttp

Json = dict[str, Any]


class Refused(Exception):
    """The stand-in says why a person could not do that."""


@dataclass(frozen=True, slots=True)
class Cast:
    """Who plays, and where the agents sit."""

    customer: int
    customer_name: str
    agents: tuple[tuple[str, str], ...]
    channel: str


class Theatre:
    """The stand-ins. What people do returns when the stand-in has taken it."""

    def __init__(self, session: aiohttp.ClientSession, telegram: str, slack: str, mail: str) -> None:
        self._session = session
        self.telegram_url = f"{telegram}/sandbox"
        self.slack_url = f"{slack}/sandbox"
        self.mail_url = f"{mail}/sandbox"

    async def engage(self, language: str, queues: Iterable[str] = ()) -> Cast:
        """Makes the people, the agents' channel and those of single queues; `!` before a name: a private one."""
        ru = language == "ru"
        first, last = ("Иван", "Петров") if ru else ("John", "Carter")
        customer = await self.telegram("/users", first_name=first, last_name=last, language_code=language)
        names = ("Анна Смирнова", "Борис Волков") if ru else ("Anna Smith", "Boris Wolf")
        agents = []
        for name, mail in zip(names, ("anna@example.org", "boris@example.org"), strict=True):
            user = await self.slack("/users", name=mail.split("@")[0], real_name=name, email=mail)
            agents.append((str(user["id"]), name))
        members = [id for id, _ in agents]
        channel = await self.slack("/channels", name="triage", members=members, bot_member=True)
        for queue in queues:
            named, private = queue.removeprefix("!"), queue.startswith("!")
            own = {"id": named} if named.isupper() else {}
            await self.slack("/channels", name=named.lower(), is_private=private, members=members, **own)
        return Cast(int(customer["id"]), f"{first} {last}", tuple(agents), str(channel["id"]))

    async def telegram(self, path: str, **body: Any) -> Any:
        return await self._post(self.telegram_url + path, json=body)

    async def slack(self, path: str, **body: Any) -> Any:
        return await self._post(self.slack_url + path, json=body)

    async def photo(self, customer: int, content: bytes, caption: str) -> Any:
        form = aiohttp.FormData()
        form.add_field("file", content, filename="photo.png", content_type="image/png")
        form.add_field("caption", caption)
        return await self._post(f"{self.telegram_url}/users/{customer}/photo", data=form)

    async def chat(self, customer: int) -> list[Json]:
        return list(await self._get(f"{self.telegram_url}/users/{customer}/chat"))

    async def messages(self) -> list[Json]:
        """Of all the agents' channels, oldest first, replies among them; `place` is the channel's name."""
        found: list[Json] = []
        for channel in await self._get(f"{self.slack_url}/channels"):
            if not channel["is_im"]:
                said = await self._get(f"{self.slack_url}/channels/{channel['id']}/messages")
                found += [one | {"place": channel["name"]} for one in said]
        return sorted(found, key=lambda one: str(one["ts"]))

    async def whispers(self, agent: str) -> list[Json]:
        return list(await self._get(f"{self.slack_url}/users/{agent}/ephemerals"))

    async def letters(self) -> list[Json]:
        return list(await self._get(f"{self.mail_url}/letters"))

    async def letter(self, number: int) -> Json:
        return dict(await self._get(f"{self.mail_url}/letters/{number}"))

    async def views(self, agent: str) -> list[Json]:
        return list(await self._get(f"{self.slack_url}/users/{agent}/views"))

    async def _post(self, url: str, **request: Any) -> Any:
        async with self._session.post(url, **request) as answer:
            return await _read(answer)

    async def _get(self, url: str, **query: str) -> Any:
        async with self._session.get(url, params=query) as answer:
            return await _read(answer)


async def _read(answer: aiohttp.ClientResponse) -> Any:
    said = await answer.json()
    if answer.status >= 400:
        raise Refused(str(said.get("detail", said)))
    return said


def upload(name: str, content: bytes, mimetype: str) -> Json:
    return {"name": name, "content_base64": base64.b64encode(content).decode(), "mimetype": mimetype}
