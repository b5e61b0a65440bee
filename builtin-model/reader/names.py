"""Random titles, companies and places: from the lists, and made up so that none can be learnt."""

from __future__ import annotations

import random
import re
from functools import lru_cache

from reader.grammar import DATA, items, word_list

_SYLLABLES = (
    "ac al an ar as au ba be bel bo bra bri ca cal cen chi ci co cor cra da del di dor dy ec el em"
    " en er es ev fa fi fo fra ga ge gen gi gra ha hel hi ho in is ja ka ki ko kra la le li lo lu"
    " ma me mi mo my na ne ni no nu ol om on or pa pe phi pi po pri qua ra re ri ro sa se shi si so"
    " sta su sy ta te tho ti to tra tri tu u va ve vi vo wa we wi xa ya yo za ze zi zu"
).split()
_WORDS = (
    "Bright Blue North South Silver Summit River Stone Oak Pine Harbor Clear Next First Prime True"
    " Green Red Golden Iron Rapid Swift Open Deep High Lake Cedar Maple Eagle Falcon Wolf Lion Bear"
    " Fox Star Sun Moon Sky Cloud Data Logic Code Pixel Signal Quantum Vertex Apex Atlas Nova Orbit"
    " Pulse Torch Wave Bridge Forge Craft Mill Field Ridge Valley Coast Bay Point Gate Crest Peak"
    " Path Way Line Link Net Grid Core Mind Heart Care Life Well Home Trust Shield Guard Capital"
    " Harvest Garden Kitchen Market Trade Freight Motor Rail Aero Marine Urban Metro Global Pacific"
    " Atlantic Nordic Alpine Royal Union National American United Western Central Modern Future"
    " Smart Simple Fresh Pure Happy Little Big Grand Old New Noble Honest Hidden Lucky Magic"
).split()
_ENDINGS = (
    "Inc;Inc.;LLC;Ltd;Ltd.;Corp;Corporation;Group;Labs;Technologies;Technology;Solutions;Systems;"
    "Software;Analytics;Health;Healthcare;Medical Center;Partners;Consulting;Capital;Bank;"
    "Insurance;Logistics;Foods;Studios;Media;Energy;Staffing;University;School District;Hospital;"
    "Clinic;Robotics;Therapeutics;Security;Networks;Interactive;Games;Realty;Construction;& Sons;"
    "& Co;plc;Foundation;Institute;Retail;Hotels;Motors;Services;International;Ventures;AI;.io;"
    ".ai;.com;, Inc.;, LLC;Holdings;Recruitment;Pharma;Biosciences;Aerospace;Co.;County;Agency"
).split(";")
_FIRST = (
    "Anna James Maria John Sophie Peter Laura Thomas Sarah David Julia Mark Emma Paul Nina Lukas"
    " Clara Jan Eva Omar Priya Wei Carlos Elena Marc Ines Hugo Lena Tom Karin Sven Aisha Diego Mia"
).split()
_LAST = (
    "Smith Miller Garcia Schmidt Dubois Jansen Rossi Brown Wilson Weber Martin Lopez Meyer Bernard"
    " Visser Khan Patel Chen Novak Fischer Moreau Sanchez Bakker Cohen Murphy Larsen Kowalski Silva"
).split()
_STATES = (
    "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM"
    " NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC"
).split()
_COUNTRIES = (
    "UK;United Kingdom;Germany;France;Spain;Italy;Netherlands;Belgium;Switzerland;Austria;Ireland;"
    "Poland;Sweden;Denmark;Norway;India;Singapore;Australia;Canada;Japan;Brazil;Mexico;USA;US;"
    "United States;Israel;UAE;Portugal;England;Scotland;GB;DE;South Africa;Philippines;New Zealand"
).split(";")
_BEFORE = (
    "Senior;Junior;Lead;Principal;Staff;Sr.;Jr.;Head;Associate;Mid-level;Experienced;Chief;Deputy;"
    "Assistant;Interim;Global;Regional;Graduate;Trainee;Part-time;Night;Remote;Freelance;Certified"
).split(";")
_AFTER = (
    "I;II;III;IV;Intern;Trainee;Lead;Manager;(m/f/d);(Remote);- Night Shift;- Remote;(Contract);"
    "- Hybrid;(f/m/x);(Part-Time);- Urgent;(Entry Level);, EMEA;- {n} openings;(w/ relocation);"
    "(Req {id});- {id};(${n}/hr);- {city};, {city};| {area};/ {area};- {area};({area});, {area};"
    "- {area} Team;for {area};of {area};(m/w/d);6 month contract;(all levels);Apprentice"
).split(";")
_ROLES = (
    "Engineer;Manager;Specialist;Officer;Coordinator;Analyst;Consultant;Technician;Director;"
    "Assistant;Administrator;Developer;Associate;Lead;Supervisor;Advisor;Planner;Architect;Expert;"
    "Operator;Representative;Executive;Scientist;Trainer;Buyer;Clerk;Agent;Partner;Strategist;"
    "Producer;Inspector;Owner;Instructor;Worker;Designer;Intern;Fellow;Strategist;Researcher"
).split(";")


