"""Who the bot is and what it tells about itself; https://core.telegram.org/bots/api#available-methods"""

import re
from collections.abc import Callable

from bots.sandbox.telegram.methods.call import Call
from bots.sandbox.telegram.refusal import Json, bad
from bots.sandbox.telegram.utf16 import units

MAX_COMMANDS = 100
ACCEPTS_GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
CANNOT = (
    "can_read_all_group_messages supports_guest_queries supports_inline_queries can_connect_to_business "
    "has_main_web_app can_manage_bots"
).split()


def get_me(call: Call) -> Json:
    mode = call.world.mode
    topics = {"has_topics_enabled": mode.on, "allows_users_to_create_topics": mode.on and mode.users}
    return call.world.bot | {"can_join_groups": True} | dict.fromkeys(CANNOT, False) | topics


def get_chat(call: Call) -> Json:
    person = call.world.known(call.get("chat_id"))
    gifts = dict.fromkeys(ACCEPTS_GIFTS, False)
    return person.chat | {"accent_color_id": person.id % 7, "max_reaction_count": 11, "accepted_gift_types": gifts}


def _scope(call: Call) -> str:
    scope = call.get("scope") or {"type": "default"}
    return ":".join(["commands", *(str(scope[key]) for key in sorted(scope)), str(call.get("language_code") or "")])


def set_my_commands(call: Call) -> bool:
    commands = call.get("commands")
    if not isinstance(commands, list) or len(commands) > MAX_COMMANDS:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", str(command.get("command", "")).removeprefix("/")):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= units(str(command.get("description", ""))) <= 256:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    bare = [command | {"command": command["command"].removeprefix("/")} for command in commands]
    call.world.settings[_scope(call)] = bare
    return True


def get_my_commands(call: Call) -> list[Json]:
    commands: list[Json] = call.world.settings.get(_scope(call), [])
    return commands


def delete_my_commands(call: Call) -> bool:
    call.world.settings.pop(_scope(call), None)
    return True


def setter(name: str, longest: int) -> Callable[[Call], bool]:
    """A text of the bot's profile, kept per language."""

    def remember(call: Call) -> bool:
        text = str(call.get(name) or "")
        if units(text) > longest:
            raise bad(f"{name} is too long")
        call.world.settings[f"{name}:{call.get('language_code') or ''}"] = text
        return True

    return remember


def getter(name: str) -> Callable[[Call], Json]:
    """The text for a language, or the one for all languages."""

    def recall(call: Call) -> Json:
        kept = call.world.settings
        default = call.world.bot["first_name"] if name == "name" else ""
        return {name: kept.get(f"{name}:{call.get('language_code') or ''}") or kept.get(f"{name}:") or default}

    return recall


def set_menu_button(call: Call) -> bool:
    button = call.get("menu_button") or {"type": "default"}
    if button.get("type") not in ("default", "commands", "web_app"):
        raise bad('can\'t parse menu button: Field "type" is invalid')
    call.world.settings[f"menu:{call.get('chat_id') or ''}"] = button
    return True


def get_menu_button(call: Call) -> Json:
    button: Json = call.world.settings.get(f"menu:{call.get('chat_id') or ''}", {"type": "commands"})
    return button
