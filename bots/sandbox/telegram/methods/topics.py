"""Topics in private chats; https://core.telegram.org/bots/api#createforumtopic"""

from bots.sandbox.telegram import topics
from bots.sandbox.telegram.methods.call import Call
from bots.sandbox.telegram.refusal import Json, bad
from bots.sandbox.telegram.threads import COLORS, ICONS, Topic
from bots.sandbox.telegram.world import Group, Person

LONGEST = 128


def placed(call: Call, person: Person) -> Json:
    """Where a message is to stand: in one of the chat's topics, or in none."""
    wanted = call.get("message_thread_id")
    if not wanted:
        return {}
    forum = person.forum if isinstance(person, Group) else call.world.mode.on
    if not forum or wanted not in person.topics:
        raise bad("message thread not found")
    return topics.of(wanted)


def create(call: Call) -> Json:
    person = _forum(call)
    name, color, icon = str(call.get("name") or ""), call.get("icon_color") or COLORS[0], _icon(call) or ""
    if not 1 <= len(name) <= LONGEST:
        raise bad("TOPIC_TITLE_EMPTY" if not name else "topic name is too long")
    if color not in COLORS:
        raise bad("wrong icon color specified")
    begun = topics.begin(call.world, person, name, from_bot=True, color=color, icon=icon)
    return person.topics[begun.body["message_thread_id"]].summary()


def edit(call: Call) -> bool:
    person = _forum(call)
    topic = _topic(call, person)
    name, icon = str(call.get("name") or "") or topic.name, _icon(call)
    if len(name) > LONGEST:
        raise bad("topic name is too long")
    told: Json = {"name": name} if name != topic.name else {}
    told |= {"icon_custom_emoji_id": icon} if icon is not None and icon != topic.icon else {}
    if not told:
        raise bad("TOPIC_NOT_MODIFIED")
    topic.name, topic.icon = name, topic.icon if icon is None else icon
    call.world.add(person, topics.of(topic.id) | {"forum_topic_edited": told}, from_bot=True)
    return True


def delete(call: Call) -> bool:
    person = _forum(call)
    topics.remove(call.world, person, _topic(call, person).id)
    return True


def icons(call: Call) -> list[Json]:
    shape = {"type": "custom_emoji", "width": 100, "height": 100, "is_animated": True, "is_video": False}
    return [
        shape | {"file_id": f"icon-{id}", "file_unique_id": f"u-{id}", "emoji": emoji, "custom_emoji_id": id}
        for emoji, id in ICONS.items()
    ]


def _forum(call: Call) -> Person:
    person = call.world.addressee(call.get("chat_id"))
    if not call.world.mode.on:
        raise bad("the chat is not a forum")
    return person


def _topic(call: Call, person: Person) -> Topic:
    topic = person.topics.get(call.get("message_thread_id"))
    if topic is None:
        raise bad("TOPIC_ID_INVALID")
    return topic


def _icon(call: Call) -> str | None:
    icon: str | None = call.get("icon_custom_emoji_id")
    if icon and icon not in ICONS.values():
        raise bad("DOCUMENT_INVALID")
    return icon