@lru_cache(maxsize=1)
def domains() -> dict[str, dict[str, list[str]]]:
    """Each industry's sectors, titles, tasks and skills, in English."""
    found = {}
    for line in (DATA / "grammar" / "domains-en.txt").read_text().splitlines():
        if line and not line.startswith("#"):
            name, sectors, titles, tasks, skills = line.split(" | ")
            found[name] = {
                "sectors": sectors.split(", "),
                "titles": titles.split("; "),
                "tasks": tasks.split("; "),
                "skills": skills.split("; "),
            }
    return found


@lru_cache(maxsize=1)
def cities() -> list[str]:
    """The places' first parts: what mostly is a city's name."""
    firsts = {place.split(",")[0].strip() for place in word_list("locations")}
    return sorted(c for c in firsts if 2 < len(c) < 24 and not re.search(r"\d|[()|/]", c))


@lru_cache(maxsize=1)
def areas() -> list[str]:
    """Phrases that may stand in a title: skills and industries."""
    found = set()
    for phrase in word_list("skills") + word_list("industries"):
        phrase = phrase.strip(" .;:,/-")
        if 2 < len(phrase) < 30 and re.fullmatch(r"[\w+#&' -]+", phrase):
            found.add(phrase if phrase != phrase.lower() else phrase.title())
    return sorted(found)


def made_up(chance: random.Random, most: int = 4) -> str:
    return "".join(chance.choices(_SYLLABLES, k=chance.randint(2, most))).capitalize()


def person(chance: random.Random) -> str:
    first = chance.choice(_FIRST)
    return first if chance.random() < 0.2 else f"{first} {chance.choice(_LAST)}"


def company(chance: random.Random, language: str = "en") -> str:
    draw = chance.random()
    if draw < 0.3:
        return chance.choice(word_list("companies"))
    ending = chance.random() < (0.8 if language != "en" else 0.55)
    if draw < 0.5:
        first, second = chance.choices(_WORDS, k=2)
        name = first + (second.lower() if chance.random() < 0.5 else " " + second)
    elif draw < 0.8:
        name = made_up(chance)
        if chance.random() < 0.12:
            name = name.upper() if chance.random() < 0.5 else name.lower()
        elif chance.random() < 0.15:
            name += made_up(chance, 2)
    elif draw < 0.88:
        name = chance.choice((" & ", " and ", " ", "-", " + ")).join(
            chance.choice((made_up(chance, 3), chance.choice(_LAST))) for _ in range(2)
        )
    elif draw < 0.93:
        name = "".join(chance.choices("ABCDEFGHIKLMNOPRSTVW", k=chance.randint(2, 4)))
    elif draw < 0.97:
        name = f"{chance.choice(cities())} {chance.choice(areas()).split()[0].title()}"
    else:
        name = f"The {chance.choice(_WORDS)} {chance.choice(areas())} {chance.choice(_ENDINGS[7:])}"
        ending = False
    if ending:
        suffixes = _ENDINGS if language == "en" else items(language, "suffixes")
        suffix = chance.choice(suffixes)
        name += suffix if suffix[0] in ".," else " " + suffix
    return re.sub(r"\s+", " ", name)


