"""Compares llama.cpp's logits with the trainer's on 50 prompts: `python3 -m reader.check_export`."""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import numpy as np
import torch

from reader import llama
from reader.batch import lay_out, padded
from reader.checkpoint import Checkpoint
from reader.encode import example
from reader.export import WORK
from reader.form import ANSWER
from reader.model import Model, views
from reader.plain import Plain

PROMPTS = 50
#: The most that a logit may be off, as a share of the spread of its row. Q8_0 rounds weights, and
#: what is multiplied with them, to one part in 127 of the largest of 32.
TOLERANCE = {"f16": 0.01, "q8_0": 0.15}
#: How often the best token must be the same.
SAME = {"f16": 1.0, "q8_0": 0.96}


def prompts() -> list[list[int]]:
    """Held-out postings, cut at random places of the posting or of the answer."""
    found = []
    for number in range(PROMPTS):
        chance = random.Random(f"check-{number}")
        tokens = example(chance, 800)[0].tolist()
        least = tokens.index(ANSWER) + 1 if chance.random() < 0.7 else 20
        found.append(tokens[: chance.randint(min(least, len(tokens) - 2), len(tokens) - 1)])
    return found


@torch.no_grad()
def trainer_logits(checkpoint: Checkpoint, asked: list[list[int]]) -> np.ndarray:
    weights = views(checkpoint.weights, checkpoint.shape)
    model = Model(checkpoint.shape, weights, Plain())
    rows = []
    for tokens in asked:
        weight = np.zeros(len(tokens), np.float32)
        weight[-1] = 1
        batch = lay_out([(np.array(tokens), weight)], padded(len(tokens)))
        hidden = model.hidden(batch)[len(tokens) - 1]
        rows.append((hidden @ weights["embedding"].t()).numpy())
    return np.stack(rows)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--from", dest="origin", type=Path, default=WORK / "decay" / "latest.pt")
    arguments.add_argument("--models", type=Path, default=WORK / "model")
    given = arguments.parse_args()
    asked = prompts()
    own = trainer_logits(Checkpoint.load(given.origin), asked)
    spread = own.std(axis=1)
    failed = False
    for kind, most in TOLERANCE.items():
        theirs = llama.logits(given.models / f"built-in-{kind}.gguf", asked)
        off = (np.abs(theirs - own).max(axis=1) / spread).max()
        same = (theirs.argmax(axis=1) == own.argmax(axis=1)).mean()
        failed |= bool(off > most or same < SAME[kind])
        print(f"{kind}: largest difference {off:.4f} of a row's deviation, same best token {same:.2f}")
    if failed:
        raise SystemExit("llama.cpp and the trainer do not agree.")


if __name__ == "__main__":
    main()
