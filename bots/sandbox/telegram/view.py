"""The chat as its user sees it, and the search for something to press in it."""

from bots.sandbox.telegram.customer import Impossible
from bots.sandbox.telegram.refusal import Json
from bots.sandbox.telegram.rendering import render
from bots.sandbox.telegram.world import Entry, Person, World

KINDS = ("animation", "photo", "document", "voice", "video", "video_note", "audio", "sticker")


def message(world: World, entry: Entry) -> Json:
    body = entry.body
    entities: list[Json] = body.get("entities") or body.get("caption_entities") or []
    return {
        "message_id": body["message_id"],
        "from": "bot" if entry.from_bot else "user",
        "date": body["date"],
        "text": body.get("text"),
        "caption": body.get("caption"),
        "entities": entities,
        "html": render(entry.text, entities),
        "file": _file(world, body),
        "buttons": [[_button(button) for button in row] for row in rows(entry)],
        "keyboard": entry.keyboard,
        "reply_to": body.get("reply_to_message", {}).get("message_id"),
        "quote": body.get("quote", {}).get("text"),
        "media_group_id": body.get("media_group_id"),
        "contact": body.get("contact"),
        "location": body.get("location"),
        "edited": "edit_date" in body,
        "reactions": entry.reactions,
        "deleted": entry.deleted,
        "topic": body.get("message_thread_id"),
    }


def rows(entry: Entry) -> list[list[Json]]:
    markup: Json = entry.body.get("reply_markup", {})
    found: list[list[Json]] = markup.get("inline_keyboard", [])
    return found


def _button(button: Json) -> Json:
    return {name: value for name, value in button.items() if name != "callback_data"} | {
        "data": button.get("callback_data"),
        "url": button.get("url"),
    }


def _file(world: World, body: Json) -> Json | None:
    for kind in KINDS:
        if kind in body:
            file_id = (body[kind][-1] if kind == "photo" else body[kind])["file_id"]
            if stored := world.files.by_id(file_id):
                return {"name": stored.name, "size": stored.size, "mime": stored.mime, "kind": kind, "file_id": file_id}
    return None


def find_button(entry: Entry, text: str | None, data: str | None, row: int | None, col: int | None) -> Json:
    """The one button that is meant; every given criterion must fit."""
    if entry.deleted:
        raise Impossible(404, "the message was deleted")
    for r, line in enumerate(rows(entry)):
        for c, button in enumerate(line):
            wanted = ((text, button["text"]), (data, button.get("callback_data")), (row, r), (col, c))
            if all(given in (None, there) for given, there in wanted):
                return button
    there = [button["text"] for line in rows(entry) for button in line]
    meant = {"button": text, "data": data, "row": row, "col": col}
    given = {name: value for name, value in meant.items() if value is not None}
    raise Impossible(
        404, f"no such button on message {entry.body['message_id']} now: wanted {given}, there are {there}"
    )


def pressable(button: Json) -> str:
    """The callback data behind a button, or why pressing it tells the bot nothing."""
    if "callback_data" in button:
        return str(button["callback_data"])
    kind = next((name for name in button if name not in ("text", "style", "icon_custom_emoji_id")), "text")
    raise Impossible(409, f"the button {button['text']!r} sends nothing to the bot: it is a {kind} button")


def matches(person: Person, text: str, after: int) -> list[Entry]:
    """Bot messages that hold the text, made or changed since the message `after`; the latest change last."""
    since = person.entries[after].made if after in person.entries else 0
    found = [
        e for e in person.entries.values() if e.from_bot and not e.deleted and e.changed > since and text in e.text
    ]
    return sorted(found, key=lambda entry: entry.changed)
