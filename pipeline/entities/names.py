"""How a name is written. In: a span of a text; out: the span without what is not the name.

Invariant: `clean_span` only cuts at the two ends, so a clean name is a span of the same text.
"""
# ruff: noqa: RUF001 - apostrophes and marks of every kind are its subject

import re
import unicodedata
from functools import lru_cache

from pipeline.entities.languages.parts import words
from pipeline.model import Label

TITLES = words(
    "mr mrs ms miss mx dr doctor prof professor sir dame lord lady saint st madame monsieur mme mlle señor señora sr sra",
    "don doña president vice-president premier minister chancellor secretary senator sen sens rep reps representative",
    "congressman congresswoman gov governor mayor judge justice king queen prince princess emperor empress tsar czar sultan",
    "duke duchess count countess baron me maître pope cardinal bishop archbishop reverend rev father sister pastor rabbi",
    "imam ayatollah sheikh general gen colonel col major maj captain capt lieutenant lt sergeant sgt corporal admiral adm",
    "commander private officer detective sheriff chief chairman chairwoman chairperson ambassador attorney spokesman",
    "spokeswoman spokesperson director coach ceo foreign prime deputy vice acting former first speaker président présidente",
    "ministre maire député députée sénateur sénatrice juge général monseigneur presidente presidenta ministro ministra",
    "alcalde alcaldesa senador senadora diputado diputada juez jueza exministro expresidente",
)
_TITLE = re.compile(rf"(?:(?:{'|'.join(sorted(TITLES))})\b\.?\s+)+(?=\w)", re.IGNORECASE)
_ARTICLE = re.compile(
    r"(?i:the|a|an|selon|según)\s+(?=\w)|[Ll]['’](?=[A-Z]{2})|[Ll]['’](?=État)"
)  # and what a model takes for a first name
_LEFT = re.compile(r"[\W_]+")
_RIGHT = re.compile(r"(?:['’]s?|[^\w.)'’]|(?<!\b\w)\.)+$")  # the dot of an initial stays
_LOWER_END = re.compile(r"(?<=\w)(?:\s+[a-zà-öø-ÿ]\w*)+$")  # "Jeanne Roe lundi"
_DROPPED = str.maketrans("", "", ".'")
SMALL = 3  # letters of words such as "of", "the", "del", "les"
SHORTEST_SHOUTED = 5  # letters: shorter names in capitals are acronyms ("UK", "USSR")
_LEGAL = re.compile(r"(?<=\w),? (?:inc|incorporated|corp|corporation|co|company|ltd|limited|llc|plc|gmbh|ag|sa|sarl|sas|sl)$")
_PAIR = re.compile(r"(?<=\w) (?:and|&|et|y|e) (?=[A-Z\u00c0-\u00de])")
_NUMERAL = re.compile(r"\s+[IVX]+\b|,?\s+[JS]r\b\.?")


def clean_span(text: str, start: int, end: int, *, is_person: bool) -> tuple[int, int]:
    """The span without marks and spaces at its ends, possessive and title; with a ruler's number or "Jr."; up to a line break.

    Args:
        text: the whole text.
        start: of the span.
        end: of the span, exclusive.
        is_person: cut titles ("Dr. Ann Roe" → "Ann Roe").

    >>> clean_span("the Red Cross's", 0, 15, is_person=False)
    (4, 13)
    """
    words = text[start:end].split("\n", 1)[0]
    end = start + len(words)
    end -= len(words) - len(_RIGHT.sub("", words))
    for front in (_LEFT, _ARTICLE, *([_TITLE] if is_person else [])):
        match = front.match(text, start, max(start, end))
        if match and match.end() < end:
            start = match.end()
    if is_person:
        end -= len(text[start:end]) - len(_LOWER_END.sub("", text[start:end]))
    numeral = _NUMERAL.match(text, end) if is_person and end > start else None
    return start, max(start, numeral.end() if numeral else end)


def split_pair(text: str, start: int, end: int, *, is_person: bool) -> list[tuple[int, int]]:
    """Two people that a model took for one: `split_pair("Ann and Bob", 0, 11, is_person=True) == [(0, 3), (8, 11)]`."""
    pair = _PAIR.search(text, start, end) if is_person else None
    return [(start, pair.start()), (pair.end(), end)] if pair else [(start, end)]


@lru_cache(maxsize=4096)  # a text says the same names again and again
def fold(name: str) -> str:
    """The name for comparing: without accents, case, dots and apostrophes: `fold("José M.") == "jose m"`."""
    if not name.isascii():
        letters = unicodedata.normalize("NFKD", name.replace("’", "'"))
        name = "".join(c for c in letters if not unicodedata.combining(c))
    return " ".join(name.translate(_DROPPED).casefold().split())


def acronyms(name: str) -> set[str]:
    """What a long name may be cut to, folded: its capitals, its weighty words, or all its words.

    >>> acronyms("Department of Justice") == {"dj", "doj"} and "oms" in acronyms("Organisation mondiale de la santé")
    True
    """
    words = re.findall(r"\w+", fold(name.replace("-", " ")))
    capitals = [word[0] for word in re.findall(r"\w+", name) if word[0].isupper()]
    return {fold("".join(capitals)), "".join(word[0] for word in words if len(word) > SMALL), "".join(word[0] for word in words)}


def without_tail(folded: str) -> str:
    """A folded name of a company without its legal form: `without_tail("acme inc") == "acme"`."""
    return _LEGAL.sub("", folded)


def is_acronym(name: str) -> bool:
    """Whether a name is written in capitals alone: "WHO", "U.S."."""
    return " " not in name and name.isupper()


def spell(spellings: list[str], label: Label) -> str:
    """How to write a name: as the article first does; a person's or place's in capitals alone as it is written elsewhere.

    >>> spell(["PORT ELLERY"], "place"), spell(["UK"], "place")
    ('Port Ellery', 'UK')
    """
    name = next((name for name in spellings if not name.isupper()), spellings[0])
    return name.title() if label in {"person", "place"} and name.isupper() and len(name) >= SHORTEST_SHOUTED else name
