"""`zayavka profile graph`: the state machine of a profile in one of the formats. It needs no database."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from bots.wiring.drawing.mermaid import mermaid
from bots.wiring.drawing.png import png
from bots.wiring.drawing.said import Said
from bots.wiring.drawing.svg import svg
from core.api.errors import Misconfigured
from core.api.profile import Finding, Profile, inspect
from core.profile.graph import Graph, graph
from core.profile.load import refused

FORMATS: Mapping[str, Callable[[Graph, Said], bytes]] = {
    "svg": lambda found, said: svg(found, said).encode(),
    "png": lambda found, said: png(svg(found, said)),
    "mermaid": lambda found, said: mermaid(found, said).encode(),
}


def readable(file: Path, language: str | None, format: str) -> tuple[Profile, Sequence[Finding]]:
    """The profile and what is wrong with it. Raises Misconfigured for one that cannot be drawn as asked."""
    if format not in FORMATS:
        raise Misconfigured(f"There is no format {format!r}", f"Choose one of {', '.join(FORMATS)}")
    profile, findings = inspect(file)
    if profile is None or profile.start.status not in [status.id for status in profile.statuses]:
        raise refused(file, findings)
    if language is not None and language not in profile.languages:
        raise Misconfigured(f"The profile has no {language!r}", f"Choose one of {', '.join(profile.languages)}")
    return profile, findings


def draw(profile: Profile, format: str, language: str) -> bytes:
    """The picture as a file would hold it."""
    return FORMATS[format](graph(profile), Said(profile, language))
