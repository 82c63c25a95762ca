"""What the published description knows of each method: parameter names, their types, which are required."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bots.sandbox.telegram.refusal import Json, bad

SCALARS = {"Integer", "Boolean", "Float", "String", "InputFile"}
MISSING = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "message_id": "message identifier is not specified",
    "user_id": "user identifier is not specified",
}
MEDIA = {"photo", "document", "voice", "video", "audio", "animation", "media"}


@dataclass(frozen=True, slots=True)
class Method:
    name: str
    required: dict[str, list[str]]
    optional: dict[str, list[str]]

    def types(self, parameter: str) -> list[str] | None:
        return self.required.get(parameter) or self.optional.get(parameter)


def load() -> dict[str, Method]:
    """Methods by lower-case name: the server does not mind the case."""
    text = Path(__file__).with_name("methods.json").read_text(encoding="utf-8")
    methods = json.loads(text)["methods"]
    return {name.lower(): Method(name, fact["required"], fact["optional"]) for name, fact in methods.items()}


def missing(method: Method, given: set[str]) -> str | None:
    """The complaint about the first required parameter that was not given."""
    for name in method.required:
        if name not in given:
            absent = f"there is no {name} in the request" if name in MEDIA else f"{name} is required"
            return MISSING.get(name, absent)
    return None


def coerce(name: str, types: list[str], value: Any) -> Any:
    """Forms carry text only: numbers, flags and nested JSON are read back by the declared type."""
    if not set(types) & SCALARS:
        return _nested(name, value)
    if "Integer" in types and isinstance(value, str) and re.fullmatch(r"-?\d{1,19}", value):
        return int(value)
    if "Boolean" in types:
        return value if isinstance(value, bool) else str(value).lower() in ("true", "yes", "1")
    if "Float" in types:
        return _number(value)
    if "String" in types or "InputFile" in types:
        return value if isinstance(value, str | int) and "Integer" in types else str(value)
    return value if isinstance(value, int) else 0


def _nested(name: str, value: Any) -> Json | list[Any]:
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            raise bad(f"can't parse {name} JSON object") from None
    if not isinstance(value, dict | list):
        raise bad(f"object expected as {name}")
    return value


def _number(value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        return 0.0
