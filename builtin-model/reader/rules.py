"""Labels that rules can give: skills, tags, level and kind of employment as a text names them."""

from __future__ import annotations

import re
from functools import lru_cache

from reader.grammar import DATA

MOST_SKILLS, MOST_TAGS = 8, 5

_LEVELS = [
    (
        "intern",
        r"intern|internship|stagiaire?|praktik\w*|co-?op|trainee|working student|werkstudent\w*"
        r"|apprentice\w*|becari[oa]|azubi|auszubildende\w*|alternance|prácticas|stage",
    ),
    (
        "director",
        r"chief|cto|ceo|cfo|coo|cio|vp|vice president|director|head of|head|direktor\w*"
        r"|directeur|directrice|directora|geschäftsführer\w*|geschäftsleit\w*",
    ),
    (
        "lead",
        r"lead|principal|(?<!chief of )staff(?! nurse| accountant)|leader|supervisor|manager"
        r"|architect|leiter\w*|leitung|leitende\w*|chef(?! de rang)|jefe|responsable|teamleider"
        r"|projectleider|architekt\w*",
    ),
    ("senior", r"senior|sr\.?|snr|iii|iv|experienced|confirmé|expérimenté"),
    (
        "junior",
        r"junior|jr\.?|entry[- ]level|graduate|new grad|assistant|early career|i|débutant"
        r"|berufseinsteiger\w*|starter",
    ),
    ("mid", r"mid|ii|mid-level|intermediate|medior"),
]
_LEVELS_RE = [
    (name, re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.I)) for name, pattern in _LEVELS
]
_YEARS = re.compile(
    r"(?<!\d)(\d{1,2})\s*(?:\+|\s*(?:-|–|to|bis|à|a)\s*\d{1,2})?\s*\+?\s*"
    r"(?:years|yrs|jahre|ans|años|jaar)\b",
    re.I,
)
_NO_DEMAND = re.compile(r"found|establish|since|for over|history| ago| old|seit|depuis|desde", re.I)
_KINDS = [
    ("full-time", r"full[- ]?time|permanent (?:position|role|contract)|vollzeit|temps plein|CDI"
     r"|jornada completa|fulltime"),
    ("part-time", r"part[- ]?time|teilzeit|temps partiel|media jornada|parttime"),
    ("internship", r"internship"),
    ("temporary", r"fixed[- ]term|temporary (?:position|role|contract)|befristet\w*|CDD"),
    ("contract", r"contract (?:position|role|opportunity|to hire)|contract-to-hire"
     r"|\d+[- ]months? contract"),
    ("freelance", r"freelance"),
]
_KINDS_RE = [(name, re.compile(rf"\b(?:{pattern})\b", re.I)) for name, pattern in _KINDS]
_TITLE_TAGS = [
    ("data", r"\bdata\b|analytics|analyst|machine learning|scientist|\bbi\b|daten|données|datos"),
    ("ai", r"machine learning|\bai\b|\bml\b|deep learning|nlp|computer vision|\bki\b"),
    ("engineering", r"engineer|developer|programmer|architect|devops|\bsre\b|software|entwickl"
     r"|ingenieur|ingénieur|ingenier|développeu|desarrollador|ontwikkel"),
    ("design", r"design|\bux\b|\bui\b|graphic|creative|diseñ"),
    ("marketing", r"marketing|\bseo\b|brand|content|social media|copywriter"),
    ("sales", r"sales|account executive|business development|account manager|vertrieb|verkäuf"
     r"|vendeu|comercial|verkoop"),
    ("finance", r"financ|account(?:ant|ing)|audit|tax\b|payroll|bookkeep|controller|billing"
     r"|buchhalt|comptable|contable|boekhoud"),
    ("hr", r"recruit|human resources|\bhr\b|talent|people|personal(?:referent|abteilung)|rrhh"),
    ("healthcare", r"nurse|medical|clinical|health|\bcare\b|therap|dental|pharm|pflege|infirmi"
     r"|enfermer|verpleeg|zorg"),
    ("education", r"teacher|tutor|instructor|professor|trainer|school|lehrer|erzieher|docent"),
    ("logistics", r"driver|warehouse|logisti|delivery|forklift|mover|moving|supply chain|fahrer"
     r"|lager|chauffeur|magas|almacén|magazijn"),
    ("admin", r"admin|receptionist|office|secretary|clerk|data entry|assistant|sachbearbeit"),
    ("support", r"support|customer service|help ?desk|service desk|kundenberat"),
    ("management", r"manager|director|head|lead|supervisor|chief|leiter|responsable|jefe"),
    ("hospitality", r"cook|chef|server|barista|restaurant|hotel|housekeep|food|koch|cuisin"
     r"|camarer|\bkok\b"),
    ("trades", r"electric|plumb|carpent|construction|welder|mechanic|technician|handyman|labor"
     r"|landscap|paint|elektr|mechatron|technicien|monteur"),
    ("research", r"research|scientist|forsch|wissenschaft|recherche scien"),
    ("security", r"security|sicherheit"),
    ("product", r"product|produkt"),
    ("legal", r"legal|lawyer|attorney|paralegal|compliance|jurist|juriste|abogad"),
]
_TEXT_TAGS = [
    ("remote", r"\bremote(?:ly)?\b|work from home|telecommut|wfh|homeoffice|télétravail"
     r"|teletrabajo|thuiswerk"),
    ("hybrid", r"\bhybrid\b|hybride|híbrido"),
    ("visa", r"visa sponsor|sponsorship"),
    ("clearance", r"security clearance|ts/sci|secret clearance"),
    ("equity", r"\bequity\b|stock options|\brsus?\b"),
    ("health insurance", r"health insurance|medical, dental|health benefits|medical insurance"),
    ("401k", r"401\s?\(?k\)?"),
    ("startup", r"\bstart-?up\b"),
    ("phd", r"\bph\.?d\b"),
    ("travel", r"\btravel (?:required|up to)|\d+% travel"),
]


