"""Group chats of the Telegram stand-in, and what people do in them."""

from dataclasses import dataclass

from tests.standins.telegram import Customer, Json, TelegramStandIn


@dataclass(frozen=True, slots=True)
class GroupChat:
    standin: TelegramStandIn
    id: int

    @classmethod
    async def found(cls, standin: TelegramStandIn, title: str = "ООО «Ромашка»", **more: object) -> "GroupChat":
        return cls(standin, (await standin.control("POST", "/groups", json={"title": title} | more))["id"])

    async def _do(self, what: str, **order: object) -> Json:
        done: Json = await self.standin.control("POST", f"/groups/{self.id}/{what}", json=order)
        return done

    async def add_bot(self, by: Customer) -> None:
        await self._do("add", user=by.id)

    async def remove_bot(self, by: Customer) -> None:
        await self._do("remove", user=by.id)

    async def say(self, who: Customer, text: str, reply_to: int | None = None, **more: object) -> int:
        said = await self._do("text", user=who.id, text=text, reply_to=reply_to, **more)
        return int(said["message_id"])

    async def edit(self, who: Customer, message: int, text: str) -> None:
        await self._do("edit", user=who.id, message_id=message, text=text)

    async def press(self, who: Customer, message: int, data: str) -> None:
        await self._do("press", user=who.id, message_id=message, data=data)

    async def topic(self, who: Customer, name: str) -> int:
        return int((await self._do(f"topics/{who.id}", name=name))["topic"])

    async def migrate(self, by: Customer) -> "GroupChat":
        return GroupChat(self.standin, (await self._do("migrate", user=by.id))["id"])

    async def chat(self) -> list[Json]:
        there: list[Json] = await self.standin.control("GET", f"/groups/{self.id}/chat")
        return there

    async def told(self) -> list[Json]:
        """What the bot says there."""
        return [one for one in await self.chat() if one["from"] == "bot" and not one["deleted"]]

    async def words(self) -> list[str]:
        return [one["text"] or one["caption"] or "" for one in await self.told()]
