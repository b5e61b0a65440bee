"""Builds and loads kernels.c for this processor."""

from __future__ import annotations

import ctypes
import hashlib
import subprocess
from functools import lru_cache
from pathlib import Path

import torch

SOURCE = Path(__file__).with_name("kernels.c")
FLAGS = ["-O3", "-march=native", "-ffast-math", "-shared", "-fPIC"]


@lru_cache(maxsize=1)
def library() -> ctypes.CDLL:
    """The kernels, compiled once for each version of their source."""
    digest = hashlib.sha256(SOURCE.read_bytes()).hexdigest()[:16]
    folder = SOURCE.parent.parent / "work"
    folder.mkdir(exist_ok=True)
    built = folder / f"kernels-{digest}.so"
    if not built.exists():
        new = built.with_suffix(".new")
        subprocess.run(["gcc", *FLAGS, str(SOURCE), "-o", str(new), "-lm"], check=True)
        new.replace(built)
    return ctypes.CDLL(str(built))


def call(name: str, *arguments: object) -> None:
    """Calls a kernel: tensors go as pointers, ints as long, floats as float."""
    getattr(library(), name)(*(_plain(argument) for argument in arguments))


def _plain(argument: object) -> object:
    if isinstance(argument, torch.Tensor):
        assert argument.is_contiguous()
        return ctypes.c_void_p(argument.data_ptr())
    if isinstance(argument, float):
        return ctypes.c_float(argument)
    return ctypes.c_long(int(argument))  # type: ignore[call-overload]
