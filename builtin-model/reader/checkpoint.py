"""Everything that a run goes on from."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from reader.model import start_weights
from reader.shape import Shape

_MOMENTS = ("first", "second")

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
        """From a file, or from a folder of pieces."""
        if path.is_dir():
            return Checkpoint.load_pieces(path)
        stored = torch.load(path)
        return Checkpoint(**{**stored, "shape": Shape(**stored["shape"])})

    def save(self, path: Path) -> None:
        new = path.with_suffix(".new")
        torch.save({**vars(self), "shape": self.shape.as_dict()}, new)
        new.replace(path)

    def save_pieces(self, folder: Path, most: int = 16_000_000) -> None:
        """Writes the checkpoint in files of at most `most` bytes: moments in half the precision."""
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob("*.part"):
            old.unlink()
        arrays = {"weights": self.weights}
        arrays |= {name: getattr(self, name).bfloat16() for name in _MOMENTS}
        for name, array in arrays.items():
            data = array.view(torch.int16 if name in _MOMENTS else torch.int32).numpy().tobytes()
            for number, begin in enumerate(range(0, len(data), most)):
                piece = folder / f"{name}-{number:02}.part"
                piece.write_bytes(data[begin : begin + most])
        told = {name: getattr(self, name) for name in ("step", "tokens", "shard", "batch")}
        told["shape"] = self.shape.as_dict()
        (folder / "checkpoint.json").write_text(json.dumps(told, indent=1) + "\n")

    @staticmethod
    def load_pieces(folder: Path) -> "Checkpoint":
        told = json.loads((folder / "checkpoint.json").read_text())

        def array(name: str) -> torch.Tensor:
            data = b"".join(piece.read_bytes() for piece in sorted(folder.glob(f"{name}-*.part")))
            if name in _MOMENTS:
                narrow = torch.from_numpy(np.frombuffer(data, np.int16).copy())
                return narrow.view(torch.bfloat16).float()
            return torch.from_numpy(np.frombuffer(data, np.float32).copy())

        arrays = {name: array(name) for name in ("weights", *_MOMENTS)}
        return Checkpoint(**{**told, "shape": Shape(**told["shape"])}, **arrays)
