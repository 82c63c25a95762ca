"""Hours, absences and who is on call, as the windows about them say it (D4)."""

from collections.abc import Sequence

from bots.slack.fields import entered
from bots.slack.keeping.parts import picked, turned
from bots.slack.keeping.spot import Spot
from bots.slack.wire import Payload
from core.api.commands import SetAbsence, SetOnCall, SetQuiet, SetRota
from core.api.kinds import Command, PersonId


def own(of: Sequence[str]) -> PersonId | None:
    """Whose it is; None for whoever fills the window in."""
    return PersonId(int(of[0])) if of else None


def hours(view: Payload, spot: Spot) -> Command:
    """What is no time is refused as it stands."""
    given = entered(view)
    said = str(given.get("hours") or "").strip()
    return SetQuiet(turned(said) or said, str(given.get("digest") or ""))


def absence(view: Payload, spot: Spot) -> Command:
    given = entered(view)
    cover = picked(given.get("cover"))
    first, last = str(given.get("first") or ""), str(given.get("last") or "")
    return SetAbsence(first, last, PersonId(int(cover)) if cover else None, own(spot.of))


def on_call(view: Payload, spot: Spot) -> Command:
    given = entered(view)
    return SetOnCall(spot.of[0], PersonId(int(str(given["person"]))), str(given.get("last") or ""))


def rota(view: Payload, spot: Spot) -> Command:
    given = entered(view)
    return SetRota(
        spot.of[0], tuple(PersonId(int(one)) for one in given.get("weekly") or ()), str(given["since"] or "")
    )
