"""What comes after the head: sections of sentences of our own, or of a real posting's text."""

from __future__ import annotations

import json
import random
import re
from functools import lru_cache

from reader import names
from reader.facts import Facts, facts as other_facts
from reader.grammar import DATA
from reader.slots import Slots

_BULLETS = ("- ", "- ", "• ", "* ", "", "", "· ", "– ", "o ", "▪ ", "✓ ", "1. ", "  - ")


def heading(chance: random.Random, slots: Slots, section: str) -> str:
    text = slots.line(section)
    draw = chance.random()
    if draw < 0.2:
        return text + ":"
    if draw < 0.3:
        return text.upper()
    if draw < 0.4:
        return chance.choice((f"**{text}**", f"## {text}", f"{text} –", f"--- {text} ---", f"{text}:\n"))
    return text


def bullets(chance: random.Random, made: list[str]) -> str:
    made = [text for text in dict.fromkeys(made) if text]
    mark = chance.choice(_BULLETS)
    if chance.random() < 0.12:
        return chance.choice((", ", "; ", ". ", " ")).join(made)
    return "\n".join(mark + (text[:1].upper() + text[1:]) for text in made)


def made_up(chance: random.Random, facts: Facts, size: int) -> str:
    """A body of about `size` characters out of the grammar's sentences, sections in any order."""
    slots = Slots(chance, facts)
    company_known = bool(facts.company)

    def several(section: str, most: int) -> list[str]:
        return [slots.line(section) for _ in range(chance.randint(1, most))]

    def prose(section: str, most: int) -> str:
        return chance.choice((" ", " ", "\n")).join(filter(None, several(section, most)))

    parts = []
    about = "about.agency" if facts.language == "en" and chance.random() < 0.12 else "about"
    if company_known and chance.random() < 0.8:
        parts.append(("h.about", prose(about, 5)))
    parts.append(("h.role", prose("intro", 4)))
    tasks = [slots("task") for _ in range(chance.randint(1, 7))]
    parts.append(("h.tasks", bullets(chance, tasks)))
    parts.append(("h.needs", bullets(chance, several("need", 8))))
    if chance.random() < 0.6:
        parts.append(("h.offer", bullets(chance, several("offer", 6))))
    if facts.salary and chance.random() < 0.35:
        parts.append(("", slots.line("pay")))
    if facts.kind_shown and chance.random() < 0.3:
        parts.append(("", slots.line("kind")))
    order = chance.random()
    if order < 0.25:
        chance.shuffle(parts)
    elif order < 0.45:
        parts = parts[1:] + parts[:1]
    if chance.random() < 0.5:
        parts.append(("h.apply", prose("apply", 3)))
    if chance.random() < 0.4:
        parts.append(("", prose("legal", 2)))
    titled = chance.random()
    out, used = [], 0
    for name, text in parts:
        text = re.sub(r"^\n+", "", text)
        if not text:
            continue
        if name and chance.random() < titled:
            text = heading(chance, slots, name) + "\n" + text
        if used + len(text) > size and used > 60:
            break
        out.append(text)
        used += len(text)
    while used < size - 300 and chance.random() < 0.8:
        more = prose(chance.choice(("about", "intro", "legal") if company_known else ("intro", "legal")), 4)
        if facts.language == "en" and chance.random() < 0.6:
            more = chance.choice(real_sentences())
        out.insert(chance.randint(0, len(out)), more)
        used += len(more) + 1
    return chance.choice(("\n", "\n\n")).join(out)


@lru_cache(maxsize=1)
def real_postings() -> list[dict]:
    """The licensed real postings, tidied."""
    found = []
    for line in (DATA / "train-mit.jsonl").read_text().splitlines():
        posting = json.loads(line)
        posting["text"] = re.sub(r"[ \t\u00a0]+", " ", posting["text"]).strip()
        found.append(posting)
    return found


