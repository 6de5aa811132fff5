"""In: an article; out: the writes that put it, its quotations and its line of the ledger into Elasticsearch.

Invariant: index, id and version of a write depend on the article alone, so that writing twice is writing once; with
external versions an old copy never overwrites a newer one. Ids of an article's quotations are numbered from 0, so that
those left over from an older revision are known by counting, without a search.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from hashlib import blake2b
from itertools import zip_longest
from typing import Any

import msgspec

from pipeline.model import Article, Fate, Label, Quotation, Record

LANGUAGES = {"en": "english", "fr": "french", "es": "spanish"}  # each is a field with its own analyzer; the rest is "other"
FACETS: dict[Label, str] = {"person": "people", "organization": "organizations", "place": "places", "other": "other_entities"}
_LEFT_OUT = ("rejected", "fate", "reason", "entry_markup")  # fields of the record that are the ledger's and the archive's


class Write(Record, frozen=True):
    """One write: `document` goes to `index` (its name without the prefix) under `id`; None deletes what is there.

    With `is_first` it is refused if anything is there; then its version is 1. A document's values may be records and
    times, as `pipeline.model.encode` takes them.
    """

    index: str
    id: str
    version: int
    document: dict[str, Any] | None
    is_first: bool = False


def fate_of(article: Article) -> Fate:
    """How the article ends: what a stage decided, else "rejected" if there is a reason, else "indexed"."""
    return article.fate or ("rejected" if article.rejected is not None else "indexed")


def index_of(kind: str, article: Article, now: datetime) -> str:
    """The index of the month in which the article was first seen: "articles-2018.01"; of `now` if that is not known."""
    return f"{kind}-{article.first_seen or now:%Y.%m}"


def build_article(article: Article, indexed: datetime, quotation_ids: int = 0) -> Write:
    """The article as a document: its record, with text and title under their language, and facets.

    `quotation_ids` is how many ids of quotations were ever given out for it, by any revision.
    """
    document = msgspec.structs.asdict(article) | {
        "title": _by_language(article.title, article),
        "text": _by_language(article.text, article),
        "cluster": article.id,
        "indexed": indexed,
        "quotation_ids": max(quotation_ids, len(article.quotations)),
        **_facets(article),
    }
    kept = {name: value for name, value in document.items() if name not in _LEFT_OUT}
    return _write("articles", article, indexed, article.id, kept)


def build_quotations(article: Article, indexed: datetime, quotation_ids: int = 0) -> list[Write]:
    """A document for each quotation, with the article's facts copied in; ids beyond them, up to `quotation_ids`, are deleted."""
    ids = [f"{article.id}-{number}" for number in range(max(quotation_ids, len(article.quotations)))]
    facts = _facts(article, indexed)
    named = zip(ids, article.quotations, _sayings(article), strict=False)
    documents = (_quotation(article, quotation) | facts | {"id": id_, "saying": saying} for id_, quotation, saying in named)
    return [_write("quotations", article, indexed, id_, document) for id_, document in zip_longest(ids, documents)]


def build_line(article: Article, settled: datetime) -> Write:
    """The article's line in the ledger; of a dead one the whole message is kept, fit to be sent again."""
    fate = fate_of(article)
    document = {
        "key": article.key,
        "article_id": article.id,
        "revision": article.revision,
        "url": article.url,
        "canonical_url": article.canonical_url,
        "feed_url": article.feed_url,
        "publisher": article.publisher,
        "fate": fate,
        "reason": article.rejected if fate == "rejected" else article.reason,
        "first_seen": article.first_seen,
        "settled": settled,
    }
    if fate == "dead":
        document["message"] = msgspec.structs.replace(article, fate=None, reason=None)
    return _write("ledger", article, settled, article.key, document)


def revise(article: Article, indexed: Mapping[str, Any]) -> Article:
    """The article as a revision of the document that is in the index under its id, in the month of that document.

    As a rule it is that already. It is not when Redis has forgotten the entry or the claim: the entry then counts from 1 again, with a new
    first sight, or another entry has the article. Their revisions follow those that are there: writing one twice gives it one number.

    Args:
        article: as its line has it: `key` ends in the revision of the line.
        indexed: of the document: key, revision, first_seen, indexed.
    """
    entry, _, line = indexed["key"].rpartition("-")
    is_forgotten = article.first_seen is not None and msgspec.convert(indexed["indexed"], datetime) < article.first_seen
    counted = 0 if is_forgotten or entry != article.key.rpartition("-")[0] else int(line)
    first_seen = msgspec.convert(indexed["first_seen"], datetime | None)
    return msgspec.structs.replace(article, first_seen=first_seen, revision=indexed["revision"] - counted + article.revision)


def is_unchanged(article: Article, indexed: Mapping[str, Any]) -> bool:
    """Whether a newer revision says nothing new; `indexed` is the document in the index: revision, title, text, published."""
    said = {"title": _by_language(article.title, article), "text": _by_language(article.text, article), "published": article.published}
    return indexed["revision"] < article.revision and all(indexed[name] == value for name, value in msgspec.to_builtins(said).items())


def _write(kind: str, article: Article, now: datetime, id_: str, document: dict[str, Any] | None) -> Write:
    return Write(index=index_of(kind, article, now), id=id_, version=article.revision, document=document)


def _quotation(article: Article, quotation: Quotation) -> dict[str, Any]:
    speaker = quotation.speaker
    return msgspec.structs.asdict(quotation) | {
        "content": _by_language(quotation.content, article),
        "speaker": speaker.name if speaker else None,
        "speaker_label": speaker.label if speaker else None,
        "about": _named_within(article, quotation),
    }


def _facts(article: Article, indexed: datetime) -> dict[str, Any]:
    """What is copied into each quotation of the article."""
    return {
        "article_id": article.id,
        "cluster": article.id,
        "revision": article.revision,
        "url": article.url,
        "title": article.title,
        "publisher": article.publisher,
        "section": article.section,
        "agencies": list(article.agencies),
        "language": article.language,
        "published": article.published,
        "first_seen": article.first_seen,
        "indexed": indexed,
        **_facets(article),
    }


def _sayings(article: Article) -> Iterator[str]:
    """What makes quotations of one cluster the same: their words, and that they are said there for the nth time."""
    said: Counter[str] = Counter()
    for quotation in article.quotations:
        words = " ".join(re.findall(r"\w+", quotation.content.casefold()))
        said[words] += 1
        yield blake2b(f"{article.id} {said[words]} {words}".encode(), digest_size=8).hexdigest()


def _by_language(text: str | None, article: Article) -> dict[str, str] | None:
    language = (article.language or "").lower().split("-")[0]
    return None if text is None else {LANGUAGES.get(language, "other"): text}


def _facets(article: Article) -> dict[str, list[str]]:
    """The names of each kind, and the ids of entities that a knowledge file knows; without one the index needs no field for them."""
    names = {facet: _unique(entity.name for entity in article.entities if entity.label == label) for label, facet in FACETS.items()}
    ids = _unique(entity.id for entity in article.entities if entity.id)
    return names | ({"entity_ids": ids} if ids else {})


def _named_within(article: Article, quotation: Quotation) -> list[str]:
    """Names of the entities that are mentioned in what was said."""
    within = (mention for mention in article.mentions if quotation.start <= mention.start and mention.end <= quotation.end)
    return _unique(article.entities[mention.entity].name for mention in within if mention.entity is not None)


def _unique(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))
