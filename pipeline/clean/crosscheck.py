"""The text found on a page and another that is said to be the same article's in, the one to believe out.

Invariant: the text found wins, unless it misses most of what the page itself calls the article's body. Declared bodies
are often cut short, or lack paragraphs, so they only help out. A feed's text wins only over a page that shows less of it.
"""

import re

from pipeline.clean.text import clean_markup

MIN_CHARS = 500  # shorter bodies are teasers
LEAST_SHARE = 0.5
SHORTER = 0.8
PART = 0.9  # of a part, this much is in the whole: the rest is what surrounds it
RUN = 4  # words in a row that tell one text from another


def check_text(text: str, body: str | None) -> str:
    """The text, or the declared body where the text is about something else."""
    if not body or len(body) < MIN_CHARS:
        return text
    declared = clean_markup(body)
    wanted = _runs(declared)
    return text if len(wanted & _runs(text)) >= LEAST_SHARE * len(wanted) else declared


def shows_less(text: str, whole: str) -> bool:
    """Whether a page's text is a part of the whole that the feed gave, or something else and shorter: a wall, a menu, a notice."""
    here, wanted = _runs(text), _runs(whole)
    shared = len(here & wanted)
    return len(here) < SHORTER * len(wanted) and (shared >= PART * len(here) or shared < LEAST_SHARE * len(wanted))


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1)}
