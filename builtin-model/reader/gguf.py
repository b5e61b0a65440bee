"""Writes GGUF files: metadata, and tensors as F32, F16 or Q8_0."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np

_UINT32, _INT32, _FLOAT32, _BOOL, _STRING, _ARRAY = 4, 5, 6, 7, 8, 9
TENSOR_TYPES = {"F32": 0, "F16": 1, "Q8_0": 8}
FILE_TYPES = {"F32": 0, "F16": 1, "Q8_0": 7}
_ALIGNMENT = 32


def _string(text: str) -> bytes:
    data = text.encode()
    return struct.pack("<Q", len(data)) + data


def _value(value: object) -> bytes:
    """A metadata value with its type: of int, float, bool, str, or a list of str or int."""
    if isinstance(value, bool):
        return struct.pack("<I?", _BOOL, value)
    if isinstance(value, int):
        return struct.pack("<II", _UINT32, value)
    if isinstance(value, float):
        return struct.pack("<If", _FLOAT32, value)
    if isinstance(value, str):
        return struct.pack("<I", _STRING) + _string(value)
    assert isinstance(value, list)
    texts = isinstance(value[0], str)
    head = struct.pack("<IIQ", _ARRAY, _STRING if texts else _INT32, len(value))
    return head + b"".join(_string(x) if texts else struct.pack("<i", x) for x in value)


def q8_0(matrix: np.ndarray) -> bytes:
    """Blocks of 32 values: their scale in half precision, then a byte for each."""
    blocks = matrix.astype(np.float32).reshape(-1, 32)
    scale = np.abs(blocks).max(axis=1) / 127
    inverse = np.divide(1.0, scale, out=np.zeros_like(scale), where=scale > 0)
    whole = np.rint(blocks * inverse[:, None]).astype(np.int8)
    out = np.empty(len(blocks), dtype=[("scale", "<f2"), ("values", "i1", 32)])
    out["scale"], out["values"] = scale, whole
    return out.tobytes()


def _tensor(array: np.ndarray, kind: str) -> tuple[str, bytes]:
    """A tensor's type and bytes: vectors are never rounded."""
    if array.ndim == 1 or kind == "F32":
        return "F32", array.astype("<f4").tobytes()
    if kind == "F16":
        return "F16", array.astype("<f2").tobytes()
    return "Q8_0", q8_0(array)


def write(path: Path, metadata: dict, tensors: dict[str, np.ndarray], kind: str) -> None:
    """Writes a model whose matrices are of type `kind`."""
    metadata = {**metadata, "general.file_type": FILE_TYPES[kind]}
    head = struct.pack("<4sIQQ", b"GGUF", 3, len(tensors), len(metadata))
    for name, value in metadata.items():
        head += _string(name) + _value(value)
    offset, bodies = 0, []
    for name, array in tensors.items():
        stored, data = _tensor(array, kind)
        sizes = list(reversed(array.shape))
        head += _string(name) + struct.pack("<I", len(sizes))
        head += b"".join(struct.pack("<Q", size) for size in sizes)
        head += struct.pack("<IQ", TENSOR_TYPES[stored], offset)
        data += b"\0" * (-len(data) % _ALIGNMENT)
        bodies.append(data)
        offset += len(data)
    head += b"\0" * (-len(head) % _ALIGNMENT)
    new = path.with_suffix(".new")
    new.write_bytes(head + b"".join(bodies))
    new.replace(path)
