"""Message-IDs, written in one way (faults B3). By what a letter is known when it comes again: incoming_key."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_tz

from core.api.kinds import SECOND, Instant

LONGEST = 998
HEADER = 100_000
MOST = 200
_BRACKETED = re.compile(r"<([^<>]*)>")
_SAYS = re.compile(r"[^\W_]")
"""One of signs alone names nothing, and "<@>" of two letters must not make them one thread."""
_BARE = re.compile(r"[^\s<>,;()\"]{1,250}@[^\s<>,;()\"]{1,250}")


def ids(value: str) -> tuple[str, ...]:
    """Every id of a header, in order, each once; the newest where there are too many."""
    line = value[-HEADER:]
    found = _BRACKETED.findall(line) or _BARE.findall(line)
    whole = ["".join(one.split()) for one in found]
    return tuple(dict.fromkeys(f"<{one}>" for one in whole if _SAYS.search(one) and len(one) < LONGEST))[-MOST:]


def own_id(value: str) -> str | None:
    """The id of a letter itself. One without brackets, or without an @, is an id too: some senders make such."""
    known = ids(value)
    bare = "".join(value.split()).strip("<>")
    return (
        known[0]
        if known
        else f"<{bare}>"
        if _SAYS.search(bare) and len(bare) < LONGEST and bare.isprintable()
        else None
    )


def moment(value: str) -> Instant | None:
    """When the sender says that it was written. Without a zone it is taken for UTC."""
    try:
        found = parsedate_tz(value[:200])
        if not found:
            return None
        year, month, day, hour, minute, second = found[:6]
        local = datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)
    except (ValueError, IndexError, OverflowError, TypeError):
        return None
    return (int(local.timestamp()) - (found[9] or 0)) * SECOND
