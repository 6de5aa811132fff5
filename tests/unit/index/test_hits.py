"""Records made of Elasticsearch's answers."""

from datetime import UTC, datetime
from typing import Any

import pytest

from pipeline.index.build import build_article, build_quotations
from pipeline.index.hits import ArticleHit, Found, QuotationHit, parse_document, parse_hits
from pipeline.model import Article

NOW = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ({"text": {"french": "Oui."}, "title": None}, {"text": "Oui.", "title": None}),
        ({"title": "plain already"}, {"title": "plain already"}),  # a quotation's title
        ({"content": {}}, {"content": None}),
        ({"cue": {"start": 1, "end": 2, "text": "a"}}, {"cue": {"start": 1, "end": 2, "text": "a"}}),  # an object that is no text
    ],
)
def test_texts_are_plain(source: dict[str, Any], expected: dict[str, Any]) -> None:
    """A text is a string again, whatever language it lies under; all else stays."""
    assert parse_document(source) == expected


def test_document_gives_the_article_back(article: Article) -> None:
    """What was built can be read again: title and text are those of the article."""
    document = parse_document(build_article(article, datetime(2026, 3, 1, tzinfo=UTC)).document or {})
    assert (document["title"], document["text"]) == (article.title, article.text)


def test_answer() -> None:
    """Total, rows, records with their highlights under plain names, facets with counts in the answer's order."""
    hit = {
        "_id": "a1",
        "_score": 1.5,
        "_source": {"id": "a1", "title": {"english": "War"}},
        "highlight": {"text.english": ["<em>war</em>"]},
    }
    answer = {
        "hits": {"total": {"value": 7, "relation": "eq"}, "hits": [hit]},
        "aggregations": {"places": {"buckets": [{"key": "Oslo", "doc_count": 5}, {"key": "Bergen", "doc_count": 2}]}, "rows": {"value": 4}},
    }
    record = {"id": "a1", "title": "War", "score": 1.5, "highlight": {"text": ["<em>war</em>"]}}
    assert parse_hits(answer) == Found(total=7, rows=4, records=(record,), facets={"places": {"Oslo": 5, "Bergen": 2}})


def test_hit_without_words() -> None:
    """A hit that was neither scored nor highlighted is the document alone."""
    assert parse_hits({"hits": {"hits": [{"_id": "k", "_score": None, "_source": {"key": "k"}}]}}).records == ({"key": "k"},)


def test_no_index() -> None:
    """An index that does not exist yet finds nothing, and that is no error."""
    assert parse_hits({"hits": {"total": {"value": 0, "relation": "eq"}, "max_score": 0.0, "hits": []}}) == Found(
        total=0, rows=0, records=(), facets={}
    )


def test_typed(article: Article) -> None:
    """What was built of an article and its quotations is read as typed records: times, spans and names."""
    writes = [build_article(article, article.first_seen or NOW), *build_quotations(article, NOW)]
    documents = [parse_document(write.document or {}) for write in writes]
    (hit,) = Found(total=1, rows=1, records=(documents[0],), facets={}).of(ArticleHit).records
    said = Found(total=2, rows=2, records=tuple(documents[1:]), facets={}).of(QuotationHit).records
    assert (hit.title, hit.published, hit.authors, hit.places) == (article.title, article.published, article.authors, ("Ankara", "Oslo"))
    assert {hit.section, *(quotation.section for quotation in said)} == {"Harbour"}
    assert {hit.agencies, *(quotation.agencies for quotation in said)} == {("AFP", "dpa")}
    assert [(q.content, q.speaker, q.about, q.source) for q in said] == [
        (quotation.content, quotation.speaker and quotation.speaker.name, about, quotation.source)
        for quotation, about in zip(article.quotations, [("Ankara", "Oslo"), ()], strict=True)
    ]
