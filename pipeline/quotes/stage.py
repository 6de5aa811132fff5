"""The stage: articles through the method, a batch at a time. In: articles; out: the same, in order, with `quotations`.

Invariant: an article without text, or one that is settled, comes back untouched. Only paragraphs that can hold a
quotation are parsed, and only by the parts of spaCy's pipeline that the rules read.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

import msgspec
from spacy.language import Language as Model
from spacy.tokens import Doc

from pipeline.model import Article, Quotation, Span
from pipeline.quotes.context import Context
from pipeline.quotes.direct import find_direct
from pipeline.quotes.found import Found, Offsets
from pipeline.quotes.frames import Frame, build_frame
from pipeline.quotes.indirect import find_indirect
from pipeline.quotes.inline import find_inline
from pipeline.quotes.inherit import inherit_sources
from pipeline.quotes.languages import Language, language_of
from pipeline.quotes.marks import Quoted, find_paragraphs, find_quoted
from pipeline.quotes.resolve import Resolver
from pipeline.quotes.utterances import find_utterances

BATCH = 64  # paragraphs that go through the model together
NEEDED = ("tok2vec", "tagger", "morphologizer", "parser", "attribute_ruler", "lemmatizer")


def run(articles: Sequence[Article], nlp: Callable[[str | None], Model | None]) -> list[Article]:
    """Fill `quotations` of each article that has text.

    Args:
        articles: in any mix of languages, with their mentions and entities.
        nlp: gives spaCy's object for a language code, or None when there is no model for it; then only direct
            quotations are found, by their marks, without a speaker.

    Returns:
        One article for each, in the same order.
    """
    done = list(articles)
    by_language: dict[str | None, list[int]] = defaultdict(list)
    for place, article in enumerate(articles):
        if article.text and article.rejected is None and article.fate is None:
            by_language[article.language].append(place)
    for language, places in by_language.items():
        for place, article in zip(places, _quote([articles[place] for place in places], nlp(language), language_of(language)), strict=True):
            done[place] = article
    return done


def _quote(articles: list[Article], model: Model | None, language: Language) -> list[Article]:
    """The articles, all of one language, with their quotations."""
    texts = [article.text or "" for article in articles]
    quoted = [find_quoted(text) for text in texts]
    frames = [list(_frames(text, marks, language)) for text, marks in zip(texts, quoted, strict=True)]
    docs = _parse([frame.text for several in frames for frame in several], model)
    quoting = []
    for article, marks, several in zip(articles, quoted, frames, strict=True):
        found = [found for frame in several for found in _find(article.text or "", frame, next(docs, None), language)]
        quoting.append(_resolve(article, found, marks, language))
    return quoting


def _frames(text: str, quoted: list[Quoted], language: Language) -> Iterable[Frame]:
    """A frame for each paragraph."""
    place = 0
    for paragraph in _join_introductions(text, find_paragraphs(text)):
        while place < len(quoted) and quoted[place].outer_end <= paragraph[0]:
            place += 1
        here = []
        for marks in quoted[place:]:
            if marks.outer_start >= paragraph[1]:
                break
            here.append(marks)
        utterances = find_utterances(text, paragraph, here, language)
        yield build_frame(text, paragraph, utterances, [q for q in here if q not in utterances], language.placeholder)


def _join_introductions(text: str, paragraphs: list[Offsets]) -> list[Offsets]:
    """A paragraph that ends in a colon and the one it introduces are read as one."""
    joined: list[Offsets] = []
    for start, end in paragraphs:
        if joined and text[joined[-1][1] - 1 : joined[-1][1]] == ":" and text[start] in '"“«':
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _parse(texts: list[str], model: Model | None) -> Iterable[Doc]:
    if model is None:
        return iter(())
    unneeded = [name for name in model.pipe_names if name not in NEEDED]
    return model.pipe(texts, batch_size=BATCH, disable=unneeded)


def _find(text: str, frame: Frame, doc: Doc | None, language: Language) -> list[Found]:
    if doc is None:
        return [Found(q.start, q.end, "direct", "alone") for q in frame.utterances]
    found = find_direct(frame, doc, language) + find_indirect(frame, doc, language)
    return found + find_inline(text, frame, doc, found, language)


def _resolve(article: Article, found: list[Found], quoted: list[Quoted], language: Language) -> Article:
    text = article.text or ""
    resolver = Resolver(Context(text, article.mentions, quoted, language), article.entities, language)
    quotations = []
    for one in inherit_sources(_once(found), find_paragraphs(text)):
        speaker = resolver.resolve_speaker(one.source, one.referent) if one.source else None
        quotations.append(
            Quotation(
                start=one.start,
                end=one.end,
                content=text[one.start : one.end],
                type=one.type,
                cue=_span(text, one.cue),
                source=_span(text, one.source),
                speaker=speaker,
            )
        )
    return msgspec.structs.replace(article, quotations=tuple(quotations))


def _once(found: list[Found]) -> list[Found]:
    """In the order of the text, each content once: a quotation over several paragraphs was met in each of them."""
    best: dict[Offsets, Found] = {}
    for one in sorted(found, key=lambda one: (one.start, one.end, one.how in {"alone", "inherited"}, one.how == "alone")):
        best.setdefault((one.start, one.end), one)
    return list(best.values())


def _span(text: str, offsets: Offsets | None) -> Span | None:
    return Span(start=offsets[0], end=offsets[1], text=text[offsets[0] : offsets[1]]) if offsets else None
