"""The answer's form: its keys, the special tokens, and the tokens of a text and its answer."""

from __future__ import annotations

KEYS = (
    "title company location type seniority industry skills tags salary source_url date_posted"
).split()
LISTS = ("skills", "tags")
QUOTED = ("title", "company", "location", "salary", "source_url", "date_posted")

PAD, TEXT, ANSWER, END = range(4)
_OPENING = {key: f'"{key}":["' if key in LISTS else f'"{key}":"' for key in KEYS}
_FIRST = [f"{{{_OPENING[key]}" for key in KEYS]
_AFTER_TEXT = [f'",{_OPENING[key]}' for key in KEYS[1:]]
_AFTER_LIST = [f'"],{_OPENING[key]}' for key in KEYS[7:]]

#: Tokens that stand for no piece of a posting. Their order is their numbers.
SPECIAL = [
    "<|pad|>",
    "<|ad|>",
    "<|json|>",
    "<|end|>",
    *_FIRST,
    *_AFTER_TEXT,
    *_AFTER_LIST,
    '"}',
    '"]}',
    '","',
]
_NUMBER = {text: number for number, text in enumerate(SPECIAL)}


def spaced(text: str) -> str:
    """A posting as the model reads it: each line begins with a space, so that words look alike."""
    return " " + text.replace("\n", "\n ")


def quoted(value: str) -> str:
    """A value as it stands in the answer: with a space before it, escaped as JSON has it."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return " " + escaped if value else ""


def answer(labels: dict, keys: list[str] | None = None) -> list[tuple[str | int, str]]:
    """The answer's parts: each a special token or a value's text, with the key it belongs to."""
    parts: list[tuple[str | int, str]] = []
    previous = ""
    for key in keys or KEYS:
        opening = _OPENING[key]
        if not previous:
            parts.append((_NUMBER["{" + opening], "form"))
        else:
            closing = '"],' if previous in LISTS else '",'
            parts.append((_NUMBER[closing + opening], "form"))
        if key in LISTS:
            for place, item in enumerate(labels[key]):
                if place:
                    parts.append((_NUMBER['","'], key))
                parts.append((quoted(item), key))
        elif labels[key]:
            parts.append((quoted(labels[key]), key))
        previous = key
    parts.append((_NUMBER['"]}' if previous in LISTS else '"}'], "form"))
    parts.append((END, "form"))
    return parts
