"""Reads grammar files and writes random sentences from them."""

from __future__ import annotations

import random
import re
from functools import lru_cache
from pathlib import Path
from typing import Callable

DATA = Path(__file__).resolve().parent.parent / "data"
LANGUAGES = ("en", "de", "fr", "es", "nl")


class Missing(Exception):
    """A sentence speaks of a value that this posting has not."""


@lru_cache(maxsize=None)
def sections(language: str) -> dict[str, list[str]]:
    """The lines of each `[section]` of a language's grammar."""
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in (DATA / "grammar" / f"{language}.txt").read_text().splitlines():
        if line.startswith("[") and line.endswith("]"):
            lines = found.setdefault(line[1:-1], [])
        elif line.strip() and not line.startswith("#"):
            lines.append(line)
    return found


def items(language: str, section: str) -> list[str]:
    """The words of a section that are parted by semicolons."""
    return [word.strip() for line in sections(language)[section] for word in line.split(";")]


@lru_cache(maxsize=None)
def _tree(template: str) -> tuple:
    """A template as nested parts: text, `("any", choices)` or `("slot", name)`."""
    parts, at = _sequence(template, 0, "")
    assert at == len(template), template
    return parts


def _sequence(text: str, at: int, ends: str) -> tuple[tuple, int]:
    parts: list = []
    plain = ""
    while at < len(text) and text[at] not in ends:
        if text[at] == "(":
            choices, at = [], at + 1
            while True:
                choice, at = _sequence(text, at, "|)")
                choices.append(choice)
                at += 1
                if text[at - 1] == ")":
                    break
            literal = len(choices) == 1
            parts += [plain + "(", *choices[0], ")"] if literal else [plain, ("any", choices)]
            plain = ""
        elif text[at] == "{":
            end = text.index("}", at)
            parts += [plain, ("slot", text[at + 1 : end])]
            plain, at = "", end + 1
        else:
            plain += text[at]
            at += 1
    return tuple(parts + [plain]), at


def write(chance: random.Random, template: str, slot: Callable[[str], str]) -> str:
    """A sentence of the template: choices by chance, slots by the caller."""

    def sequence(parts: tuple) -> str:
        out = []
        for part in parts:
            if isinstance(part, str):
                out.append(part)
            elif part[0] == "any":
                out.append(sequence(chance.choice(part[1])))
            else:
                out.append(slot(part[1]))
        return "".join(out)

    return sequence(_tree(template))


@lru_cache(maxsize=None)
def word_list(name: str) -> list[str]:
    """A list of data/lists, tidied: no empty lines, one space between words."""
    lines = (DATA / "lists" / f"{name}.txt").read_text().splitlines()
    return sorted({re.sub(r"\s+", " ", line).strip() for line in lines} - {""})
