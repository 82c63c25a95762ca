"""A customer with the words of their language, so that one story is told in both."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bots.wording import Words
from core.profile.schema import Profile
from tests.bots.telegram.desk import TelegramDesk, texts
from tests.standins.telegram import Customer, TelegramStandIn

LANGUAGES = ("ru", "en")


@dataclass(frozen=True)
class Visit:
    who: Customer
    desk: TelegramDesk
    language: str
    word: Callable[..., str]

    async def press(self, label: str) -> None:
        """The button of that label on the newest message that has one."""
        await self.who.press(text=label)
        await self.desk.quiet()

    async def presses(self, *labels: str) -> None:
        for label in labels:
            await self.press(label)

    async def say(self, *said: str) -> None:
        for text in said:
            await self.who.say(text)
            await self.desk.quiet()

    async def last(self) -> str:
        return (await texts(self.who))[-1]

    async def shown(self) -> dict[str, Any]:
        """The newest message with buttons."""
        return [message for message in await self.who.chat() if message["from"] == "bot" and message["buttons"]][-1]

    async def buttons(self) -> list[str]:
        return [button["text"] for row in (await self.shown())["buttons"] for button in row]

    def own(self, text: str) -> str:
        """A label of the desk in this language."""
        return text if self.language == "ru" else f"{text} (en)"


async def visiting(tg: TelegramStandIn, desk: TelegramDesk, profile: Profile, language: str) -> Visit:
    words = Words(profile)
    who = await tg.user(first_name="Ян", language_code=language)
    return Visit(who, desk, language, lambda id, **values: words(language, id, **values))
