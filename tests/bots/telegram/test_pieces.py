"""Long texts fall into messages without a loss: nothing missing, nothing torn, styles where they were."""

import unicodedata

from aiogram.types import MessageEntity
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bots.telegram.pieces import Piece, cut, units

FAMILY = "👨‍👩‍👧‍👦"
SIGNS = st.one_of(
    st.characters(exclude_categories=["Cs"]),
    st.sampled_from(["e\u0301", FAMILY, "🏳️‍🌈", "👍🏽", "1️⃣", "🇷🇺🇺🇸", "न्दी"]),
    st.sampled_from(["\ud83d", "\u200b", "\u202e", " ", "\n", "\n\n"]),
)
TEXTS = st.lists(SIGNS, max_size=120).map("".join)


def whole(pieces: list[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


def unseen(text: str) -> bool:
    return all(sign.isspace() or unicodedata.category(sign) in ("Cf", "Cc") for sign in text)


@settings(max_examples=400, deadline=None)
@given(TEXTS, st.integers(8, 40))
@example("a" * 7 + FAMILY, 8)
@example("x" * 39 + "🇷🇺", 40)
def test_pieces_put_together_are_the_text_and_none_is_too_long(text: str, limit: int) -> None:
    pieces = cut(text, limit=limit)
    assert all(0 < units(piece.text) <= limit for piece in pieces)
    assert not any(unseen(piece.text) for piece in pieces)
    rest = text
    for piece in pieces:
        before, found, rest = rest.partition(piece.text)
        assert found and unseen(before)
    assert unseen(rest)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from([FAMILY, "e\u0301", "👍🏽", "🇷🇺", "1️⃣", "न्दी", "ж", " "]), max_size=80))
def test_no_cut_falls_inside_a_sign(signs: list[str]) -> None:
    pieces = cut("".join(signs), limit=30)
    if not all(sign == " " for sign in signs):
        ends, at = set(), 0
        for sign in signs:
            at += len(sign)
            ends.add(at)
        text, at = "".join(signs), 0
        for piece in pieces:
            at = text.index(piece.text, at) + len(piece.text)
            assert at in ends, (pieces, signs)


@settings(max_examples=200, deadline=None)
@given(TEXTS.filter(lambda text: "\ud83d" not in text), st.data())
def test_a_style_covers_the_same_letters_after_the_cut(text: str, data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(text)))
    last = data.draw(st.integers(first, len(text)))
    style = MessageEntity(type="bold", offset=units(text[:first]), length=units(text[first:last]))
    pieces = cut(text, [style] if style.length else [], limit=25)
    styled = ""
    for piece in pieces:
        for entity in piece.entities:
            assert entity.length > 0 and entity.offset + entity.length <= units(piece.text)
            styled += entity.extract_from(piece.text)
    kept = [sign for sign in text[first:last] if not unseen(sign)]
    assert [sign for sign in styled if not unseen(sign)] == kept


def test_a_text_of_one_endless_sign_is_cut_all_the_same() -> None:
    endless = "a" + "\u0301" * 9000
    assert whole(cut(endless)) == endless
    assert whole(cut("👨‍" * 5000)) == "👨‍" * 5000
    assert whole(cut("🇷🇺" * 6000)) == "🇷🇺" * 6000
    assert all(len(piece.text) % 2 == 0 for piece in cut("🇷🇺" * 6000))


def test_a_cut_prefers_the_end_of_a_paragraph_then_of_a_line_then_of_a_word() -> None:
    assert [piece.text for piece in cut("один два\n\nтри\nчетыре", limit=16)] == ["один два\n\n", "три\nчетыре"]
    assert [piece.text for piece in cut("один два\nтри четыре", limit=16)] == ["один два\n", "три четыре"]
    assert [piece.text for piece in cut("один два три", limit=10)] == ["один два ", "три"]
