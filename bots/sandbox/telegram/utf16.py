"""Offsets and lengths of the Bot API count UTF-16 code units."""


def units(text: str) -> int:
    return len(text) + sum(1 for sign in text if ord(sign) > 0xFFFF)


def index_of(text: str, offset: int) -> int | None:
    """The place in a Python string of a UTF-16 offset; None inside a surrogate pair or behind the end."""
    if text.isascii():
        return offset if offset <= len(text) else None
    passed = 0
    for index, sign in enumerate(text):
        if passed >= offset:
            return index if passed == offset else None
        passed += 2 if ord(sign) > 0xFFFF else 1
    return len(text) if passed == offset else None
