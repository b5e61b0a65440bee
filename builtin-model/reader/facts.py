"""What a made-up posting is about, and the spellings of pay, dates and addresses."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field

from reader import names
from reader.grammar import sections, word_list

MONTHS = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
}


@dataclass
class Facts:
    """The truth about a posting. An empty value is one that the text will not say."""

    language: str
    industry: str
    title: str
    company: str
    location: str
    city: str
    kind: str = ""
    kind_shown: str = ""
    level: str = ""
    level_shown: str = ""
    salary: str = ""
    url: str = ""
    date: str = ""
    function: str = ""
    industry_shown: str = ""
    skills: list[str] = field(default_factory=list)


def facts(chance: random.Random, language: str, industry: str = "") -> Facts:
    words = sections(language)
    if not industry:
        industry = chance.choice(list(names.domains()))
        if language != "en":
            industry = chance.choice(words["sectors"]).split(": ")[0]
    location = names.place(chance, language)
    kind = chance.choices(
        ["full-time", "part-time", "contract", "internship", "temporary", "freelance", "volunteer"],
        [50, 12, 11, 9, 9, 6, 3],
    )[0]
    level = chance.choice(["intern", "junior", "junior", "mid", "senior", "senior", "director"])
    company = "" if chance.random() < 0.08 else names.company(chance, language)
    title = names.title(chance, language, industry)
    made = Facts(
        language,
        industry,
        title,
        company,
        "" if chance.random() < 0.1 else location,
        city_of(location),
        skills=chance.sample(names.domains()[industry]["skills"], 5),
    )
    if chance.random() < 0.55:
        made.kind, made.kind_shown = kind, chance.choice(words[f"kind.{kind}"])
        made.kind_shown = made.kind_shown.replace("{n}", str(chance.randint(2, 24)))
    if chance.random() < 0.3:
        made.level, made.level_shown = level, chance.choice(words[f"level.{level}"])
    if chance.random() < 0.4:
        made.salary = pay(chance, language)
    if chance.random() < 0.4:
        made.date = date(chance, language)
    if chance.random() < 0.28:
        made.url = address(chance, company, title)
    if chance.random() < 0.4:
        made.function = chance.choice(words["function"])
    if chance.random() < 0.25:
        made.industry_shown = industry if language == "en" else ""
    return made


def city_of(location: str) -> str:
    """The part of a location that a sentence would name."""
    first = re.split(r"[,(/|;]| - ", location)[0].strip()
    return first if re.search(r"[^\W\d]", first) else location


def _amount(chance: random.Random, low: int, high: int, language: str) -> tuple[int, int]:
    least = chance.randint(low, high)
    return least, least + chance.randint(1, max(2, least // 2))


def pay(chance: random.Random, language: str) -> str:
    """Pay in one of many spellings."""
    if language == "en" and chance.random() < 0.1:
        return chance.choice(word_list("salaries"))
    sign = chance.choice("$$$$£€€") if language == "en" else "€"
    code = {"$": "USD", "£": "GBP", "€": "EUR"}[sign]
    if chance.random() < 0.1:
        code = chance.choice(("CHF", "CAD", "AUD", "SGD", "PLN", "INR"))
    dash = chance.choice((" - ", "-", " – ", "–", " to ", "- ")) if language == "en" else (
        chance.choice((" - ", "-", " – ", {"de": " bis ", "fr": " à ", "es": " a ", "nl": " tot "}[language]))
    )
    draw = chance.random()
    mark = {"en": ",", "de": ".", "fr": " ", "es": ".", "nl": "."}[language]
    if draw < 0.55:
        unit = chance.choice(("", "", " a year", " per year", "/year", "/yr", " per annum", " p.a."))
        if language != "en":
            unit = {
                "de": chance.choice(("", " pro Jahr", " brutto", " brutto/Jahr", " p.a.")),
                "fr": chance.choice(("", " brut/an", " par an", " bruts annuels")),
                "es": chance.choice(("", " brutos/año", " al año", " bruto anual")),
                "nl": chance.choice(("", " per jaar", " bruto per jaar")),
            }[language]
        low, high = _amount(chance, 18, 190, language)
        style = chance.randrange(3)
        tail = chance.choice(("000", "000", "500")) if style else ""
        kilo = chance.choice("Kk") if not style else ""
        one, two = (f"{n}{mark + tail if style else kilo}" for n in (low, high))
    elif draw < 0.75:
        unit = chance.choice((" an hour", " per hour", "/hr", "/hour", " hourly", "/h"))
        if language != "en":
            unit = {"de": "/Stunde", "fr": "/heure", "es": "/hora", "nl": " per uur"}[language]
        low, high = _amount(chance, 9, 90, language)
        point = "." if language == "en" else ","
        cents = chance.choice(("", f"{point}{chance.randrange(10, 99)}", f"{point}00"))
        one, two = f"{low}{cents}", f"{high}{cents}"
    elif draw < 0.9:
        unit = chance.choice((" a month", " per month", "/month", " monthly"))
        if language != "en":
            unit = {"de": " pro Monat", "fr": " par mois", "es": " al mes", "nl": " per maand"}[
                language
            ]
        low, high = _amount(chance, 1100, 6000, language)
        one, two = f"{low:,}".replace(",", mark), f"{high:,}".replace(",", mark)
        if chance.random() < 0.4:
            one, two = str(low), str(high)
    else:
        unit = chance.choice((" a day", " per day", "/day", " a week", " per week"))
        if language != "en":
            unit = {"de": "/Tag", "fr": "/jour", "es": "/día", "nl": " per dag"}[language]
        low, high = _amount(chance, 100, 900, language)
        one, two = str(low), str(high)
    before = language == "en" or chance.random() < 0.25
    named = chance.random() < 0.2

    def amount(number: str) -> str:
        if named:
            return chance.choice((f"{code} {number}",) if before else (f"{number} {code}",))
        return f"{sign}{number}" if before else f"{number} {sign}"

    if chance.random() < 0.65:
        if before:
            body = amount(one) + dash + (two if chance.random() < 0.3 else amount(two))
        else:
            body = (one if chance.random() < 0.6 else amount(one)) + dash + amount(two)
    else:
        body = amount(one)
    if language == "en" and chance.random() < 0.12:
        return chance.choice(
            (f"From {body}{unit}", f"Up to {body}{unit}", f"{body} (Glassdoor est.)")
        )
    return body + unit


def date(chance: random.Random, language: str) -> str:
    """The day of publication in one of many spellings."""
    if chance.random() < 0.4:
        said = chance.choice(sections(language)["agoword"])
        said = re.sub(r"\(([^()]*)\)", lambda hit: chance.choice(hit[1].split("|")), said)
        return said.replace("{n}", str(chance.randint(2, 30)))
    year, month, day = chance.randint(2015, 2027), chance.randint(1, 12), chance.randint(1, 28)
    name = MONTHS[language].split()[month - 1]
    if language == "en":
        return chance.choice(
            (
                f"{year}-{month:02}-{day:02}",
                f"{name} {day}, {year}",
                f"{day} {name} {year}",
                f"{name[:3]} {day}, {year}",
                f"{day:02}/{month:02}/{year}",
                f"{month}/{day}/{year}",
                f"{day:02}-{name[:3]}-{year}",
                f"{year}/{month:02}/{day:02}",
                f"{day}.{month}.{year}",
            )
        )
    joined = {"de": f"{day}. {name} {year}", "es": f"{day} de {name} de {year}"}
    return chance.choice(
        (
            joined.get(language, f"{day} {name} {year}"),
            f"{day:02}.{month:02}.{year}" if language == "de" else f"{day:02}/{month:02}/{year}",
            f"{year}-{month:02}-{day:02}",
        )
    )


def address(chance: random.Random, company: str, title: str) -> str:
    """A posting's web address, of no particular site."""

    def slug(text: str, most: int) -> str:
        return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:most].strip("-") or "job"

    name = slug(company or names.made_up(chance), 20).replace("-", "")
    number = chance.randrange(10**3, 10 ** chance.choice((5, 6, 8, 10)))
    host = chance.choice(
        (
            f"www.{name}.{chance.choice(('com', 'de', 'co.uk', 'io', 'fr', 'nl', 'es', 'org'))}",
            f"jobs.{name}.com",
            f"careers.{name}.com",
            f"{name}.{chance.choice(('ai', 'jobs', 'eu', 'net'))}",
            f"{slug(names.made_up(chance), 12)}.com",
            f"jobs.{slug(names.made_up(chance), 12)}.org",
        )
    )
    path = chance.choice(
        (
            f"/jobs/{number}",
            f"/careers/{slug(title, 40)}",
            f"/job/{slug(title, 40)}-{number}",
            f"/{name}/{number:x}-{chance.randrange(4096, 65535):x}",
            f"/view/{slug(title, 30)}-at-{name}-{number}",
            f"/viewjob?jk={number:x}",
            f"/positions/{number}/apply",
            f"/en/vacancies?id={number}",
            f"/j/{number:X}",
            "/jobs",
        )
    )
    scheme = "http" if chance.random() < 0.15 else "https"
    return f"{scheme}://{host}{path}"
