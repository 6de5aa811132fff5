"""The text found on a page and the body that its JSON-LD declares in, the one to believe out.

Invariant: the text found wins, unless it misses most of what the page itself calls the article's body. Declared bodies
are often cut short, or lack paragraphs, so they only help out.
"""

import html
import re

from pipeline.clean.text import clean_paragraph

MIN_CHARS = 500  # shorter bodies are teasers
LEAST_SHARE = 0.5
RUN = 4  # words in a row that tell one text from another
PARAGRAPH = re.compile(r"</?(?:p|div|br|h[1-6]|li|ul|ol|blockquote)\b[^<>]*>", re.IGNORECASE)
TAG = re.compile(r"</?[A-Za-z][^<>]*>")


def check_text(text: str, body: str | None) -> str:
    """The text, or the declared body where the text is about something else."""
    if not body or len(body) < MIN_CHARS:
        return text
    declared = _clean_body(body)
    wanted = _runs(declared)
    return text if len(wanted & _runs(text)) >= LEAST_SHARE * len(wanted) else declared


def _clean_body(body: str) -> str:
    """The paragraphs of a body, which may be HTML."""
    plain = html.unescape(TAG.sub("", PARAGRAPH.sub("\n", body)))
    return "\n".join(line for line in map(clean_paragraph, plain.splitlines()) if line)


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1)}
