"""What becomes of a private chat's topics: each begins with a service message, whose id is its own."""

from bots.sandbox.telegram.refusal import Json
from bots.sandbox.telegram.threads import COLORS, Topic
from bots.sandbox.telegram.world import Entry, Person, World


def of(topic: int | None) -> Json:
    """What a message says of the topic that it stands in."""
    return {} if topic is None else {"message_thread_id": topic, "is_topic_message": True}


def begin(
    world: World, person: Person, name: str, *, from_bot: bool, color: int = COLORS[0], icon: str = "",
    implicit: bool = False,
) -> Entry:  # fmt: skip
    topic = len(person.entries) + 1
    told: Json = {"name": name, "icon_color": color}
    told |= {"icon_custom_emoji_id": icon} if icon else {}
    told |= {"is_name_implicit": True} if implicit else {}
    person.topics[topic] = Topic(topic, name, color, icon)
    return world.add(person, of(topic) | {"forum_topic_created": told}, from_bot=from_bot)


def remove(world: World, person: Person, topic: int) -> None:
    del person.topics[topic]
    for entry in person.entries.values():
        if entry.body.get("message_thread_id") == topic:
            entry.deleted = True
            world.touch(entry)
