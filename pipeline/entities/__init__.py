"""Who and what an article names. In: articles with text; out: the same articles with `mentions` and `entities`.

Two steps, each a function of its own: `find_mentions` gives spans, `resolve_entities` says which of them name the same
person, organization or place. Invariant: every mention equals its span of the text and points at an entity.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence

import msgspec
from spacy.language import Language

from pipeline.entities.find import find_mentions
from pipeline.entities.labels import settle_labels
from pipeline.entities.resolve import resolve_entities
from pipeline.model import Article

__all__ = ["find_mentions", "resolve_entities", "run"]

BATCH = 32  # texts that go through the model together


def run(articles: Sequence[Article], nlp: Callable[[str | None], Language | None]) -> list[Article]:
    """Fill `mentions` and `entities` of each article that has text and whose language has a model.

    Args:
        articles: in any mix of languages.
        nlp: gives spaCy's object for a language code, or None when there is no model for it.

    Returns:
        One article for each, in the same order; those without text, or already settled, untouched.
    """
    done = list(articles)
    by_language: dict[str | None, list[int]] = defaultdict(list)
    for place, article in enumerate(articles):
        if article.text and article.rejected is None and article.fate is None:
            by_language[article.language].append(place)
    for language, places in by_language.items():
        model = nlp(language)
        if model is not None:
            for place, article in zip(places, _name([articles[place] for place in places], model), strict=True):
                done[place] = article
    return done


def _name(articles: list[Article], model: Language) -> list[Article]:
    """The articles, all of one language, with what they name."""
    named = []
    with model.select_pipes(enable="ner"):
        for article, doc in zip(articles, model.pipe([article.text or "" for article in articles], batch_size=BATCH), strict=True):
            mentions, entities = resolve_entities(settle_labels(find_mentions(doc)))
            named.append(msgspec.structs.replace(article, mentions=tuple(mentions), entities=tuple(entities)))
    return named
