"""What a letter is known by, and what no letter can do to whoever reads it."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.spam.words import BUCKETS, LONGEST, features, number


def _shared(one: str, other: str) -> int:
    return len(features(one).keys() & features(other).keys())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("скидка", "скидками"), ("заработка", "заработком"), ("выгодное", "выгодных"), ("ёлочка", "елочки"),
        ("discount", "discounts"), ("working", "worked"), ("КРЕДИТ", "кредита"), ("кре\u00adдит", "кредит"),
        ("ｃａｓｉｎｏ", "casino"), ("100000", "250000"),
        ("https://www.casino.example/a", "http://casino.example/b?c=1"), ("кpeдит", "зaём"),
    ],
)  # fmt: skip
def test_forms_of_a_word_are_one(one: str, other: str) -> None:
    assert _shared(one, other) == 1


@pytest.mark.parametrize(("one", "other"), [("скидка", "счёт"), ("100", "1000"), ("pills.example", "bills.example")])
def test_other_words_are_others(one: str, other: str) -> None:
    assert number(one) != number(other) and len(features(one).keys() - features(other).keys()) >= 1


def test_a_word_counts_once_and_is_shown_as_it_was_written() -> None:
    assert list(features("Кредит кредита КРЕДИТУ банк").values()) == ["кредит", "банк"]


@pytest.mark.parametrize("text", ["", "🎁🎁🎁", "!!! ... ---", "я и ты", "\u200b" * 1000, "​а​"])
def test_a_letter_without_words_is_known_by_nothing(text: str) -> None:
    assert features(text) == {}


@given(st.text(max_size=2000))
def test_anything_is_read(text: str) -> None:
    assert all(0 <= one < BUCKETS for one in features(text))


@pytest.mark.parametrize("piece", ["слово ", "а", "http://", "https://x.example ", "aа", "<b>", "1 ", "\u200b", "ﷺ"])
def test_a_huge_letter_is_read_quickly_and_only_its_beginning(piece: str) -> None:
    huge = piece * (20_000_000 // len(piece))
    began = time.perf_counter()
    found = features(huge)
    assert time.perf_counter() - began < 1.0
    assert found.keys() <= features(huge[:LONGEST]).keys()
