"""Trains the model on one GPU, by the same steps as on a CPU: `python3 -m reader.train_gpu --help`.

A step's batches are the ones that the CPU's workers would take, one after the other, so that a run
can go on from either's checkpoint. Shards are made ahead by the machine's other cores.
"""

from __future__ import annotations

import argparse
import itertools
import os
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import torch

from reader.checkpoint import Checkpoint
from reader.model import Model, views
from reader.optimise import Optimiser
from reader.plain import Plain
from reader.shape import BUILT_IN
from reader.shards import Shards, Stream
from reader.train import WORK, Keeper, Plan, Shared


class OneDevice(Shared):
    """A run's arrays on the device."""

    def __init__(self, start: Checkpoint, device: str):
        self.weights, self.first, self.second = (
            getattr(start, name).to(device) for name in ("weights", "first", "second")
        )
        self.gradient = torch.zeros_like(self.weights)
        self.asked_to_stop = torch.zeros(1, dtype=torch.int64)
        self.stop = torch.zeros(1, dtype=torch.int64)


def _make(folder: Path, number: int) -> None:
    Shards(folder, BUILT_IN.vocabulary).make(number)


def train(plan: Plan, start: Checkpoint, device: str, ahead: int) -> None:
    plan.run.mkdir(parents=True, exist_ok=True)
    shape = plan.shape
    shared = OneDevice(start, device)
    weights, sums = views(shared.weights, shape), views(shared.gradient, shape)
    leaves = {name: weight.detach().requires_grad_() for name, weight in weights.items()}
    for name, leaf in leaves.items():
        leaf.grad = sums[name]
    narrow = torch.bfloat16 if device != "cpu" else torch.float32
    model = Model(shape, leaves, Plain(narrow))
    moments = views(shared.first, shape), views(shared.second, shape)
    optimiser = Optimiser(shape, weights, sums, *moments, list(weights), narrow)
    keeper = Keeper(plan, shared, start)
    shards = Shards(plan.data, shape.vocabulary, plan.stages)
    stream = Stream(shards, start.shard, start.batch)
    makers = ProcessPoolExecutor(max(1, (os.cpu_count() or 2) - 1)) if ahead else None
    asked = start.shard
    for step in itertools.count(start.step):
        while makers and asked < stream.shard + ahead:
            makers.submit(_make, plan.data, asked)
            asked += 1
        keeper.judge(step)
        keeper.save_if_due(step, stream)
        if shared.stop[0]:
            break
        for batch in stream.take_all(plan.workers):
            batch = batch.to(device)
            loss, losses = model.loss(batch)
            (loss / plan.workers).backward()
        optimiser.step(step + 1, plan.rate_at(step, start.step))
        keeper.count(step + 1, stream, batch, losses)
    if makers:
        makers.shutdown(cancel_futures=True)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--run", type=Path, default=WORK / "run", help="folder of the run")
    arguments.add_argument("--data", type=Path, default=WORK / "shards", help="folder of the shards")
    arguments.add_argument("--minutes", type=float, default=8, help="stop after this long")
    arguments.add_argument("--decay", type=int, default=0, metavar="STEPS", help="as of reader.train")
    arguments.add_argument("--from", dest="origin", type=Path, help="the checkpoint to begin from")
    arguments.add_argument("--device", default="cuda")
    given = arguments.parse_args()
    latest = given.run / "latest.pt"
    origin = given.origin or (latest if latest.exists() else None)
    start = Checkpoint.load(origin) if origin else Checkpoint.fresh(BUILT_IN, 1)
    plan = Plan(
        start.shape, given.run, given.data, decay=given.decay, minutes=given.minutes, save_minutes=2
    )
    print(f"from step {start.step}, {start.tokens / 1e6:.1f} M tokens", flush=True)
    train(plan, start, given.device, ahead=40)


if __name__ == "__main__":
    main()
