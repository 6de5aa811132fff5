"""Speech that a dash opens. In: a paragraph; out: what is said in it, as if it stood between marks.

    — Il pleut, dit Marie. — Il neige.          a new dash, a new turn
    —Llueve —dijo Ana—. Y hace frío.            the aside stands between dashes, what follows is said again

Invariant: the same as for marks: `outer_start <= start < end <= outer_end`, in order, never overlapping.
"""
# ruff: noqa: RUF001 - apostrophes and marks of every kind are its subject

import re

_DASH = re.compile(r"[—–]\s*")
_OPENING = re.compile(r"\s*[—–-]\s*(?=[^\W\d_]|[¿¡«“\"…])")
_RESUMES = re.compile(r"[.,;:]?\s+")


def find_dashed(text: str, start: int, end: int, pause: re.Pattern[str]) -> list[tuple[int, int, int, int]]:
    """Outer start, start, end and outer end of each stretch of speech; none when no dash opens the paragraph.

    Args:
        text: the article's text.
        start: of the paragraph.
        end: of the paragraph.
        pause: matches where speech stops for an aside ("—dijo", ", dit").
    """
    opening = _OPENING.match(text, start, end)
    found: list[tuple[int, int, int, int]] = []
    at, begins = (start, opening.end()) if opening else (end, end)
    while begins < end:
        stop = pause.search(text, begins, end)
        said = text[begins : stop.start() if stop else end].rstrip()
        if said:
            found.append((at, begins, begins + len(said), stop.start() if stop else end))
        closing = _DASH.search(text, stop.end(), end) if stop else None
        resumes = _RESUMES.match(text, closing.end(), end) if closing else None
        begins = (resumes or closing).end() if closing else end
        at = begins
    return found
