"""A page in, the article's text and the facts that the page tells about it out.

Invariant: one article out for each that came in, in order; a page that holds no article gives its article a reason in
`rejected`, and nothing is raised for it. No network, no clock.
"""

from pipeline.clean.language import detect_language
from pipeline.clean.stage import run

__all__ = ["detect_language", "run"]
