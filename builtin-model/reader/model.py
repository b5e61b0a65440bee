"""The one definition of the model. How its operations are computed is Fused's or Plain's."""

from __future__ import annotations

import math

import torch

from reader import induction
from reader.batch import Batch
from reader.shape import Shape


def views(flat: torch.Tensor, shape: Shape) -> dict[str, torch.Tensor]:
    """Each weight as a view of the flat array."""
    found, used = {}, 0
    for name, size in shape.weights():
        count = math.prod(size)
        found[name] = flat[used : used + count].view(size)
        used += count
    return found


def start_weights(shape: Shape, seed: int) -> torch.Tensor:
    """Fresh weights: small normal matrices, and two heads that copy."""
    flat = torch.empty(shape.size())
    generator = torch.Generator().manual_seed(seed)
    for name, weight in views(flat, shape).items():
        if weight.dim() == 1:
            weight.fill_(1.0)
            continue
        deviation = 0.4 / math.sqrt(shape.width)
        if name.endswith((".out", ".down")):
            deviation /= math.sqrt(2 * shape.layers)
        weight.normal_(0, deviation, generator=generator)
    induction.give(views(flat, shape), shape, generator)
    return flat


def rotations(shape: Shape) -> tuple[torch.Tensor, torch.Tensor]:
    width = shape.head_width
    inverse = shape.rope_base ** (-torch.arange(0, width, 2).float() / width)
    angle = torch.outer(torch.arange(shape.context + 32).float(), inverse)
    return torch.cos(angle).contiguous(), torch.sin(angle).contiguous()


class Model:
    """Weights and the operations that run them."""

    def __init__(self, shape: Shape, weights: dict[str, torch.Tensor], operations):
        self.shape, self.weights, self.operations = shape, weights, operations
        device = weights["norm"].device
        self.cosine, self.sine = (part.to(device) for part in rotations(shape))

    def hidden(self, batch: Batch) -> torch.Tensor:
        """The last layer's normed output for each row."""
        do, weights, shape = self.operations, self.weights, self.shape
        x = do.embed(weights["embedding"], batch.tokens)
        for layer in range(shape.layers):
            own = f"{layer}."
            y = do.rms(x, weights[own + "norm1"])
            qkv = do.linear(y, weights[own + "qkv"], own + "qkv")
            mixed = do.attention(
                qkv, shape.heads, shape.kv_heads, self.cosine, self.sine, batch
            )
            x = do.add(x, do.linear(mixed, weights[own + "out"], own + "out"))
            y = do.rms(x, weights[own + "norm2"])
            y = do.swiglu(do.linear(y, weights[own + "gate_up"], own + "gate_up"))
            x = do.add(x, do.linear(y, weights[own + "down"], own + "down"))
        return do.rms(x, weights["norm"])

    def loss(self, batch: Batch) -> tuple[torch.Tensor, torch.Tensor]:
        """The weighted loss, and each target's own."""
        return self.operations.loss(self.hidden(batch), self.weights["embedding"], batch)
