"""A company's group chat: what a message there asks for, and who wrote what it is about (X1, platform.md A2).

In privacy mode a bot hears of commands, of replies to it, and of what mentions it
(https://core.telegram.org/bots/features#privacy-mode).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from aiogram.types import Message, User

from bots.telegram.heard import Heard, heard
from core.api.kinds import Door, Visitor

COMMAND = "ticket"
GROUPS = ("group", "supergroup")


def common(chat: str) -> bool:
    """Whether a chat's id is that of a group or a channel (Bot API, Chat.id: people's ids are above nought)."""
    return chat.startswith("-")


@dataclass(frozen=True, slots=True)
class Asked:
    """`words` is what stands there beside the request itself; `about` the message that it replies to."""

    wanted: bool
    ordered: bool
    """With the command itself, and not only by naming the bot."""
    words: Heard
    about: Message | None
    to_bot: bool


def asked(message: Message, bot: User, nouns: Iterable[str]) -> Asked:
    said = _common(heard(message))
    text, ordered = _without_command(said.text, bot.username or "", nouns)
    named = _names(message, bot)
    text = re.sub(rf"@{re.escape(bot.username)}\b", "", text, flags=re.IGNORECASE) if bot.username else text
    about = _replied(message)
    to_bot = about is not None and about.from_user is not None and about.from_user.id == bot.id
    return Asked(ordered or named, ordered, replace(said, text=text.strip()), about, to_bot)


def whole(asked: Asked, name: str) -> Heard:
    """What a ticket is made of: the message replied to, with what was added to it; else the words themselves."""
    if asked.about is None or asked.to_bot:
        return asked.words
    said = _common(heard(asked.about))
    added = f"{name}: {asked.words.text}" if asked.words.text else ""
    text = "\n\n".join(part for part in (said.text, added) if part)
    origin = replace(said.origin, topic=asked.words.origin.topic)
    return replace(said, text=text, attachments=(*said.attachments, *asked.words.attachments), origin=origin)


def writer(message: Message) -> Visitor | None:
    """Who wrote it, if that is a person. Whoever writes in a chat's or a channel's name shows nobody who it is
    (Bot API, Message.sender_chat); a post that came from a linked channel is nobody's question.
    """
    user = message.from_user
    if message.sender_chat is not None or user is None or user.is_bot or message.is_automatic_forward:
        return None
    return Visitor(Door.TELEGRAM, str(user.id), user.full_name, user.language_code or "", user.username or "")


def _replied(message: Message) -> Message | None:
    """In a topic, what replies to nothing replies to its beginning (Bot API, forum_topic_created)."""
    about = message.reply_to_message
    return None if about is None or about.forum_topic_created is not None else about


def _common(said: Heard) -> Heard:
    return replace(said, origin=replace(said.origin, common=True))


def _names(message: Message, bot: User) -> bool:
    text = message.text or message.caption or ""
    for entity in message.entities or message.caption_entities or ():
        if entity.type == "text_mention" and entity.user is not None and entity.user.id == bot.id:
            return True
        if entity.type == "mention" and entity.extract_from(text).lower() == f"@{bot.username}".lower():
            return True
    return False


def _without_command(text: str, username: str, nouns: Iterable[str]) -> tuple[str, bool]:
    """A command for another bot is none of ours."""
    words = "|".join(re.escape(one) for one in (COMMAND, *nouns))
    found = re.match(rf"/(?:{words})(?:@(\w+))?(?=\s|$)", text, re.IGNORECASE)
    if found is None or (found[1] or username).lower() != username.lower():
        return text, False
    return text[found.end() :], True
