"""Lines such as "On Monday Ivan wrote:": who is quoted from here, in one line or broken into several (C10)."""

from collections.abc import Sequence
from enum import IntEnum

from bots.email.incoming.quote import words

LINES = 4
LONGEST = 500


class Sure(IntEnum):
    """How far a line is believed: not at all, only before a quote that is marked as one, or in any place."""

    NO = 0
    BEFORE_QUOTE = 1
    YES = 2


def attribution(lines: Sequence[str], at: int) -> tuple[int, Sure]:
    """How many lines it takes from `at`, and how sure it is. More than one only where the first may be a beginning."""
    if not _may_end(lines, at):
        return 0, Sure.NO
    best = (0, Sure.NO)
    for count in range(1, min(LINES, len(lines) - at) + 1):
        last = lines[at + count - 1].strip()
        if not last or last.startswith(">") or len(last) > LONGEST:
            break
        joined = " ".join(line.strip() for line in lines[at : at + count])
        if count > 1 and not _goes_on(lines[at]):
            break
        sure = _sure(joined) if len(joined) <= LONGEST else Sure.NO
        if sure > best[1]:
            best = (count, sure)
        if sure == Sure.YES:
            break
    return best


def shared(line: str) -> bool:
    """The first words of an answer and who is answered stand in one line, as some telephones leave it."""
    said, _, who = line.rpartition(" On ")
    return bool(said.strip(" -")) and bool(words.WROTE_LAST.search(who[-20:])) and bool(words.DATE.search(who[:100]))


def _may_end(lines: Sequence[str], at: int) -> bool:
    """A quick no for most lines: nothing near ends as an attribution does."""
    return any(
        line.rstrip(" *_-\t\r")[-1:] in (":", "：", ">", ")") or _verb_ends(line) for line in lines[at : at + LINES]
    )


def _verb_ends(line: str) -> bool:
    return len(line) < LONGEST and bool(words.VERB_LAST.search(line[-60:]))


def _goes_on(first: str) -> bool:
    """Where a program breaks the line: within the address, within the day, or after the person and the verb."""
    if words.BEGINS.match(first):
        return True
    opened = first.count("<") > first.count(">") and bool(words.DATE.search(first))
    return opened or (bool(words.IN_BRACKETS.search(first)) and bool(words.VERB.search(first)))


def _sure(line: str) -> Sure:
    """Sure where it begins with a day and ends with the person or the verb; else a mark of it before a marked quote."""
    ends = line.rstrip(" *_-\r")[-1:] in (":", "：")
    date, mail = bool(words.DATE.search(line)), bool(words.MAIL.search(line))
    verb = bool(words.VERB.search(line))
    if words.YOU_WROTE.match(line) and ends and (date or words.TIME.search(line)):
        return Sure.YES
    if words.QUOTING.match(line) and ends and (mail or date):
        return Sure.YES
    if (ends or line.rstrip().endswith("-")) and words.VERB_LAST.search(line) and (date or mail):
        return Sure.YES
    time = bool(words.TIME.search(line))
    if (
        ends
        and date
        and ((words.MAIL_LAST.search(line) and (time or verb)) or (verb and words.BEGINS.match(line) and time))
    ):
        return Sure.YES
    if date and verb and words.IN_BRACKETS.search(line) and (ends or _dated_person(line)):
        return Sure.YES
    if date and words.NAME_TIME.match(line):
        return Sure.YES
    weak = (
        (ends and (verb or mail or (date and words.TIME.search(line))))
        or (date and mail)
        or words.VERB_LAST.search(line)
    )
    return Sure.BEFORE_QUOTE if weak else Sure.NO


def _dated_person(line: str) -> bool:
    """Some webmail leaves the colon out: "On … at 8:14 … <a@b.example> wrote"."""
    return bool(words.BEGINS.match(line) and words.TIME.search(line) and words.VERB_LAST.search(line))
