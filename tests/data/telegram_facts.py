"""Distils the published Bot API description into facts: names, types and what is required, no prose.

    python tests/data/telegram_facts.py api.json

rewrites bots/sandbox/telegram/methods.json and tests/data/telegram-types.json.
"""

import json
import sys
from pathlib import Path
from typing import Any

Json = dict[str, Any]
ROOT = Path(__file__).resolve().parents[2]
CREDIT = {
    "source": "https://github.com/PaulSonOfLars/telegram-bot-api-spec (Bot API 10.1), plus what 10.2 and 10.3 added",
    "licence": "MIT, (c) 2020 Paul Larsen",
}
EPHEMERAL_SENDERS = (
    "sendAnimation sendAudio sendContact sendDocument sendLivePhoto sendLocation sendMessage sendPhoto sendSticker "
    "sendVenue sendVideo sendVideoNote sendVoice sendRichMessage"
).split()
EPHEMERAL_KEYS = {
    "chat_id": ["Integer", "String"],
    "receiver_user_id": ["Integer"],
    "ephemeral_message_id": ["Integer"],
}
EPHEMERAL_EDITS: dict[str, tuple[str, ...]] = {
    "Text": ("text", "parse_mode", "entities", "link_preview_options", "rich_message", "reply_markup"),
    "Caption": ("caption", "parse_mode", "caption_entities", "show_caption_above_media", "reply_markup"),
    "Media": ("media", "reply_markup"),
    "ReplyMarkup": ("reply_markup",),
}
NEW_FIELDS: dict[str, dict[str, str]] = {
    "BotCommand": {"is_ephemeral": "Boolean"},
    "BusinessBotRights": {"can_delete_outgoing_messages": "Boolean"},
    "ChatFullInfo": {"community": "Community"},
    "InlineKeyboardButton": {"disabled": "DisabledButton"},
    "InlineKeyboardMarkup": {"force_reply": "Boolean"},
    "InputRichMessage": {"blocks": "Array of InputRichBlock", "media": "Array of InputRichMessageMedia"},
    "Message": {
        "ephemeral_message_id": "Integer",
        "receiver_user": "User",
        "community_chat_added": "CommunityChatAdded",
        "community_chat_removed": "CommunityChatRemoved",
        "community_chat_joined": "CommunityChatJoined",
    },
    "ReplyKeyboardMarkup": {"force_reply": "Boolean"},
    "ReplyParameters": {"ephemeral_message_id": "Integer"},
    "Update": {"subscription": "BotSubscriptionUpdated", "stopped_message_generation": "MessageGenerationStopped"},
}
NEW_TYPES: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    "BotSubscriptionUpdated": ({"user": "User", "invoice_payload": "String", "state": "String"}, {}),
    "Community": ({"id": "Integer", "name": "String"}, {}),
    "CommunityChatAdded": ({"community": "Community"}, {}),
    "CommunityChatJoined": ({"community": "Community"}, {}),
    "CommunityChatRemoved": ({}, {}),
    "DisabledButton": ({}, {}),
    "EphemeralMessageParameters": (
        {"receiver_user_id": "Integer"},
        {"callback_query_id": "String", "replace_callback_query_message": "Boolean"},
    ),
    "MessageGenerationStopped": ({"chat": "Chat", "draft_id": "Integer"}, {"message_thread_id": "Integer"}),
}


def split(fields: list[Json]) -> Json:
    """Required and optional fields, each name with its types."""
    return {
        kind: {field["name"]: field["types"] for field in fields if field["required"] is wanted}
        for kind, wanted in (("required", True), ("optional", False))
    }


def method_facts(api: Json) -> Json:
    methods = {name: split(method.get("fields", [])) for name, method in api["methods"].items()}
    for name in EPHEMERAL_SENDERS:
        methods[name]["optional"]["ephemeral_message_parameters"] = ["EphemeralMessageParameters"]
    for name in ("sendMessageDraft", "sendRichMessageDraft"):
        methods[name]["optional"] |= {"can_stop": ["Boolean"], "keep_on_stop": ["Boolean"]}
    methods["promoteChatMember"]["optional"]["can_send_welcome_messages"] = ["Boolean"]
    for part, names in EPHEMERAL_EDITS.items():
        known = methods[f"editMessage{part}"]
        given = {name: types for kind in known.values() for name, types in kind.items() if name in names}
        must = {"media": given.pop("media")} if part == "Media" else {}
        methods[f"editEphemeralMessage{part}"] = {"required": EPHEMERAL_KEYS | must, "optional": given}
    methods["deleteEphemeralMessage"] = {"required": dict(EPHEMERAL_KEYS), "optional": {}}
    return dict(sorted(methods.items()))


def type_facts(api: Json) -> Json:
    types: Json = {}
    for name, described in api["types"].items():
        types[name] = (
            {"subtypes": described["subtypes"]} if "subtypes" in described else split(described.get("fields", []))
        )
    for name, fields in NEW_FIELDS.items():
        types[name]["optional"] |= {field: [kind] for field, kind in fields.items()}
    for name, (required, optional) in NEW_TYPES.items():
        types[name] = {
            "required": {field: [kind] for field, kind in required.items()},
            "optional": {field: [kind] for field, kind in optional.items()},
        }
    return dict(sorted(types.items()))


def write(path: Path, kind: str, facts: Json) -> None:
    """One name a line, so that a newer version of the API reads as a small diff."""
    head = "".join(f"{json.dumps(key)}: {json.dumps(text)},\n" for key, text in CREDIT.items())
    lines = ",\n".join(f"{json.dumps(name)}: {json.dumps(fact, separators=(',', ':'))}" for name, fact in facts.items())
    path.write_text(f"{{\n{head}{json.dumps(kind)}: {{\n{lines}\n}}\n}}\n", encoding="utf-8")


def main() -> None:
    api = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    write(ROOT / "bots/sandbox/telegram/methods.json", "methods", method_facts(api))
    write(ROOT / "tests/data/telegram-types.json", "types", type_facts(api))


if __name__ == "__main__":
    main()