def city(chance: random.Random, language: str = "en") -> str:
    draw = chance.random()
    if language != "en" and draw < 0.75:
        return chance.choice(items(language, "places"))
    if draw < 0.88:
        return chance.choice(cities())
    return made_up(chance, 3) + chance.choice(
        ("", "", "ville", "ton", "burg", " City", " Springs", "dorf", "ham", " Heights", "field")
    )


def place(chance: random.Random, language: str = "en") -> str:
    """A location as postings write it."""
    draw = chance.random()
    if language == "en" and draw < 0.3:
        return chance.choice(word_list("locations"))
    name = city(chance, language)
    region = chance.choice(_COUNTRIES)
    if language != "en" and chance.random() < 0.8:
        region = chance.choice(items(language, "regions"))
    elif chance.random() < 0.6:
        region = chance.choice(_STATES)
    code = str(chance.randrange(1000, 99999)).zfill(5)
    mode = chance.choice(("Hybrid", "Remote", "On-site", "onsite", "remote possible", "Hybrid work"))
    if draw < 0.5:
        return f"{name}, {region}"
    if draw < 0.62:
        return name
    return chance.choice(
        (
            f"{name}, {region} {code}",
            f"{name}, {region}, {chance.choice(_COUNTRIES)}",
            f"{name} ({mode})",
            f"{name}, {region} ({mode})",
            f"{name} ({region})",
            f"{name} / {mode}",
            f"{name} / {city(chance, language)}",
            f"{name} or {city(chance, language)}",
            f"{name} {region}",
            f"{code} {name}",
            f"{region}-{name}",
            f"{name} - {region}",
            f"{chance.randrange(1, 999)} {made_up(chance)} Street, {name}, {region}",
            f"{made_up(chance)}straße {chance.randrange(1, 99)}, {code} {name}",
            f"Greater {name} Area",
            f"{name} Area, {region}",
            f"{name}, {region} (+{chance.randrange(1, 9)} other)",
            f"{chance.choice(_COUNTRIES)}",
            "Remote",
            f"Remote - {chance.choice(_COUNTRIES)}",
            f"Remote ({region})",
            f"Hybrid remote in {name}, {region}",
            f"Anywhere in {chance.choice(_COUNTRIES)}",
            f"{name}, {region}; {city(chance, language)}, {region}",
            f"{name} | {mode}",
            f"North {name}, {region}",
            f"{name.upper()}, {region}",
            f"{name} - {mode}",
        )
    )


def title(chance: random.Random, language: str = "en", industry: str = "") -> str:
    """A job's title as postings write it."""
    if language != "en" and chance.random() < 0.85:
        name = chance.choice(items(language, "titles"))
        if chance.random() < 0.2:
            name = f"{chance.choice(items(language, 'title.before'))} {name}"
        if chance.random() < 0.45:
            name += f" {chance.choice(items(language, 'title.after'))}"
        return name
    draw = chance.random()
    if draw < 0.25 and not industry or draw < 0.12:
        return chance.choice(word_list("titles"))
    if draw < 0.4:
        name = f"{chance.choice(areas())} {chance.choice(_ROLES)}"
    else:
        group = domains()[industry] if industry else chance.choice(list(domains().values()))
        name = chance.choice(group["titles"])
    if chance.random() < 0.3:
        name = f"{chance.choice(_BEFORE)} {name}"
    if chance.random() < 0.25:
        after = chance.choice(_AFTER)
        after = after.replace("{n}", str(chance.randint(2, 60)))
        after = after.replace("{id}", str(chance.randint(1000, 99999)))
        after = after.replace("{city}", city(chance)).replace("{area}", chance.choice(areas()))
        name += after if after[0] in "," else " " + after
    draw = chance.random()
    return name.upper() if draw < 0.05 else name.lower() if draw < 0.08 else name
