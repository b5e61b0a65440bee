"""Everything that a run goes on from."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from reader.model import start_weights
from reader.shape import Shape

#: How many of a float's four bytes a piece keeps: the upper ones.
_KEPT = {"weights": 3, "first": 2, "second": 2}

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
        stored = torch.load(path, map_location="cpu")
        return Checkpoint(**{**stored, "shape": Shape(**stored["shape"])})

    def save(self, path: Path) -> None:
        new = path.with_suffix(".new")
        torch.save({**vars(self), "shape": self.shape.as_dict()}, new)
        new.replace(path)

    def save_pieces(self, folder: Path, most: int = 16_000_000) -> None:
        """Writes the checkpoint in files of at most `most` bytes.

        Weights keep 24 of their 32 bits, moments 16: less than a step of training changes.
        """
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob("*.part"):
            old.unlink()
        for name, width in _KEPT.items():
            wide = getattr(self, name).numpy().view(np.uint8).reshape(-1, 4)
            data = zlib.compress(wide[:, 4 - width :].tobytes(), 1)
            for number, begin in enumerate(range(0, len(data), most)):
                piece = folder / f"{name}-{number:03}.part"
                piece.write_bytes(data[begin : begin + most])
        told = {name: getattr(self, name) for name in ("step", "tokens", "shard", "batch")}
        told["shape"] = self.shape.as_dict()
        (folder / "checkpoint.json").write_text(json.dumps(told, indent=1) + "\n")

    @staticmethod
    def load_pieces(folder: Path) -> "Checkpoint":
        told = json.loads((folder / "checkpoint.json").read_text())

        def array(name: str, width: int) -> torch.Tensor:
            data = b"".join(piece.read_bytes() for piece in sorted(folder.glob(f"{name}-*.part")))
            kept = np.frombuffer(zlib.decompress(data), np.uint8).reshape(-1, width)
            wide = np.zeros((len(kept), 4), np.uint8)
            wide[:, 4 - width :] = kept
            return torch.from_numpy(wide.view(np.float32).reshape(-1))

        arrays = {name: array(name, width) for name, width in _KEPT.items()}
        return Checkpoint(**{**told, "shape": Shape(**told["shape"])}, **arrays)
