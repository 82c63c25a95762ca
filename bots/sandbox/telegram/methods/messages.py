"""Sending and editing; https://core.telegram.org/bots/api#updating-messages"""

from bots.sandbox.telegram import keyboards, texts
from bots.sandbox.telegram.attached import CAPTIONED
from bots.sandbox.telegram.methods import topics
from bots.sandbox.telegram.methods.call import Call
from bots.sandbox.telegram.refusal import Json, bad
from bots.sandbox.telegram.utf16 import units
from bots.sandbox.telegram.world import Entry, Person

UNCHANGED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)


def send_message(call: Call) -> Json:
    person = call.world.addressee(call.get("chat_id"))
    text, entities = texts.message_text(call.params)
    return post(call, person, {"text": text} | _entities(entities) | _preview(call))


def post(call: Call, person: Person, content: Json) -> Json:
    """The part that every send has: where it answers, what it shows below, how it is protected."""
    around = topics.placed(call, person)
    if not isinstance(call.get("reply_markup", {}), dict):
        raise bad("object expected as reply markup")
    around |= _reply(call, person)
    markup = keyboards.inline(call.get("reply_markup"))
    if markup:
        around["reply_markup"] = markup
    if call.get("protect_content"):
        around["has_protected_content"] = True
    keyboard = keyboards.reply(call.get("reply_markup"))
    return call.world.add(person, around | content, from_bot=True, keyboard=keyboard).body


def quoted(entry: Entry) -> Json:
    """A message inside another one does not carry a third."""
    return {name: value for name, value in entry.body.items() if name not in ("reply_to_message", "quote")}


def _reply(call: Call, person: Person) -> Json:
    wanted = call.get("reply_parameters")
    if not isinstance(wanted, dict) or not wanted:
        return {}
    entry = person.entry(wanted.get("message_id"))
    if entry is None:
        if wanted.get("allow_sending_without_reply"):
            return {}
        raise bad("message to be replied not found")
    quote = str(wanted.get("quote", ""))
    return {"reply_to_message": quoted(entry)} | (_quote(entry, quote) if quote else {})


def _quote(entry: Entry, quote: str) -> Json:
    position = entry.text.find(quote)
    if position < 0:
        raise bad("quote not found")
    return {"quote": {"text": quote, "position": units(entry.text[:position]), "is_manual": True}}


def _entities(entities: list[Json]) -> Json:
    return {"entities": entities} if entities else {}


def _preview(call: Call) -> Json:
    options = call.get("link_preview_options")
    return {"link_preview_options": options} if options else {}


def edit_text(call: Call) -> Json:
    entry = _editable(call)
    if "text" not in entry.body:
        raise bad("there is no text in the message to edit")
    text, entities = texts.message_text(call.params)
    return _edit(call, entry, {"text": text} | _entities(entities) | _preview(call), ("text", "entities"))


def edit_caption(call: Call) -> Json:
    entry = _editable(call)
    if not any(name in entry.body for name in CAPTIONED):
        raise bad("there is no caption in the message to edit")
    return _edit(call, entry, texts.caption(call.params), ("caption", "caption_entities"))


def edit_reply_markup(call: Call) -> Json:
    return _edit(call, _editable(call), {}, ())


def _editable(call: Call) -> Entry:
    if call.get("inline_message_id"):
        raise bad("MESSAGE_ID_INVALID")
    person = call.world.addressee(call.get("chat_id"))
    if call.get("message_id") is None:
        raise bad("message identifier is not specified")
    entry = person.entry(call.get("message_id"))
    if entry is None:
        raise bad("message to edit not found")
    if not entry.from_bot:
        raise bad("message can't be edited")
    return entry


def _edit(call: Call, entry: Entry, content: Json, replaced: tuple[str, ...]) -> Json:
    """An edit without a keyboard takes the keyboard away."""
    markup = keyboards.inline(call.get("reply_markup"))
    gone = {*replaced, "reply_markup"}
    new = {name: value for name, value in entry.body.items() if name not in gone} | content
    if markup:
        new["reply_markup"] = markup
    if new == entry.body:
        raise bad(UNCHANGED)
    entry.body = new | {"edit_date": call.world.today()}
    call.world.touch(entry)
    return entry.body
