"""Starts the model with two attention heads that already copy.

Training from random weights finds out late that an answer is copied from the posting: it has to
invent two heads that are of no use without each other. Here they are given. A head of the first
layer looks at the token before; heads of the next layers look for a place whose token before is
the token at hand, and predict what stands there. Everything stays free to be trained away.
"""

from __future__ import annotations

import math

import torch

from reader.shape import Shape

EMBEDDING = 0.1
#: The last dimension of all embeddings is the same, so that a head can attend by distance alone.
CONSTANT = 6.0
FAST_PAIRS, NEAR = 8, 7.0
#: Pairs that turn by less than this a token hardly tell places apart, so that they can match.
SLOW, MATCH, COPY = 1.5e-3, 2.2, 6.0
LAYERS = (1, 2)


def _directions(count: int, width: int, generator: torch.Generator) -> torch.Tensor:
    """Orthonormal rows that leave the constant dimension alone."""
    free = torch.randn(width - 1, count, generator=generator)
    rows = torch.linalg.qr(free)[0].t()
    return torch.cat([rows, torch.zeros(count, 1)], dim=1)


def _head(matrix: torch.Tensor, number: int, width: int) -> torch.Tensor:
    return matrix[number * width : (number + 1) * width]


def give(weights: dict[str, torch.Tensor], shape: Shape, generator: torch.Generator) -> None:
    """Writes the heads into fresh weights."""
    width, head = shape.width, shape.head_width
    table = weights["embedding"]
    table.normal_(0, EMBEDDING, generator=generator)
    table[:, -1] = EMBEDDING * CONSTANT
    seen = CONSTANT / math.sqrt((width - 1 + CONSTANT**2) / width)
    speed = shape.rope_base ** (-torch.arange(0, head, 2).float() / head)
    before, token, written = (_directions(head, width, generator) for _ in range(3))
    key, value = shape.heads, shape.heads + shape.kv_heads

    # The token before: a score of cos((distance - 1) * speed) for each fast pair.
    qkv = weights["0.qkv"]
    query_rows, key_rows = _head(qkv, 0, head), _head(qkv, key, head)
    query_rows.zero_()
    key_rows.zero_()
    fast = torch.arange(min(FAST_PAIRS, len(speed)))
    query_rows[2 * fast, -1] = NEAR / seen
    key_rows[2 * fast, -1] = NEAR / seen * torch.cos(speed[fast])
    key_rows[2 * fast + 1, -1] = NEAR / seen * torch.sin(speed[fast])
    _head(qkv, value, head).copy_(before)
    weights["0.out"][:, :head] = EMBEDDING * 1.5 * written.t()

    slow = torch.nonzero(speed < SLOW).flatten()
    rows = torch.cat([2 * slow, 2 * slow + 1])
    for layer in (layer for layer in LAYERS if layer < shape.layers):
        qkv = weights[f"{layer}.qkv"]
        query_rows, key_rows = _head(qkv, 0, head), _head(qkv, key, head)
        query_rows.zero_()
        key_rows.zero_()
        query_rows[rows] = MATCH * before[rows]
        key_rows[rows] = MATCH * written[rows]
        _head(qkv, value, head).copy_(token)
        weights[f"{layer}.out"][:, :head] = EMBEDDING * COPY * token.t()
