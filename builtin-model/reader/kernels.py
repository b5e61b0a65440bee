"""Builds and loads kernels.c for this processor, and finds what it computes in."""

from __future__ import annotations

import ctypes
import hashlib
import os
import subprocess
import time
from functools import lru_cache
from pathlib import Path

import torch

SOURCE = Path(__file__).with_name("kernels.c")
FLAGS = ["-O3", "-march=native", "-ffast-math", "-shared", "-fPIC"]


def fastest() -> torch.dtype:
    """What one core multiplies matrices in fastest: bf16 if it has arithmetic for it, else float."""
    times = {}
    for dtype in (torch.float32, torch.bfloat16):
        one, other = torch.ones(256, 256, dtype=dtype), torch.ones(256, 256, dtype=dtype)
        rounds = []
        for _ in range(5):
            began = time.perf_counter()
            one @ other
            rounds.append(time.perf_counter() - began)
        times[dtype] = min(rounds)
    return min(times, key=times.__getitem__)


@lru_cache(maxsize=2)
def library(dtype: torch.dtype) -> ctypes.CDLL:
    """The kernels for this element type, compiled once for each version of their source."""
    flags = FLAGS + (["-DWIDE"] if dtype == torch.float32 else [])
    digest = hashlib.sha256(SOURCE.read_bytes() + " ".join(flags).encode()).hexdigest()[:16]
    folder = SOURCE.parent.parent / "work"
    folder.mkdir(exist_ok=True)
    built = folder / f"kernels-{digest}.so"
    if not built.exists():
        # Two workers may build at once; each writes a file of its own.
        new = built.with_suffix(f".{os.getpid()}")
        subprocess.run(["gcc", *flags, str(SOURCE), "-o", str(new), "-lm"], check=True)
        new.replace(built)
    return ctypes.CDLL(str(built))


def call(name: str, *arguments: object) -> None:
    """Calls a kernel: tensors go as pointers, ints as long, floats as float.

    Its element type is bf16 if a tensor's is, else float.
    """
    narrow = any(getattr(argument, "dtype", None) == torch.bfloat16 for argument in arguments)
    kernels = library(torch.bfloat16 if narrow else torch.float32)
    getattr(kernels, name)(*(_plain(argument) for argument in arguments))


def _plain(argument: object) -> object:
    if isinstance(argument, torch.Tensor):
        assert argument.is_contiguous()
        return ctypes.c_void_p(argument.data_ptr())
    if isinstance(argument, float):
        return ctypes.c_float(argument)
    return ctypes.c_long(int(argument))  # type: ignore[call-overload]
