"""Writes a checkpoint as GGUF for llama.cpp: `python3 -m reader.export --help`."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import torch

from reader import gguf
from reader.checkpoint import Checkpoint
from reader.encode import tokenizer
from reader.form import ANSWER, END, KEYS, PAD, TEXT
from reader.model import views
from reader.shape import Shape
from reader.shards import stage_of
from reader.tokens import Tokenizer

WORK = Path(__file__).resolve().parent.parent / "work"
#: What `reader.calibrate` found: intercept and slope of each key. Exported if it is there.
CALIBRATION = WORK / "calibration.json"
#: What the application shows; the engine takes it for the model's id.
NAME = "Built-in, {size} parameters: fast, English first; choose a larger model for free-text work"
_NORMAL, _CONTROL = 1, 3

#: The posting as the model was trained to read it: every line begins with a space.
TEMPLATE = (
    "{% for message in messages %}{% if message['role'] == 'user' %}"
    "<|ad|> {{ message['content'] | replace('\\n', '\\n ') }}<|json|>"
    "{% endif %}{% endfor %}"
)


def metadata(shape: Shape, words: Tokenizer, context: int, calibration: dict) -> dict:
    size = f"{shape.size() / 1e6:.0f}M"
    controls = (PAD, TEXT, ANSWER, END)
    return {
        "general.architecture": "llama",
        "general.type": "model",
        "general.name": NAME.format(size=size),
        # It does this and nothing else, whatever it is asked.
        "jobstream.task": "postings",
        "general.size_label": size,
        "general.description": f"Reads job postings. {size} parameters, English first.",
        "general.license": "apache-2.0",
        "general.quantization_version": 2,
        "llama.vocab_size": shape.vocabulary,
        "llama.context_length": context,
        "llama.embedding_length": shape.width,
        "llama.block_count": shape.layers,
        "llama.feed_forward_length": shape.feed_forward,
        "llama.attention.head_count": shape.heads,
        "llama.attention.head_count_kv": shape.kv_heads,
        "llama.attention.layer_norm_rms_epsilon": 1e-5,
        "llama.rope.dimension_count": shape.head_width,
        "llama.rope.freq_base": shape.rope_base,
        "tokenizer.ggml.model": "gpt2",
        "tokenizer.ggml.pre": "gpt-2",
        "tokenizer.ggml.tokens": words.tokens,
        # The answer's form is plain text to the engine, and no text of a posting is read as it.
        "tokenizer.ggml.token_type": [
            _CONTROL if number in controls else _NORMAL for number in range(len(words))
        ],
        "tokenizer.ggml.merges": [" ".join(pair) for pair in words.merges],
        "tokenizer.ggml.bos_token_id": TEXT,
        "tokenizer.ggml.eos_token_id": END,
        "tokenizer.ggml.padding_token_id": PAD,
        "tokenizer.ggml.add_bos_token": False,
        "tokenizer.ggml.add_eos_token": False,
        "tokenizer.chat_template": TEMPLATE,
    } | ({"jobstream.confidence": json.dumps(calibration)} if calibration else {})


def tensors(shape: Shape, flat: torch.Tensor) -> dict[str, np.ndarray]:
    """The weights under llama.cpp's names."""
    weights = {name: weight.float().numpy() for name, weight in views(flat, shape).items()}
    found = {"token_embd.weight": weights["embedding"], "output_norm.weight": weights["norm"]}
    query, key = shape.heads * shape.head_width, shape.kv_heads * shape.head_width
    for layer in range(shape.layers):
        parts = np.split(weights[f"{layer}.qkv"], [query, query + key])
        gate, up = np.split(weights[f"{layer}.gate_up"], 2)
        own = {
            "attn_norm": weights[f"{layer}.norm1"],
            "attn_q": parts[0],
            "attn_k": parts[1],
            "attn_v": parts[2],
            "attn_output": weights[f"{layer}.out"],
            "ffn_norm": weights[f"{layer}.norm2"],
            "ffn_gate": gate,
            "ffn_up": up,
            "ffn_down": weights[f"{layer}.down"],
        }
        found |= {f"blk.{layer}.{name}.weight": array for name, array in own.items()}
    return found


def export(checkpoint: Checkpoint, path: Path, kind: str, calibration: dict | None = None) -> None:
    # What is longer than all that it saw it cannot read: the application then reads in parts.
    context = min(checkpoint.shape.context, stage_of(checkpoint.shard).longest)
    made = metadata(checkpoint.shape, tokenizer(), context, calibration or {})
    gguf.write(path, made, tensors(checkpoint.shape, checkpoint.weights), kind)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--from", dest="origin", type=Path, default=WORK / "decay" / "latest.pt")
    arguments.add_argument("--out", type=Path, default=WORK / "model", help="folder to write to")
    arguments.add_argument(
        "--raw", action="store_true", help="with its probabilities as they are, for reader.calibrate"
    )
    given = arguments.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    checkpoint = Checkpoint.load(given.origin)
    if given.raw:
        calibration = {key: [0, 1] for key in KEYS}
    else:
        calibration = json.loads(CALIBRATION.read_text()) if CALIBRATION.exists() else None
        print("with what was calibrated" if calibration else "without confidence: see `make calibrate`")
    for kind in ("F16", "Q8_0"):
        path = given.out / f"built-in-{kind.lower()}.gguf"
        export(checkpoint, path, kind, calibration)
        print(f"{path}: {path.stat().st_size / 1e6:.1f} MB, {checkpoint.tokens / 1e6:.1f} M tokens seen")


if __name__ == "__main__":
    main()
