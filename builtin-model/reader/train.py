"""Trains the model: `python3 -m reader.train --help`."""

from __future__ import annotations

import argparse
import itertools
import json
import signal
import time
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.multiprocessing as processes

from reader.batch import Batch
from reader.checkpoint import Checkpoint
from reader.fused import Fused
from reader.kernels import fastest, library
from reader.model import Model, views
from reader.optimise import Optimiser
from reader.shape import BUILT_IN, Shape
from reader.shards import STAGES, Shards, Stage, Stream

WORK = Path(__file__).resolve().parent.parent / "work"


@dataclass
class Plan:
    """What a run does. The learning rate is constant after a warm-up, or falls to zero."""

    shape: Shape
    run: Path
    data: Path
    workers: int = 2
    rate: float = 4e-3
    warm_up: int = 100
    decay: int = 0
    steps: int = 1_000_000
    minutes: float = 150
    save_minutes: float = 8
    stages: tuple[Stage, ...] = STAGES
    #: What matrices are multiplied in. It leaves no trace in a checkpoint.
    dtype: torch.dtype = torch.float32

    def rate_at(self, step: int, first: int) -> float:
        """The rate of step `step` of a run that began at step `first`."""
        if self.decay:
            return self.rate * max(0.0, 1 - (step - first) / self.decay)
        return self.rate * min(1.0, (step + 1) / self.warm_up)


class Shared:
    """The flat arrays that the workers have in common."""

    def __init__(self, shape: Shape, workers: int, dtype: torch.dtype):
        def new(kind: torch.dtype = torch.float32) -> torch.Tensor:
            return torch.zeros(shape.size(), dtype=kind).share_memory_()

        self.weights, self.first, self.second = new(), new(), new()
        self.copy = self.weights if dtype == torch.float32 else new(dtype)
        self.gradients = [new() for _ in range(workers)]
        self.asked_to_stop = torch.zeros(1, dtype=torch.int64).share_memory_()
        self.stop = torch.zeros(1, dtype=torch.int64).share_memory_()


def shares(shape: Shape, workers: int) -> list[list[str]]:
    """Which weights each worker updates: whole matrices, about the same work for each."""
    cost = {name: size[0] * size[-1] * min(size) for name, size in shape.weights()}
    cost["embedding"] = shape.vocabulary * shape.width * 40
    owned: list[list[str]] = [[] for _ in range(workers)]
    load = [0.0] * workers
    for name in sorted(cost, key=cost.__getitem__, reverse=True):
        least = load.index(min(load))
        owned[least].append(name)
        load[least] += cost[name]
    return owned


