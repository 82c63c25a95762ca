"""How a desk is told that something goes wrong or well, and how it tells: escalation, closing words, notices."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from core.profile.access import Telling
from core.profile.part import Id, Ids, Part, Texts, Words


class Reason(Part):
    id: Id
    label: Words
    counts: bool = True
    """A reason that does not count is offered all the same, and answered with those that do (D4)."""


class Escalation(Part):
    reasons: tuple[Reason, ...] = Field(min_length=1, max_length=12)
    group: Id | None = None
    """Who is called; nobody of them there: the assignee and the administrators."""


class Closing(Part):
    """Words by which customers say that all is well. They only offer agents a one-tap close (D5)."""

    to: Id
    phrases: tuple[Annotated[str, StringConstraints(min_length=3, max_length=100)], ...] = Field(min_length=1)


Way = Literal["chat", "mail"]
Ways = Annotated[tuple[Way, ...], Field(max_length=2)]


class Notices(Part):
    """Which way each kind of notice goes to the requester and the observers, and who of the desk is told (X4, E7).

    Where one way leads nowhere, the other is taken. No way at all: nothing is said of it.
    """

    default: Annotated[Ways, Field(min_length=1)] = ("chat",)
    opened: Ways | None = None
    answer: Ways | None = None
    comment: Ways | None = None
    """What the requester or another observer has said, told to observers."""
    assigned: Ways | None = None
    status: Ways | None = None
    changed: Ways = ()
    """Another type, priority, category or service; who came into copy, or left it (A8)."""
    survey: Ways | None = None
    staff: tuple[Telling, ...] = ()

    def ways(self, kind: str) -> tuple[Way, ...]:
        found: tuple[Way, ...] | None = getattr(self, kind, None)
        return self.default if found is None else found


class Canned(Part):
    """An answer to pick from a list (E5). Placeholders are `{requester} {number} {subject} {assignee} {desk}`."""

    id: Id
    label: Words
    text: Texts
    category: Ids = ()
    """For tickets of these it stands first."""
