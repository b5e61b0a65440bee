"""One made-up posting and its labels, which are exact since the text was made from them."""

from __future__ import annotations

import random
import re
import textwrap

from reader import body, rules
from reader.facts import Facts, city_of, facts
from reader.header import Piece, head, labels, lines
from reader.industries import industry_of
from reader.slots import Slots, sectors

#: Marks what goes before a posting as a mail's begin, which has an end too.
_MAIL = "\0"
#: Their shares among the postings that are not English.
LANGUAGES = (("de", 9), ("fr", 8), ("es", 7), ("nl", 6))


def posting(chance: random.Random, size: int, english: float = 0.7) -> tuple[str, dict]:
    """A posting of about `size` characters, and its label for each key; None where none is sure.

    `english` is the share of English ones.
    """
    names, weights = zip(*LANGUAGES)
    others = [weight * (1 - english) / sum(weights) for weight in weights]
    language = chance.choices(("en", *names), (english, *others))[0]
    made = facts(chance, language)
    source = None
    if language == "en" and chance.random() < 0.45:
        source = chance.choice(body.real_postings())
        draw = chance.random()
        if draw < 0.4:
            made.title = source["title"].strip()
        if draw < 0.3 and made.company:
            made.company = source["company"].strip()
        made.industry = industry_of(source["industry"])
        made.industry_shown = source["industry"] if made.industry_shown else ""
    text, main = _text(chance, made, source, size)
    return text, _labels(made, text, main, source is not None)


def _text(chance: random.Random, made: Facts, source: dict | None, size: int) -> tuple[str, str]:
    """The posting as pasted; and of it only what is about the job, as it was before."""
    slots = Slots(chance, made)
    draw = chance.random()
    bare = draw < 0.1 and size > 500
    top = "" if bare else head(chance, made)
    after = []
    if chance.random() < 0.4:
        after.append(body.meta(chance, made))
    if made.url and made.url not in top and chance.random() < 0.8:
        after.append(labels(chance, made, [Piece("url", made.url)]))
    if chance.random() < 0.12:
        after.append(lines(chance, made, _identity(made)))
    if chance.random() < 0.3:
        after += [slots.line("chrome.end") for _ in range(chance.randint(1, 6))]
    if chance.random() < 0.22 and not bare:
        after.append(body.related(chance, made))
    if chance.random() < 0.08:
        after += [slots.line("chrome.end") for _ in range(chance.randint(1, 8))]
    left = max(150, size - len(top) - sum(map(len, after)))
    if source:
        text = body.real(chance, made, source, left)
    else:
        text = body.made_up(chance, made, left)
    if bare and made.title not in text:
        text = slots.line("intro") + "\n" + text
    main = f"{top}\n{text}"
    for _ in range(chance.choice((0, 0, 0, 1, 2))):
        at = text.find("\n", chance.randrange(max(1, len(text))))
        if at >= 0:
            text = text[:at] + "\n" + body.misleading(chance, made) + text[at:]
    if top and chance.random() < 0.06:
        # Some pages tell at the end what the job is.
        after.insert(0, top)
        top = ""
    before = _before(chance, made, slots)
    if before.startswith(_MAIL):
        before = before.removeprefix(_MAIL)
        after.append("\n".join(slots.line(f"mail.{part}") for part in ("close", "sign")))
    if top and chance.random() < 0.15:
        middle = [slots.line("chrome.mid") for _ in range(chance.randint(1, 5))]
        top += "\n" + "\n".join(middle)
    if top and chance.random() < 0.35:
        top += "\n" + body.heading(chance, slots, "h.role")
    gap = chance.choice(("\n", "\n", "\n\n", "\n\n\n"))
    whole = gap.join(part for part in (before, top, text, *after) if part)
    return _pasted(chance, whole), main


def _identity(made: Facts) -> list[Piece]:
    told = [Piece("title", made.title), Piece("company", made.company)]
    return [piece for piece in told + [Piece("location", made.location)] if piece.text]


def _before(chance: random.Random, made: Facts, slots: Slots) -> str:
    """What pages and mails put before the posting."""
    draw = chance.random()
    if draw < 0.36:
        rows = [slots.line("chrome.top") for _ in range(chance.randint(1, 7))]
        if chance.random() < 0.3:
            return chance.choice((" | ", " ", " · ", "  ")).join(rows)
        return "\n".join(rows)
    if draw < 0.4:
        return body.related(chance, made)
    if draw < 0.5:
        rows = [slots.line("mail.open"), slots.line("mail.text")]
        if chance.random() < 0.6:
            subject = chance.choice((made.title, slots.line("mail.text"), "Job", "Fwd: job"))
            rows.insert(0, f"Subject: {subject}")
        if chance.random() < 0.5:
            rows.insert(0, f"From: {slots('person')} <{slots('email')}>")
        if chance.random() < 0.3:
            rows.insert(1, f"Date: {slots('otherdate')}")
        return _MAIL + "\n".join(rows)
    if draw < 0.55:
        return body.misleading(chance, made)
    return ""


def _pasted(chance: random.Random, text: str) -> str:
    """The text as a clipboard gives it: a PDF's broken lines, lost breaks, odd spaces."""
    text = re.sub(r"\n{4,}", "\n\n\n", text)
    draw = chance.random()
    if draw < 0.06:
        width = chance.randint(40, 100)
        rows = [textwrap.fill(row, width, break_long_words=False) for row in text.split("\n")]
        return "\n".join(rows)
    if draw < 0.1:
        return text.replace("\n", chance.choice((" ", "  ", " ")))
    if draw < 0.16:
        return re.sub(r"\n+", "\n\n", text)
    if draw < 0.3:
        return re.sub(r"\n\n+", "\n", text)
    return text


def _said(text: str, value: str) -> str:
    """The value if the text has it, over line ends too."""
    if not value:
        return ""
    words = r"\s+".join(re.escape(word) for word in value.split())
    before = r"(?<!\w)" if value[0].isalnum() else ""
    after = r"(?!\w)" if value[-1].isalnum() else ""
    return value if re.search(before + words + after, text) else ""


def _labels(made: Facts, text: str, main: str, real: bool) -> dict:
    title = _said(text, made.title)
    location = _said(text, made.location)
    if not location and made.location:
        location = _said(text, city_of(made.location))
    level = rules.level_of_title(title)
    if not level and made.level and _said(text, made.level_shown):
        level = made.level
    kind = made.kind if _said(text, made.kind_shown) else rules.kind_of(main)
    sure = real or made.language == "en" or any(
        _said(text, sector) for sector in sectors(made.language, made.industry)
    )
    return {
        "language": made.language,
        "title": title,
        "company": _said(text, made.company),
        "location": location,
        "type": kind,
        "seniority": level or rules.level_of_years(main),
        "industry": (made.industry if sure else None),
        "skills": rules.skills(main),
        "tags": rules.tags(title, main),
        "salary": _said(text, made.salary),
        "source_url": _said(text, made.url),
        "date_posted": _said(text, made.date),
    }
