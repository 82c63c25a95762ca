"""What Slack checks of a whole message or view before it takes it."""

import json
from collections.abc import Iterator

from bots.sandbox.slack.kinds import Json, Refused
from bots.sandbox.slack.kit.blocks import BLOCKS
from bots.sandbox.slack.kit.schema import Report, boolean, one_of, shape, string
from bots.sandbox.slack.kit.texts import ID, TYPE, plain

BLOCK_LIMIT = {"message": 50, "modal": 100, "home": 100}
TEXT_OF_ALL_BLOCKS = 13_000
VIEW_BYTES = 250_000
VIEW_FIELDS = {
    "callback_id": ID,
    "external_id": ID,
    "private_metadata": string(3000),
    "blocks": lambda value, pointer, report: None,
}
MODAL = shape(
    {"type": TYPE, "title": plain(24)},
    VIEW_FIELDS
    | {
        "submit": plain(24),
        "close": plain(24),
        "clear_on_close": boolean,
        "notify_on_close": boolean,
        "submit_disabled": boolean,
    },
)
HOME = shape({"type": one_of("home")}, VIEW_FIELDS)


def elements_of(block: Json) -> Iterator[Json]:
    """The interactive elements of one block, in reading order."""
    if isinstance(block.get("accessory"), dict):
        yield block["accessory"]
    if isinstance(block.get("element"), dict):
        yield block["element"]
    if block.get("type") in ("actions", "context_actions"):
        yield from (one for one in block.get("elements", []) if isinstance(one, dict))


def texts_of(value: object) -> Iterator[str]:
    """Every `text` string that a reader would see, at any depth."""
    if isinstance(value, list):
        for one in value:
            yield from texts_of(one)
    elif isinstance(value, dict):
        for name, one in value.items():
            if name == "text" and isinstance(one, str):
                yield one
            else:
                yield from texts_of(one)


def problems_of_blocks(blocks: object, surface: str, pointer: str = "/blocks") -> list[str]:
    report = Report()
    if not isinstance(blocks, list):
        report.add(pointer, "must be an array")
        return report.problems
    if len(blocks) > BLOCK_LIMIT[surface]:
        report.add(pointer, f"no more than {BLOCK_LIMIT[surface]} items allowed")
    for index, block in enumerate(blocks):
        BLOCKS[surface](block, f"{pointer}/{index}", report)
    if not report.problems:
        _unique_ids(blocks, pointer, report)
    return report.problems


def _unique_ids(blocks: list[Json], pointer: str, report: Report) -> None:
    """A block_id is unique in its message or view, an action_id in its block."""
    seen: set[str] = set()
    for index, block in enumerate(blocks):
        block_id = block.get("block_id")
        if block_id in seen:
            report.add(f"{pointer}/{index}/block_id", f"block_id `{block_id}` already exists")
        seen |= {block_id} if block_id else set()
        actions = [one["action_id"] for one in elements_of(block) if one.get("action_id")]
        for twice in {one for one in actions if actions.count(one) > 1}:
            report.add(f"{pointer}/{index}", f"action_id `{twice}` already exists for this block")


def check_message_blocks(blocks: object) -> list[Json]:
    """Raises as chat.postMessage does; the ~13,000 characters are measured, not documented."""
    if not isinstance(blocks, list):
        raise Refused("invalid_blocks_format")
    problems = problems_of_blocks(blocks, "message")
    if problems:
        raise Refused("invalid_blocks", *problems)
    if sum(len(text) for text in texts_of(blocks)) > TEXT_OF_ALL_BLOCKS:
        raise Refused("msg_blocks_too_long")
    if sum(len(block["text"]) for block in blocks if block["type"] == "markdown") > 12_000:
        raise Refused("msg_blocks_too_long")
    return blocks


def problems_of_view(view: object) -> list[str]:
    report = Report()
    if not isinstance(view, dict) or view.get("type") not in ("modal", "home"):
        report.add("/view/type", "must be a modal or a home view")
        return report.problems
    surface = str(view["type"])
    (MODAL if surface == "modal" else HOME)(view, "/view", report)
    blocks = view.get("blocks")
    if not blocks and surface == "modal":
        report.add("/view/blocks", "no less than 1 items required")
    report.problems += problems_of_blocks(blocks if blocks is not None else [], surface, "/view/blocks")
    if not report.problems and _asks(view) and surface == "modal" and "submit" not in view:
        report.add("/view", "missing required field: submit, needed by input blocks")
    return report.problems


def _asks(view: Json) -> bool:
    return any(block["type"] == "input" for block in view["blocks"])


def check_view(view: object, surface: str) -> Json:
    if len(json.dumps(view, ensure_ascii=False).encode()) > VIEW_BYTES:
        raise Refused("view_too_large")
    problems = problems_of_view(view)
    if not problems and isinstance(view, dict) and view["type"] != surface:
        problems = [f"[ERROR] must be of type {surface} [json-pointer:/view/type]"]
    if problems or not isinstance(view, dict):
        raise Refused("invalid_arguments", *problems)
    return view
