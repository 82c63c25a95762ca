"""What is said of a ticket beside its words: which of the profile's things, and which customer's (C7, B1)."""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum

from core.errors import Code, Refusal
from core.profile.catalogue import FieldKind
from core.profile.schema import Profile
from core.tickets import form


class Aspect(StrEnum):
    TYPE = "type"
    PRIORITY = "priority"
    CATEGORY = "category"
    SERVICE = "service"
    BRAND = "brand"
    SOURCE = "source_id"
    LEVEL = "level"
    DUE = "due_at"
    COMPANY = "company"
    CONTACT = "contact"
    """A mail address."""
    SITE = "site"
    EQUIPMENT = "equipment"
    CONTRACT = "contract"


OFFERED: Mapping[Aspect, Callable[[Profile], Iterable[str]]] = {
    Aspect.TYPE: lambda profile: (one.id for one in profile.types),
    Aspect.PRIORITY: lambda profile: (one.id for one in profile.priorities),
    Aspect.CATEGORY: lambda profile: (one.id for one in profile.categories),
    Aspect.SERVICE: lambda profile: (one.id for one in profile.services),
    Aspect.BRAND: lambda profile: (one.id for one in profile.brands),
    Aspect.SOURCE: lambda profile: (one.id for one in profile.sources),
}
"""Aspects that are picked from the profile."""
TIES = (Aspect.COMPANY, Aspect.CONTACT, Aspect.SITE, Aspect.EQUIPMENT, Aspect.CONTRACT)
NEEDED = (Aspect.TYPE, Aspect.PRIORITY)
"""What every ticket has."""
REFERRING = {
    FieldKind.COMPANY: Aspect.COMPANY, FieldKind.SITE: Aspect.SITE, FieldKind.EQUIPMENT: Aspect.EQUIPMENT,
}  # fmt: skip


FIELD = "field:"
"""Before the id of a form's question, in the names of what has changed."""
OUTSIDE = frozenset({Aspect.TYPE, Aspect.PRIORITY, Aspect.CATEGORY, Aspect.SERVICE, Aspect.DUE})
"""What the customer's side is told when it changes; the rest is the desk's own matter (A8)."""


def outside(profile: Profile, changed: Iterable[str]) -> list[str]:
    """What of a triage leaves the desk: neither its customer's standing and ties, nor answers of agents' own fields."""
    inner = {f"{FIELD}{field.id}" for field in profile.fields if field.agents_only}
    return [name for name in changed if name in OUTSIDE or (name.startswith(FIELD) and name not in inner)]


def offered(profile: Profile, aspect: Aspect, id: str) -> str:
    """Raises Refusal(CHOICE), or UNKNOWN_TYPE, for what the profile does not offer (any more)."""
    if id not in OFFERED[aspect](profile):
        raise Refusal(Code.UNKNOWN_TYPE) if aspect is Aspect.TYPE else Refusal(Code.CHOICE, aspect=aspect.value)
    return id


def by_field(profile: Profile, answers: Mapping[str, str], refusal: Refusal) -> Refusal:
    """The question whose answer it was, so that it can be asked again."""
    aspect = refusal.params.get("aspect")
    kinds = {field.id: REFERRING.get(field.kind) for field in profile.fields}
    field = next((id for id in answers if aspect and kinds.get(id) == aspect), None)
    return form.refused(field, form.Problem.UNKNOWN, answers[field]) if field else refusal


def referred(profile: Profile, answers: Mapping[str, str]) -> dict[Aspect, str]:
    """Answers of a form that name a company, a site or equipment tie the ticket to it."""
    kinds = {field.id: field.kind for field in profile.fields}
    return {REFERRING[kinds[id]]: text for id, text in answers.items() if kinds.get(id) in REFERRING and text}
