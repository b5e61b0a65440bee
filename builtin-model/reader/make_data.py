"""Makes shards ahead of the training that will want them: `python3 -m reader.make_data --help`."""

from __future__ import annotations

import argparse
from pathlib import Path

from reader.shape import BUILT_IN
from reader.shards import Shards


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    work = Path(__file__).resolve().parent.parent / "work"
    arguments.add_argument("--data", type=Path, default=work / "shards", help="folder of the shards")
    arguments.add_argument("--first", type=int, default=0, help="number of the first shard")
    arguments.add_argument("--count", type=int, default=20, help="how many shards")
    given = arguments.parse_args()
    shards = Shards(given.data, BUILT_IN.vocabulary)
    for number in range(given.first, given.first + given.count):
        shards.make(number)
        print(f"shard {number} is in {shards.path(number)}", flush=True)


if __name__ == "__main__":
    main()
