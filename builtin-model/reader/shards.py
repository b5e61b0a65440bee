"""Training data in numbered shards: each is a function of its number, and lies in one file."""

from __future__ import annotations

import os
import random
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from reader.batch import Batch, lay_out, padded
from reader.copying import Exercises
from reader.form import ANSWER

Text = tuple[np.ndarray, np.ndarray]
PROMPT_SHARE, PROMPT_WEIGHT = 0.1, 0.3


@dataclass(frozen=True)
class Stage:
    """Shards from `first` on: how long a text may be, how many are exercises, how many English."""

    first: int
    longest: int
    exercises: float
    english: float = 0.7
    rows: int = 4096
    tokens: int = 500_000


#: What is learnt when. A shard's stage is the last one that begins at or before its number.
STAGES = (
    Stage(0, 320, exercises=0.15, english=0.95, rows=2048),
    Stage(2, 640, exercises=0.04, english=0.9, rows=2560),
    Stage(10, 1280, exercises=0.02, english=0.9, rows=3072),
    Stage(24, 1280, exercises=0.02, rows=3072),
)


def stage_of(number: int, stages: tuple[Stage, ...] = STAGES) -> Stage:
    return [stage for stage in stages if stage.first <= number][-1]


class Shards:
    """The shards of a folder, made where they are missing."""

    def __init__(self, folder: Path, vocabulary: int, stages: tuple[Stage, ...] = STAGES):
        self.folder, self.vocabulary, self.stages = folder, vocabulary, stages
        folder.mkdir(parents=True, exist_ok=True)

    def path(self, number: int) -> Path:
        return self.folder / f"shard-{number:06d}.npz"

    def make(self, number: int) -> None:
        """Writes the shard unless it is there."""
        if self.path(number).exists():
            return
        texts = self._made(number, stage_of(number, self.stages))
        # Two processes may make the same shard at once; each writes a file of its own.
        new = self.path(number).with_suffix(f".{os.getpid()}.npz")
        np.savez(
            new,
            tokens=np.concatenate([tokens for tokens, _ in texts]),
            weights=np.concatenate([weights for _, weights in texts]).astype(np.float16),
            lengths=np.array([len(tokens) for tokens, _ in texts], np.int32),
        )
        new.replace(self.path(number))

    def _made(self, number: int, stage: Stage) -> list[Text]:
        from reader.encode import example

        exercises = Exercises(number, self.vocabulary)
        texts: list[Text] = []
        size = 0
        while size < stage.tokens:
            chance = random.Random(f"{number}-{len(texts)}")
            if chance.random() < stage.exercises:
                texts.append(exercises.any(min(stage.longest, 256)))
            else:
                texts.append(example(chance, stage.longest, stage.english))
            size += len(texts[-1][0])
        return texts

    def share(self, number: int, ahead: int) -> None:
        """Makes the shard that is so many ahead while others make this one, if it is missing."""
        if not self.path(number).exists():
            self.make(number + ahead)
        while not self.path(number).exists():
            time.sleep(0.2)

    def texts(self, number: int) -> list[Text]:
        self.make(number)
        with np.load(self.path(number)) as stored:
            ends = np.cumsum(stored["lengths"])[:-1]
            tokens = np.split(stored["tokens"], ends)
            weights = np.split(stored["weights"].astype(np.float32), ends)
        return list(zip(tokens, weights))


def packed(texts: list[Text], rows: int) -> list[list[int]]:
    """Which texts share a batch of `rows` rows: the first that fits goes in."""
    bins: list[list[int]] = []
    open_bins: list[tuple[list[int], int]] = []
    for number, (tokens, _) in enumerate(texts):
        need = padded(len(tokens))
        for place, (members, left) in enumerate(open_bins):
            if need <= left:
                members.append(number)
                open_bins[place] = (members, left - need)
                break
        else:
            members = [number]
            open_bins.append((members, rows - need))
            if len(open_bins) > 8:
                bins.append(open_bins.pop(0)[0])
    return bins


class Stream:
    """The batches of a run in their order, from any place on: (shard, batch within it).

    Workers that move in step share the making of shards: each has another number `ahead`, from 0.
    """

    def __init__(self, shards: Shards, shard: int = 0, batch: int = 0, ahead: int = 0):
        self.shards, self.shard, self.batch, self.ahead = shards, shard, batch, ahead
        self._texts: list[Text] = []
        self._bins: list[list[int]] = []

    def take(self, count: int, mine: int) -> Batch:
        """Moves on by `count` batches and gives the `mine`-th of them."""
        self._turn(count)
        place = self.batch + mine
        self.batch += count
        return self._batch(place)

    def take_all(self, count: int) -> list[Batch]:
        """Moves on by `count` batches and gives them all."""
        self._turn(count)
        self.batch += count
        return [self._batch(place) for place in range(self.batch - count, self.batch)]

    def _turn(self, count: int) -> None:
        if not self._bins:
            self._open()
        if self.batch + count > len(self._bins):
            self.shard, self.batch = self.shard + 1, 0
            self._open()

    def _batch(self, place: int) -> Batch:
        draw = np.random.default_rng((self.shard, place))
        texts = [_weighted(self._texts[i], draw) for i in self._bins[place]]
        return lay_out(texts, self._stage.rows)

    def _open(self) -> None:
        self.shards.share(self.shard, self.ahead)
        self._stage = stage_of(self.shard, self.shards.stages)
        self._texts = self.shards.texts(self.shard)
        self._bins = packed(self._texts, self._stage.rows)


def _weighted(text: Text, draw: np.random.Generator) -> Text:
    """The text with a small weight on some of the posting's own tokens."""
    tokens, weights = text
    weights = weights.copy()
    prompt = int(np.argmax(tokens == ANSWER))
    chosen = draw.random(prompt) < PROMPT_SHARE
    weights[1:prompt][chosen[1:]] = PROMPT_WEIGHT
    return tokens, weights
