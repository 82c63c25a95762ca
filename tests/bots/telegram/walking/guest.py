"""A customer of the door without a socket, with the words of their language."""

from dataclasses import dataclass, field
from typing import Any

from tests.bots.telegram.walking.air import House, Json, Shown


@dataclass
class Guest:
    house: House
    id: int
    language: str
    files: int = field(default=0)

    def word(self, id: str, **values: Any) -> str:
        return self.house.words(self.language, id, **values)

    @property
    def welcome(self) -> str:
        return self.word("tg-welcome", desk=self.house.words.desk(self.language))

    def own(self, text: str) -> str:
        """A label of the desk in this language."""
        return text if self.language == "ru" else f"{text} (en)"

    async def say(self, *said: str, **more: Any) -> str:
        """Returns what the bot says last."""
        for text in said:
            await self.send(text=text, **more)
        return self.last.text

    async def send(self, **content: Any) -> None:
        named = {"message_id": next(self.house.air.ids), "date": 1, "chat": self._chat(), "from": self._me()}
        await self.house.bring(self.id, message={**named, **content})

    async def press(self, *labels: str) -> str:
        """Buttons of the newest messages that have them."""
        for label in labels:
            shown = next(one for one in reversed(self.shown) if label in dict(one.buttons))
            await self.tap(shown, dict(shown.buttons)[label])
        return self.last.text

    async def tap(self, shown: Shown, data: str) -> None:
        rows = [[{"text": label, "callback_data": data}] for label, data in shown.buttons]
        markup = {"reply_markup": {"inline_keyboard": rows}} if rows else {}
        message = {"message_id": shown.id, "date": 1, "chat": self._chat(), "text": shown.text or "…", **markup}
        query = {"id": "1", "from": self._me(), "chat_instance": "1", "data": data, "message": message}
        await self.house.bring(self.id, callback_query=query)

    @property
    def shown(self) -> list[Shown]:
        return list(self.house.air.chats[self.id].values())

    @property
    def last(self) -> Shown:
        return self.shown[-1]

    @property
    def buttons(self) -> list[str]:
        """Of the newest message that has any."""
        return [label for label, _ in next(one for one in reversed(self.shown) if one.buttons).buttons]

    async def bodies(self) -> list[str]:
        return [row.body for row in await self.house.rows("SELECT body FROM messages ORDER BY id")]

    def _chat(self) -> Json:
        return {"id": self.id, "type": "private"}

    def _me(self) -> Json:
        return {"id": self.id, "is_bot": False, "first_name": f"N{self.id}", "language_code": self.language}
