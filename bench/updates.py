"""Updates as the Bot API sends them: each a first text of another customer."""

from typing import Any

FIRST_PERSON = 700_000_000


def texts(count: int, first: int = 1) -> list[dict[str, Any]]:
    return [_text(number) for number in range(first, first + count)]


def text(number: int) -> str:
    return f"Не печатает принтер на третьем этаже\nОшибка {number}, бумага есть, перезагрузка не помогла."


def batches(count: int, size: int = 100) -> list[list[dict[str, Any]]]:
    """As a long poll brings them, a hundred at most."""
    return [texts(min(size, count - begun), begun + 1) for begun in range(0, count, size)]


def _text(number: int) -> dict[str, Any]:
    person = FIRST_PERSON + number
    names = {"first_name": "Иван", "last_name": f"Петров {number}", "username": f"ivan{number}"}
    return {
        "update_id": 500_000_000 + number,
        "message": {
            "message_id": number,
            "from": {"id": person, "is_bot": False, **names, "language_code": "ru"},
            "chat": {"id": person, **names, "type": "private"},
            "date": 1_780_000_000 + number,
            "text": text(number),
        },
    }
