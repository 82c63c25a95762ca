"""format=flowed: lines that a program broke are made whole again (RFC 3676, 4)."""

import re

_MARKS = re.compile(r">+")
SIGNATURE = "-- "


def unfolded(text: str, delsp: bool) -> str:
    """A line that ends in a space goes on in the next one of the same depth; the signature's mark does not."""
    made: list[tuple[int, list[str]]] = []
    open_at = -1
    for line in text.split("\n"):
        depth, content = _taken_apart(line.removesuffix("\r"))
        soft = content.endswith(" ") and content != SIGNATURE
        kept = content[:-1] if soft and delsp else content
        if open_at == depth and content != SIGNATURE:
            made[-1][1].append(kept)
        else:
            made.append((depth, [kept]))
        open_at = depth if soft else -1
    return "\n".join(_line(depth, "".join(pieces)) for depth, pieces in made)


def _taken_apart(line: str) -> tuple[int, str]:
    """The depth of the quote, and the line without the space that was stuffed in before it."""
    marks = _MARKS.match(line)
    depth = len(marks[0]) if marks else 0
    return depth, line[depth:].removeprefix(" ")


def _line(depth: int, content: str) -> str:
    return f"{'>' * depth} {content}" if depth else content
