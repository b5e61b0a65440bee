"""Muon for the matrices inside the layers, Adam for the embeddings and the norms."""

from __future__ import annotations

import math

import torch

from reader.shape import Shape

MOMENTUM, BETA1, BETA2, DECAY = 0.95, 0.9, 0.98, 0.05


def orthogonal(matrix: torch.Tensor, dtype: torch.dtype, steps: int = 5) -> torch.Tensor:
    """Nearly the closest matrix with orthonormal rows or columns (Newton-Schulz, in `dtype`)."""
    tall = matrix.shape[0] > matrix.shape[1]
    x = (matrix / (matrix.norm() + 1e-7)).to(dtype)
    x = x.t().contiguous() if tall else x
    for _ in range(steps):
        a = x @ x.t()
        b = -4.7750 * a + 2.0315 * (a @ a)
        x = 3.4445 * x + b @ x
    return (x.t() if tall else x).float()


def pieces(shape: Shape, name: str, matrix: torch.Tensor) -> list[torch.Tensor]:
    """A stored matrix as the matrices that it is made of."""
    if name.endswith(".qkv"):
        head = shape.head_width
        return list(matrix.split([shape.heads * head] + [shape.kv_heads * head] * 2))
    if name.endswith(".gate_up"):
        return list(matrix.split([shape.feed_forward] * 2))
    return [matrix]


class Optimiser:
    """Updates the weights named in `owned`; the moments lie in flat arrays like the weights."""

    def __init__(
        self, shape: Shape, weights, gradients, first, second, owned: list[str], dtype: torch.dtype
    ):
        self.shape, self.owned = shape, owned
        self.weights, self.gradients = weights, gradients
        self.first, self.second, self.dtype = first, second, dtype

    @torch.no_grad()
    def step(self, number: int, rate: float) -> None:
        """Step `number` (from 1) at learning rate `rate`; clears the gradients it used."""
        for name in self.owned:
            if "." in name and "norm" not in name:
                self._muon(name, rate)
            else:
                self._adam(name, number, rate)
            self.gradients[name].zero_()

    def _muon(self, name: str, rate: float) -> None:
        weight, gradient, moment = self.weights[name], self.gradients[name], self.first[name]
        moment.mul_(MOMENTUM).add_(gradient, alpha=1 - MOMENTUM)
        towards = gradient.mul(1 - MOMENTUM).add_(moment, alpha=MOMENTUM)
        weight.mul_(1 - rate * DECAY)
        for part, way in zip(pieces(self.shape, name, weight), pieces(self.shape, name, towards)):
            size = 0.2 * math.sqrt(max(way.shape))
            part.sub_(orthogonal(way, self.dtype), alpha=rate * size)

    def _adam(self, name: str, number: int, rate: float) -> None:
        weight, gradient = self.weights[name], self.gradients[name]
        norm = float(gradient.norm())
        if norm > 1:
            gradient.div_(norm)
        first, second = self.first[name], self.second[name]
        first.mul_(BETA1).add_(gradient, alpha=1 - BETA1)
        second.mul_(BETA2).addcmul_(gradient, gradient, value=1 - BETA2)
        wide = (second / (1 - BETA2**number)).sqrt_().add_(1e-8)
        weight.addcdiv_(first, wide, value=-rate / (1 - BETA1**number))
