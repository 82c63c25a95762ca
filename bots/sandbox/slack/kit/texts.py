"""Composition objects: text, options, confirmation. https://docs.slack.dev/reference/block-kit/composition-objects"""

from bots.sandbox.slack.kit.schema import (
    Check,
    Report,
    boolean,
    listed,
    one_of,
    shape,
    string,
    tagged,
)

TYPE: Check = string()
ID = string(255)


def plain(longest: int | None = None) -> Check:
    """`plain_text` only: mrkdwn here is refused."""
    fields = {"type": TYPE, "text": string(longest, shortest=1)}
    return tagged({"plain_text": shape(fields, {"emoji": boolean})})


def text(longest: int | None = None) -> Check:
    fields = {"type": TYPE, "text": string(longest, shortest=1)}
    return tagged(
        {
            "plain_text": shape(fields, {"emoji": boolean}),
            "mrkdwn": shape(fields, {"verbatim": boolean}),
        }
    )


CONFIRM = shape(
    {"title": plain(100), "text": text(300), "confirm": plain(30), "deny": plain(30)},
    {"style": one_of("primary", "danger")},
)
DISPATCH = shape(
    optional={"trigger_actions_on": listed(one_of("on_enter_pressed", "on_character_entered"), most=2)},
)


def option(mrkdwn: bool = False, url: bool = False) -> Check:
    """Only checkboxes and radio buttons take mrkdwn labels, only overflow menus take links."""
    label = text if mrkdwn else plain
    optional: dict[str, Check] = {"description": label(75)}
    if url:
        optional["url"] = string(3000)
    return shape({"text": label(75), "value": string(150, shortest=1)}, optional)


OPTIONS = listed(option(), most=100)
OPTION_GROUPS = listed(shape({"label": plain(75), "options": OPTIONS}), most=100)


def initial_among_options(value: object, pointer: str, report: Report) -> None:
    """An initial option must equal one of the options offered."""
    if not isinstance(value, dict):
        return
    offered = list(value.get("options") or [])
    for group in value.get("option_groups") or []:
        offered += group.get("options") or [] if isinstance(group, dict) else []
    chosen = [value["initial_option"]] if "initial_option" in value else list(value.get("initial_options") or [])
    if any(one not in offered for one in chosen):
        report.add(pointer, "initial option must be one of the options")
