"""What every table of a profile is made of."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,30}$")]
"""Latin, short enough for a button's data, and never changed once tickets carry it."""

Language = Annotated[str, StringConstraints(pattern=r"^(ru|en)$")]
Words = dict[Language, Annotated[str, StringConstraints(min_length=1, max_length=75, strip_whitespace=True)]]


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
