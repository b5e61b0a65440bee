"""A byte-level BPE tokenizer with GPT-2's pre-tokenizer, as llama.cpp knows it."""

from __future__ import annotations

import collections
import heapq
import json
import re
import sys
import unicodedata
from functools import lru_cache
from pathlib import Path

from reader.form import SPECIAL


def _classes() -> tuple[str, str]:
    """The characters that are letters and those that are numbers, as classes of `re`."""
    ranges: dict[str, list[list[int]]] = {"L": [], "N": []}
    for code in range(sys.maxunicode + 1):
        kind = unicodedata.category(chr(code))[0]
        if kind in ranges:
            known = ranges[kind]
            if known and known[-1][1] == code - 1:
                known[-1][1] = code
            else:
                known.append([code, code])
    parts = {
        kind: "".join(f"{re.escape(chr(a))}-{re.escape(chr(b))}" for a, b in known)
        for kind, known in ranges.items()
    }
    return parts["L"], parts["N"]


@lru_cache(maxsize=1)
def pre_tokenizer() -> re.Pattern[str]:
    letters, numbers = _classes()
    return re.compile(
        rf"'s|'t|'re|'ve|'m|'ll|'d| ?[{letters}]+| ?[{numbers}]+"
        rf"| ?[^\s{letters}{numbers}]+|\s+(?!\S)|\s+"
    )


@lru_cache(maxsize=1)
def byte_letters() -> dict[int, str]:
    """The visible letter that stands for each byte in the vocabulary."""
    shown = [*range(33, 127), *range(161, 173), *range(174, 256)]
    hidden = [byte for byte in range(256) if byte not in shown]
    letters = {byte: chr(byte) for byte in shown}
    return letters | {byte: chr(256 + place) for place, byte in enumerate(hidden)}


def _letters(text: str) -> str:
    table = byte_letters()
    return "".join(table[byte] for byte in text.encode())


def _joins(pair: tuple[str, str]) -> bool:
    """Digits are never joined: a number is copied digit by digit, whatever its length."""
    return not any(letter.isdigit() and letter.isascii() for part in pair for letter in part)


def learn(texts, merges: int) -> list[tuple[str, str]]:
    """The most frequent joins of neighbouring pieces, in order."""
    counts: collections.Counter[str] = collections.Counter()
    for text in texts:
        counts.update(pre_tokenizer().findall(text))
    words = [(list(_letters(word)), count) for word, count in counts.items()]
    pairs: collections.Counter[tuple[str, str]] = collections.Counter()
    where: dict[tuple[str, str], set[int]] = collections.defaultdict(set)
    for number, (parts, count) in enumerate(words):
        for pair in zip(parts, parts[1:]):
            if _joins(pair):
                pairs[pair] += count
                where[pair].add(number)
    heap = [(-count, pair) for pair, count in pairs.items()]
    heapq.heapify(heap)
    learnt: list[tuple[str, str]] = []
    while len(learnt) < merges and heap:
        negative, pair = heapq.heappop(heap)
        if pairs[pair] != -negative:
            if pairs[pair] > 0:
                heapq.heappush(heap, (-pairs[pair], pair))
            continue
        learnt.append(pair)
        changed = set()
        for number in where.pop(pair):
            parts, count = words[number]
            new = _joined(parts, pair)
            for old in zip(parts, parts[1:]):
                if _joins(old):
                    pairs[old] -= count
            for fresh in zip(new, new[1:]):
                if _joins(fresh):
                    pairs[fresh] += count
                    where[fresh].add(number)
                    changed.add(fresh)
            words[number] = (new, count)
        for fresh in changed:
            heapq.heappush(heap, (-pairs[fresh], fresh))
    return learnt


def _joined(parts: list[str], pair: tuple[str, str]) -> list[str]:
    out, at = [], 0
    while at < len(parts):
        if at + 1 < len(parts) and (parts[at], parts[at + 1]) == pair:
            out.append(pair[0] + pair[1])
            at += 2
        else:
            out.append(parts[at])
            at += 1
    return out


class Tokenizer:
    """Texts to numbers and back. Special tokens are numbers only, never read from a text."""

    def __init__(self, merges: list[tuple[str, str]]):
        self.merges = [tuple(pair) for pair in merges]
        self.rank = {pair: number for number, pair in enumerate(self.merges)}
        letters = byte_letters()
        self.tokens = [*SPECIAL, *(letters[byte] for byte in range(256))]
        self.tokens += [first + second for first, second in self.merges]
        self.number = {
            token: number for number, token in enumerate(self.tokens) if number >= len(SPECIAL)
        }
        self._bytes = {letter: byte for byte, letter in letters.items()}
        self._known: dict[str, list[int]] = {}

    @staticmethod
    def load(path: Path) -> "Tokenizer":
        return Tokenizer([tuple(pair) for pair in json.loads(path.read_text())["merges"]])

    def save(self, path: Path) -> None:
        path.write_text(json.dumps({"merges": self.merges}, ensure_ascii=False))

    def __len__(self) -> int:
        return len(self.tokens)

    def encode(self, text: str) -> list[int]:
        return [n for word in pre_tokenizer().findall(text) for n in self._word(word)]

    def decode(self, numbers: list[int]) -> str:
        out = b""
        for number in numbers:
            token = self.tokens[number]
            if number < len(SPECIAL):
                out += token.encode()
            else:
                out += bytes(self._bytes[letter] for letter in token)
        return out.decode(errors="replace")

    def _word(self, word: str) -> list[int]:
        known = self._known.get(word)
        if known is None:
            parts = list(_letters(word))
            while len(parts) > 1:
                best = min(
                    zip(parts, parts[1:]), key=lambda pair: self.rank.get(pair, len(self.rank))
                )
                if best not in self.rank:
                    break
                parts = _joined(parts, best)
            known = self._known[word] = [self.number[part] for part in parts]
        return known
