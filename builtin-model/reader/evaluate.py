"""Evaluates a model on labelled postings: `python3 -m reader.evaluate --help`.

Postings are JSON lines with `text`, `label`, and `layout`, `source` or `language` to group by.
"""

from __future__ import annotations

import argparse
import collections
import json
import random
from pathlib import Path

from reader import llama, score
from reader.encode import tokenizer
from reader.export import WORK
from reader.form import ANSWER, KEYS, TEXT, spaced
from reader.posting import posting

SHOWN = {"source_url": "url", "date_posted": "date", "seniority": "level", "industry": "indust."}


def made_up(count: int, seed: str = "held-out") -> list[dict]:
    """Held-out postings of the generator, as many of each language."""
    found: list[dict] = []
    wanted = {language: count for language in ("en", "de", "fr", "es", "nl")}
    for number in range(100_000):
        if not any(wanted.values()):
            break
        chance = random.Random(f"{seed}-{number}")
        text, label = posting(chance, chance.randint(400, 3000))
        language = label.pop("language")
        if wanted[language]:
            wanted[language] -= 1
            found.append({"text": text, "label": label, "language": language, "layout": "made up"})
    return found


def prompt(text: str) -> list[int]:
    return [TEXT, *tokenizer().encode(spaced(text)), ANSWER]


def plain_answers(model: Path, postings: list[dict]) -> list[tuple[dict, bool]]:
    """What llama.cpp writes greedily, without any help of the product."""
    made = llama.answers(model, [prompt(one["text"]) for one in postings])
    return [score.parsed(tokenizer().decode(tokens)) for tokens in made]


def show(name: str, postings: list[dict], answers: list[dict], by: str) -> None:
    """Prints a line a group: each field's mean and the middle 95 percent of its bootstrap."""
    groups: dict[str, list] = collections.defaultdict(list)
    for one, answer in zip(postings, answers):
        groups[one.get(by, "all")].append((one["text"], one["label"], answer))
    print(f"\n{name}, by {by}")
    heads = [SHOWN.get(key, key) for key in (*KEYS, "absent")]
    print(f"{'':12}{'n':>5} " + " ".join(f"{head:>9}" for head in heads))
    for group, rows in sorted(groups.items()):
        lines = {key: values for key, *values in score.table(rows)}
        cells = [f"{lines[k][1]:9.3f}" if k in lines else " " * 9 for k in (*KEYS, "absent")]
        print(f"{group:12}{len(rows):5} " + " ".join(cells))
        cells = [
            f"{lines[k][2]:.2f}–{lines[k][3]:.2f}".rjust(9) if k in lines else " " * 9 for k in KEYS
        ]
        print(" " * 18 + " ".join(cells))


def product_answers(lines: list[dict]) -> dict[str, list[dict]]:
    """The three answers of each line that `jobstream bench quality` printed."""
    return {
        "model in the product, without facts": [score.parsed(x["answer"])[0] for x in lines],
        "facts alone": [score.from_findings(x["facts"]) for x in lines],
        "facts and model": [score.from_findings(x["findings"]) for x in lines],
    }


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--model", type=Path, default=WORK / "model" / "built-in-q8_0.gguf")
    arguments.add_argument("--postings", type=Path, help="labelled postings; else made-up ones")
    arguments.add_argument("--count", type=int, default=40, help="made-up postings a language")
    arguments.add_argument("--seed", default="held-out", help="which made-up postings")
    arguments.add_argument("--limit", type=int, help="the most postings")
    arguments.add_argument("--by", default="layout,source", help="what to group by")
    arguments.add_argument("--write", type=Path, help="write the made-up postings here, and stop")
    arguments.add_argument("--product", type=Path, help="what `jobstream bench quality` printed")
    arguments.add_argument("--keep", type=Path, help="write each answer here")
    given = arguments.parse_args()
    if given.postings:
        postings = [json.loads(line) for line in given.postings.read_text().splitlines()]
    else:
        postings = made_up(given.count, given.seed)
        given.by = "language"
    if given.write:
        given.write.parent.mkdir(parents=True, exist_ok=True)
        given.write.write_text("".join(json.dumps(one) + "\n" for one in postings))
        return
    postings = postings[: given.limit]
    if given.product:
        lines = [json.loads(line) for line in given.product.read_text().splitlines()]
        times = sorted(line["allMs"] for line in lines)
        firsts = sorted(line["firstFieldMs"] for line in lines)
        print(f"time to the first field {firsts[len(firsts) // 2]} ms, to the last {times[len(times) // 2]} ms (medians)")
        for name, answers in product_answers(lines).items():
            for by in given.by.split(","):
                show(name, postings, answers, by)
        return
    answers = plain_answers(given.model, postings)
    print(f"whole answers: {sum(whole for _, whole in answers) / len(answers):.3f}")
    for by in given.by.split(","):
        show("model alone", postings, [answer for answer, _ in answers], by)
    if given.keep:
        given.keep.write_text(
            "".join(
                json.dumps({**one, "answer": answer}, ensure_ascii=False) + "\n"
                for one, (answer, _) in zip(postings, answers)
            )
        )


if __name__ == "__main__":
    main()
