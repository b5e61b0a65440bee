"""Texts of tokens laid one after the other for one pass of the model."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch

#: A text's length is rounded up to this: few shapes mean few compiled matrix products.
LENGTH_STEP = 32
TARGET_STEP = 256


@dataclass
class Batch:
    """Texts one after the other, each padded; the targets that count and their weights."""

    tokens: torch.Tensor  # long [rows]
    start: torch.Tensor  # int32 [texts]
    length: torch.Tensor  # int32 [texts], padded
    at: torch.Tensor  # long [targets]: the row that predicts
    target: torch.Tensor  # long [targets]
    weight: torch.Tensor  # float [targets]
    real: int  # tokens that are not padding

    def to(self, device: str) -> "Batch":
        moved = {
            name: value.to(device) if isinstance(value, torch.Tensor) else value
            for name, value in vars(self).items()
        }
        return Batch(**moved)


def padded(length: int) -> int:
    return -(-length // LENGTH_STEP) * LENGTH_STEP


def lay_out(texts: list[tuple[np.ndarray, np.ndarray]], rows: int) -> Batch:
    """A batch of `rows` rows. A text is its tokens and the weight of predicting each of them."""
    tokens = np.zeros(rows, np.int64)
    weights = np.zeros(rows, np.float32)
    starts, lengths, at, used, real = [], [], [], 0, 0
    for ids, weight in texts:
        n = len(ids)
        tokens[used : used + n] = ids
        weights[used : used + n] = weight
        counted = np.flatnonzero(weight[1:]) + 1
        at.append(used + counted)
        starts.append(used)
        lengths.append(padded(n))
        used += padded(n)
        real += n
    while used < rows:
        rest = min(rows - used, 512)
        starts.append(used)
        lengths.append(rest)
        used += rest
    hit = np.concatenate(at)
    count = -(-len(hit) // TARGET_STEP) * TARGET_STEP
    rows_at, target = np.zeros(count, np.int64), np.zeros(count, np.int64)
    weight = np.zeros(count, np.float32)
    rows_at[: len(hit)] = hit - 1
    target[: len(hit)] = tokens[hit]
    weight[: len(hit)] = weights[hit]
    return Batch(
        torch.from_numpy(tokens),
        torch.tensor(starts, dtype=torch.int32),
        torch.tensor(lengths, dtype=torch.int32),
        torch.from_numpy(rows_at),
        torch.from_numpy(target),
        torch.from_numpy(weight / max(1e-6, float(weight.sum()))),
        real,
    )
