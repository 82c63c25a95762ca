"""Who of the desk is at a ticket right now, in words (E10)."""

from collections.abc import Sequence

from bots.slack.speech import Speech
from bots.slack.text import Block, context, plain
from core.api.kinds import one_line, shorten
from core.api.shapes import Deed, Present

HERE = "here"
"""The block of a modal that says so."""
NAME = 60
NAMES = 8


def present(there: Sequence[Present], say: Speech) -> str:
    """Who answers stands first."""
    ordered = sorted(there, key=lambda one: one.deed is not Deed.ANSWER)
    said = [say("slack-present", deed=one.deed, name=shorten(one_line(one.who.name), NAME)) for one in ordered[:NAMES]]
    more = [say("value-more", count=len(there) - NAMES)] if len(there) > NAMES else []
    return " · ".join([*said, *more])


def with_present(blocks: Sequence[Block], there: Sequence[Present], say: Speech, *, answers: bool) -> list[Block]:
    """The blocks of a modal, with a line below its heading; whoever `answers` too is asked to agree with the others."""
    rest = [block for block in blocks if block.get("block_id") != HERE]
    if not there:
        return rest
    twice = answers and any(one.deed is Deed.ANSWER for one in there)
    line = f"{present(there, say)}\n{say('slack-present-agree')}" if twice else present(there, say)
    return [*rest[:1], context(plain(line)) | {"block_id": HERE}, *rest[1:]]
