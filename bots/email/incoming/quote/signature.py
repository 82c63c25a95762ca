"""Where a letter's own words end and its signature begins: the mark of RFC 3676, polite closings, devices, notices."""

import re
from collections.abc import Sequence

from bots.email.incoming.quote import words

MARK = re.compile(r"[\s>]{0,2}(?:--|—|––)\s*$")
STRICT = "-- "
DASHED_NAME = re.compile(r"\s{0,2}[-–—]{1,3} ?[A-ZÀ-ÞА-ЯЁ][\w.]{1,20}(?: [A-ZÀ-ÞА-ЯЁ][\w.]{0,20}){0,2}\s*$")
UNDERSCORES = re.compile(r"\s*_{5,}\s*$")
LINED = re.compile(r"\s*[_—–=*-]{3,}\s*$")
CARD = 10
"""So many short lines are a name, a post, and how to reach them."""
WIDE, AFTER_MARK, AFTER_CLOSING = 100, 25, 14
LINE = 160
SEARCHED = 300
"""A signature stands at the end of what somebody wrote."""


def signature(lines: Sequence[str], start: int, end: int) -> set[int]:
    """Numbers of the lines between `start` and `end` that are signature. A postscript after it is not."""
    found: set[int] = set()
    start = max(start, end - SEARCHED)
    for at in range(start, end):
        if len(lines[at]) <= 300 and (words.DEVICE.match(lines[at]) or words.SCANNED.match(lines[at])):
            found |= _footer(lines, at, start, end)
    last = _without(lines, found, end)
    first = next((at for at in range(start, last) if at not in found and _begins(lines, at, last)), last)
    after = next((at for at in range(first, last) if words.POSTSCRIPT.match(lines[at])), last)
    return found | set(range(first, after))


def _without(lines: Sequence[str], found: set[int], end: int) -> int:
    """Where the words end before what programs have put below them."""
    while end and (end - 1 in found or not lines[end - 1].strip()):
        end -= 1
    return end


def _footer(lines: Sequence[str], at: int, start: int, end: int) -> set[int]:
    """A line of the program's own, with the rule above it. Words go on after it only where somebody wrote below."""
    if len(lines[at].strip()) > WIDE and not words.SCANNED.match(lines[at]):
        return set()
    above = at - 1
    while above >= start and not lines[above].strip():
        above -= 1
    first = above if above >= start and _rule(lines[above]) else at
    return set(range(first, at + 1)) | _links(lines, at + 1, end)


def _links(lines: Sequence[str], at: int, end: int) -> set[int]:
    """Addresses of pages below such a line belong to it."""
    found: set[int] = set()
    while at < end and lines[at].strip().startswith(("http://", "https://", "<http", "www.")):
        found.add(at)
        at += 1
    return found


def _rule(line: str) -> bool:
    return len(line) < 200 and (
        bool(MARK.match(line)) or bool(words.RULE.match(line)) or line.strip() in ("---", "***")
    )


def _begins(lines: Sequence[str], at: int, end: int) -> bool:
    line = lines[at]
    if len(line) > LINE:
        return bool(words.NOTICE.match(line[:400]))
    if MARK.match(line):
        return _filled(lines, at + 1, end) <= (WIDE if line == STRICT else AFTER_MARK)
    if UNDERSCORES.match(line) and _filled(lines, at + 1, end) <= AFTER_CLOSING and _listed(lines, at + 1, end):
        return True
    if closing := words.CLOSING.match(line):
        return _closes(closing["rest"]) and _filled(lines, at + 1, end) <= AFTER_CLOSING
    if words.BRIEF.match(line):
        return _named(lines, at + 1, end) and _filled(lines, at + 1, end) <= AFTER_CLOSING
    if (LINED.match(line) and _card(lines, at + 1, end)) or _thanked(lines, at, end):
        return True
    if words.NOTICE.match(line):
        return True
    return bool(DASHED_NAME.match(line)) and not _filled(lines, at + 1, end) and not _item(lines, at)


def _named(lines: Sequence[str], start: int, end: int) -> bool:
    """The next written line is a name and no sentence."""
    return bool(words.NAME.match(next((line for line in lines[start:end][:3] if line.strip()), "")))


def _thanked(lines: Sequence[str], at: int, end: int) -> bool:
    """Thanks are words of the letter; the name and the telephone below them are not."""
    above = next((lines[place] for place in range(at - 1, max(-1, at - 4), -1) if lines[place].strip()), "")
    if not words.THANKS.match(above) or not words.NAME.match(lines[at]):
        return False
    return _filled(lines, at, end) >= 3 and any(map(words.CONTACT.search, lines[at:end])) and _card(lines, at, end)


def _card(lines: Sequence[str], start: int, end: int) -> bool:
    """Below a rule, to the end: a name first, then nothing but short lines without a sentence."""
    left = [line for line in lines[start : start + 3 * CARD] if line.strip()] if end - start <= 3 * CARD else []
    short = all(len(line) <= 60 and not line.rstrip().endswith((".", "?", "!", ":")) for line in left)
    reached = any(words.CONTACT.search(line) for line in left)
    return bool(left) and len(left) <= CARD and short and _named(lines, start, end) and (reached or len(left) <= 3)


def _closes(rest: str) -> bool:
    """After the words of a closing only a name may stand in the line, and no sentence."""
    said = rest.strip(" ,.!*_-–—\t")
    return not said or (len(said) <= 60 and said[0].isupper() and not re.search(r"[?!;]|\. \S+ \S+ \S+", said))


def _filled(lines: Sequence[str], start: int, end: int) -> int:
    return sum(1 for line in lines[start : min(end, start + 3 * WIDE)] if line.strip())


def _listed(lines: Sequence[str], start: int, end: int) -> bool:
    return any(words.LIST_FOOTER.search(line[:300]) for line in lines[start:end])


def _item(lines: Sequence[str], at: int) -> bool:
    """The last item of a list with dashes is no name."""
    above = next((lines[place] for place in range(at - 1, max(-1, at - 3), -1) if lines[place].strip()), "")
    return above.lstrip().startswith(("-", "–", "—", "•", "*"))
