"""What the people of the demo do: they look for what they want to press, as people do, and wait until it is there."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from bots.sandbox.story.client import Cast, Json, Refused, Theatre, upload

T = TypeVar("T")
PATIENCE, GLANCE = 20.0, 0.1


class People:
    """`Refused` when something does not appear in time."""

    def __init__(self, theatre: Theatre, cast: Cast) -> None:
        self._theatre = theatre
        self._cast = cast

    async def writes(self, text: str) -> None:
        await self._theatre.telegram(f"/users/{self._cast.customer}/text", text=text)

    async def sends_photo(self, content: bytes, caption: str) -> None:
        await self._theatre.photo(self._cast.customer, content, caption)

    async def presses(self, data: str) -> None:
        """The customer's newest button whose data begins so."""

        async def found() -> tuple[int, str] | None:
            for message in reversed(await self._theatre.chat(self._cast.customer)):
                for row in message["buttons"]:
                    for button in row:
                        if (button["data"] or "").startswith(data):
                            return int(message["message_id"]), str(button["data"])
            return None

        message, pressed = await _until(found, f"a button {data}")
        await self._theatre.telegram(f"/users/{self._cast.customer}/press", message_id=message, data=pressed)

    async def hears(self, part: str) -> None:
        """Waits until the bot has said it."""

        async def found() -> bool | None:
            chat = await self._theatre.chat(self._cast.customer)
            return any(part in (message["text"] or "") for message in chat if message["from"] == "bot") or None

        await _until(found, part)

    async def card(self, button: str) -> Json:
        """The newest message in the agents' channels that has such a button or menu."""

        async def found() -> Json | None:
            for message in reversed(await self._theatre.messages()):
                controls = [*message["buttons"], *message.get("menus", [])]
                if any(control["action_id"].startswith(button) for control in controls):
                    return message
            return None

        return await _until(found, f"a card with {button}")

    async def winner(self) -> int:
        """Which of the two agents was not told that somebody else was faster."""

        async def found() -> int | None:
            for agent, (user, _) in enumerate(self._cast.agents):
                if await self._theatre.whispers(user):
                    return 1 - agent
            return None

        return await _until(found, "a winner")

    async def agent_presses(self, agent: int, button: str) -> Json:
        card = await self.card(button)
        pressed: Json = await self._theatre.slack(
            f"/users/{self._cast.agents[agent][0]}/press", channel=card["channel"], ts=card["ts"], action_id=button
        )
        return pressed

    async def agent_moves(self, agent: int, to: str) -> None:
        """Picks a status from the card's menu."""

        async def found() -> tuple[str, str, str] | None:
            for message in reversed(await self._theatre.messages()):
                for value in (value for menu in message["menus"] for value in menu["options"]):
                    if to in value.split(":"):
                        return message["channel"], message["ts"], value
            return None

        channel, ts, option = await _until(found, f"a way to {to}")
        await self._theatre.slack(
            f"/users/{self._cast.agents[agent][0]}/press", channel=channel, ts=ts, action_id="v1:move",
            selected_option=option,
        )  # fmt: skip

    async def agent_submits(self, agent: int, text: str, file: tuple[str, bytes, str] | None = None) -> None:
        """Fills the open modal and sends it."""
        user = self._cast.agents[agent][0]

        async def ready() -> Json | None:
            views = await self._theatre.views(user)
            return next((view for view in views if "body" in str(view)), None)

        await _until(ready, "an open modal")
        files = {"files": [upload(*file)]} if file else {}
        await self._theatre.slack(f"/users/{user}/submit", values={"body": text}, files=files)

    async def agent_writes(self, agent: int, text: str) -> None:
        """A word in the thread of the newest ticket."""
        cards = [one for one in await self._theatre.messages() if not one.get("thread_ts")]
        card = cards[-1] if cards else (await self._theatre.messages())[0]
        await self._theatre.slack(
            f"/users/{self._cast.agents[agent][0]}/message", channel=card["channel"], text=text, thread_ts=card["ts"]
        )


async def _until(look: Callable[[], Awaitable[T | None]], what: str) -> T:
    for _ in range(round(PATIENCE / GLANCE)):
        if (found := await look()) is not None:
            return found
        await asyncio.sleep(GLANCE)
    raise Refused(f"{what} did not appear")
