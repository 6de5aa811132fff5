"""The text found on a page and the body that its JSON-LD declares in, the one to believe out.

Invariant: the text found wins, unless it misses most of what the page itself calls the article's body. Declared bodies
are often cut short, or lack paragraphs, so they only help out.
"""

import re

from pipeline.clean.text import clean_markup

MIN_CHARS = 500  # shorter bodies are teasers
LEAST_SHARE = 0.5
RUN = 4  # words in a row that tell one text from another


def check_text(text: str, body: str | None) -> str:
    """The text, or the declared body where the text is about something else."""
    if not body or len(body) < MIN_CHARS:
        return text
    declared = clean_markup(body)
    wanted = _runs(declared)
    return text if len(wanted & _runs(text)) >= LEAST_SHARE * len(wanted) else declared


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1)}
