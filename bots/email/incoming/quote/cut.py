"""The reply cutter: what is new in a letter stays visible, what it repeats is hidden, and nothing is thrown away.

It knows how programs mark a quote: signs before each line, a line that says who wrote, headers repeated, a rule, or
classes of their HTML. Every pattern sees a bounded stretch, so that time grows with the text and not faster (C4).
"""

import re
from collections.abc import Set
from dataclasses import dataclass

from bots.email.incoming.quote import words
from bots.email.incoming.quote.armour import armour
from bots.email.incoming.quote.attribution import Sure, attribution, shared
from bots.email.incoming.quote.blocks import header_block, role
from bots.email.incoming.quote.signature import signature
from bots.email.incoming.quote.stretches import gaps, stretches

MOST = 30_000
"""What stands behind so many lines goes with the last of them: it is more than any reader is shown."""
SEARCHED = 3_000
"""So many lines are searched for attributions; a letter that is longer is a log, and what follows stays visible."""
WIDTH = 600
WRAPPED_FROM = 60
_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_SAYS = re.compile(r"\w|(?!\ufeff)[^\x00-\u218f]")
"""A letter or a digit, or a picture sign: a thumb is an answer too."""
_INITIALS = re.compile(r"\s{0,3}[^\W\d_]{1,4}>")


@dataclass(frozen=True, slots=True)
class Cut:
    """Stretches of the text in their order, each with whether it is hidden. Joined they are the text, sign by sign."""

    segments: tuple[tuple[str, bool], ...]

    @property
    def visible(self) -> str:
        return "".join(text for text, hidden in self.segments if not hidden).strip()

    @property
    def hidden(self) -> str:
        return "".join(text for text, hidden in self.segments if hidden)

    @property
    def whole(self) -> str:
        return "".join(text for text, _ in self.segments)


def cut(text: str, quoted: Set[int] = frozenset()) -> Cut:
    """`quoted` are the numbers of lines that the HTML marks as quoted. Where nothing would be left, all is visible."""
    lines = text.split("\n", MOST)
    rest = "\n" + lines.pop() if len(lines) > MOST else ""
    repeated = _Search([_UNSEEN.sub("", line[:WIDTH]) for line in lines], quoted).repeated()
    if not _left(lines, repeated):
        repeated = set()
    repeated |= armour(lines)
    signed = repeated if rest else repeated | _signatures(lines, repeated)
    hidden = signed if _left(lines, signed) else repeated
    hidden |= gaps(lines, hidden)
    return Cut(stretches(lines, hidden, rest))


