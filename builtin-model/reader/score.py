"""Scores answers against labels: per field, with bootstrap intervals."""

from __future__ import annotations

import datetime
import json
import random
import re
import unicodedata

from reader.facts import MONTHS
from reader.industries import INDUSTRIES, industry_of
from reader.form import KEYS, LISTS, QUOTED

EXACT = ("title", "company", "location", "source_url", "date_posted")
#: The words of the labels as the product's constants.
KINDS = {
    "full-time": "FULL_TIME",
    "part-time": "PART_TIME",
    "contract": "CONTRACT",
    "temporary": "TEMPORARY",
    "internship": "INTERNSHIP",
    "freelance": "FREELANCE",
    "volunteer": "VOLUNTEER",
    "other": "OTHER",
}
LEVELS = {
    "intern": "INTERN",
    "junior": "ENTRY",
    "mid": "ASSOCIATE",
    "senior": "MID_SENIOR",
    "lead": "MID_SENIOR",
    "director": "DIRECTOR",
    "executive": "EXECUTIVE",
}
_SAME = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-"})


def normal(text: str) -> str:
    """A text without what does not matter: case, kinds of quotes and dashes, spaces, end marks."""
    text = unicodedata.normalize("NFKC", text).translate(_SAME).casefold()
    return re.sub(r"\s+", " ", text).strip(" .,;:|-")


#: From which `jobstream bench quality` counts "3 days ago".
SEEN_ON = datetime.date(2026, 1, 1)
_AGO = re.compile(
    r"(\d+|an?|one|een) ([a-z]+) (?:ago|geleden)"
    r"|(?:vor|il y a|hace) (\d+|einem|einer|une?|una) (\w+)"
)
_DAYS = re.compile(
    rf"{_AGO.pattern}|\d{{1,4}}[./ -]+\w{{1,10}}[./, -]+(?:de )?\d{{1,4}}|\w{{3,10}} \d{{1,2}},? \d{{4}}"
    r"|\d{1,2} de \w+ de \d{4}|today|yesterday|heute|gestern|aujourd'hui|hier|hoy|ayer|vandaag|gisteren"
)
_UNITS = (
    ("mi ho st he uu", 0), ("da dí di ta jo", 1), ("we wo se", 7), ("mo me ma", 30)
)
_TODAY = {
    **dict.fromkeys(("today", "heute", "aujourd'hui", "hoy", "vandaag"), 0),
    **dict.fromkeys(("yesterday", "gestern", "hier", "ayer", "gisteren"), 1),
}
_MONTHS = {
    spelled.casefold(): number
    for language, names in MONTHS.items()
    for number, name in enumerate(names.split(), 1)
    for spelled in ((name, name[:3]) if language == "en" else (name,))
}

_SUM = re.compile(
    r"(?<![\d.,])(\d{1,3}(?:[.,\u00a0\u202f ]\d{3})+(?![\d])|\d+)([.,]\d{1,2})?(?!\d)\s*([kK])?"
)


def amounts(text: str) -> list[float]:
    """The sums that a spelling of pay names, in order, each once."""
    found: list[float] = []
    for whole, part, kilo in _SUM.findall(text):
        value = float(re.sub(r"\D", "", whole) + part.replace(",", ".")) * (1000 if kilo else 1)
        if value not in found:
            found.append(value)
    if len(found) == 2 and found[0] < 1000 <= found[1] and "k" in text.lower():
        found[0] *= 1000  # `36-65K`
    return found


def day(text: str) -> str:
    """The one day that a text names, as ISO 8601 writes it; empty if it may be two, or none."""
    try:
        found = _counted(normal(text)) or _written(normal(text))
    except (ValueError, OverflowError):
        return ""
    return found.isoformat() if found else ""