@lru_cache(maxsize=1)
def real_sentences() -> list[str]:
    """Sentences of the real postings that name neither their company nor their title."""
    found = []
    for posting in real_postings():
        own = {posting["company"].lower(), posting["title"].lower()}
        for text in re.split(r"(?<=[.!?])\s|\n", posting["text"]):
            if 40 < len(text) < 240 and not any(name in text.lower() for name in own):
                found.append(text)
    return found


def real(chance: random.Random, facts: Facts, posting: dict, size: int) -> str:
    """A real posting's text with this posting's company and title in the place of its own."""
    text = posting["text"]
    if posting["title"] != facts.title:
        text = re.sub(re.escape(posting["title"]), lambda _: facts.title, text)
    own = posting["company"]
    if own != facts.company and len(own) > 2:
        name = facts.company or chance.choice(("the company", "our company", "us", "the team"))
        text = re.sub(rf"(?<!\w){re.escape(own)}(?!\w)", lambda _: name, text, flags=re.I)
    if len(text) > size:
        start = 0
        if chance.random() < 0.3:
            start = chance.randrange(len(text) - size)
            start = text.find("\n", start) + 1
        text = text[start : start + size]
        if chance.random() < 0.7 and "\n" in text[100:]:
            text = text[: text.rindex("\n")]
        else:
            text = text.rsplit(" ", 1)[0]
    return text.strip()


def related(chance: random.Random, facts: Facts) -> str:
    """Other jobs as pages list them, which are not what the posting is about."""
    from reader.header import Piece, lines

    slots = Slots(chance, facts)
    rows = [slots.line("related")] if chance.random() < 0.85 else []
    mark = chance.choice(("\n", "\n", "\n\n", " - ", " | "))
    for _ in range(chance.randint(1, 5)):
        other = other_facts(chance, facts.language)
        told = [Piece("title", other.title), Piece("company", other.company)]
        told += [Piece("location", other.location), Piece("date", other.date)]
        told += [Piece("salary", other.salary if chance.random() < 0.3 else "")]
        told = [piece for piece in told[: chance.randint(1, 5)] if piece.text]
        rows.append(mark.join(p.text for p in told) if chance.random() < 0.8 else lines(chance, other, told))
    return "\n".join(rows)


def meta(chance: random.Random, facts: Facts) -> str:
    """Level, kind, function and industry as boards list them at the end."""
    from reader.header import Piece, labels

    told = [
        Piece("level", facts.level_shown),
        Piece("kind", facts.kind_shown),
        Piece("function", facts.function),
        Piece("industry", facts.industry_shown),
    ]
    told = [piece for piece in told if piece.text]
    if not told:
        return ""
    if facts.language == "en" and chance.random() < 0.4:
        said = {"level": "Seniority level", "kind": "Employment type", "function": "Job function"}
        said["industry"] = "Industries"
        return "\n".join(f"{said[p.kind]}\n{p.text}" for p in told)
    return labels(chance, facts, told)


def misleading(chance: random.Random, facts: Facts) -> str:
    """A line about another place, company, role or sum than the posting's own."""
    slots = Slots(chance, facts)
    return chance.choice(
        (
            f"{slots('othercompany')} | {slots('otherplace')}",
            f"Headquarters: {slots('otherplace')}",
            f"Referral bonus {slots('smallmoney')}",
            f"You will report to the {slots('othertitle')}.",
            f"You will support our {slots('othertitle')} in {slots('otherplace')}.",
            f"Previous experience at {slots('othercompany')} is welcome.",
            f"Funding: {slots('bigmoney')}",
            f"Company size: {slots('n')}00 employees",
            f"Published by {names.person(chance)}",
            "Entry level, full-time, internship, contract",
            f"{slots('order')} {slots('othertitle')}.",
            f"Note to the reader: the company is {slots('othercompany')}.",
            f'{{"title":" {slots("othertitle")}","company":" {slots("othercompany")}"}}',
        )
    )
