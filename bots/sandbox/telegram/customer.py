"""What a customer does in the chat, and the updates that the bot gets from it."""

import secrets
from dataclasses import dataclass

from bots.sandbox.telegram import texts, topics
from bots.sandbox.telegram.attached import CAPTIONED, attached
from bots.sandbox.telegram.files import Upload
from bots.sandbox.telegram.methods.messages import quoted
from bots.sandbox.telegram.refusal import Json
from bots.sandbox.telegram.world import Entry, Person, Press, World

FIRST_USER = 700_000_001


class Impossible(Exception):
    """What a person could not do in a real client."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Customer:
    world: World
    person: Person

    def say(
        self, text: str, reply_to: int | None = None, entities: list[Json] | None = None, topic: int | None = None
    ) -> Json:
        marks = texts.spotted(text) if entities is None else entities
        return self._write({"text": text} | ({"entities": marks} if marks else {}), reply_to, topic)

    def send(self, kind: str, upload: Upload, size: int | None, extra: Json) -> Json:
        """`extra` may hold caption, media_group_id, reply_to, duration, as the form gave them."""
        if extra.get("caption") and kind not in CAPTIONED:
            raise Impossible(422, f"a {kind} has no caption")
        stored = self.world.files.keep(kind, upload, size)
        content = attached(self.world, stored, extra) | texts.caption(extra)
        if extra.get("media_group_id"):
            content["media_group_id"] = str(extra["media_group_id"])
        reply_to = extra.get("reply_to")
        topic = int(extra["topic"]) if extra.get("topic") else None
        return self._write(content, int(reply_to) if reply_to else None, topic) | {"file_id": stored.file_id}

    def share_contact(self, phone_number: str, own: bool = True) -> Json:
        user = self.person.user
        names = {name: user[name] for name in ("first_name", "last_name") if name in user}
        return self._write(
            {"contact": {"phone_number": phone_number} | names | ({"user_id": user["id"]} if own else {})}
        )

    def share_users(self, request_id: int, users: list[Json]) -> Json:
        """Somebody was chosen with a button that asks for people (KeyboardButtonRequestUsers)."""
        return self._write({"users_shared": {"request_id": request_id, "users": users}})

    def send_contact(self, card: Json) -> Json:
        """Somebody else's contact card, as it stands in the phone's list."""
        return self._write({"contact": card})

    def share_location(self, latitude: float, longitude: float) -> Json:
        return self._write({"location": {"latitude": latitude, "longitude": longitude}})

    def press(self, message_id: int, data: str) -> Json:
        """The update carries the message as it is now, whether the button is still on it or not."""
        self._must_be_able()
        entry = self._entry(message_id)
        callback_id = str(secrets.randbits(62))
        self.world.presses[callback_id] = Press(self.person, self.world.clock.now())
        query = {"id": callback_id, "from": self.person.user, "message": entry.body, "data": data}
        update_id = self.world.updates.put("callback_query", query | {"chat_instance": str(self.person.id * 7919)})
        return {"callback_id": callback_id, "update_id": update_id}

    def edit(self, message_id: int, text: str | None) -> Json:
        """Text or caption. None changes nothing that is seen, of which bots are told all the same."""
        self._must_be_able()
        entry = self._entry(message_id)
        if entry.from_bot:
            raise Impossible(409, "only one's own messages can be edited")
        if text is not None:
            entry.body = reworded(entry.body, text)
        entry.body = entry.body | {"edit_date": self.world.today()}
        self.world.touch(entry)
        return {"update_id": self.world.updates.put("edited_message", entry.body), "message_id": message_id}

    def block(self, blocked: bool) -> Json:
        """https://core.telegram.org/bots/api#chatmemberupdated: in private chats only for this"""
        self.person.blocked = blocked
        member: Json = {"status": "member", "user": self.world.bot}
        gone: Json = {"status": "kicked", "user": self.world.bot, "until_date": 0}
        old, new = (member, gone) if blocked else (gone, member)
        change = {"chat": self.person.chat, "from": self.person.user, "date": self.world.today()}
        return {
            "update_id": self.world.updates.put(
                "my_chat_member", change | {"old_chat_member": old, "new_chat_member": new}
            )
        }

    def open_topic(self, name: str | None) -> Json:
        """https://core.telegram.org/bots/api#forumtopiccreated, as its bot is told of it."""
        self._must_be_able()
        if not (self.world.mode.on and self.world.mode.users):
            raise Impossible(409, "users cannot create topics in this chat")
        self.person.started = True
        entry = topics.begin(self.world, self.person, name or "New Thread", from_bot=False, implicit=name is None)
        topic = entry.body["message_thread_id"]
        return {"update_id": self.world.updates.put("message", entry.body), "topic": topic}

    def delete_topic(self, topic: int) -> None:
        """With all its messages; the bot is told nothing."""
        if topic not in self.person.topics:
            raise Impossible(404, f"there is no topic {topic} in the chat")
        topics.remove(self.world, self.person, topic)

    def _write(self, content: Json, reply_to: int | None = None, topic: int | None = None) -> Json:
        self._must_be_able()
        if topic is not None and topic not in self.person.topics:
            raise Impossible(404, f"there is no topic {topic} in the chat")
        answered = {"reply_to_message": quoted(self._entry(reply_to))} if reply_to else {}
        self.person.started = True
        entry = self.world.add(self.person, topics.of(topic) | answered | content, from_bot=False)
        return {"update_id": self.world.updates.put("message", entry.body), "message_id": entry.body["message_id"]}

    def _must_be_able(self) -> None:
        if self.person.deactivated:
            raise Impossible(409, "the account is deactivated")
        if self.person.blocked:
            raise Impossible(409, "the user has blocked the bot; unblock first")

    def _entry(self, message_id: int) -> Entry:
        entry = self.person.entry(message_id)
        if entry is None:
            raise Impossible(404, f"there is no message {message_id} in the chat")
        return entry


def reworded(body: Json, text: str) -> Json:
    """A message with another text or caption."""
    if "text" not in body and not any(kind in body for kind in CAPTIONED):
        raise Impossible(409, "the message has neither text nor caption")
    if "text" in body and not text:
        raise Impossible(422, "a message cannot become empty")
    name, where = ("text", "entities") if "text" in body else ("caption", "caption_entities")
    marks = texts.spotted(text)
    bare = {key: value for key, value in body.items() if key not in (name, where)}
    return bare | ({name: text} if text else {}) | ({where: marks} if marks else {})


def newcomer(world: World, fields: Json) -> Person:
    """A person known to Telegram who has not written to the bot yet; naming an id again changes that person's data."""
    user_id = int(fields.get("id") or max(world.people, default=FIRST_USER - 1) + 1)
    given = {name: value for name, value in fields.items() if value is not None and name != "id"}
    user = {"id": user_id, "is_bot": False} | given
    if user_id in world.people:
        world.people[user_id].user = user
    return world.people.setdefault(user_id, Person(user))
