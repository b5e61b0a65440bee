"""The model's measures, and the names and shapes of its weights."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Shape:
    """A llama-architecture decoder with tied embeddings."""

    vocabulary: int = 6144
    width: int = 256
    layers: int = 6
    heads: int = 4
    kv_heads: int = 2
    feed_forward: int = 704
    context: int = 1280
    rope_base: float = 500000.0

    @property
    def head_width(self) -> int:
        return self.width // self.heads

    def weights(self) -> list[tuple[str, tuple[int, ...]]]:
        """Every weight by name, in the order in which they lie in one flat array."""
        width, head = self.width, self.head_width
        found: list[tuple[str, tuple[int, ...]]] = [
            ("embedding", (self.vocabulary, width)),
            ("norm", (width,)),
        ]
        for layer in range(self.layers):
            found += [
                (f"{layer}.norm1", (width,)),
                (f"{layer}.qkv", ((self.heads + 2 * self.kv_heads) * head, width)),
                (f"{layer}.out", (width, self.heads * head)),
                (f"{layer}.norm2", (width,)),
                (f"{layer}.gate_up", (2 * self.feed_forward, width)),
                (f"{layer}.down", (width, self.feed_forward)),
            ]
        return found

    def size(self) -> int:
        return sum(math.prod(shape) for _, shape in self.weights())

    def as_dict(self) -> dict[str, float]:
        return asdict(self)


#: The model that ships.
BUILT_IN = Shape()

#: For tests: small enough to train a few steps in a second.
TINY = Shape(
    vocabulary=96, width=32, layers=2, heads=4, kv_heads=2, feed_forward=64, context=128
)
