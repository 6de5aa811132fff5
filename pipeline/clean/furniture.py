"""An article's text, its titles and names in, the text without title and byline at its start out.

Invariant: only whole paragraphs at the start go, and only those in which nothing but title, names, dates and the words
between these is found; the first paragraph that says more ends it.
"""

import re
from collections.abc import Iterable

MAX_LINES = 6
MAX_CHARS = 120
WORD = re.compile(r"[^\W_]+")
BYLINE = re.compile(r"(?:by|par|por|von|di|door)\s+(?P<names>.+)", re.IGNORECASE)
NAME = re.compile(r"(?:[a-z]{1,2}['’])?[A-ZÀ-ÞŁŚŠŽ][\w.'’-]*")  # noqa: RUF001  apostrophes
SPACE = re.compile(r"[\s,:·|–]+")  # noqa: RUF001  a dash
# What stands between names and dates, and the dates' own words.
SMALL_WORDS = (
    "by par por von di door and et y und e en da van on le la el al il am um at à a the der den de del of in "
    "published updated last modified posted created first publié publiée mis mise jour modifié publicado publicada actualizado actualizada "
    "veröffentlicht aktualisiert stand pubblicato aggiornato gepubliceerd bijgewerkt "
    "am pm a.m p.m h uhr gmt utc bst est edt cst cdt pst pdt cet cest ist min read minute minutes lecture lectura "
    "monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun "
    "lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo "
    "montag dienstag mittwoch donnerstag freitag samstag sonntag "
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec "
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre "
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre "
    "januar februar märz juni juli oktober dezember "
    "gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre"
)
SMALL = frozenset(SMALL_WORDS.split())


def drop_furniture(text: str, titles: Iterable[str], names: Iterable[str]) -> str:
    r"""The text from its first real paragraph on. `names` are those of authors and publisher.

    Example: title "Ferries sail again", author "Ada Crane", text "Ferries sail again\nBy Ada Crane, 3 March 2025\nThe
    ferries …" gives "The ferries …".
    """
    lines = text.split("\n")
    known = frozenset(_words(" ".join(names))) - SMALL
    headings = {tuple(_words(title)) for title in titles}
    start = 0
    while start < min(len(lines), MAX_LINES) and (tuple(_words(lines[start])) in headings or _is_byline(lines[start], known)):
        start += 1
    return "\n".join(lines[start:])


def _is_byline(line: str, names: frozenset[str]) -> bool:
    if len(line) > MAX_CHARS:
        return False
    words = _words(line)
    if all(word.isdigit() or word in SMALL or word in names for word in words):
        return any(word.isdigit() or word in names for word in words) or not words
    byline = BYLINE.fullmatch(line)
    return byline is not None and _is_names(byline["names"])


def _is_names(words: str) -> bool:
    """Whether there is a name, and besides names only dates and small words; the names need not be known."""
    rest = [word for word in SPACE.split(words) if word and word.lower() not in SMALL and not word[0].isdigit()]
    return bool(rest) and all(NAME.fullmatch(word) for word in rest)


def _words(line: str) -> list[str]:
    return [word.lower() for word in WORD.findall(line)]
