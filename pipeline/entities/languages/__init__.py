"""What a language says about names, as data. In: a language code; out: its `Words`, or those for any.

Adding a language is one file here and one line in `LANGUAGES`; CONTRIBUTING.md says what the other stages need.
"""

from pipeline.entities.languages import en, es, fr
from pipeline.entities.languages.parts import ANY, Words

__all__ = ["Words", "words_of"]

LANGUAGES = {"en": en.ENGLISH, "fr": fr.FRENCH, "es": es.SPANISH}


def words_of(code: str | None) -> Words:
    """The language's words; for a language that we do not know, none."""
    return LANGUAGES.get((code or "").split("-", 1)[0], ANY)
