"""Which news agencies an article is from, or made with. In: its text, authors, publisher and address; out: their names.

Invariant: only what the article says of itself counts: its byline, its dateline, a credit at its end, or that its publisher is an
agency. What it reports ("told Reuters") and whose its pictures are ("Photo: AFP", "AFP/Getty Images") do not.
"""
# ruff: noqa: RUF001 - dashes and apostrophes of every kind are its subject

import re
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import urlsplit

from pipeline.clean.agency_names import AGENCIES, AND, BY, RIGHTS, ROLE, SENTENCES, SIGNATURES, SOURCE, THE, WHAT, WITH

TOP_CHARS = 1000  # where a dateline is looked for
TOP_LINES, END_LINES = 6, 4  # where lines of credit are; in between an article speaks of others
LINE_CHARS = 160  # a longer one is no list of names
END_CHARS = 500  # of a line, in which its last sentence is looked for
SHORT = 4  # letters; such names count as they are written


def _key(name: str) -> str:
    return name if len(name) <= SHORT else name.casefold()


def _either(words: str) -> str:
    return "|".join(words.split())


_NAMES = {_key(form): name for name, others, _ in AGENCIES for form in (name, *others.split(" | ")) if form}
_HOSTS = {host: name for name, _, hosts in AGENCIES for host in hosts.split()}
_FORMS = sorted(_NAMES, key=len, reverse=True)
_NAME = "|".join(re.escape(form) if len(form) <= SHORT else f"(?i:{re.escape(form)})" for form in _FORMS)
_ACRONYM = "|".join(form for form in _FORMS if form.isupper())
_AGENCY = rf"(?i:{THE})?(?<!\w)(?:{_NAME})(?![\w&]|[-'’]\w)"
_LIST = rf"{_AGENCY}(?: ?(?:,? (?:{_either(AND)}) |[,/&+-] ?){_AGENCY})*"

_CAPITAL = r"[^\W\d_a-zß-öø-ÿ][\w.'’-]*"
_PLACE = rf"{_CAPITAL}(?:[ ,/]{{1,2}}(?:(?:de|del|la|le|du|of|and|et|y) )?{_CAPITAL}){{0,4}}"
_WHEN = r"(?:(?:le )?\d{1,2}(?:er|st|nd|rd|th)?\.? (?:de )?[^\W\d_]{3,10}\.?|[^\W\d_]{3,10}\.? \d{1,2})(?:,? (?:de )?\d{4})?"
_OPENS = r"(?= ?[“\"«‘'\d]| ?[^\W\d_a-zß-öø-ÿ])"
_DATELINE = re.compile(
    rf"^(?:{_PLACE})?(?P<when>(?:[,.:]? ?|^){_WHEN})?[,.:]? ?(?:[—–-]{{1,2}} ?)?"
    rf"(?:\((?P<named>{_LIST})(?:/\w{{2,4}})?\)|/(?P<slashed>{_LIST})/)"
    rf"(?: ?[.:]? ?(?:[—–]|--?)|:|(?(when)\.? |(?!))){_OPENS}",
    re.MULTILINE,
)
_LED = re.compile(
    rf"\W*(?i:(?:{_either(BY)})|(?:{_either(WITH)})(?: (?:{WHAT}))?|(?:{_either(SOURCE)}) ?:)(?: |(?<=:))(?P<names>.+?)\W*",
)
_SIGNED = re.compile(
    rf"^[(\[/*—–\s-]*(?P<line>{_LIST})[)\]/*.\s]*$"
    rf"|[.!?…”\"»] ?(?:\((?P<named>{_LIST})\)|/(?P<slashed>{_LIST})/)\.?$"
    rf"|[.!?…] ?(?:[—–-]{{1,2}} ?(?P<dashed>{_LIST})|(?P<bare>{_ACRONYM}))\.?$"
)
_COPYRIGHT = re.compile(rf"\W*(?i:©|\(c\)|copyright)\W*(?i:copyright|©)?\W*(?:\d{{4}}\W+)?(?:by )?(?P<named>{_LIST})(?! [A-Z])")
_RIGHTS = re.compile(RIGHTS, re.IGNORECASE)
_WITHIN = r"(?:[^.!?\n]|\b[A-Z]\.)"  # a sentence goes on; an initial does not end it
_SENTENCES = [
    re.compile(rf"(?:^|[.!?)”\"] ?)(?:{_WITHIN}{{0,200}}(?:\band|,) )?(?i:{sentence.replace('@', f'(?-i:(?P<named>{_LIST}))')})")
    for sentence in SENTENCES
]
_SIGNATURES = {name: re.compile(signature, re.IGNORECASE) for name, signature in SIGNATURES.items()}
_BETWEEN = re.compile(rf"\s*[,;/|•·()]\s*|\s+[—–-]+\s+|\s+(?:{_either(AND)}|{_either(WITH)}|{_either(BY)})\s+", re.IGNORECASE)
_ROLE = re.compile(rf"({_AGENCY})(?: [A-Z]\w+){{0,3}} (?i:{_either(ROLE)})")
_FOUND = re.compile(_AGENCY)
_ARTICLE = re.compile(rf"^(?:{THE})", re.IGNORECASE)
_SITE = re.compile(r"\s*[:|»>]|\s+[—–-]\s")