@lru_cache(maxsize=1)
def _skills() -> list[tuple[str, tuple[str, ...], re.Pattern[str]]]:
    """Each skill's name, texts of which one must be there, and its pattern."""
    found = []
    for line in (DATA / "skills.txt").read_text().splitlines():
        if not line or line.startswith("#"):
            continue
        name, _, pattern = (part.strip() for part in line.partition(" | "))
        exact = name.startswith("=")
        name = name.removeprefix("=")
        body = rf"(?<![\w./&+-])(?:{pattern or re.escape(name)})(?![\w+#&]|\.\w|-\w)"
        hints = _hints(pattern or re.escape(name))
        found.append((name, hints, re.compile(body, 0 if exact else re.I)))
    return found


def _hints(pattern: str) -> tuple[str, ...]:
    """How each branch of a pattern begins, in lower case: a search for these is fast."""
    hints = []
    for branch in re.split(r"\|(?![^(]*\))", pattern):
        start = re.match(r"(?:\\[.+ #/-]|[A-Za-z0-9/&+ #-](?![?*{]))*", branch)
        assert start
        hints.append(re.sub(r"\\(.)", r"\1", start[0]).lower())
    return tuple(hints)


def skill_names() -> list[str]:
    return [name for name, _, _ in _skills()]


def skills(text: str) -> list[str]:
    """The first skills that the text names, in its order."""
    hits, low = [], text.lower()
    for name, hints, pattern in _skills():
        if any(hint in low for hint in hints) and (hit := pattern.search(text)):
            hits.append((hit.start(), name))
    return [name for _, name in sorted(hits)[:MOST_SKILLS]]


def level_of_title(title: str) -> str:
    return next((name for name, pattern in _LEVELS_RE if pattern.search(title)), "")


def level_of_years(text: str) -> str:
    """The level that the years of experience asked for first stand for."""
    for line in text.split("\n"):
        hit = _YEARS.search(line)
        if hit and int(hit[1]) <= 15 and not _NO_DEMAND.search(line):
            years = int(hit[1])
            return "junior" if years < 2 else "mid" if years < 5 else "senior"
    return ""


def kind_of(text: str) -> str:
    """The kind of employment that the text names first."""
    hits = [(hit.start(), name) for name, p in _KINDS_RE if (hit := p.search(text))]
    return min(hits)[1] if hits else ""


def tags(title: str, text: str) -> list[str]:
    found = [name for name, pattern in _TITLE_TAGS if re.search(pattern, title, re.I)][:3]
    found += [name for name, pattern in _TEXT_TAGS if re.search(pattern, text, re.I)]
    return found[:MOST_TAGS]


def tag_names() -> list[str]:
    return [name for name, _ in _TITLE_TAGS + _TEXT_TAGS]
