"""How a name is written. In: the words of a mention; out: the name without title, article and possessive.

Invariant: cleaning only cuts at the two ends, so a clean name is a span of the same text.
"""

import re
import unicodedata

TITLES = (
    "mr mrs ms miss mx dr doctor prof professor sir dame lord lady madame monsieur mme mlle m señor señora sr sra don doña "
    "president vice-president premier minister chancellor secretary senator sen rep representative congressman congresswoman "
    "gov governor mayor judge justice king queen prince princess pope cardinal bishop archbishop reverend rev father sister "
    "general gen colonel col major maj captain capt lieutenant lt sergeant sgt admiral adm commander chief chairman chairwoman "
    "ambassador attorney spokesman spokeswoman spokesperson director detective officer coach ex-president "
    "foreign prime deputy vice acting former interim first lady district supreme court speaker house "
    "président présidente ministre maire député députée sénateur sénatrice juge général "
    "presidente presidenta ministro ministra alcalde alcaldesa senador senadora diputado diputada juez jueza"
)
_TITLE = re.compile(rf"(?:(?:{'|'.join(TITLES.split())})\.?\s+)+(?=\w)", re.IGNORECASE)
_ARTICLE = re.compile(r"(?:the|a|an)\s+", re.IGNORECASE)
_LEFT = re.compile(r"[\W_]+")
_RIGHT = re.compile(r"(?:['’]s?|[^\w.)'’]|(?<![\s.]\w)\.)+$")  # the dot of an initial stays


def clean_span(text: str, start: int, end: int, *, is_person: bool) -> tuple[int, int]:
    """The span without what is not the name: marks and spaces at the ends, a line break, a possessive, an article, a title.

    >>> clean_span("the Red Cross's", 0, 15, is_person=False)
    (4, 13)
    """
    words = text[start:end].split("\n", 1)[0]
    end = start + len(words)
    end -= len(words) - len(_RIGHT.sub("", words))
    for front in (_LEFT, _ARTICLE, *([_TITLE] if is_person else [])):
        match = front.match(text, start, end)
        if match and match.end() < end:
            start = match.end()
    return start, max(start, end)


def fold(name: str) -> str:
    """The name for comparing: without accents, case, dots and apostrophes: `fold("José M.") == "jose m"`."""
    letters = unicodedata.normalize("NFKD", name.replace("’", "'"))
    return " ".join("".join(c for c in letters if not unicodedata.combining(c) and c not in ".'").casefold().split())
