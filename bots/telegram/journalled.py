"""An update as it is journalled, whichever way it came: polled or posted (faults A1)."""

from collections.abc import Mapping
from typing import Any

from core.api.ports import Entry

KINDS = ["message", "edited_message", "callback_query", "my_chat_member"]
"""What Telegram is asked for; the rest never leaves it."""


def entry(source: str, update: Mapping[str, Any]) -> Entry:
    return Entry(source, str(update["update_id"]), f"{source}:{chat_of(update)}", update)


def chat_of(update: Mapping[str, Any]) -> str:
    """The chat that an update belongs to, whatever its kind: rows of one chat are worked off in order."""
    for value in update.values():
        if isinstance(value, dict):
            message = value.get("message")
            chat = message.get("chat") if isinstance(message, dict) else value.get("chat")
            for holder in (chat, value.get("from"), value.get("user")):
                if isinstance(holder, dict) and "id" in holder:
                    return str(holder["id"])
    return "?"


def topic_of(update: Mapping[str, Any]) -> str | None:
    """In which topic of a private chat it was said or pressed (Bot API, Message.is_topic_message)."""
    for value in update.values():
        if isinstance(value, dict):
            inner = value.get("message")
            message = inner if isinstance(inner, dict) else value
            topic = message.get("message_thread_id")
            return str(topic) if message.get("is_topic_message") and isinstance(topic, int) else None
    return None


def group_of(update: Mapping[str, Any]) -> str:
    """The chat, where it is a group or a channel; nothing where it is somebody's own."""
    for value in update.values():
        if isinstance(value, dict):
            message = value.get("message")
            chat = message.get("chat") if isinstance(message, dict) else value.get("chat")
            if isinstance(chat, dict) and chat.get("type", "private") != "private" and "id" in chat:
                return str(chat["id"])
    return ""
