"""The model's operations on a CPU: matrix products in bf16 or float, and the kernels around them."""

from __future__ import annotations

import math

import torch
from torch.autograd import Function

from reader.batch import Batch
from reader.kernels import call

#: Queries that attend at once: keys after the last of them are left out.
CHUNK = 256


class _Embed(Function):
    @staticmethod
    def forward(ctx, table, tokens):
        out = torch.empty(len(tokens), table.shape[1])
        call("gather_rows", table, tokens, out, len(tokens), table.shape[1])
        ctx.tokens, ctx.shape = tokens, table.shape
        return out

    @staticmethod
    def backward(ctx, grad):
        table = torch.zeros(ctx.shape)
        call("scatter_rows", table, ctx.tokens, grad.contiguous(), len(ctx.tokens), ctx.shape[1])
        return table, None


class _Rms(Function):
    @staticmethod
    def forward(ctx, x, weight, dtype):
        rows, width = x.shape
        y, scale = torch.empty(rows, width, dtype=dtype), torch.empty(rows)
        call("rms_forward", x, weight, y, scale, rows, width)
        ctx.save_for_backward(x, weight, scale)
        return y

    @staticmethod
    def backward(ctx, grad):
        x, weight, scale = ctx.saved_tensors
        dx, dw = torch.empty_like(x), torch.zeros_like(weight)
        call("rms_backward", x, weight, scale, grad.contiguous(), dx, dw, *x.shape)
        return dx, dw, None


class _Linear(Function):
    """x @ weight.T with the weight's copy; the gradient goes to the float weight."""

    @staticmethod
    def forward(ctx, x, weight, copy):
        ctx.save_for_backward(x, copy)
        return x @ copy.t()

    @staticmethod
    def backward(ctx, grad):
        x, copy = ctx.saved_tensors
        return grad @ copy, (grad.t() @ x).float(), None


class _Add(Function):
    @staticmethod
    def forward(ctx, x, addend):
        ctx.dtype = addend.dtype
        out = torch.empty_like(x)
        call("add_rows", x, addend, out, x.numel())
        return out

    @staticmethod
    def backward(ctx, grad):
        if ctx.dtype == torch.float32:
            return grad, grad
        narrow = torch.empty(grad.shape, dtype=ctx.dtype)
        call("to_real", grad.contiguous(), narrow, grad.numel())
        return grad, narrow


