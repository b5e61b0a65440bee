"""Asks llama.cpp, through tools/reference.cpp."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent.parent
PROGRAM = HERE / "work" / "reference"
PLATFORM = "linux-x64"


def natives() -> Path:
    """The folder of the native libraries: JOBSTREAM_NATIVES, or where the launcher puts them."""
    packages = HERE.parent / "llm-llamacpp" / "natives" / "node_modules" / "@node-llama-cpp"
    packages = Path(os.environ.get("JOBSTREAM_NATIVES", packages))
    return packages / PLATFORM / "bins" / PLATFORM


def _ask(model: Path, prompts: list[list[int]], *command: str, threads: int = 1) -> bytes:
    if not PROGRAM.exists():
        subprocess.run([HERE / "tools" / "build-reference.sh", natives(), PROGRAM], check=True)
    lines = "\n".join(" ".join(map(str, prompt)) for prompt in prompts) + "\n"
    environment = {**os.environ, "NATIVES": str(natives()), "THREADS": str(threads)}
    done = subprocess.run(
        [PROGRAM, model, *command],
        input=lines.encode(),
        stdout=subprocess.PIPE,
        env=environment,
        check=True,
    )
    return done.stdout


def logits(model: Path, prompts: list[list[int]]) -> np.ndarray:
    """The scores of what follows each prompt, a row each."""
    found = np.frombuffer(_ask(model, prompts, "logits"), dtype=np.float32)
    return found.reshape(len(prompts), -1)


def answers(model: Path, prompts: list[list[int]], most: int = 300) -> list[list[int]]:
    """The greedy continuation of each prompt."""
    out = _ask(model, prompts, "answers", str(most)).decode()
    return [[int(number) for number in line.split()] for line in out.splitlines()]
