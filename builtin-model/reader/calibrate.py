"""Fits how a model's probability of a value is to be read: `python3 -m reader.calibrate --help`.

The confidence of a value is sigmoid(intercept + slope * logit(p)), where p is the product of its
tokens' probabilities (Platt scaling; Guo et al., On Calibration of Modern Neural Networks, 2017).
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np

from reader import score
from reader.export import CALIBRATION, WORK
from reader.form import KEYS, LISTS

#: How strongly a field is held to intercept 0 and slope 1, as if it were so many more answers.
PRIOR = 4.0
BINS = 10
_START = np.array([0.0, 1.0])
_LEAST_SLOPE = 0.01


def is_right(key: str, said, label) -> bool:
    """Whether a value is right; of a list, whether all of its items are."""
    if key in LISTS:
        return {score.normal(x) for x in said} <= {score.normal(x) for x in label}
    return score.credit(key, said, label) == 1


def logit(p: np.ndarray) -> np.ndarray:
    p = np.clip(p, 1e-300, 1 - 1e-9)
    return np.log(p) - np.log1p(-p)


def sigmoid(x: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-np.clip(x, -700, 700)))


def _loss(x: np.ndarray, right: np.ndarray, at: np.ndarray) -> float:
    scores = x @ at
    prior = PRIOR / 8 * ((at - _START) ** 2).sum()
    return float(np.logaddexp(0, scores).sum() - right @ scores + prior)


def fit(p: np.ndarray, right: np.ndarray) -> tuple[float, float]:
    """Intercept and slope of the likeliest curve; more probable always means surer."""
    ones, logits = np.ones_like(p), logit(p)
    both = _minimum(np.stack([ones, logits], axis=1), right, _START)
    if both[1] >= _LEAST_SLOPE:
        return float(both[0]), float(both[1])
    # With the least slope, the intercept that goes with it.
    share = np.clip(right.mean(), 0.5 / len(p), 1 - 0.5 / len(p))
    return float(np.log(share / (1 - share)) - _LEAST_SLOPE * logits.mean()), _LEAST_SLOPE


def _minimum(x: np.ndarray, right: np.ndarray, at: np.ndarray) -> np.ndarray:
    """Newton's method, each step halved until it does good."""
    for _ in range(100):
        sure = sigmoid(x @ at)
        slope = x.T @ (sure - right) + PRIOR / 4 * (at - _START)
        curve = (x * (sure * (1 - sure))[:, None]).T @ x + PRIOR / 4 * np.eye(2)
        step = np.linalg.solve(curve, slope)
        now = _loss(x, right, at)
        while _loss(x, right, at - step) > now and np.abs(step).max() > 1e-9:
            step /= 2
        at = at - step
        if np.abs(step).max() < 1e-7:
            return at
    raise ArithmeticError("The fit does not converge.")


def answers(postings: list[dict], lines: list[dict]) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Each key's confidences as `jobstream bench quality` printed them, and which were right.

    Only of values that are shown: empty ones are none, and broken answers count for nothing.
    """
    found = {}
    for key in KEYS:
        pairs = []
        for one, line in zip(postings, lines, strict=True):
            answer, whole = score.parsed(line["answer"])
            label, sure = one["label"][key], line["confidence"].get(key)
            if whole and answer[key] and label is not None and sure is not None:
                pairs.append((sure, is_right(key, answer[key], label)))
        if pairs:
            found[key] = tuple(np.array(column, dtype=float) for column in zip(*pairs))
    return found


def bins(sure: np.ndarray, right: np.ndarray) -> list[tuple[float, float, int]]:
    """The mean confidence, the share that was right, and how many, of each tenth that has any."""
    place = np.minimum((sure * BINS).astype(int), BINS - 1)
    return [
        (float(sure[place == i].mean()), float(right[place == i].mean()), int((place == i).sum()))
        for i in range(BINS)
        if (place == i).any()
    ]


def error(sure: np.ndarray, right: np.ndarray) -> float:
    """The expected calibration error: how far confidence and share right lie apart on average."""
    return sum(abs(a - b) * count for a, b, count in bins(sure, right)) / len(sure)


def plot(title: str, sure: np.ndarray, right: np.ndarray) -> str:
    """A reliability diagram as SVG: a perfect model's dots lie on the line."""
    dots = []
    for at, share, count in bins(sure, right):
        radius = 2 + 10 * (count / len(sure)) ** 0.5
        dots.append(
            f'<circle cx="{60 + 300 * at:.1f}" cy="{330 - 300 * share:.1f}" r="{radius:.1f}" '
            f'fill="#2f6f4f" fill-opacity="0.7"><title>{count} values: confidence {at:.2f}, '
            f"right {share:.2f}</title></circle>"
        )
    ticks = "".join(
        f'<text x="{60 + 300 * t:.0f}" y="350" text-anchor="middle">{t:g}</text>'
        f'<text x="50" y="{334 - 300 * t:.0f}" text-anchor="end">{t:g}</text>'
        for t in (0, 0.5, 1)
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 380 390" width="380" height="390" '
        'font-family="sans-serif" font-size="12"><rect width="380" height="390" fill="#fff"/>'
        f'<text x="60" y="18" font-weight="bold">{title}</text>'
        '<rect x="60" y="30" width="300" height="300" fill="none" stroke="#999"/>'
        f'<path d="M60 330L360 30" stroke="#999" stroke-dasharray="4 4"/>{ticks}{"".join(dots)}'
        '<text x="210" y="375" text-anchor="middle">confidence</text>'
        '<text x="16" y="180" text-anchor="middle" transform="rotate(-90 16 180)">share right'
        "</text></svg>\n"
    )


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--postings", type=Path, default=WORK / "calibration.jsonl")
    arguments.add_argument("--product", type=Path, default=WORK / "calibration-product.jsonl")
    arguments.add_argument("--out", type=Path, default=CALIBRATION)
    arguments.add_argument("--plot", type=Path, help="write a reliability diagram here")
    arguments.add_argument(
        "--show", action="store_true", help="only say how well the printed confidences hold"
    )
    given = arguments.parse_args()
    postings = [json.loads(line) for line in given.postings.read_text().splitlines()]
    lines = [json.loads(line) for line in given.product.read_text().splitlines()]
    fitted, all_sure, all_right = {}, [], []
    print(f"{'':12}{'n':>5}{'right':>8}{'before':>8}{'after':>8}   (expected calibration error)")
    for key, (p, right) in answers(postings, lines).items():
        # What is shown of half of the answers is fitted on the other half.
        half = np.arange(len(p)) % 2 == 0
        sure = p.copy()
        if not given.show:
            for train, test in ((half, ~half), (~half, half)):
                intercept, slope = fit(p[train], right[train])
                sure[test] = sigmoid(intercept + slope * logit(p[test]))
            fitted[key] = [round(number, 4) for number in fit(p, right)]
        all_sure.append(sure)
        all_right.append(right)
        print(
            f"{key:12}{len(p):5}{right.mean():8.3f}{error(p, right):8.3f}{error(sure, right):8.3f}"
        )
    sure, right = np.concatenate(all_sure), np.concatenate(all_right)
    print(f"{'all':12}{len(sure):5}{right.mean():8.3f}{'':8}{error(sure, right):8.3f}")
    if not given.show:
        given.out.write_text(json.dumps(fitted))
    if given.plot:
        given.plot.write_text(plot("Values of all fields, by confidence", sure, right))


if __name__ == "__main__":
    main()