class _SwiGlu(Function):
    @staticmethod
    def forward(ctx, gate_up):
        rows, width = gate_up.shape[0], gate_up.shape[1] // 2
        out = torch.empty(rows, width, dtype=gate_up.dtype)
        call("swiglu_forward", gate_up, out, rows, width)
        ctx.save_for_backward(gate_up)
        return out

    @staticmethod
    def backward(ctx, grad):
        (gate_up,) = ctx.saved_tensors
        d = torch.empty_like(gate_up)
        call("swiglu_backward", gate_up, grad.contiguous(), d, len(d), d.shape[1] // 2)
        return d


class _Attention(Function):
    """Causal attention within each text; queries in chunks, each with the keys up to its end."""

    @staticmethod
    def forward(ctx, qkv, heads, kv, cosine, sine, start, length):
        rows, width = len(qkv), qkv.shape[1] // (heads + 2 * kv)
        q, k, v = (torch.empty(rows * n * width, dtype=qkv.dtype) for n in (heads, kv, kv))
        sizes = (len(start), heads, kv, width)
        scale = 1 / math.sqrt(width)
        call("split_heads", qkv, cosine, sine, start, length, q, k, v, *sizes, scale)
        out, kept = torch.empty_like(q), []
        for text in zip(start.tolist(), length.tolist()):
            qs, ks, vs, os = _views((q, k, v, out), (heads, kv, kv, heads), text, kv, width)
            for a, b in _chunks(text[1]):
                p = torch.bmm(_rows(qs, a, b), ks[:, 0, :b].transpose(1, 2))
                call("softmax_forward", p, p.shape[0] * p.shape[1], b, b - a, a)
                os[:, :, a:b] = torch.bmm(p, vs[:, 0, :b]).view(kv, -1, b - a, width)
                kept.append(p)
        joined = torch.empty(rows, heads * width, dtype=qkv.dtype)
        call("heads_to_rows", out, joined, start, length, len(start), heads, width, 0)
        ctx.save_for_backward(q, k, v, cosine, sine, start, length)
        ctx.kept, ctx.sizes, ctx.scale = kept, sizes, scale
        return joined

    @staticmethod
    def backward(ctx, grad):
        q, k, v, cosine, sine, start, length = ctx.saved_tensors
        texts, heads, kv, width = ctx.sizes
        d_out = torch.empty_like(q)
        call("heads_to_rows", grad.contiguous(), d_out, start, length, texts, heads, width, 1)
        dq, dk, dv = torch.empty_like(q), torch.zeros_like(k), torch.zeros_like(v)
        parts, counts = (q, k, v, d_out, dq, dk, dv), (heads, kv, kv, heads, heads, kv, kv)
        kept = iter(ctx.kept)
        for text in zip(start.tolist(), length.tolist()):
            qs, ks, vs, do, dqs, dks, dvs = _views(parts, counts, text, kv, width)
            for a, b in _chunks(text[1]):
                p, queries, above = next(kept), _rows(qs, a, b), _rows(do, a, b)
                dvs[:, 0, :b] += torch.bmm(p.transpose(1, 2), above)
                ds = torch.bmm(above, vs[:, 0, :b].transpose(1, 2))
                call("softmax_backward", p, ds, p.shape[0] * p.shape[1], b, b - a, a)
                dqs[:, :, a:b] = torch.bmm(ds, ks[:, 0, :b]).view(kv, -1, b - a, width)
                dks[:, 0, :b] += torch.bmm(ds.transpose(1, 2), queries)
        d_qkv = torch.empty(len(grad), (heads + 2 * kv) * width, dtype=grad.dtype)
        call("join_heads", d_qkv, cosine, sine, start, length, dq, dk, dv, *ctx.sizes, ctx.scale)
        ctx.kept = None
        return d_qkv, None, None, None, None, None, None


def _views(parts, counts, text, kv, width):
    """Each part's rows of one text, as [key heads, heads of each, positions, width]."""
    start, length = text
    return [
        part[start * n * width : (start + length) * n * width].view(kv, n // kv, length, width)
        for part, n in zip(parts, counts)
    ]


def _rows(part: torch.Tensor, a: int, b: int) -> torch.Tensor:
    """Positions a to b, the heads of a key head one after the other."""
    return part[:, :, a:b].reshape(part.shape[0], -1, part.shape[3])


def _chunks(length: int) -> list[tuple[int, int]]:
    return [(a, min(a + CHUNK, length)) for a in range(0, length, CHUNK)]


class _Loss(Function):
    """Weighted cross-entropy through tied embeddings; also gives each target's loss."""

    @staticmethod
    def forward(ctx, hidden, table, copy, batch):
        picked = hidden[batch.at]
        logits = picked @ copy.t()
        losses = torch.empty(len(batch.at))
        call("cross_entropy", logits, batch.target, batch.weight, losses, *logits.shape)
        ctx.save_for_backward(picked, copy, logits)
        ctx.at, ctx.rows = batch.at, len(hidden)
        ctx.mark_non_differentiable(losses)
        return (losses * batch.weight).sum(), losses

    @staticmethod
    def backward(ctx, grad, _):
        picked, copy, d_logits = ctx.saved_tensors
        d_picked = d_logits @ copy
        d_hidden = torch.zeros(ctx.rows, picked.shape[1])
        d_hidden.index_add_(0, ctx.at, d_picked.float())
        d_table = (d_logits.t() @ picked).float()
        return d_hidden.to(picked.dtype) * grad, d_table * grad, None, None


class Fused:
    """Operations over float weights and their copies in what matrices are multiplied in.

    In float the copies may be the weights themselves.
    """

    def __init__(self, copies: dict[str, torch.Tensor]):
        self.copies, self.dtype = copies, copies["norm"].dtype

    def embed(self, table: torch.Tensor, tokens: torch.Tensor) -> torch.Tensor:
        return _Embed.apply(table, tokens)

    def rms(self, x: torch.Tensor, weight: torch.Tensor) -> torch.Tensor:
        return _Rms.apply(x, weight, self.dtype)

    def linear(self, x: torch.Tensor, weight: torch.Tensor, name: str) -> torch.Tensor:
        return _Linear.apply(x, weight, self.copies[name])

    def add(self, x: torch.Tensor, addend: torch.Tensor) -> torch.Tensor:
        return _Add.apply(x, addend)

    def swiglu(self, gate_up: torch.Tensor) -> torch.Tensor:
        return _SwiGlu.apply(gate_up)

    def attention(self, qkv, heads, kv, cosine, sine, batch: Batch) -> torch.Tensor:
        return _Attention.apply(qkv, heads, kv, cosine, sine, batch.start, batch.length)

    def loss(self, hidden, table, batch: Batch) -> tuple[torch.Tensor, torch.Tensor]:
        return _Loss.apply(hidden, table, self.copies["embedding"], batch)
