"""What a bot does to a chat beside writing: deleting, reacting, seeming to type."""

from typing import Any

from bots.sandbox.telegram.methods import topics
from bots.sandbox.telegram.methods.call import Call
from bots.sandbox.telegram.refusal import bad

DELETABLE_FOR = 48 * 3600
CHAT_ACTIONS = (
    "typing upload_photo record_video upload_video record_voice upload_voice upload_document choose_sticker "
    "find_location record_video_note upload_video_note"
).split()
REACTIONS = (
    "👍 👎 ❤ 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤️‍🔥 "
    "🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨 "
    "🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂️ 🤷 🤷‍♀️ 😡"
).split()


def delete_message(call: Call) -> bool:
    entry = call.world.addressee(call.get("chat_id")).entry(call.get("message_id"))
    if entry is None:
        raise bad("message to delete not found")
    if call.world.today() - int(entry.body["date"]) > DELETABLE_FOR:
        raise bad("message can't be deleted for everyone")
    entry.deleted = True
    call.world.touch(entry)
    return True


def delete_messages(call: Call) -> bool:
    """Those that cannot be found are skipped."""
    person = call.world.addressee(call.get("chat_id"))
    for message_id in call.get("message_ids"):
        if entry := person.entry(message_id):
            entry.deleted = True
            call.world.touch(entry)
    return True


def send_chat_action(call: Call) -> bool:
    if call.get("action") not in CHAT_ACTIONS:
        raise bad("wrong parameter action in request")
    topics.placed(call, call.world.addressee(call.get("chat_id")))
    return True


def set_reaction(call: Call) -> bool:
    """A bot may set one of the free emoji, or none."""
    entry = call.world.addressee(call.get("chat_id")).entry(call.get("message_id"))
    if entry is None:
        raise bad("message to react not found")
    wanted: list[Any] = call.get("reaction") or []
    emoji = [reaction.get("emoji") for reaction in wanted if isinstance(reaction, dict)]
    if len(wanted) > 1:
        raise bad("REACTIONS_TOO_MANY")
    if len(emoji) != len(wanted) or any(sign not in REACTIONS for sign in emoji):
        raise bad("REACTION_INVALID")
    entry.reactions = [str(sign) for sign in emoji]
    call.world.touch(entry)
    return True
