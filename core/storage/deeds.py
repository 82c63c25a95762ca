"""What a unit has administrated, until the audit writes it down (E11)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.kinds import PersonId


@dataclass(frozen=True, slots=True)
class Deed:
    """What somebody who administrates has changed, for the audit: the kind of thing, which one, and each field's old
    and new value. `whom` is the person whom it is about.
    """

    kind: str
    subject: str
    changes: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    whom: PersonId | None = None
