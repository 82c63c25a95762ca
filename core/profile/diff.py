"""What another version of a desk means for the tickets that are open: `zayavka profile diff`. Pure."""

from collections.abc import Iterator, Mapping

from core.profile.change import Change, alive
from core.profile.diff_catalogue import catalogue_changes
from core.profile.diff_states import state_changes
from core.profile.diff_time import time_changes
from core.profile.schema import Profile

NEXT = "Tickets that are opened from now on"
AT_ONCE = "Holds at once"
WORDS = "People read the new words at once"

EFFECTS: Mapping[str, str] = {
    "id": "It is another desk: a database belongs to one",
    "name": WORDS,
    "prefix": f"{NEXT} are numbered so; the others keep their numbers",
    "languages": AT_ONCE,
    "doors": "Doors open and close at the next start; whoever came by one that is gone hears another way",
    "nouns": WORDS,
    "terms": WORDS,
    "limits": f"{AT_ONCE} for whatever is written from now on",
    "start": f"{NEXT}, and whatever is claimed from now on",
    "escalation": AT_ONCE,
    "closing": AT_ONCE,
    "access": AT_ONCE,
    "conversation": AT_ONCE,
    "groups": f"{AT_ONCE} for rights, queues and calls",
    "routes": f"{NEXT}; who has work keeps it",
    "routing": f"{NEXT}; who has work keeps it",
    "notices": f"{AT_ONCE} for what happens from now on",
    "mail": f"{AT_ONCE} for letters that come from now on",
    "opening": NEXT,
    "rating": AT_ONCE,
    "fields": AT_ONCE,
}
"""For what no closer rule speaks of."""
FELT = ("conversation", "access", "escalation", "closing", "notices", "languages", "fields", "rating")
"""Of these, what tickets that are open feel."""


def changes(old: Profile, new: Profile) -> list[Change]:
    """All differences, in the order of the schema. An empty list: the two files mean the same."""
    order = list(Profile.model_fields)
    found = [*state_changes(old, new), *catalogue_changes(old, new), *time_changes(old, new)]
    found += _rest(old, new, {_table(one) for one in found})
    return sorted(found, key=lambda one: order.index(_table(one)))


def _table(change: Change) -> str:
    return change.place.partition(".")[0].partition("[")[0]


def _rest(old: Profile, new: Profile, told: set[str]) -> Iterator[Change]:
    """Nothing that differs goes untold."""
    for name in Profile.model_fields:
        if name not in (*told, "digest") and getattr(old, name) != getattr(new, name):
            reach = alive(old) if name in FELT else None
            yield Change(name, "says something else", EFFECTS.get(name, f"{AT_ONCE} wherever it is read"), reach)
