"""The input blocks of modals. https://docs.slack.dev/reference/block-kit/blocks/input-block"""

from collections.abc import Sequence
from typing import Any

from bots.slack.fields import BODY, FILES, HIDDEN
from bots.slack.speech import Speech
from bots.slack.text import Block, plain
from bots.slack.wire import SEARCH
from core.api.kinds import SECOND, Instant, shorten
from core.api.shapes import Choice

LABEL = 75
OPTIONS = 100
VALUE = 150
LONGEST = 3000
MOST_FILES = 5


def asked(name: str, label: str, element: Block, *, optional: bool = True, hint: str = "") -> Block:
    """`element` without an action of its own gets the field's name for one."""
    block = {"type": "input", "block_id": name, "optional": optional, "label": plain(label)}
    return block | ({"hint": plain(hint)} if hint else {}) | {"element": {"action_id": name} | element}


def heard(block: Block, action: str) -> Block:
    """The same, and what is picked there is told at once."""
    return block | {"dispatch_action": True, "element": block["element"] | {"action_id": action}}


def words(label: str, hint: str, *, optional: bool) -> Block:
    """What is to be said, in a field of its own."""
    element = {"type": "plain_text_input", "multiline": True, "max_length": LONGEST, "focus_on_load": True}
    return asked(BODY, label, element, optional=optional, hint=hint)


def line(said: str | None, longest: int) -> Block:
    """Of one line, unless what stands there already has more."""
    element: Block = {"type": "plain_text_input", "max_length": longest, "multiline": "\n" in (said or "")}
    return element | ({"initial_value": said[:longest]} if said else {})


def menu(choices: Sequence[Choice], chosen: Choice | None, say: Speech) -> Block:
    """What is chosen stays to be seen, even if it is not offered any more; beyond a hundred one types to find."""
    offered, initial = options(choices, say), option(chosen, say) if chosen else None
    if initial is not None and initial not in offered:
        offered = [initial, *offered]
    begun = {"initial_option": initial} if initial else {}
    if len(offered) > OPTIONS:
        return {"type": "external_select", "action_id": SEARCH, "min_query_length": 0} | begun
    return {"type": "static_select", "options": offered} | begun


def options(choices: Sequence[Choice], say: Speech) -> list[Block]:
    return [option(one, say) for one in choices if len(one.id) <= VALUE]


def option(choice: Choice, say: Speech) -> Block:
    """Of a name that is too long its end is shown: there the places of a catalogue differ."""
    label = say.choice(choice) or choice.id
    return {"text": plain(label if len(label) <= LABEL else f"…{label[1 - LABEL :]}"), "value": choice.id}


def moment(at: Instant | None) -> Block:
    return {"type": "datetimepicker"} | ({"initial_date_time": at // SECOND} if at else {})


def files(say: Speech) -> Block:
    return asked(FILES, say("slack-modal-files"), {"type": "file_input", "max_files": MOST_FILES})


def tick(name: str, label: str, option: str, *, ticked: bool, hint: str = "") -> Block:
    """One thing to agree to."""
    only = {"text": plain(shorten(option, LABEL)), "value": name}
    element: dict[str, Any] = {"type": "checkboxes", "options": [only]}
    return asked(name, label, element | ({"initial_options": [only]} if ticked else {}), hint=hint)


def hidden(say: Speech, *, ticked: bool) -> Block:
    """Nobody but the desk hears of it (E8)."""
    label, option = say("slack-modal-hidden-label"), say("slack-modal-hidden")
    return tick(HIDDEN, label, option, ticked=ticked, hint=say("slack-modal-hidden-hint"))