class _Search:
    """One pass over the lines, from the first to where the rest is known to be quoted."""

    def __init__(self, lines: list[str], quoted: Set[int]) -> None:
        self._lines = lines
        self._quoted = quoted
        self._hidden: set[int] = set()
        self._introduced = False
        self._written = False

    def repeated(self) -> set[int]:
        at = 0
        while at < len(self._lines):
            at = self._step(at)
        return self._hidden | self._torn()

    def _step(self, at: int) -> int:
        """Judges the line and gives the number of the next one to judge."""
        line = self._lines[at]
        if at < SEARCHED and not self._introduced and self._forwards(at):
            return len(self._lines)
        if self._marked(at):
            return self._quote(at)
        if not line.strip():
            return at + 1
        if at < SEARCHED:
            if self._rest_begins(at):
                return self._hide_rest(at)
            if shared(line) and self._marked(self._next_filled(at + 1)):
                self._introduced = self._written = True
                return at + 1
            count, sure = attribution(self._lines, at)
            if count and self._quoted_from(self._next_filled(at + count)):
                self._introduced = True
                self._hidden |= set(range(self._headed(at), at + count))
                return at + count
            if count and sure == Sure.YES and self._written:
                return self._hide_rest(at)
        self._written = True
        return at + 1

    def _marked(self, at: int) -> bool:
        if at >= len(self._lines):
            return False
        line = self._lines[at]
        if at in self._quoted or line.lstrip(" \t\u00a0").startswith((">", "&gt;")):
            return True
        return self._introduced and bool(_INITIALS.match(line))

    def _quoted_from(self, at: int) -> bool:
        """After a line that says who wrote, the initials before each line mark a quote too."""
        return self._marked(at) or (at < len(self._lines) and bool(_INITIALS.match(self._lines[at])))

    def _quote(self, at: int) -> int:
        """A run of marked lines. One alone, tight between written lines, is an arrow and no quote."""
        end = at
        while end < len(self._lines) and self._marked(end):
            end += 1
        alone = end - at == 1 and at not in self._quoted and not self._introduced
        if alone and self._filled(at - 1) and self._filled(end):
            self._written = True
        else:
            self._hidden |= set(range(at, end))
        return end

    def _filled(self, at: int) -> bool:
        return 0 <= at < len(self._lines) and bool(self._lines[at].strip()) and at not in self._hidden

    def _next_filled(self, at: int) -> int:
        while at < len(self._lines) and not self._lines[at].strip():
            at += 1
        return at

    def _forwards(self, at: int) -> bool:
        """A person who forwards means what they forward: it is new here, and stays visible (C10)."""
        line = self._lines[at].strip(" *>")
        if not words.FORWARD.match(line):
            return False
        return line.endswith((":", "-", "_", "=")) or bool(header_block(self._lines, min(at + 1, len(self._lines) - 1)))

    def _rest_begins(self, at: int) -> bool:
        line = self._lines[at]
        if words.ABOVE.match(line[:150]):
            return True
        if not self._written:
            return False
        return bool(words.ORIGINAL.match(line)) or bool(header_block(self._lines, at))

    def _hide_rest(self, at: int) -> int:
        """With the rule that stands above."""
        at = self._headed(at)
        above = self._filled_above(at)
        if above >= 0 and (words.RULE.match(self._lines[above][:200]) or words.TITLED.match(self._lines[above][:200])):
            at = above
        self._hidden |= set(range(at, len(self._lines)))
        return len(self._lines)

    def _headed(self, at: int) -> int:
        """Where headers stand above a line that says who wrote, below a rule: Yandex repeats some of them there."""
        first, above = at, self._filled_above(at)
        while above >= 0 and role(self._lines[above]):
            first, above = above, self._filled_above(above)
        return above if first < at and above >= 0 and words.RULE.match(self._lines[above][:200]) else at

    def _filled_above(self, at: int) -> int:
        above = at - 1
        while above >= 0 and not self._lines[above].strip():
            above -= 1
        return above

    def _torn(self) -> set[int]:
        """Ends of quoted lines that were wrapped on the way and lost their sign."""
        found = set()
        for at in range(1, len(self._lines) - 1):
            if at in self._hidden or not {at - 1, at + 1} <= self._hidden:
                continue
            line, before = self._lines[at].strip(), self._lines[at - 1]
            if line and len(before) >= WRAPPED_FROM and len(line) < WRAPPED_FROM // 2 and not line[0].isupper():
                found.add(at)
        return found


def _signatures(lines: list[str], repeated: Set[int]) -> set[int]:
    """In the first stretch of written lines and in the last: between answers nobody signs."""
    filled = [at for at, line in enumerate(lines) if at not in repeated and line.strip()]
    runs: list[tuple[int, int]] = []
    for at in filled:
        if runs and not any(place in repeated for place in range(runs[-1][1], at)):
            runs[-1] = (runs[-1][0], at + 1)
        else:
            runs.append((at, at + 1))
    found: set[int] = set()
    for start, end in dict.fromkeys([*runs[:1], *runs[-1:]]):
        found |= signature(lines, start, end)
    return found


def _left(lines: list[str], hidden: Set[int]) -> bool:
    return any(_SAYS.search(line) for at, line in enumerate(lines) if at not in hidden)
