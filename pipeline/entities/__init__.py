"""Who and what an article names. In: articles with text; out: the same articles with `mentions` and `entities`.

Three acts, one module after the other:

    find      find (names, evidence, patterns)    mentions, by the model, by the form of names and by the words beside
    settle    knowledge, openers, datelines,      for the whole article: add what is known, drop words that only open a sentence,
              repeat (gazetteer), labels          find again what was found once, and give each name one label
    resolve   resolve, knowledge                  mentions of one person, organization or place become one entity, known by id

`languages/` holds the words of each language. Finding never resolves. Invariant: every mention equals its span of the text and
points at an entity.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

import msgspec
from spacy.language import Language

from pipeline.entities.datelines import find_dateline
from pipeline.entities.evidence import tell_label
from pipeline.entities.find import find_mentions
from pipeline.entities.knowledge import NO_KNOWLEDGE, BadKnowledge, Knowledge, identify, parse_knowledge
from pipeline.entities.labels import settle_labels
from pipeline.entities.languages import Words, words_of
from pipeline.entities.openers import common_words, drop_openers
from pipeline.entities.repeat import is_alone, merge, repeat_names
from pipeline.entities.resolve import resolve_entities
from pipeline.model import Article, Mention

__all__ = ["BadKnowledge", "Knowledge", "find_mentions", "parse_knowledge", "resolve_entities", "run"]

BATCH = 8  # texts that go through the model together: with more, its numbers leave the processor's cache
LONG_HEADLINE = 300  # characters: the rest is no headline
WEIGHTY = 4  # letters of a word that a headline in capitals writes large too
_BLOB = re.compile(r"\S{1000,}")  # no word: a tokenizer takes the square of its length
_PIECE = re.compile(r"[\s\S]{1,10000}(?:\n|$)|[\s\S]{1,10000}")


def run(articles: Sequence[Article], nlp: Callable[[str | None], Language | None], knowledge: Knowledge = NO_KNOWLEDGE) -> list[Article]:
    """Fill `mentions` and `entities` of each article that has text and whose language has a model.

    With knowledge, also of those in other languages: names that are known are found in any.

    Args:
        articles: in any mix of languages.
        nlp: gives spaCy's object for a language code, or None when there is no model for it.
        knowledge: names that are known, from a knowledge file.

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
        if model is not None or knowledge:
            found = _name([articles[place] for place in places], model, knowledge)
            for place, article in zip(places, found, strict=True):
                done[place] = article
    tell_label.cache_clear()  # its keys hold whole texts
    return done


def _name(articles: list[Article], model: Language | None, knowledge: Knowledge) -> list[Article]:
    """The articles, all of one language, with what they name."""
    found: list[list[Mention]] = [[] for _ in articles]
    headlines: list[list[Mention]] = [[] for _ in articles]
    if model is not None:
        pieces = [(piece, (place, offset)) for place, article in enumerate(articles) for offset, piece in _cut(article.text or "")]
        with model.select_pipes(enable="ner"):
            for doc, (place, offset) in model.pipe(pieces, as_tuples=True, batch_size=BATCH):
                found[place] += [_shift(mention, offset) for mention in find_mentions(doc)]
            headlines = [find_mentions(doc) for doc in model.pipe(map(_headline, articles), batch_size=BATCH)]
    return [_resolve(article, mentions, more, knowledge) for article, mentions, more in zip(articles, found, headlines, strict=True)]


def _cut(text: str) -> Iterator[tuple[int, str]]:
    """Pieces that the model has the memory for, cut at line breaks where there are any, each with where it starts."""
    prose = _BLOB.sub(lambda blob: "\n" * len(blob[0]), text)
    return ((match.start(), match[0]) for match in _PIECE.finditer(prose))


def _shift(mention: Mention, offset: int) -> Mention:
    return msgspec.structs.replace(mention, start=mention.start + offset, end=mention.end + offset)


def _headline(article: Article) -> str:
    """The headline, to find people in; "" where Every Word Is Written Large: there a name runs on into what follows."""
    words = (article.title or "")[:LONG_HEADLINE].split()
    return " ".join(words) if any(word.islower() and len(word) >= WEIGHTY for word in words) else ""


def _resolve(article: Article, mentions: list[Mention], headline: list[Mention], knowledge: Knowledge) -> Article:
    """The article with its mentions tied together; a person that only the headline names is an entity without a mention."""
    settled = settle(article.text or "", mentions, words_of(article.language), knowledge)
    resolved, entities = resolve_entities([*settled, *(mention for mention in headline if mention.label == "person")])
    resolved, entities = identify(resolved, entities, knowledge)
    return msgspec.structs.replace(article, mentions=tuple(resolved[: len(settled)]), entities=tuple(entities))


def settle(text: str, mentions: list[Mention], words: Words, knowledge: Knowledge) -> list[Mention]:
    """The mentions, with those that were missed, each with the label that the whole article speaks for."""
    common = common_words(text)
    dateline = find_dateline(text, words)
    known = [mention for mention in knowledge.find(text) if " " in mention.text or is_alone(text, mention.start, mention.end, common)]
    names = merge(known, drop_openers(text, mentions, common | words.openers))
    body = [mention for mention in names if not dateline or not dateline[0].start <= mention.start < dateline[-1].end]
    named = repeat_names(text, merge(dateline, body), common)
    sure = {mention.start: mention for mention in dateline}
    return [sure.get(mention.start, mention) for mention in settle_labels(text, named, words)]
