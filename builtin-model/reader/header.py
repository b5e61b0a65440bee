"""Composes the head of a posting out of parts, so that no two postings need look alike."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass

from reader import names
from reader.facts import Facts
from reader.grammar import LANGUAGES, sections, write
from reader.slots import Slots

_MARKS = "- – — | / \\ : ; , . · • * ~ > » › → + # @ _ = & ! ⋅ ● ▪ ◦ ☆ ⟩ ¦ ‖".split()
_PICTURES = "📍 🏢 💼 💰 📅 🔗 ⏰ ✅ ➡️ 🚀 ★ ✔ ◆ ▶ ► – * - • #".split()


@dataclass
class Piece:
    """One thing that a head tells: what it is and how it is written."""

    kind: str
    text: str


def separator(chance: random.Random) -> str:
    """What stands between two pieces of one line."""
    mark = chance.choice(_MARKS) * chance.choice((1, 1, 1, 1, 2, 2, 3))
    if mark in ", ; . : !".split():
        return mark + " "
    return chance.choice((f" {mark} ", f" {mark} ", f" {mark} ", mark, f"  {mark}  ", "  ", "\t"))


def pieces(chance: random.Random, facts: Facts) -> list[Piece]:
    """What the head will tell, in the order in which it will."""
    named = {"title": facts.title, "company": facts.company, "location": facts.location}
    main = [Piece(kind, text) for kind, text in named.items() if text]
    if len(main) > 1 and chance.random() < 0.22:
        # The head leaves it to the text below, if to anyone.
        main.pop(chance.choice((0, 1, 1, -1)))
    if chance.random() < 0.45:
        chance.shuffle(main)
    rest = [
        Piece("kind", facts.kind_shown),
        Piece("salary", facts.salary),
        Piece("date", facts.date),
        Piece("function", facts.function if chance.random() < 0.4 else ""),
        Piece("level", facts.level_shown if chance.random() < 0.3 else ""),
        Piece("industry", facts.industry_shown if chance.random() < 0.3 else ""),
        Piece("url", facts.url if chance.random() < 0.5 else ""),
    ]
    rest = [piece for piece in rest if piece.text]
    chance.shuffle(rest)
    if chance.random() < 0.25:
        for piece in rest:
            main.insert(chance.randint(0, len(main)), piece)
        return main
    return main + rest


def decorated(chance: random.Random, facts: Facts, piece: Piece, plain: float = 0.6) -> str:
    """A piece with what pages write around it."""
    if chance.random() < plain:
        return piece.text
    text, language = piece.text, facts.language
    n = chance.randint(2, 400)
    label = chance.choice(sections(language)[f"l.{piece.kind}"])
    options = [
        f"{label}: {text}",
        f"{label} {chance.choice(_MARKS)} {text}",
        f"{chance.choice(_PICTURES)} {text}",
        f"[{text}]",
        f"*{text}*",
        f"**{text}**",
        f"{text} {chance.choice(_MARKS)}",
        f"{chance.choice(_MARKS)} {text}",
        f'"{text}"',
    ]
    if piece.kind == "title":
        options += [f"# {text}", f"## {text}", f"{text}!", f"Job: {text}", f"{text}:", f">> {text}"]
        options += [f"#hiring {text}", f"We're hiring! {text}", f"Job opening - {text}"]
        options += [f"{n}. {text}", f"New {text}", f"{text} job", f"{text} - Job", f"Re: {text}"]
    elif piece.kind == "company":
        options += [f"at {text}", f"by {text}", f"@ {text}", f"{text} · Follow", f"{text} logo"]
        options += [f"{text} {n / 100:.1f} ★", f"{text}\n{n / 100:.1f}", f"{text} is hiring"]
        options += [f"{text} ({n} reviews)", f"Careers at {text}", f"{text} Careers", f"for {text}"]
        options += [f"{text} {n} followers", f"Jobs at {text}", f"{text}, {names.city(chance)}"]
        options += [f"{text}\n{n / 100:.1f} out of 5 stars", f"{text} {n / 100:.1f} out of 5"]
        options += [f"Company: {text} ({n} employees)", f"{text} | Verified", f"{text} jobs"]
    elif piece.kind == "location":
        options += [f"in {text}", f"in: {text}", f"📍{text}", f"{text} and remote", f"{text} · {n} km"]
        options += [f"Based in {text}", f"{text} View map", f"({text})", f"Onsite: {text}"]
        options += [f"{text} - {chance.choice(sections(language)['place.extra'])}"]
    elif piece.kind == "date":
        options += [f"Posted {text}", f"Posted on {text}", f"Posted: {text}", f"Active {text}"]
        options += [f"{text} · {n} applicants", f"Updated {text}", f"({text})"]
    elif piece.kind == "salary":
        options += [f"{text} + bonus", f"Pay: {text}", f"{text} DOE", f"Estimated: {text}"]
    return chance.choice(options)


def lines(chance: random.Random, facts: Facts, told: list[Piece]) -> str:
    """Pieces on lines of their own or several on a line, each line with its own separator."""
    together = chance.choice((0.05, 0.15, 0.4, 0.8, 1.0))
    plain = chance.choice((0.5, 0.75, 0.9, 1.0))
    out, between = "", separator(chance)
    slots = Slots(chance, facts)
    for number, piece in enumerate(told):
        text = decorated(chance, facts, piece, plain)
        if number and chance.random() < together:
            if chance.random() < 0.12:
                between = separator(chance)
            out += between + text
        elif number:
            gap = "\n" if chance.random() < 0.85 else "\n\n"
            if chance.random() < 0.12:
                gap += slots.line("chrome.mid") + "\n"
            out += gap + text
        else:
            out = text
    return out


def labels(chance: random.Random, facts: Facts, told: list[Piece]) -> str:
    """Each piece under a label, in one of the forms in which people write such lists."""
    words = sections(facts.language)
    if facts.language != "en" and chance.random() < 0.15:
        words = sections(chance.choice(LANGUAGES))
    case = chance.choice((str, str, str, str.upper, str.lower, str.title))
    form = chance.choice(
        ("{0}: {1}",) * 5
        + ("{0}\n{1}",) * 3
        + ("{0}:\n{1}", "{0} : {1}", "{0}:{1}", "{0} - {1}", "{0} = {1}", "**{0}:** {1}", "{0}\t{1}")
        + ("{0}\n\n{1}", "- {0}: {1}", "* {0}: {1}", "• {0}: {1}", "| {0} | {1} |", "{0} | {1}")
        + ("**{0}**: {1}", "{0}.... {1}", "{0} – {1}", "[{0}] {1}", "{0}, {1}", "_{0}_ {1}")
        + ("{0} -> {1}", "{0} >> {1}", "({0}) {1}", "{0}; {1}", "{0}  {1}", "{1} ({0})", "#{0} {1}")
        + ("{0}::{1}", "* **{0}** {1}", "{0} / {1}", "{0}: - {1}", "{0} = {1};", "{0}: \"{1}\"")
    )
    rows = [(chance.choice(words[f"l.{piece.kind}"]), piece.text) for piece in told]
    slots = Slots(chance, facts)
    for _ in range(chance.choice((0, 0, 1, 1, 2, 3, 5))):
        name, value = slots.line("l.other").split(" | ", 1)
        rows.insert(chance.randint(0, len(rows)), (name, value))
    between = chance.choice(("\n",) * 6 + ("\n\n", " | ", "; ", "   ", ", "))
    if between not in ("\n", "\n\n") and "\n" in form:
        between = "\n"
    return between.join(form.format(case(name), value) for name, value in rows)


def sentence(chance: random.Random, facts: Facts, told: list[Piece]) -> str:
    """A sentence that names what the posting is about; the rest on lines after it."""
    kind = "t" + "c" * bool(facts.company) + "l" * bool(facts.location)
    if len(kind) == 3 and chance.random() < 0.3:
        kind = chance.choice(("tc", "tl"))
    slots = Slots(chance, facts)
    said = write(chance, chance.choice(sections(facts.language)[f"head.{kind}"]), slots)
    known = {"title"} | ({"company"} if "c" in kind else set())
    known |= {"location"} if "l" in kind else set()
    rest = [piece for piece in told if piece.kind not in known]
    if not rest:
        return said
    after = lines(chance, facts, rest)
    if chance.random() < 0.2:
        return f"{after}\n{said}"
    return said + chance.choice(("\n", "\n", "\n\n", " ")) + after


def page_title(chance: random.Random, facts: Facts) -> str:
    """What stands in a browser's tab."""
    parts = [facts.title, facts.company, facts.location]
    if chance.random() < 0.3:
        parts = [facts.title, facts.location, facts.company]
    if chance.random() < 0.15:
        chance.shuffle(parts)
    mark = chance.choice((" - ", " | ", " – ", " · ", ", ", " at ", " in ", " » ", " : "))
    site = chance.choice(
        ("", "", "Indeed.com", "LinkedIn", "Glassdoor", "StepStone", "Monster.com", "Jobs", "Careers")
        + (f"{names.made_up(chance)}.com", f"{names.made_up(chance)} Jobs", "Job Search", "2025")
    )
    head = mark.join(part for part in parts if part)
    return head + (chance.choice((" | ", " - ")) + site if site else "")


