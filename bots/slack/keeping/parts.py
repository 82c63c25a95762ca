"""What the pages are made of: lines with a button, inputs, the way on and back. Everybody's words in plain text."""

import json
from collections.abc import Iterable, Iterator, Sequence

from bots.slack.inputs import asked
from bots.slack.keeping.spot import BACK, DO, FIND, FIRST, GO, MENU, NEXT, TEXT, TURN, Spot
from bots.slack.speech import Speech
from bots.slack.text import Block, context, plain
from core.api.kinds import one_line, shorten
from core.api.shapes import Choice, Who

LABEL, LINE, SECTION, OPTIONS, VALUE = 75, 200, 2900, 100, 1900
NONE = "-"
"""What is picked instead of nothing: not every client lets a menu be emptied."""


def picked(value: object) -> str:
    """What was chosen, or filled in; nothing where nothing was."""
    return "" if value in (None, NONE) else str(value)


def turned(hours: str) -> str:
    """The other hours of the day: those of work are said, and those without letters are kept. Nothing for no hours."""
    start, dash, end = hours.replace("-", "–").replace("—", "–").partition("–")
    return f"{end.strip()}–{start.strip()}" if dash else ""


def text(said: str) -> Block:
    return {"type": "section", "text": plain(shorten(said, SECTION))}


def note(said: str) -> Block:
    return context(plain(shorten(said, SECTION)))


def go(n: int | str, label: str, to: Spot, *, primary: bool = False) -> Block:
    return _button(f"{GO}{n}", label, to.value()) | ({"style": "primary"} if primary else {})


def do(verb: str, n: int | str, label: str, *of: str, ask: str = "", say: Speech | None = None) -> Block:
    """Changes something. `ask`: what is asked before, of what is not to be done by a slip."""
    drawn = _button(f"{DO}{verb}:{n}", label, json.dumps(of, ensure_ascii=False, separators=(",", ":")))
    return drawn | ({"confirm": confirm(ask, label, say)} if ask and say else {})


def line(said: str, button: Block | None = None) -> Block:
    shown: Block = {"type": "section", "text": plain(shorten(said, LINE * 3))}
    return shown | ({"accessory": button} if button else {})


def row(buttons: Iterable[Block]) -> Iterator[Block]:
    if found := list(buttons)[:25]:
        yield {"type": "actions", "elements": found}


def search(spot: Spot, say: Speech) -> Block:
    """Asked by Enter; another block after each question, so that a client shows what was asked."""
    element: Block = {
        "type": "plain_text_input", "action_id": FIND, "max_length": TEXT,
        "dispatch_action_config": {"trigger_actions_on": ["on_enter_pressed"]},
    }  # fmt: skip
    if spot.find:
        element["initial_value"] = spot.find
    return {
        "type": "input", "block_id": f"find:{len(spot.find)}", "dispatch_action": True, "optional": True,
        "label": plain(say("slack-home-find")), "element": element,
    }  # fmt: skip


def turning(spot: Spot, more: int | None, say: Speech) -> Iterator[Block]:
    """The way on and back through a list, and up from it."""
    up = [go("up", say("slack-admin-up"), spot.above)] if spot.page != MENU and spot.above != spot else []
    back = [_button(TURN + BACK, say("slack-list-back"), BACK)] if spot.trail else []
    following = [_button(TURN + NEXT, say("slack-list-next"), str(more))] if more is not None else []
    yield from row([*up, *back, *following, _button(TURN + FIRST, say("slack-list-again"), FIRST)])


def entry(
    name: str, label: str, limit: int, said: str = "", *, optional: bool = True, long: bool = False, hint: str = ""
) -> Block:  # fmt: skip
    element: Block = {"type": "plain_text_input", "max_length": min(limit, 3000), "multiline": long}
    element |= {"initial_value": said[: min(limit, 3000)]} if said else {}
    return asked(name, shorten(label, LABEL), element, optional=optional, hint=hint)


def day(name: str, label: str, said: str = "", *, optional: bool = True) -> Block:
    element: Block = {"type": "datepicker"} | ({"initial_date": said} if said else {})
    return asked(name, shorten(label, LABEL), element, optional=optional)


def select(
    name: str, label: str, options: Sequence[tuple[str, str]], chosen: str = "", *, none: str = "",
) -> Block:  # fmt: skip
    """Pairs of a value and a label; with `none` first, nothing may be picked."""
    offered = [*([(NONE, none)] if none else []), *options]
    found = [_option(value, said) for value, said in offered[:OPTIONS] if len(value) <= 150]
    initial = next((one for one in found if one["value"] == (chosen or NONE)), None)
    element: Block = {"type": "static_select", "options": found} | ({"initial_option": initial} if initial else {})
    return asked(name, shorten(label, LABEL), element, optional=bool(none))


def several(name: str, label: str, options: Sequence[tuple[str, str]], chosen: Sequence[str], hint: str) -> Block:
    """In the order in which they are picked."""
    found = {value: _option(value, said) for value, said in options[:OPTIONS]}
    picked = [found[one] for one in dict.fromkeys(chosen) if one in found]
    element: Block = {"type": "multi_static_select", "options": [*found.values()]}
    return asked(name, label, element | ({"initial_options": picked} if picked else {}), hint=hint)


def people(found: Iterable[Who]) -> list[tuple[str, str]]:
    return [(str(one.id), one.name) for one in found]


def choices(found: Iterable[Choice], say: Speech) -> list[tuple[str, str]]:
    return [(one.id, say.choice(one)) for one in found]


def brief(said: str, limit: int = LINE) -> str:
    return shorten(one_line(said), limit)


def _button(action: str, label: str, value: str) -> Block:
    shown = plain(shorten(one_line(label), LABEL) or "…")
    return {"type": "button", "action_id": action, "text": shown, "value": value}


def _option(value: str, label: str) -> Block:
    return {"text": plain(shorten(one_line(label), LABEL) or "?"), "value": value}


def confirm(ask: str, label: str, say: Speech) -> Block:
    return {
        "title": plain(shorten(label, LABEL)), "text": plain(shorten(ask, 290)),
        "confirm": plain(shorten(say("slack-admin-yes"), 30)), "deny": plain(shorten(say("slack-admin-no"), 30)),
    }  # fmt: skip
