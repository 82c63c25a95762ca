"""HTML in and out, tried on texts that nobody would think of."""

import html

from hypothesis import given, settings
from hypothesis import strategies as st

from bots.sandbox.telegram import markup
from bots.sandbox.telegram.rendering import render
from bots.sandbox.telegram.utf16 import index_of, units

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
STYLES = st.sampled_from(["b", "i", "u", "s", "tg-spoiler", "blockquote"])
TREES = st.recursive(
    TEXTS.map(lambda text: html.escape(text, quote=False)),
    lambda inner: st.lists(st.tuples(STYLES, inner).map(lambda pair: f"<{pair[0]}>{pair[1]}</{pair[0]}>")).map("".join),
    max_leaves=8,
)


@given(TEXTS)
def test_escaped_text_is_read_as_it_was(text: str) -> None:
    assert markup.parse(html.escape(text)) == (text, [])
    assert markup.parse(html.escape(text, quote=False)) == (text, [])


@given(TREES)
@settings(max_examples=60)
def test_rendered_markup_is_read_back_alike(source: str) -> None:
    text, entities = markup.parse(source)
    read_text, read = markup.parse(render(text, entities))

    def order(found: list[dict[str, object]]) -> list[str]:
        return sorted(map(repr, found))

    assert (read_text, order(read)) == (text, order(entities))


@given(TEXTS, st.integers(0, 60))
def test_utf16_offsets_agree_with_the_codec(text: str, offset: int) -> None:
    raw = text.encode("utf-16-le")
    assert units(text) == len(raw) // 2
    index = index_of(text, offset)
    if index is not None:
        assert text[:index].encode("utf-16-le") == raw[: 2 * offset]
