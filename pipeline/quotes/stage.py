"""The stage: articles through the method, a batch at a time. In: articles; out: the same, in order, with `quotations`.

Invariant: an article without text, or one that is settled, comes back untouched. Only paragraphs that can hold a
quotation are parsed, and only by the parts of spaCy's pipeline that the rules read.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

import msgspec
from spacy.language import Language as Model
from spacy.tokens import Doc

from pipeline.model import Article, Quotation, Span, Speaker
from pipeline.quotes.confidence import measure_confidence
from pipeline.quotes.context import Context
from pipeline.quotes.direct import find_direct
from pipeline.quotes.found import Found, Offsets
from pipeline.quotes.frames import Frame
from pipeline.quotes.indirect import find_indirect
from pipeline.quotes.inherit import inherit_sources
from pipeline.quotes.inline import find_inline
from pipeline.quotes.languages import Language, language_of
from pipeline.quotes.lexicon import lexicon_of
from pipeline.quotes.marks import Quoted, find_paragraphs
from pipeline.quotes.outline import read_outline
from pipeline.quotes.reading import Reading
from pipeline.quotes.resolve import Resolver

BATCH = 64  # paragraphs that go through the model together
_BLOB = re.compile(r"\S{1000,}")  # no word: a tokenizer takes the square of its length
NEEDED = {"tok2vec", "tagger", "morphologizer", "parser"}  # of the model; `lexicon` does the rest


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
    for code, places in by_language.items():
        quoting = find_quotations([articles[place] for place in places], nlp(code), language_of(code))
        for place, quotations in zip(places, quoting, strict=True):
            done[place] = msgspec.structs.replace(articles[place], quotations=tuple(quotations))
    return done


def find_quotations(articles: list[Article], model: Model | None, language: Language) -> Iterator[list[Quotation]]:
    """The quotations of each article; all articles are of one language, `model` is its spaCy object, if there is one."""
    outlines = [read_outline(article, language, is_parsed=model is not None) for article in articles]
    docs = _parse([frame.text for outline in outlines for frame in outline.frames], model) if model else iter(())
    for article, outline in zip(articles, outlines, strict=True):
        found = [one for frame in outline.frames for one in find_in(outline.text, frame, next(docs, None), language)]
        yield _resolve(article, [*outline.labelled, *found], outline.spoken, language)


def find_in(text: str, frame: Frame, doc: Doc | None, language: Language) -> list[Found]:
    """What is said in one paragraph, sources not resolved; without a parse, what stands between marks by itself."""
    if doc is None:
        return [Found(marks.start, marks.end, "direct", "marks") for marks in frame.utterances]
    reading = Reading(frame, doc, language)
    found = find_direct(reading) + find_indirect(reading)
    return found + find_inline(text, reading, found)


def _parse(texts: list[str], model: Model) -> Iterator[Doc]:
    unneeded = [name for name in model.pipe_names if name not in NEEDED]
    prose = [_BLOB.sub(lambda blob: "\n" * len(blob[0]), text) for text in texts]
    return lexicon_of(model).fill(model.pipe(prose, batch_size=BATCH, disable=unneeded))


def _resolve(article: Article, found: list[Found], quoted: list[Quoted], language: Language) -> list[Quotation]:
    text = article.text or ""
    resolver = Resolver(Context(text, article.mentions, quoted, language), article.entities, language)
    return [_build(text, one, resolver) for one in inherit_sources(_outermost(found), find_paragraphs(text))]


def _build(text: str, found: Found, resolver: Resolver) -> Quotation:
    speaker = _speaker(found, resolver)
    return Quotation(
        start=found.start,
        end=found.end,
        content=text[found.start : found.end],
        type=found.type,
        cue=_span(text, found.cue),
        source=_span(text, found.source),
        speaker=speaker,
        confidence=measure_confidence(found, has_speaker=speaker is not None),
    )


def _speaker(found: Found, resolver: Resolver) -> Speaker | None:
    if found.source is not None:
        return resolver.resolve_speaker(found.source, found.referent)
    return resolver.resolve_unnamed(found.cue) if found.cue is not None else None


# Of one content found twice, that which says most of its source is kept; all other ways are alike (1).
_RANK = {"label": 0, "inherited": 2, "alone": 3}


def _outermost(found: list[Found]) -> list[Found]:
    """In the order of the text, without what lies inside another: words that are reported within a report belong to it.

    Of 450 such found in PolNeAR, people had marked 123. The sort puts a longer content before those inside it, and of two
    with one content (a quotation over several paragraphs is met in each of them) the better read one first.
    """
    kept: list[Found] = []
    end = -1
    for one in sorted(found, key=lambda one: (one.start, -one.end, _RANK.get(one.how, 1))):
        if one.end > end:
            kept.append(one)
            end = one.end
    return kept


def _span(text: str, offsets: Offsets | None) -> Span | None:
    return Span(start=offsets[0], end=offsets[1], text=text[offsets[0] : offsets[1]]) if offsets else None
