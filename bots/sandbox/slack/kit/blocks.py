"""Blocks, and on which surface each may stand. https://docs.slack.dev/reference/block-kit/blocks"""

from bots.sandbox.slack.kit.elements import CHOOSERS, CONTEXT_ACTIONS, INPUT, MULTIPLE, SECTION_ONLY
from bots.sandbox.slack.kit.rich import RICH_TEXT_ELEMENT
from bots.sandbox.slack.kit.schema import Check, Report, also, anything, boolean, listed, one_of, shape, string, tagged
from bots.sandbox.slack.kit.texts import ID, TYPE, plain, text

HEAD: dict[str, Check] = {"type": TYPE}
TAIL: dict[str, Check] = {"block_id": ID}
SLACK_FILE = shape(optional={"id": string(), "url": string(3000)}, either=("id", "url"))
IMAGE_SOURCE: dict[str, Check] = {"image_url": string(3000), "slack_file": SLACK_FILE}
IMAGE_ELEMENT = shape(HEAD | {"alt_text": string(2000)}, IMAGE_SOURCE, either=("image_url", "slack_file"))


def _says_something(value: object, pointer: str, report: Report) -> None:
    if isinstance(value, dict) and "text" not in value and not value.get("fields"):
        report.add(pointer, "must provide text or fields")


SECTION = also(
    shape(
        HEAD,
        TAIL
        | {
            "text": text(3000),
            "fields": listed(text(2000), most=10),
            "accessory": tagged(SECTION_ONLY | {"image": IMAGE_ELEMENT}),
            "expand": boolean,
        },
    ),
    _says_something,
)
CELL = tagged(
    {
        "raw_text": shape(HEAD | {"text": string(shortest=1)}),
        "raw_number": shape(HEAD | {"value": anything}, {"text": string()}),
        "rich_text": shape(HEAD | {"elements": listed(RICH_TEXT_ELEMENT)}, TAIL),
    }
)
COLUMN = shape(optional={"align": one_of("left", "center", "right"), "is_wrapped": boolean})
EVERYWHERE: dict[str, Check] = {
    "section": SECTION,
    "divider": shape(HEAD, TAIL),
    "header": shape(HEAD | {"text": plain(150)}, TAIL),
    "context": shape(
        HEAD | {"elements": listed(tagged({"image": IMAGE_ELEMENT, "plain_text": text(), "mrkdwn": text()}), most=10)},
        TAIL,
    ),
    "actions": shape(HEAD | {"elements": listed(tagged(CHOOSERS | MULTIPLE), most=25)}, TAIL),
    "image": shape(
        HEAD | {"alt_text": string(2000)},
        TAIL | IMAGE_SOURCE | {"title": plain(2000)},
        either=("image_url", "slack_file"),
    ),
    "rich_text": shape(HEAD | {"elements": listed(RICH_TEXT_ELEMENT)}, TAIL),
    "input": shape(
        HEAD | {"label": plain(2000), "element": tagged(INPUT)},
        TAIL | {"hint": plain(2000), "optional": boolean, "dispatch_action": boolean},
    ),
}
MESSAGE_ONLY: dict[str, Check] = {
    "markdown": shape(HEAD | {"text": string(12000, shortest=1)}, TAIL),
    "context_actions": shape(HEAD | {"elements": listed(tagged(CONTEXT_ACTIONS), most=5)}, TAIL),
    "table": shape(
        HEAD | {"rows": listed(listed(CELL, most=20), most=100)},
        TAIL | {"column_settings": listed(COLUMN, most=20)},
    ),
    "file": shape(HEAD | {"external_id": string(), "source": one_of("remote")}, TAIL),
}
BLOCKS: dict[str, Check] = {
    "message": tagged(EVERYWHERE | MESSAGE_ONLY),
    "modal": tagged(EVERYWHERE),
    "home": tagged(EVERYWHERE),
}
