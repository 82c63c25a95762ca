"""HTML from a stranger, made safe to show: an allow list, no style, no script, nothing loaded from afar (faults E1)."""

import re
from collections import Counter

import nh3

from bots.email.incoming.shapes import HTML, Beyond

TAGS = {
    "a", "abbr", "b", "bdi", "bdo", "blockquote", "br", "caption", "cite", "code", "col", "colgroup", "dd", "del",
    "div", "dl", "dt", "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd",
    "li", "mark", "ol", "p", "pre", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "table",
    "tbody", "td", "tfoot", "th", "thead", "tr", "tt", "u", "ul", "var",
}  # fmt: skip
GONE = {
    "script",
    "style",
    "title",
    "head",
    "template",
    "noscript",
    "textarea",
    "select",
    "svg",
    "math",
    "iframe",
    "object",
}
SHOWN = {
    "a": {"href"}, "img": {"src", "alt", "width", "height"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"},
    "ol": {"start"}, "*": {"dir"},
}  # fmt: skip
READ = SHOWN | {"*": {"class", "id", "style", "type", "dir"}}
"""For finding quotes, and never shown: programs mark them by classes and styles."""
NESTED = 600
MARKS = 100_000
ENTITIES = 100_000
"""Beyond these the parser takes quadratic time: 400,000 nested divs, or a million ampersands, take minutes (C4)."""
_STAND_IN = "\ufdd0"
"""For a space that does not break, which the library writes in quadratic time."""
_MARK = re.compile(r"<(/?)([a-zA-Z][^\s/>]{0,40})")
_CLOSED_BY_OTHERS = {
    "p", "li", "dd", "dt", "tr", "td", "th", "tbody", "thead", "tfoot", "option", "optgroup", "colgroup", "br", "hr",
    "img", "input", "meta", "link", "col", "area", "base", "wbr", "embed", "source", "track", "param",
}  # fmt: skip
LINKS = {"http", "https", "mailto", "tel", "cid"}


def bounded(markup: str) -> str:
    """The markup, fit for the parser. Raises Beyond."""
    lighter = markup.replace("&nbsp;", "\N{NO-BREAK SPACE}").replace("\0", "")
    if len(markup) > HTML or lighter.count("<") > MARKS or lighter.count("&") > ENTITIES or _nested(lighter) > NESTED:
        raise Beyond("html")
    return lighter


def _nested(markup: str) -> int:
    """How deep it can be at most. Each kind of element is counted apart: a closing mark closes no other kind."""
    open_now: Counter[str] = Counter()
    depth = deepest = 0
    for closing, name in _MARK.findall(markup):
        kind = name.lower()
        if kind in _CLOSED_BY_OTHERS:
            continue
        if not closing:
            open_now[kind] += 1
            depth += 1
            deepest = max(deepest, depth)
        elif open_now[kind]:
            open_now[kind] -= 1
            depth -= 1
    return deepest


def safe(markup: str) -> str:
    """Pictures stay where they refer to a part of the letter; all others would tell their server who reads."""
    return _cleaned(markup, SHOWN)


def structure(markup: str) -> str:
    """Well-formed, so that a simple parser can read it, with the marks that tell quotes apart. Not for showing."""
    return _cleaned(markup, READ)


def _cleaned(markup: str, attributes: dict[str, set[str]]) -> str:
    cleaned = nh3.clean(
        markup.replace("\N{NO-BREAK SPACE}", _STAND_IN),
        tags=TAGS,
        clean_content_tags=GONE,
        attributes=attributes,
        attribute_filter=_kept,
        url_schemes=LINKS,
        link_rel="noopener noreferrer nofollow",
        strip_comments=True,
    )
    return cleaned.replace(_STAND_IN, "\N{NO-BREAK SPACE}")


def _kept(tag: str, name: str, value: str) -> str | None:
    if name == "src":
        return value if value.strip().lower().startswith("cid:") else None
    if name == "href" and value.strip().lower().startswith("cid:"):
        return None
    return value