def _counted(said: str) -> datetime.date | None:
    if said in _TODAY:
        return SEEN_ON - datetime.timedelta(days=_TODAY[said])
    hit = _AGO.fullmatch(said)
    if not hit:
        return None
    number, unit = hit[1] or hit[3], (hit[2] or hit[4])[:2]
    count = int(number) if number.isdigit() else 1
    days = next((n for units, n in _UNITS if unit in units.split()), None)
    if days is None:
        return None
    if days == 30:
        months = SEEN_ON.year * 12 + SEEN_ON.month - 1 - count
        return datetime.date(months // 12, months % 12 + 1, SEEN_ON.day)
    return SEEN_ON - datetime.timedelta(days=days * count)


def _written(said: str) -> datetime.date | None:
    parts = re.findall(r"\d+|[^\W\d_]{3,}", said.split("t0")[0].split("t1")[0])
    months = [_MONTHS[part] for part in parts if part in _MONTHS]
    numbers = [int(part) for part in parts if part.isdigit()]
    years = [number for number in numbers if number > 1000]
    rest = [number for number in numbers if number <= 31]
    if len(years) != 1 or len(months) + len(rest) != 2 or len(months) > 1:
        return None
    if months:
        return datetime.date(years[0], months[0], rest[0])
    if numbers[0] == years[0]:
        return datetime.date(years[0], rest[0], rest[1])
    if "." in said:
        return datetime.date(years[0], rest[1], rest[0])
    if rest[0] <= 12 and rest[1] <= 12 and rest[0] != rest[1]:
        return None
    return datetime.date(years[0], min(rest), max(rest))


def days_of(text: str) -> set[str]:
    """The days that a text names anywhere."""
    return {day(hit[0]) for hit in _DAYS.finditer(normal(text))} - {""}


def parsed(answer: str) -> tuple[dict, bool]:
    """A model's answer as a value for each key, and whether it was whole."""
    try:
        got = json.loads(answer, strict=False)
        whole = all(key in got for key in KEYS)
    except (json.JSONDecodeError, TypeError):
        got, whole = {}, False
        for key in KEYS:
            text = re.search(rf'"{key}":"((?:[^"\\]|\\.)*)"', answer)
            items = re.search(rf'"{key}":\[(.*?)\]', answer)
            if key in LISTS and items:
                got[key] = re.findall(r'"((?:[^"\\]|\\.)*)"', items[1])
            elif text:
                got[key] = text[1]
    clean: dict = {}
    for key in KEYS:
        value = got.get(key, [] if key in LISTS else "")
        if key in LISTS:
            clean[key] = [str(item).strip() for item in value if str(item).strip()]
        else:
            clean[key] = str(value).strip()
    return clean, whole


def from_findings(findings: dict) -> dict:
    """The product's findings under the answer's keys. The enums are its constants."""
    names = {"type": "employmentType", "source_url": "sourceUrl", "date_posted": "datePosted"}
    found: dict = {}
    for key in KEYS:
        value = findings.get(names.get(key, key), {}).get("value")
        if key == "salary" and value:
            value = " - ".join(str(value[end]) for end in ("min", "max") if value.get(end))
        if key == "industry" and value and value not in INDUSTRIES:
            known = industry_of(value)  # a page's own words for it
            value = known if known != "Other" else value
        found[key] = value or ([] if key in LISTS else "")
    return found


def credit(key: str, said, label) -> float:
    """1 for right, 0 for wrong, between them for lists."""
    if key in LISTS:
        one, two = {normal(x) for x in said}, {normal(x) for x in label}
        if not one and not two:
            return 1.0
        return 2 * len(one & two) / (len(one) + len(two))
    if key == "type":
        return float(KINDS.get(said, said) == KINDS.get(label, label))
    if key == "seniority":
        return float(LEVELS.get(said, said) == LEVELS.get(label, label))
    if key == "salary":
        if not said or not label:
            return float(not said and not label)
        return float(amounts(said) == amounts(label))
    if key == "date_posted" and normal(said) != normal(label):
        return float(day(said) != "" and day(said) == day(label))
    return float(normal(said) == normal(label))


def absent(text: str, answer: dict) -> list[str]:
    """The quoted keys whose value the posting does not have, nor its day in another spelling."""
    whole = normal(text)
    return [
        key
        for key in QUOTED
        if answer[key]
        and key in EXACT
        and normal(answer[key]) not in whole
        and not (key == "date_posted" and answer[key] in days_of(text))
    ]


def interval(values: list[float], rounds: int = 1000) -> tuple[float, float]:
    """The middle 95 of 100 means of samples drawn from the values again."""
    chance = random.Random(1)
    means = sorted(sum(chance.choices(values, k=len(values))) / len(values) for _ in range(rounds))
    return means[int(rounds * 0.025)], means[int(rounds * 0.975)]


def table(rows: list[tuple[str, dict, dict]]) -> list[tuple[str, int, float, float, float]]:
    """Of (text, label, answer) rows: each key's number, mean and interval, and the absent share."""
    lines = []
    for key in KEYS:
        values = [
            credit(key, answer[key], label[key])
            for _, label, answer in rows
            if label[key] is not None
        ]
        if values:
            lines.append((key, len(values), sum(values) / len(values), *interval(values)))
    gone = [len(absent(text, answer)) for text, _, answer in rows]
    quotes = [sum(bool(answer[key]) for key in EXACT) for _, _, answer in rows]
    share = sum(gone) / max(1, sum(quotes))
    lines.append(("absent", sum(quotes), share, share, share))
    return lines
