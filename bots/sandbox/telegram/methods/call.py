"""One call of a method, as the handlers see it."""

from dataclasses import dataclass, field
from typing import Any

from bots.sandbox.telegram.files import Upload
from bots.sandbox.telegram.refusal import Json
from bots.sandbox.telegram.world import World


@dataclass(frozen=True, slots=True)
class Call:
    """`params` are typed already; `uploads` are the parts of a multipart body by field name."""

    world: World
    method: str
    params: Json
    uploads: dict[str, Upload] = field(default_factory=dict)

    def get(self, name: str, default: Any = None) -> Any:
        return self.params.get(name, default)
