"""How good the filter is on letters of our own invention, and what it leaves alone."""

import pytest

from core.spam.learned import ENOUGH, Learned, learned
from core.spam.model import Judge
from core.spam.words import features
from tests.core.spam.corpus import GOOD, SPAM, letters


def _taught(texts: list[str]) -> list[list[int]]:
    return [sorted(features(text)) for text in texts]


def _model(spam: int = 60, good: int = 60) -> Learned:
    made = learned(_taught(letters(1, SPAM, spam)), _taught(letters(2, GOOD, good)))
    assert made is not None
    return made


@pytest.mark.parametrize(("spam", "good"), [(60, 60), (20, 20), (15, 300), (300, 15)])
def test_spam_is_found_and_no_good_letter_is_lost(spam: int, good: int) -> None:
    judge = _model(spam, good)
    caught = sum(judge(text) is not None for text in letters(3, SPAM, 300))
    lost = sum(judge(text) is not None for text in letters(4, GOOD, 300))
    assert lost == 0
    assert caught >= (285 if min(spam, good) >= 60 else 200)


@pytest.mark.parametrize(("spam", "good"), [(0, 0), (ENOUGH - 1, 500), (500, ENOUGH - 1)])
def test_nothing_is_decided_before_enough_of_both_kinds_was_seen(spam: int, good: int) -> None:
    assert learned(_taught(letters(1, SPAM, spam)), _taught(letters(2, GOOD, good))) is None


def test_a_verdict_names_the_words_that_weighed_most() -> None:
    verdict = _model()("Кредит без отказа, займ на карту, казино дарит бонус http://casino-bonus.example")
    assert verdict is not None and verdict.judge is Judge.WORDS and (verdict.score or 0) >= 0.99
    weights = [abs(one.weight) for one in verdict.words]
    assert len(weights) == 5 and weights == sorted(weights, reverse=True)
    said = features("кредит без отказа займ карту казино дарит бонус http://casino-bonus.example").values()
    assert {one.word for one in verdict.words} <= {*said}


@pytest.mark.parametrize("text", ["", "кредит", "займ казино", "🎁", "совсем незнакомые слова про аквариумных рыбок"])
def test_a_letter_that_says_too_little_is_left_alone(text: str) -> None:
    assert _model()(text) is None


def test_the_same_lessons_in_any_order_judge_alike() -> None:
    spam, good = _taught(letters(1, SPAM, 40)), _taught(letters(2, GOOD, 40))
    one, other = Learned(spam, good), Learned(spam[::-1], good[::-1])
    for text in letters(5, SPAM + GOOD, 50):
        found, again = one(text), other(text)
        assert (found is None) == (again is None)
        assert found is None or again is None or found.score == again.score


def test_words_that_both_kinds_say_alike_weigh_little_however_much_more_there_is_of_one() -> None:
    judge = _model(15, 300)
    assert judge("Здравствуйте! Уважаемые коллеги, добрый день, спасибо заранее, с уважением, жду ответа") is None
