"""When somebody of the desk is away, and who takes over, as colleagues are told."""

from bots.slack.speech import Speech
from core.api.kinds import one_line, shorten
from core.api.shapes import Away

NAME = 40


def away_line(away: Away, say: Speech) -> str:
    covered = "yes" if away.cover else "no"
    cover = shorten(one_line(away.cover), NAME)
    return say("slack-away", first=date(away.first, say), last=date(away.last, say), cover=cover, covered=covered)


def away_mark(away: Away, say: Speech) -> str:
    """The same, short enough for a menu."""
    return say("slack-away-mark", last=date(away.last, say))


def date(iso: str, say: Speech) -> str:
    year, month, day = iso.split("-")
    return say("value-date", day=day, month=month, year=year)
