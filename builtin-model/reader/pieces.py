"""A checkpoint in pieces that a repository can hold, and back: `python3 -m reader.pieces --help`."""

from __future__ import annotations

import argparse
from pathlib import Path

from reader.checkpoint import Checkpoint


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("what", choices=("split", "join"))
    arguments.add_argument("source", type=Path)
    arguments.add_argument("target", type=Path)
    given = arguments.parse_args()
    checkpoint = Checkpoint.load(given.source)
    if given.what == "split":
        checkpoint.save_pieces(given.target)
    else:
        checkpoint.save(given.target)
    print(f"step {checkpoint.step}, {checkpoint.tokens / 1e6:.1f} M tokens: {given.target}")


if __name__ == "__main__":
    main()