def find_agencies(text: str, authors: Iterable[str], publisher: str | None, url: str) -> tuple[str, ...]:
    """The agencies, each once, those of the publisher and the byline first.

    Args:
        text: of the article, with byline and credits if the page shows them.
        authors: names as the page or the feed gives them: "Ann Roe, AFP", "Associated Press".
        publisher: the outlet; an agency's own site is known by it, or by the address.
        url: of the article.

    >>> find_agencies("PARIS (AFP) — It rained.", ["Ann Roe"], "The Courier", "https://courier.example/rain")
    ('AFP',)
    """
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    found = [*_of_publisher(publisher, url), *(name for author in authors for name in _of_byline(author))]
    found += _in(_DATELINE.search(text, 0, TOP_CHARS))
    found += [name for line in lines[:TOP_LINES] for name in _of_led(line)]
    found += [name for line in lines[-END_LINES:] for name in _of_credit(line)]
    return tuple(dict.fromkeys(found))


def _of_publisher(publisher: str | None, url: str) -> Iterator[str]:
    host = (urlsplit(url).hostname or "").lower()
    yield from (name for site, name in _HOSTS.items() if host == site or host.endswith(f".{site}"))
    yield from _names([_SITE.split(publisher or "", maxsplit=1)[0]])


def _of_byline(line: str) -> list[str]:
    """Those among the names of a byline; none if it is no list of names: "Ann Roe with AFP", "AP Sports Writer"."""
    parts = [_ROLE.sub(r"\1", _ARTICLE.sub("", part)) for part in _BETWEEN.split(line[: LINE_CHARS + 1]) if part.strip(" .")]
    return list(_names(parts)) if len(line) <= LINE_CHARS and all(_is_name(part) for part in parts) else []


def _is_name(part: str) -> bool:
    """Whether it may be a name: its first and last words begin with a capital, and it is no picture's ("Getty Images")."""
    words = part.split()
    if not words:
        return False
    return _key(part) in _NAMES or (words[0][0].isupper() and words[-1][0].isupper() and not {"Getty", "Photo", "Photos"} & set(words))


def _of_led(line: str) -> list[str]:
    """Of a short line that says whom it is by, with or from."""
    led = _LED.fullmatch(line[: LINE_CHARS + 1])
    return _of_byline(led["names"]) if led else []


def _of_credit(line: str) -> Iterator[str]:
    """Of a line at the end."""
    last = line[-END_CHARS:]
    yield from _of_led(line)
    yield from _in(_SIGNED.search(last, max(0, len(last) - LINE_CHARS)))
    yield from _in(_COPYRIGHT.match(line)) if _RIGHTS.search(line, 0, END_CHARS) else ()
    yield from (name for sentence in _SENTENCES for name in _in(sentence.search(last)))
    yield from (name for name, signature in _SIGNATURES.items() if signature.search(last))


def _in(match: re.Match[str] | None) -> Iterator[str]:
    """The agencies in the first group with a name that holds some."""
    groups = match.groupdict() if match else {}
    named = " ".join(words for group, words in groups.items() if words and group in {"named", "slashed", "dashed", "bare", "line"})
    yield from _names(_FOUND.findall(named))


def _names(parts: Sequence[str]) -> Iterator[str]:
    """What agencies are called here that go by one of these names."""
    bare = (_ARTICLE.sub("", part.strip(" .")) for part in parts)
    yield from (_NAMES[_key(name)] for name in bare if _key(name) in _NAMES)
