"""How a desk is told that something goes wrong or well, and how it tells: escalation, closing words, notices."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from core.profile.part import Id, Part, Words


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


class Group(Part):
    id: Id
    label: Words


Way = Literal["chat", "mail"]
Ways = Annotated[tuple[Way, ...], Field(min_length=1, max_length=2)]


class Notices(Part):
    """Which way each kind of notice goes (X4). Where one way leads nowhere, the other is taken."""

    default: Ways = ("chat",)
    opened: Ways | None = None
    answer: Ways | None = None
    assigned: Ways | None = None
    status: Ways | None = None

    def ways(self, kind: str) -> tuple[Way, ...]:
        found: tuple[Way, ...] | None = getattr(self, kind, None)
        return found or self.default
