"""What every table of a profile is made of."""

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,30}$")]
"""Latin, short enough for a button's data, and never changed once tickets carry it."""

Language = Annotated[str, StringConstraints(pattern=r"^(ru|en)$")]
Words = dict[Language, Annotated[str, StringConstraints(min_length=1, max_length=75, strip_whitespace=True)]]
"""Short enough for a button of any channel."""
Texts = dict[Language, Annotated[str, StringConstraints(min_length=1, max_length=3_000, strip_whitespace=True)]]


def _several(value: object) -> object:
    return (value,) if isinstance(value, str) else value


Ids = Annotated[tuple[Id, ...], BeforeValidator(_several)]
"""One may be written without brackets."""

Address = Annotated[str, StringConstraints(pattern=r"^[^\s@:]+@[^\s@:]+\.[^\s@:]+$", to_lower=True)]
Told = Annotated[
    str,
    StringConstraints(
        pattern=r"^(assignee|colleagues|channel|role:(agent|dispatcher|administrator)|group:[a-z0-9][a-z0-9_-]{0,30}"
        r"|person:[^\s@:]+@[^\s@:]+\.[^\s@:]+)$"
    ),
]
"""Of the desk's people; `colleagues` are all members of the groups that the assignee belongs to (E7), or, where nobody
has taken a ticket yet, of the group in whose queue it stands."""
Tell = Annotated[tuple[Told, ...], BeforeValidator(_several)]
Whom = Annotated[
    str, StringConstraints(pattern=r"^(group:[a-z0-9][a-z0-9_-]{0,30}|person:[^\s@:]+@[^\s@:]+\.[^\s@:]+)$")
]
"""Whose work a ticket can become: a group's, or a person's by their mail address."""


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
