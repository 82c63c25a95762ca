"""`zayavka profile diff`: what another version of a desk means for the tickets of this one."""

from pathlib import Path
from typing import Any

import sqlalchemy as sa

from bots.settings import Settings
from bots.wiring.core import profile_path
from core.api.errors import Misconfigured
from core.api.profile import Profile, inspect, load
from core.profile.change import Change, Heap
from core.profile.diff import changes
from core.storage import migrate
from core.storage.engine import normalise, reader
from core.tickets import tally

Rows = list[dict[str, Any]]


def diff(settings: Settings, old: str, new: str) -> tuple[Rows, str]:
    """A row for each change, and why tickets could not be counted, if they could not.

    The old version has only to be readable: it may come from a time of laxer checks. Raises Misconfigured where it is
    not, or where the new one does not pass.
    """
    before, after = _readable(old), load(profile_path(new))
    heaps, silent = _counted(settings)
    rows = [
        {
            "place": one.place,
            "change": one.change,
            "tickets": _count(one, heaps),
            "effect": one.effect,
        }
        for one in changes(before, after)
    ]
    return rows, silent


def _count(change: Change, heaps: list[Heap] | None) -> int | None:
    return None if heaps is None and change.reach is not None else change.touched(heaps or ())


def _readable(name: str) -> Profile:
    profile, findings = inspect(profile_path(name))
    if profile is None:
        raise Misconfigured(str(findings[0]))
    return profile


def _counted(settings: Settings) -> tuple[list[Heap] | None, str]:
    """Reads and nothing else: neither makes a database nor migrates one."""
    try:
        url = normalise(settings.database_url)
        if url.get_backend_name() == "sqlite" and not Path(str(url.database)).exists():
            return None, f"there is no database at {url.database}"
        if (stands := migrate.current(url)) != migrate.head():
            return None, f"the database is at {stands or 'nothing'}; run zayavka db upgrade"
        with reader(url).connect() as conn:
            return tally.heaps(conn), ""
    except Misconfigured as problem:
        return None, str(problem)
    except sa.exc.DBAPIError as problem:
        return None, f"the database does not answer: {problem.orig}"
