"""Pages drawn from templates. Everything that is put in is escaped there, whoever wrote it (faults E1)."""

import hashlib
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bots.moments import moment, stamp
from bots.wording import Words
from core.api.profile import Profile

HERE = Path(__file__).parent
STYLE = (HERE / "static" / "page.css").read_bytes()
STYLE_NAME = f"page-{hashlib.sha256(STYLE).hexdigest()[:12]}.css"
ENGINE = Environment(
    loader=FileSystemLoader(HERE / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
FOREVER = {"Cache-Control": "public, max-age=31536000, immutable"}


class Pages:
    """`prefix` is the path below which the pages lie."""

    def __init__(self, words: Words, profile: Profile, prefix: str) -> None:
        self.words = words
        self._desk = profile.name
        self._languages = profile.languages
        self._prefix = prefix

    def draw(self, template: str, language: str, status: int = 200, zone: str = "UTC", **values: Any) -> Response:
        """Instants are told in `zone`, the reader's own."""
        ground: Mapping[str, Any] = {
            "language": language,
            "desk": self._desk,
            "t": partial(self.words, language),
            "label": partial(self.words.label, language),
            "term": partial(self.words.term, language),
            "value": partial(self.words.value, language),
            "path_of": partial(self.words.path, language),
            "moment": partial(moment, self.words, language, zone),
            "iso": iso,
            "prefix": self._prefix,
            "style": f"{self._prefix}/static/{STYLE_NAME}",
        }
        page = ENGINE.get_template(template).render({**ground, **values})
        return HTMLResponse(page, status)

    def say(self, language: str, said: str, status: int = 200, **values: str | int) -> Response:
        """A page that only says something: `web-<said>` under the heading `web-<said>-title`."""
        title, text = self.words(language, f"web-{said}-title"), self.words(language, f"web-{said}", **values)
        return self.draw("said.html", language, status, title=title, text=text)

    def language(self, request: Request) -> str:
        """For somebody unknown: what their browser prefers among the desk's languages."""
        wanted = request.headers.get("accept-language", "")
        for part in wanted.lower().split(",")[:20]:
            short = part.partition(";")[0].strip().split("-")[0]
            if short in self._languages:
                return short
        return self._languages[0]


def iso(at: int) -> str:
    return f"{stamp(at, 'UTC'):%Y-%m-%dT%H:%M:%SZ}"


async def style(request: Request) -> Response:
    """The one stylesheet. Its name changes with its content, so that it may be kept for ever."""
    return Response(STYLE, media_type="text/css", headers=FOREVER)
