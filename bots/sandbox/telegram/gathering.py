"""What happens in a group chat, and what of it a bot in privacy mode is told.

https://core.telegram.org/bots/features#privacy-mode: commands meant for it, replies to it, mentions of it, and every
service message.
"""

import re
import secrets
from dataclasses import dataclass
from typing import Literal

from bots.sandbox.telegram import texts, topics
from bots.sandbox.telegram.customer import Impossible, reworded
from bots.sandbox.telegram.methods.messages import quoted
from bots.sandbox.telegram.refusal import Json
from bots.sandbox.telegram.world import Entry, Group, Person, Press, World

FIRST_GROUP = -1_001_000_000_001
NAMELESS = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
TELEGRAM = {"id": 777000, "is_bot": False, "first_name": "Telegram"}
CHANNEL = {"id": -1_001_999_999_999, "type": "channel", "title": "News"}

Name = Literal["group", "channel"]


def found(world: World, title: str, kind: str, forum: bool) -> Group:
    id = min(world.groups, default=FIRST_GROUP + 1) - 1
    group = Group({"id": id}, started=True, title=title, kind=kind, forum=forum)
    world.groups[id] = group
    return group


@dataclass(frozen=True, slots=True)
class Gathering:
    world: World
    group: Group

    def let_in(self, by: Person) -> Json:
        return self._member(by, {"status": "left"}, {"status": "member"}, there=True)

    def put_out(self, by: Person) -> Json:
        return self._member(by, {"status": "member"}, {"status": "kicked", "until_date": 0}, there=False)

    def say(self, who: Person, text: str, reply_to: int | None, topic: int | None, name: Name | None) -> Json:
        marks = texts.spotted(text)
        content: Json = {"text": text} | ({"entities": marks} if marks else {})
        if topic is not None and topic not in self.group.topics:
            raise Impossible(404, f"there is no topic {topic} in the chat")
        answered = {"reply_to_message": quoted(self._entry(reply_to))} if reply_to else {}
        sender = who.user
        if name == "group":
            sender, content = NAMELESS, content | {"sender_chat": self.group.chat}
        if name == "channel":
            sender, content = TELEGRAM, content | {"sender_chat": CHANNEL, "is_automatic_forward": True}
        body = topics.of(topic) | answered | content
        return self._told("message", self.world.add(self.group, body, from_bot=False, sender=sender))

    def edit(self, who: Person, message_id: int, text: str) -> Json:
        entry = self._entry(message_id)
        if entry.body["from"]["id"] != who.id:
            raise Impossible(409, "only one's own messages can be edited")
        entry.body = reworded(entry.body, text) | {"edit_date": self.world.today()}
        self.world.touch(entry)
        return self._told("edited_message", entry)

    def press(self, who: Person, message_id: int, data: str) -> Json:
        entry, callback_id = self._entry(message_id), str(secrets.randbits(62))
        self.world.presses[callback_id] = Press(who, self.world.clock.now())
        query = {"id": callback_id, "from": who.user, "message": entry.body, "data": data}
        query["chat_instance"] = str(abs(self.group.id))
        return {"callback_id": callback_id, "update_id": self.world.updates.put("callback_query", query)}

    def open_topic(self, who: Person, name: str) -> Json:
        if not self.group.forum:
            raise Impossible(409, "the group has no topics")
        entry = topics.begin(self.world, self.group, name, from_bot=False)
        entry.body["from"] = who.user
        self._told("message", entry)
        return {"topic": entry.body["message_thread_id"]}

    def migrate(self, who: Person) -> Group:
        """The group becomes a supergroup with another id, and both are told of it."""
        new = found(self.world, self.group.title, "supergroup", forum=False)
        new.bot_in = self.group.bot_in
        there = self.world.add(self.group, {"migrate_to_chat_id": new.id}, from_bot=False, sender=who.user)
        self.world.updates.put("message", there.body)
        self.group.moved_to = new.id
        came = self.world.add(new, {"migrate_from_chat_id": self.group.id}, from_bot=False, sender=who.user)
        self.world.updates.put("message", came.body)
        return new

    def _member(self, by: Person, old: Json, new: Json, *, there: bool) -> Json:
        """https://core.telegram.org/bots/api#chatmemberupdated"""
        self.group.bot_in = there
        whom = {"user": self.world.bot}
        change = {"chat": self.group.chat, "from": by.user, "date": self.world.today()}
        told = change | {"old_chat_member": old | whom, "new_chat_member": new | whom}
        return {"update_id": self.world.updates.put("my_chat_member", told)}

    def _told(self, kind: str, entry: Entry) -> Json:
        hears = self.group.bot_in and self._meant(entry.body)
        update_id = self.world.updates.put(kind, entry.body) if hears else None
        return {"message_id": entry.body["message_id"], "update_id": update_id}

    def _meant(self, body: Json) -> bool:
        bot, text = self.world.bot, str(body.get("text", body.get("caption", "")))
        if "text" not in body and "caption" not in body:
            return True
        if body.get("reply_to_message", {}).get("from", {}).get("id") == bot["id"]:
            return True
        if re.search(rf"@{bot['username']}\b", text, re.IGNORECASE):
            return True
        spoke = any(one.from_bot for one in self.group.entries.values())
        return spoke and re.match(r"/[a-z0-9_]{1,32}(?=\s|$)", text, re.IGNORECASE | re.ASCII) is not None

    def _entry(self, message_id: int) -> Entry:
        entry = self.group.entry(message_id)
        if entry is None:
            raise Impossible(404, f"there is no message {message_id} in the chat")
        return entry
