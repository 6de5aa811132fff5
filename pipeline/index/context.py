"""In: an article's text and a quotation found in it; out: the sentences in which it stands.

Invariant: `text[context.start:context.end] == context.text`, and quotation, cue and source lie within.
"""

import re

from pipeline.index.hits import QuotationHit
from pipeline.model import Span

MAX_AROUND = 300  # characters before and after; a text without sentences is cut at a word
# A sentence ends at a line's end, or at a mark with what closes around it, before anything but a small letter. An abbreviation ends one
# too early, which shows less and nothing wrong.
_END = re.compile(r"\n+|[.!?…][\"'”\u2019»)\]]*\s+(?![a-zà-öø-ÿ])")


def find_context(text: str, hit: QuotationHit) -> Span | None:
    """The whole sentences around quotation, cue and source; None if the text is not that of the quotation.

    Example: of "It rained. “We are wet,” Roe said. So it was." the quotation "We are wet" has the context "“We are wet,” Roe said."
    """
    if text[hit.start : hit.end] != hit.content:
        return None
    parts = [part for part in (hit.cue, hit.source) if part]
    start = _find_start(text, min([hit.start, *(part.start for part in parts)]))
    end = _find_end(text, max([hit.end, *(part.end for part in parts)]))
    return Span(start=start, end=end, text=text[start:end])


def _find_start(text: str, first: int) -> int:
    """The last place before `first` where a sentence begins."""
    window = max(0, first - MAX_AROUND)
    ends = [end.end() for end in _END.finditer(text, window, first + 2) if end.end() <= first]
    if ends or not window:
        return ends[-1] if ends else 0
    return min(first, text.find(" ", window) + 1)


def _find_end(text: str, last: int) -> int:
    """The first place after `last` where a sentence ends; what was said may end one itself."""
    window = last + MAX_AROUND
    end = _END.search(text, last - 1, window)
    if end:
        return max(last, end.start() + len(end[0].rstrip()))
    return max(last, len(text.rstrip()) if window >= len(text) else text.rfind(" ", last, window))