def data(chance: random.Random, facts: Facts, told: list[Piece]) -> str:
    """A head as programs write it: JSON, YAML, key=value, a row of a table."""
    keys = {
        "title": ("title", "job_title", "position", "jobTitle", "name", "role"),
        "company": ("company", "employer", "org", "companyName", "hiringOrganization"),
        "location": ("location", "city", "jobLocation", "place", "loc"),
        "kind": ("employmentType", "type", "job_type"),
        "salary": ("salary", "baseSalary", "pay"),
        "date": ("datePosted", "posted", "date"),
        "url": ("url", "link"),
    }
    rows = [(chance.choice(keys.get(p.kind, (p.kind,))), p.text) for p in told]
    style = chance.randrange(5)
    if style == 0:
        return json.dumps(dict(rows), ensure_ascii=False, indent=chance.choice((None, 1, 2)))
    if style == 1:
        return "\n".join(f"{name}: {value}" for name, value in rows)
    if style == 2:
        return "\n".join(f'{name}="{value}"' for name, value in rows)
    mark = chance.choice(("\t", ";", " | ", ","))
    names_row, values = mark.join(n for n, _ in rows), mark.join(v for _, v in rows)
    return f"{names_row}\n{values}" if style == 3 else values


def head(chance: random.Random, facts: Facts) -> str:
    """A head in one of the forms, or two of them one after the other."""
    told = pieces(chance, facts)
    draw = chance.random()
    if draw < 0.42:
        made = lines(chance, facts, told)
    elif draw < 0.66:
        if chance.random() < 0.5:
            chance.shuffle(told)
        made = labels(chance, facts, told)
    elif draw < 0.82:
        made = sentence(chance, facts, told)
    elif draw < 0.86:
        made = data(chance, facts, told)
    elif draw < 0.93:
        made = page_title(chance, facts) + "\n" + lines(chance, facts, told)
    elif draw < 0.95:
        made = page_title(chance, facts)
    else:
        first, second = told[: len(told) // 2], told[len(told) // 2 :]
        made = lines(chance, facts, first) + "\n" if first else ""
        made += labels(chance, facts, second)
    if chance.random() < 0.12:
        made = page_title(chance, facts) + "\n" + made
    return made
