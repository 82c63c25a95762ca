"""The filter that learns: scikit-learn's naive Bayes over the words of the lessons. Only an extra brings the library.

Both kinds weigh the same however many lessons of each there are: the more plentiful is scaled down to the other.
"""

from collections.abc import Sequence
from itertools import chain

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.naive_bayes import MultinomialNB

from core.spam.model import Judge, Verdict, Weighed
from core.spam.words import BUCKETS, features

ENOUGH = 10
"""Lessons of each kind without which nothing is decided."""
MET = 5
"""Words of a letter that the lessons have; one of fewer is left alone."""
SURE = 0.99
"""From so sure on it is spam: a good letter that nobody sees costs more than a bad one that somebody does."""
SMOOTH = 0.1
TOLD = 5
"""Words that explain a verdict."""
Words = Sequence[int]


class Learned:
    """What the lessons come to. The same for the same lessons, wherever it is learned."""

    def __init__(self, spam: Sequence[Words], good: Sequence[Words]) -> None:
        self._weights = _weights(spam, good)

    def __call__(self, text: str) -> Verdict | None:
        """A verdict only where it is spam."""
        said = [(word, float(self._weights[n])) for n, word in features(text).items() if self._weights[n]]
        sure = 1 / (1 + np.exp(-min(max(sum(weight for _, weight in said), -50.0), 50.0)))
        if len(said) < MET or sure < SURE:
            return None
        most = sorted(said, key=lambda one: -abs(one[1]))[:TOLD]
        return Verdict(Judge.WORDS, score=round(float(sure), 4), words=tuple(Weighed(w, round(x, 2)) for w, x in most))


def learned(spam: Sequence[Words], good: Sequence[Words]) -> Learned | None:
    return Learned(spam, good) if min(len(spam), len(good)) >= ENOUGH else None


def _weights(spam: Sequence[Words], good: Sequence[Words]) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    """For every word the logarithm of how much likelier it is in spam; nothing for a word that was never met."""
    letters = [*spam, *good]
    sizes = np.cumsum([0, *map(len, letters)])
    numbers = np.fromiter(chain.from_iterable(letters), dtype=np.int64, count=int(sizes[-1]))
    counts = csr_matrix((np.ones(len(numbers)), numbers, sizes), shape=(len(letters), BUCKETS))
    fewer = min(len(spam), len(good))
    weight = np.repeat([fewer / len(spam), fewer / len(good)], [len(spam), len(good)])
    kinds = np.repeat([1, 0], [len(spam), len(good)])
    model = MultinomialNB(alpha=SMOOTH, fit_prior=False).fit(counts, kinds, sample_weight=weight)
    told: np.ndarray[tuple[int], np.dtype[np.float64]] = model.feature_log_prob_[1] - model.feature_log_prob_[0]
    told[model.feature_count_.sum(axis=0) == 0] = 0.0
    return told
