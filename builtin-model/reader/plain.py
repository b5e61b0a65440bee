"""The model's operations in plain PyTorch, for any device: the reference, and a GPU's path."""

from __future__ import annotations

import math

import torch
import torch.nn.functional as F

from reader.batch import Batch


class Plain:
    """Matrix products in `dtype`; the residual stream and the loss in float."""

    def __init__(self, dtype: torch.dtype = torch.float32):
        self.dtype = dtype

    def embed(self, table: torch.Tensor, tokens: torch.Tensor) -> torch.Tensor:
        return table[tokens]

    def rms(self, x: torch.Tensor, weight: torch.Tensor) -> torch.Tensor:
        scale = torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + 1e-5)
        return (x * scale * weight).to(self.dtype)

    def linear(self, x: torch.Tensor, weight: torch.Tensor, name: str) -> torch.Tensor:
        return x @ weight.to(self.dtype).t()

    def add(self, x: torch.Tensor, addend: torch.Tensor) -> torch.Tensor:
        return x + addend.float()

    def swiglu(self, gate_up: torch.Tensor) -> torch.Tensor:
        gate, up = gate_up.chunk(2, dim=-1)
        return F.silu(gate) * up

    def attention(self, qkv, heads, kv, cosine, sine, batch: Batch) -> torch.Tensor:
        width = qkv.shape[1] // (heads + 2 * kv)
        longest = int(batch.length.max())
        step = torch.arange(longest, device=qkv.device)
        inside = step[None] < batch.length[:, None]
        rows = (batch.start[:, None] + step[None]).long() * inside
        x = qkv[rows].view(*rows.shape, heads + 2 * kv, width).transpose(1, 2)
        q, k, v = x.split([heads, kv, kv], dim=1)
        q, k = _rotate(q, cosine, sine), _rotate(k, cosine, sine)
        k, v = (part.repeat_interleave(heads // kv, dim=1) for part in (k, v))
        out = _attend(q, k, v).transpose(1, 2).reshape(*rows.shape, heads * width)
        return out[inside]

    def loss(self, hidden, table, batch: Batch) -> tuple[torch.Tensor, torch.Tensor]:
        logits = hidden[batch.at] @ table.to(self.dtype).t()
        losses = F.cross_entropy(logits.float(), batch.target, reduction="none")
        return (losses * batch.weight).sum(), losses.detach()


def _rotate(x: torch.Tensor, cosine: torch.Tensor, sine: torch.Tensor) -> torch.Tensor:
    """Rotary positions over neighbouring pairs, as llama.cpp has it."""
    pairs = x.float().unflatten(-1, (-1, 2))
    c, s = cosine[: x.shape[2]], sine[: x.shape[2]]
    a, b = pairs[..., 0], pairs[..., 1]
    return torch.stack((a * c - b * s, a * s + b * c), dim=-1).flatten(-2).to(x.dtype)


def _attend(q: torch.Tensor, k: torch.Tensor, v: torch.Tensor) -> torch.Tensor:
    if hasattr(F, "scaled_dot_product_attention"):
        return F.scaled_dot_product_attention(q, k, v, is_causal=True)
    scores = q @ k.transpose(-1, -2) / math.sqrt(q.shape[-1])
    hidden = torch.ones(scores.shape[-2:], dtype=torch.bool, device=q.device).triu(1)
    return scores.masked_fill(hidden, float("-inf")).softmax(-1) @ v