def work(rank: int, plan: Plan, shared: Shared, barrier, start: Checkpoint) -> None:
    """One worker's loop: its own batch of each step, then its share of the update."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    torch.set_num_threads(1)
    shape = plan.shape
    weights, copies = views(shared.weights, shape), views(shared.copy, shape)
    sums = [views(flat, shape) for flat in shared.gradients]
    leaves = {name: weight.detach().requires_grad_() for name, weight in weights.items()}
    for name, leaf in leaves.items():
        leaf.grad = sums[rank][name]
    model = Model(shape, leaves, Fused(copies))
    owned = shares(shape, plan.workers)[rank]
    moments = views(shared.first, shape), views(shared.second, shape)
    optimiser = Optimiser(shape, weights, sums[0], *moments, owned, plan.dtype)
    shards = Shards(plan.data, shape.vocabulary, plan.stages)
    stream = Stream(shards, start.shard, start.batch, ahead=rank)
    keeper = Keeper(plan, shared, start) if rank == 0 else None
    for step in itertools.count(start.step):
        for name in owned:
            copies[name].copy_(weights[name])
        if keeper:
            keeper.judge(step)
        barrier.wait()
        if keeper:
            # The others only read the weights until this worker is at the next barrier.
            keeper.save_if_due(step, stream)
        if shared.stop[0]:
            return
        batch = stream.take(plan.workers, rank)
        loss, losses = model.loss(batch)
        loss.backward()
        barrier.wait()
        for name in owned:
            for other in sums[1:]:
                sums[0][name].add_(other[name])
                other[name].zero_()
            sums[0][name].div_(plan.workers)
        optimiser.step(step + 1, plan.rate_at(step, start.step))
        if keeper:
            keeper.count(step + 1, stream, batch, losses)


class Keeper:
    """Counts, logs, saves, and says when the run is over."""

    LOG_STEPS = 20

    def __init__(self, plan: Plan, shared: Shared, start: Checkpoint):
        self.plan, self.shared, self.start = plan, shared, start
        self.tokens = start.tokens
        self.began = self.saved = self.logged = time.monotonic()
        self.saving = False
        self._clear()

    def _clear(self) -> None:
        self.sums, self.since = {"answer": [0.0, 0], "posting": [0.0, 0]}, 0

    def judge(self, step: int) -> None:
        """Decides before step `step` whether to stop or to save."""
        now = time.monotonic()
        most = self.plan.decay or self.plan.steps
        over = now - self.began > self.plan.minutes * 60 and not self.plan.decay
        if step - self.start.step >= most or over or self.shared.asked_to_stop[0]:
            self.shared.stop[0] = 1
        late = now - self.saved > self.plan.save_minutes * 60
        self.saving = late or bool(self.shared.stop[0])

    def save_if_due(self, step: int, stream: Stream) -> None:
        if not self.saving:
            return
        shared = self.shared
        Checkpoint(
            self.plan.shape,
            step,
            self.tokens,
            stream.shard,
            stream.batch,
            shared.weights,
            shared.first,
            shared.second,
        ).save(self.plan.run / "latest.pt")
        self.saved = time.monotonic()

    def count(self, step: int, stream: Stream, batch: Batch, losses: torch.Tensor) -> None:
        used = batch.real * self.plan.workers
        self.tokens += used
        self.since += used
        heavy = batch.weight >= batch.weight.max() * 0.9
        for name, mask in (("answer", heavy), ("posting", (batch.weight > 0) & ~heavy)):
            self.sums[name][0] += float(losses[mask].sum())
            self.sums[name][1] += int(mask.sum())
        if step % self.LOG_STEPS == 0:
            self._log(step, stream)

    def _log(self, step: int, stream: Stream) -> None:
        now = time.monotonic()
        entry = {
            "step": step,
            "minutes": round((now - self.began) / 60, 2),
            "shard": stream.shard,
            "tokens": self.tokens,
            "tokens_per_second": round(self.since / (now - self.logged)),
        }
        for name, (total, number) in self.sums.items():
            entry[name] = round(total / max(1, number), 4)
        with open(self.plan.run / "log.jsonl", "a") as log:
            log.write(json.dumps(entry) + "\n")
        self.logged = now
        self._clear()


def train(plan: Plan, start: Checkpoint) -> None:
    """Runs the plan from a checkpoint, in worker processes."""
    plan.run.mkdir(parents=True, exist_ok=True)
    shared = Shared(plan.shape, plan.workers, plan.dtype)
    for name in ("weights", "first", "second"):
        getattr(shared, name).copy_(getattr(start, name))
    context = processes.get_context("fork")
    barrier = context.Barrier(plan.workers)
    workers = [
        context.Process(target=work, args=(rank, plan, shared, barrier, start), daemon=True)
        for rank in range(plan.workers)
    ]
    for worker in workers:
        worker.start()
    # Who asks for the end, asks all processes; the first worker sees to it, after it has saved.
    signal.signal(signal.SIGTERM, lambda *_: shared.asked_to_stop.fill_(1))
    # One that dies would leave the others waiting for it.
    while any(worker.is_alive() for worker in workers):
        if any(worker.exitcode for worker in workers):
            raise SystemExit("A worker ended early; go on from the last checkpoint.")
        workers[0].join(1)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--run", type=Path, default=WORK / "run", help="folder of the run")
    arguments.add_argument("--data", type=Path, default=WORK / "shards", help="folder of the shards")
    arguments.add_argument("--minutes", type=float, default=150, help="stop after this long")
    arguments.add_argument("--steps", type=int, default=1_000_000, help="stop after this many steps")
    arguments.add_argument("--rate", type=float, default=4e-3, help="learning rate")
    arguments.add_argument("--seed", type=int, default=1, help="seed of fresh weights")
    arguments.add_argument(
        "--decay",
        type=int,
        default=0,
        metavar="STEPS",
        help="let the rate fall to zero over STEPS steps, from the checkpoint of --from",
    )
    arguments.add_argument("--from", dest="origin", type=Path, help="the checkpoint to begin from")
    given = arguments.parse_args()
    latest = given.run / "latest.pt"
    origin = given.origin or (latest if latest.exists() else None)
    start = Checkpoint.load(origin) if origin else Checkpoint.fresh(BUILT_IN, given.seed)
    plan = Plan(
        start.shape,
        given.run,
        given.data,
        rate=given.rate,
        decay=given.decay,
        steps=given.steps,
        minutes=given.minutes,
        dtype=fastest(),
    )
    library(plan.dtype)
    told = f"from step {start.step}, {start.tokens / 1e6:.1f} M tokens, products in {plan.dtype}"
    print(told, flush=True)
    train(plan, start)


if __name__ == "__main__":
    main()
