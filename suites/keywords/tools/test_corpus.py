"""Checks that the splits are honest and the plan is repeatable. Needs numpy and pytest."""

from collections import Counter
from itertools import combinations

import pytest

import corpus


@pytest.mark.parametrize(("one", "other"), list(combinations(corpus.SPLITS, 2)))
def test_splits_share_no_variant(one: corpus.Split, other: corpus.Split):
    assert not set(one.variants) & set(other.variants)


@pytest.mark.parametrize("split", corpus.SPLITS)
def test_a_plan_is_repeatable_and_uses_only_its_voices(split: corpus.Split):
    plan = corpus.plan(split)
    assert plan == corpus.plan(split)
    for utterance in plan:
        accent, variant = utterance.voice.split("+")
        assert accent in split.accents
        assert variant in split.variants


def test_the_test_split_has_thirty_of_every_class():
    counts = Counter(u.label for u in corpus.plan(corpus.TEST))
    counts[corpus.SILENCE] += corpus.TEST.silence
    assert counts == dict.fromkeys(range(12), 30)


def test_unheard_words_are_only_in_the_test_split():
    heard = {
        u.word for s in corpus.SPLITS if s is not corpus.TEST for u in corpus.plan(s)
    }
    assert not heard & set(corpus.UNHEARD_WORDS)
    assert not set(corpus.KEYWORDS) & {*corpus.OTHER_WORDS, *corpus.UNHEARD_WORDS}
