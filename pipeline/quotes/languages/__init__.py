"""What the method needs to know of a language, as data. In: a language code; out: its `Language`, or the one for any.

Adding a language is one file here, one line in `LANGUAGES` and a table test; CONTRIBUTING.md says what the other stages need.
"""

from pipeline.quotes.languages import en, es, fr
from pipeline.quotes.languages.parts import ANY, Language

__all__ = ["Language", "language_of"]

LANGUAGES = {"en": en.ENGLISH, "fr": fr.FRENCH, "es": es.SPANISH}


def language_of(code: str | None) -> Language:
    """The language's data; for a language we do not know, one without cue words."""
    return LANGUAGES.get((code or "").split("-", 1)[0], ANY)
