"""How customers say what the work was worth."""

from typing import Literal, Self

from pydantic import Field, model_validator

from core.profile.part import Id, Part, Words


class Grade(Part):
    id: Id
    label: Words
    to: Id | None = None
    """Where grading so leads the ticket: whoever is content closes it (E16)."""


class Rating(Part):
    """A binary, graded or numbered scale, best first."""

    sources: tuple[Id, ...] = Field(alias="in", min_length=1)
    """Statuses in which a ticket can be rated."""
    grades: tuple[Grade, ...] = Field(min_length=2, max_length=10)
    ask: Literal["resolved", "later", "answer"] = "resolved"
    """With the notice of the resolution (A9), by a survey some time after it (C10), or with each answer (E16)."""
    after_hours: int | None = Field(None, ge=1, le=720)
    comment: bool = True
    """Whether a word may follow the grade."""

    @model_validator(mode="after")
    def _has_time(self) -> Self:
        if (self.ask == "later") != (self.after_hours is not None):
            raise ValueError("a survey that is asked later needs `after_hours`, and no other has it")
        return self
