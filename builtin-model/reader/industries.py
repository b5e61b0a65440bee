"""The industries that the model knows, and what job boards call them."""

from __future__ import annotations

import re

# The order decides between two that fit.
_PATTERNS = [
    ("Healthcare", r"hospital|health|medical|veterinar|wellness|nursing"),
    ("Biotech & Pharma", r"biotech|pharma"),
    ("Insurance", r"insur"),
    ("Finance", r"financ|bank|investment|lending|accounting|venture|credit|capital market"),
    ("Education", r"educat|college|universit|e-learning|school"),
    ("Defense & Aerospace", r"defense|aerospace|aviation|space"),
    ("Gaming", r"games|gaming"),
    ("Media & Entertainment", r"media|entertain|broadcast|publishing|music|newspaper|film|sport"),
    ("Marketing & Advertising", r"marketing|advertis|public relations|market research"),
    ("Retail & E-commerce", r"retail|consumer goods|apparel|wholesale|fashion|luxury|food|beverage"),
    ("Telecommunications", r"telecom|wireless"),
    ("Energy", r"\boil\b|energy|utilit|renewable|mining"),
    ("Real Estate & Construction", r"real estate|construct|architecture|building"),
    ("Transportation & Logistics", r"transport|logistic|truck|railroad|supply chain|maritime"),
    ("Automotive", r"automotive|motor vehicle"),
    ("Hospitality & Travel", r"hospitality|travel|restaurant|leisure|hotel|tourism|recreation"),
    ("Staffing & HR", r"staffing|human resources|recruit|outsourcing|executive search"),
    ("Government", r"government|federal|public administration|public policy|law enforcement"),
    ("Non-profit", r"non-?profit|religious|social|civic|philanthrop|fund-?raising"),
    ("Legal", r"legal|law practice"),
    ("Consulting", r"consult|professional services|business services"),
    ("Manufacturing", r"manufactur|machinery|industrial|chemical|semiconductor|electrical"),
    ("Research", r"research|think tank"),
    ("Consumer Services", r"consumer services|security services|facilities|individual"),
    ("Technology", r"internet|software|technolog|computer|information|network|electronics|\bit\b"),
]

INDUSTRIES = frozenset(name for name, _ in _PATTERNS) | {"Other"}


def industry_of(said: str) -> str:
    """The industry that a board's wording stands for: its first part decides."""
    text = said.lower().strip()
    if re.match(r"it services|information technology|technology, information", text):
        return "Technology"
    first = re.split(r"/|, and |,| and ", text)[0]
    for wording in (first, text):
        for name, pattern in _PATTERNS:
            if wording and re.search(pattern, wording):
                return name
    return "Other" if text else ""
