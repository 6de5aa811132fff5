"""A text in, the language it is written in out.

Invariant: a two-letter code, or None where there is too little to go by.
"""

import re

import py3langid

MIN_BYTES = 20  # of letters in UTF-8: a short sentence, also in Chinese
SAMPLE_CHARS = 2000
CLOSE = 1.1  # Norwegian scores 1.08 times as badly as Danish on a Danish text, Spanish 1.2 times on a Galician one
TWO_LETTERS = re.compile(r"([a-z]{2})(?:[-_]|$)")
SAME = {"nb": "no", "in": "id", "iw": "he"}


def detect_language(text: str) -> str | None:
    """The language of a text: `"Elle a dit que le pont était fermé."` gives `"fr"`; None for too little text."""
    ranked = _rank(text)
    return ranked[0][0] if ranked else None


def choose_language(text: str, *declared: str | None) -> str | None:
    """The first declared language that fits the text, else the one that it looks like most.

    Args:
        text: the article's text.
        declared: what page and feed say, "en-GB" or "fr_FR", the most believable first.
    """
    codes = [code for label in declared if (code := _code(label))]
    ranked = _rank(text)
    if not ranked:
        return next(iter(codes), None)
    plausible = {language for language, score in ranked if score >= CLOSE * ranked[0][1]}  # scores are below zero
    return next((code for code in codes if code in plausible), ranked[0][0])


def _rank(text: str) -> list[tuple[str, float]]:
    """Languages with their scores (log of a likelihood), best first; nothing for too little text."""
    sample = text[:SAMPLE_CHARS]
    if len("".join(filter(str.isalpha, sample)).encode(errors="replace")) < MIN_BYTES:
        return []
    return [(language, score) for language, score in py3langid.rank(sample) if len(language) == 2]  # noqa: PLR2004  ISO 639-1


def _code(label: str | None) -> str | None:
    found = TWO_LETTERS.match((label or "").strip().lower())
    return SAME.get(found[1], found[1]) if found else None
