"""Learns the tokenizer from made-up postings: `python3 -m reader.learn_tokens`."""

from __future__ import annotations

import random

from reader import names, rules
from reader.encode import TOKENIZER
from reader.form import SPECIAL, spaced
from reader.industries import _PATTERNS
from reader.posting import posting
from reader.shape import BUILT_IN
from reader.tokens import Tokenizer, learn

WORDS = (
    "full-time part-time contract temporary internship freelance volunteer other intern junior mid"
    " senior lead director executive"
).split()


def texts(seed: int = 7, postings: int = 5000):
    """What the tokenizer is learnt from: postings, names, and often the answers' own words."""
    chance = random.Random(seed)
    for _ in range(postings):
        yield spaced(posting(chance, chance.randint(300, 2500))[0])
    for _ in range(6000):
        yield f" {names.title(chance)} {names.company(chance)} {names.place(chance)}"
    own = rules.skill_names() + WORDS + [name for name, _ in _PATTERNS] + rules.tag_names()
    for word in own:
        yield f" {word}" * 300


def main() -> None:
    merges = learn(texts(), BUILT_IN.vocabulary - len(SPECIAL) - 256)
    made = Tokenizer(merges)
    assert len(made) == BUILT_IN.vocabulary
    made.save(TOKENIZER)
    sample = " Senior Entwickler (m/w/d), 8400 Chemin-Été… “quoted”\n \n x"
    assert made.decode(made.encode(sample)) == sample
    print(f"{len(made)} tokens in {TOKENIZER}")


if __name__ == "__main__":
    main()
