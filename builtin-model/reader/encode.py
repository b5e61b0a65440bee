"""Postings as tokens and weights, ready to train on."""

from __future__ import annotations

import random
from functools import lru_cache
from pathlib import Path

import numpy as np

from reader.form import ANSWER, KEYS, TEXT, answer, spaced
from reader.posting import posting
from reader.tokens import Tokenizer

TOKENIZER = Path(__file__).resolve().parent.parent / "data" / "tokenizer.json"
#: How much a token of each key counts: most where rules see least; the form is soon known.
WEIGHTS = {"title": 3.0, "company": 3.0, "location": 3.0, "skills": 0.3, "tags": 0.3, "form": 0.5}
SUBSET_SHARE = 0.1


@lru_cache(maxsize=1)
def tokenizer() -> Tokenizer:
    return Tokenizer.load(TOKENIZER)


def encode(text: str, labels: dict, keys: list[str] | None = None):
    """The tokens of a posting and its answer, and the weight of predicting each.

    With `keys` the answer has these alone. Which keys are asked for is not the model's to know:
    the keys' own tokens count only where all are asked.
    """
    tokens = [TEXT, *tokenizer().encode(spaced(text)), ANSWER]
    weights = [0.0] * len(tokens)
    for part, key in answer({k: v or "" for k, v in labels.items()}, keys):
        new = [part] if isinstance(part, int) else tokenizer().encode(part)
        weight = WEIGHTS.get(key, 1.0)
        if key == "form" and keys:
            weight = 0.0
        tokens += new
        weights += [weight] * len(new)
    return np.array(tokens, np.uint16), np.array(weights, np.float32)


def example(chance: random.Random, longest: int, english: float = 0.7):
    """A posting that fits into `longest` tokens with its answer."""
    size = max(chance.uniform(150, longest * 4.2) for _ in range(chance.choice((1, 2))))
    keys = None
    if chance.random() < SUBSET_SHARE:
        keys = sorted(chance.sample(KEYS, chance.randint(2, 8)), key=KEYS.index)
    while True:
        text, labels = posting(chance, int(size), english)
        asked = [key for key in keys or KEYS if labels[key] is not None]
        tokens, weights = encode(text, labels, None if asked == KEYS else asked)
        if len(tokens) <= longest:
            return tokens, weights
        size *= 0.85

