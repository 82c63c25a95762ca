"""Keyboards as the server accepts them; https://core.telegram.org/bots/api#inlinekeyboardbutton"""

import re
from typing import Any
from urllib.parse import urlsplit

from bots.sandbox.telegram.refusal import Json, bad
from bots.sandbox.telegram.utf16 import units

MAX_BUTTONS = 100
MAX_IN_ROW = 8
ACTIONS = (
    "url callback_data web_app login_url switch_inline_query switch_inline_query_current_chat "
    "switch_inline_query_chosen_chat copy_text callback_game pay disabled"
).split()
STYLES = {"danger", "success", "primary"}


def inline(markup: Any) -> Json | None:
    """The inline keyboard of a message or an edit; None when the message carries none."""
    if not isinstance(markup, dict) or "inline_keyboard" not in markup:
        return None
    rows = _rows(markup["inline_keyboard"])
    for row in rows:
        for button in row:
            _check(button)
    rows = [row for row in rows if row]
    return markup | {"inline_keyboard": rows} if rows else None


def reply(markup: Any) -> Json | None:
    """A custom keyboard, its removal or a forced reply: it belongs to the chat, not to the message."""
    if not isinstance(markup, dict) or "inline_keyboard" in markup:
        return None
    if "keyboard" in markup:
        rows = [[b if isinstance(b, dict) else {"text": b} for b in row] for row in _rows(markup["keyboard"])]
        if any(not button.get("text") for row in rows for button in row):
            raise bad('can\'t parse reply keyboard button: Field "text" must be of type String')
        return markup | {"keyboard": rows}
    if markup.get("remove_keyboard") is True or markup.get("force_reply") is True or not markup:
        return markup
    raise bad("can't parse reply keyboard markup JSON object")


def _rows(rows: Any) -> list[list[Any]]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad("keyboard must be an Array of Arrays")
    if sum(map(len, rows)) > MAX_BUTTONS or any(len(row) > MAX_IN_ROW for row in rows):
        raise bad("reply markup is too long")
    return rows


def _check(button: Any) -> None:
    if not isinstance(button, dict) or not isinstance(button.get("text"), str) or not button["text"]:
        raise bad('can\'t parse inline keyboard button: Field "text" must be of type String')
    actions = [name for name in ACTIONS if name in button]
    if not actions:
        raise bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise bad("can't parse inline keyboard button: Button must have exactly one action")
    if button.get("style", "primary") not in STYLES:
        raise bad("can't parse inline keyboard button: Invalid button style specified")
    _check_action(button)


def _check_action(button: Json) -> None:
    if "callback_data" in button and not 1 <= len(str(button["callback_data"]).encode("utf-8", "surrogatepass")) <= 64:
        raise bad("BUTTON_DATA_INVALID")
    if "url" in button:
        _check_url(str(button["url"]))
    if "web_app" in button and not str((button["web_app"] or {}).get("url", "")).startswith("https://"):
        raise bad("inline keyboard button Web App URL is invalid: Only HTTPS links are allowed")
    if "copy_text" in button and not 1 <= units(str((button["copy_text"] or {}).get("text", ""))) <= 256:
        raise bad("BUTTON_COPY_TEXT_INVALID")


def _check_url(url: str) -> None:
    """A host needs a dot, so that localhost is refused here as it is there."""
    if url.startswith(("tg://", "ton://", "tonsite://")):
        return
    parts = urlsplit(url if "://" in url else f"http://{url}")
    if parts.scheme not in ("http", "https") or not re.search(r"[^.]\.[^.]", parts.hostname or ""):
        raise bad(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
