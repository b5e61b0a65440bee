"""Texts of random tokens that only teach to find and copy: the first lesson."""

from __future__ import annotations

import numpy as np

from reader.form import END, SPECIAL, TEXT

Text = tuple[np.ndarray, np.ndarray]


class Exercises:
    """Makes exercises of tokens that mean nothing, so that no token is left out of the lesson."""

    def __init__(self, seed: int, vocabulary: int):
        self.random = np.random.default_rng(seed)
        self.low, self.vocabulary = len(SPECIAL), vocabulary

    def _pool(self) -> np.ndarray:
        """The tokens of one exercise: few of them are an easier exercise."""
        most = self.vocabulary - self.low
        size = int(min(most, 24 * (most / 24) ** self.random.random()))
        return self.random.choice(np.arange(self.low, self.vocabulary), size, replace=False)

    def repeats(self, longest: int) -> Text:
        """The same tokens again and again; all but the first time they count."""
        length = int(self.random.integers(8, longest // 3))
        piece = self.random.choice(self._pool(), length).tolist()
        tokens = [TEXT] + piece * ((longest - 1) // length)
        weights = [0.0] * (2 + length) + [1.0] * (len(tokens) - length - 2)
        return np.array(tokens, np.uint16), np.array(weights, np.float32)

    def look_ups(self, longest: int) -> Text:
        """Lines of a label and a value; then some labels again, each with its value to give."""
        pool, random = self._pool(), self.random

        def draw(count: int) -> list[int]:
            return random.choice(pool, count).tolist()

        stop = draw(1)
        tokens, weights, entries = [TEXT], [0.0], []
        filler, asked = random.random() * 6, int(random.integers(3, 12))
        while len(tokens) < longest * 0.6:
            label, value = draw(int(random.integers(1, 3))), draw(int(random.integers(2, 9)))
            entries.append((label, value))
            line = label + value + stop + draw(int(random.random() * filler))
            tokens += line
            weights += [0.0] * len(line)
        for pick in random.permutation(len(entries))[:asked]:
            label, value = entries[pick]
            if len(tokens) + len(label) + len(value) + 2 > longest:
                break
            tokens += label + value + stop
            weights += [0.0] * len(label) + [1.0] * (len(value) + 1)
        tokens.append(END)
        weights.append(0.0)
        return np.array(tokens, np.uint16), np.array(weights, np.float32)


    def any(self, longest: int) -> Text:
        length = int(self.random.integers(48, longest))
        kind = self.repeats if self.random.random() < 0.6 else self.look_ups
        return kind(length)
