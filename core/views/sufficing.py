"""Whether a few words are a ticket already: known with the situation of whoever writes, without asking for it (X1)."""

from collections.abc import Sequence

from core.people.person import Person, Role
from core.profile import tree
from core.profile.schema import Profile
from core.tickets import form, opening


def more_is_asked(profile: Profile, by: Person) -> bool:
    """They do not suffice where the desk wants to know where a ticket belongs, or a field is due.

    A desk that asks for the type alone sets it itself, later. Whom nobody has let in yet is asked who they are (A5).
    """
    if Role.GUEST in by.roles or set(asked_first(profile, by)) - {"type"}:
        return True
    usual = opening.usual_type(profile, None, staff=by.staff)
    return any(one.required == "open" for one in form.asked(profile, usual, {}, staff=by.staff))


def asked_first(profile: Profile, by: Person) -> tuple[str, ...]:
    """What is asked before the subject, as far as there is something to choose."""
    return tuple(ask for ask in profile.opening.asks if len(_offered(profile, by, ask)) > 1)


def _offered(profile: Profile, by: Person, ask: str) -> Sequence[object]:
    match ask:
        case "brand":
            return profile.brands
        case "service":
            return tree.under(profile, None)
        case "type":
            return tree.types_of(profile, None, public=not by.staff)
        case "category":
            return profile.categories
        case _:
            return profile.priorities
