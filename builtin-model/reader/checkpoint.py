"""Everything that a run goes on from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch

from reader.model import start_weights
from reader.shape import Shape


@dataclass
class Checkpoint:
    """Weights, moments, and how far the run and its data have come."""

    shape: Shape
    step: int
    tokens: int
    shard: int
    batch: int
    weights: torch.Tensor
    first: torch.Tensor
    second: torch.Tensor

    @staticmethod
    def fresh(shape: Shape, seed: int) -> "Checkpoint":
        weights = start_weights(shape, seed)
        zeros = torch.zeros_like(weights)
        return Checkpoint(shape, 0, 0, 0, 0, weights, zeros, zeros.clone())

    @staticmethod
    def load(path: Path) -> "Checkpoint":
        stored = torch.load(path)
        return Checkpoint(**{**stored, "shape": Shape(**stored["shape"])})

    def save(self, path: Path) -> None:
        new = path.with_suffix(".new")
        torch.save({**vars(self), "shape": self.shape.as_dict()}, new)
        new.replace(path)
