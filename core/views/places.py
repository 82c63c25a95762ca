"""Where in the whole catalogue words lead: whoever looks for a service need not know what stands above it (A3)."""

from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa

from core.people.person import Person
from core.profile import tree
from core.profile.schema import Profile
from core.search.words import stems, terms
from core.views.forms import opens
from core.views.offers import FoundPlaces, Offer
from core.views.parts import Choice
from core.views.queries import Query

SHORT = 2
"""Words of so few letters tell hardly anything apart, where there are longer ones."""
BEGUN = 3
"""So many letters of a word may be its beginning."""


@dataclass(frozen=True, slots=True)
class FindServices(Query[FoundPlaces]):
    """Places of the catalogue where a ticket can be opened, in words of any language and form, the likeliest alone.

    Nothing is found of what is not open to the viewer (A2).
    """

    words: str


def find_services(conn: sa.Connection, profile: Profile, by: Person, query: FindServices) -> FoundPlaces:
    """A word that no place knows counts for nothing: it may be meant otherwise, and that is said."""
    places = list(_places(profile, by, None))
    said = _said(query.words)
    known = {word for word in said if any(_names(word, place) for _, place in places)}
    met = [(one, sum(_names(word, place) for word in known)) for one, place in places]
    most = max((count for _, count in met), default=0)
    found = tuple(one for one, count in met if count == most) if most else ()
    return FoundPlaces(found, whole=known == said)


def _places(profile: Profile, by: Person, parent: str | None) -> Iterator[tuple[Offer, frozenset[str]]]:
    """The ends of the catalogue, each with all that it and those above it are called."""
    for service in tree.under(profile, parent):
        if not opens(profile, service.id, by):
            continue
        if tree.under(profile, service.id):
            yield from _places(profile, by, service.id)
            continue
        path = tree.path(profile, service.id)
        above = tuple(Choice(one.id, one.label) for one in path[:-1])
        words = frozenset(word for one in path for label in one.label.values() for word in stems(label))
        yield Offer(service.id, service.label, above=above), words


def _said(text: str) -> set[str]:
    found = {word for term in terms(text) for way in term for word in way}
    longer = {word for word in found if len(word) > SHORT or any(sign.isdecimal() for sign in word)}
    return longer or found


def _names(word: str, place: frozenset[str]) -> bool:
    return word in place or (len(word) >= BEGUN and any(one.startswith(word) for one in place))
