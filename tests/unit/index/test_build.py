"""Documents that are built from articles."""

from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from pipeline.index.build import Write, build_article, build_line, build_quotations, fate_of, index_of, is_unchanged, revise
from pipeline.model import Article, Entity, Fate, Mention, Quotation, decode, encode

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
OLD = datetime(2026, 1, 5, tzinfo=UTC)


def changed(article: Article, **fields: Any) -> Article:
    """The article with other fields."""
    return msgspec.structs.replace(article, **fields)


def sent(write: Write) -> dict[str, Any]:
    """The write's document as Elasticsearch gets it; nothing for a deletion."""
    document: dict[str, Any] = msgspec.to_builtins(write.document) or {}
    return document


@pytest.mark.parametrize(
    ("first_seen", "expected"),
    [
        (datetime(2026, 1, 31, 23, 59, 59, tzinfo=UTC), "articles-2026.01"),
        (datetime(2026, 2, 1, tzinfo=UTC), "articles-2026.02"),
        (None, "articles-2026.03"),  # not known: now
    ],
)
def test_month(article: Article, first_seen: datetime | None, expected: str) -> None:
    """The index is that of the month of first sight, whenever it is written."""
    assert index_of("articles", changed(article, first_seen=first_seen), NOW) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, "indexed"),
        ({"rejected": "paywall"}, "rejected"),
        ({"rejected": ""}, "rejected"),  # a reason without words is still a reason
        ({"fate": "duplicate", "reason": "of a2"}, "duplicate"),
        ({"fate": "dead", "rejected": "paywall"}, "dead"),
    ],
)
def test_fate(article: Article, fields: dict[str, Any], expected: Fate) -> None:
    """What a stage decided goes before a rejection, and that before indexed."""
    assert fate_of(changed(article, **fields)) == expected


def test_article_is_its_record(article: Article) -> None:
    """The document has the record's own fields and values, but for the ledger's and the archive's; texts lie under their language."""
    document = sent(build_article(article, NOW))
    record = msgspec.to_builtins(article)
    for name in ("rejected", "fate", "reason", "entry_markup"):
        assert name not in document
        record.pop(name)
    assert document["text"] == {"english": record.pop("text")}
    assert document["title"] == {"english": record.pop("title")}
    assert {name: document[name] for name in record} == record


def test_article_is_placed_by_itself(article: Article) -> None:
    """Index, id, version and cluster come from the article, never from the clock."""
    write = build_article(article, NOW)
    assert (write.index, write.id, write.version) == ("articles-2026.01", "a1", 2)
    assert sent(write)["cluster"] == "a1"


def test_facets(article: Article) -> None:
    """Each label has its facet; a name stands in it once, in the order of the article."""
    document = sent(build_article(article, NOW))
    assert document["people"] == ["Ayşe Yıldız"]
    assert document["places"] == ["Ankara", "Oslo"]
    assert document["organizations"] == ["Port Council of Ankara"]
    assert document["other_entities"] == ["Answer Day"]


@pytest.mark.parametrize(
    ("language", "field"),
    [("en", "english"), ("en-GB", "english"), ("FR", "french"), ("es", "spanish"), ("de", "other"), ("", "other"), (None, "other")],
)
def test_language(article: Article, language: str | None, field: str) -> None:
    """A text lies once, under the field of its language."""
    spoken = changed(article, language=language)
    assert list(sent(build_article(spoken, NOW))["text"]) == [field]
    assert [list(sent(write)["content"]) for write in build_quotations(spoken, NOW)] == [[field], [field]]


def test_no_text(article: Article) -> None:
    """What is not known is null, never an object without a value."""
    document = sent(build_article(changed(article, title=None, text=None, published=None), NOW))
    assert (document["title"], document["text"], document["published"]) == (None, None, None)


@pytest.mark.parametrize(("known", "expected"), [(0, 2), (1, 2), (5, 5)])
def test_quotation_ids(article: Article, known: int, expected: int) -> None:
    """An article remembers how many ids of quotations it or an older revision gave out."""
    assert sent(build_article(article, NOW, known))["quotation_ids"] == expected


def test_quotations(article: Article) -> None:
    """A document a quotation, with its span, its words, who said them and the article's facts."""
    first, second = (sent(write) for write in build_quotations(article, NOW))
    assert first["content"] == {"english": "Ankara will answer Oslo"}
    assert (article.text or "")[first["start"] : first["end"]] == "Ankara will answer Oslo"
    assert (first["speaker"], first["speaker_label"]) == ("Ayşe Yıldız", "person")
    assert (second["speaker"], second["speaker_label"]) == (None, None)
    for document in (first, second):
        assert document["cue"]["text"] == "said"
        assert document["source"]["text"] == "Ayşe Yıldız"
        assert document["article_id"] == document["cluster"] == "a1"
        assert (document["title"], document["publisher"], document["language"]) == ("A short answer", "The Example", "en")
        assert (document["published"], document["first_seen"]) == ("2026-01-31T20:15:00Z", "2026-01-31T23:59:00Z")
        assert document["people"] == ["Ayşe Yıldız"]


def test_about(article: Article) -> None:
    """A quotation is about those who are named inside it, not about those who are named around it."""
    first, second = (sent(write) for write in build_quotations(article, NOW))
    assert first["about"] == ["Ankara", "Oslo"]
    assert second["about"] == []  # the name's mention stands at its first occurrence


def test_about_needs_the_whole_name(article: Article) -> None:
    """A mention that only overlaps a quotation is not inside it; one that was linked to nobody names nobody."""
    quotation = article.quotations[0]
    overlapping = Mention(start=quotation.end - 4, end=quotation.end + 1, text="Oslo,", label="place", entity=2)
    unlinked = Mention(start=quotation.start, end=quotation.start + 6, text="Ankara", label="place")
    write, *_ = build_quotations(changed(article, mentions=(overlapping, unlinked)), NOW)
    assert sent(write)["about"] == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ankara will answer Oslo", "Ankara will answer Oslo", True),
        ("Ankara will answer Oslo", "ankara, will answer\nOslo.", True),  # case, marks and line ends are no words
        ("Ankara will answer Oslo", "Ankara will not answer Oslo", False),
    ],
)
def test_saying(article: Article, one: str, other: str, *, same: bool) -> None:
    """The same words are one saying in articles of one cluster, however they are set."""
    first, second = (
        build_quotations(changed(article, quotations=(changed_content(article, words),)), NOW)[0].document or {} for words in (one, other)
    )
    assert (first["saying"] == second["saying"]) is same


def test_said_twice(article: Article) -> None:
    """What is said twice in an article is two sayings; what another article has is another's."""
    twice = changed(article, quotations=(article.quotations[0],) * 2)
    documents = [write.document or {} for a in (twice, changed(twice, id="a2")) for write in build_quotations(a, NOW)]
    assert len({document["saying"] for document in documents}) == 4


def changed_content(article: Article, words: str) -> Quotation:
    """The article's first quotation with other words."""
    return msgspec.structs.replace(article.quotations[0], content=words)


def test_left_over_quotations(article: Article) -> None:
    """Ids that an older revision used and this one does not are deleted, with this one's version."""
    writes = build_quotations(article, NOW, quotation_ids=4)
    assert [(write.id, write.document is None, write.version) for write in writes] == [
        ("a1-0", False, 2),
        ("a1-1", False, 2),
        ("a1-2", True, 2),
        ("a1-3", True, 2),
    ]
    assert [sent(write).get("id") for write in writes] == ["a1-0", "a1-1", None, None]


@pytest.mark.parametrize(
    ("fields", "fate", "reason"),
    [
        ({}, "indexed", None),
        ({"rejected": "paywall", "text": None}, "rejected", "paywall"),
        ({"rejected": "paywall", "reason": "text from the feed"}, "rejected", "paywall"),  # why it ended, not what it had before
        ({"fate": "duplicate", "reason": "of a2"}, "duplicate", "of a2"),
        ({"fate": "unchanged"}, "unchanged", None),
        ({"fate": "dead", "reason": "KeyError: 'x'"}, "dead", "KeyError: 'x'"),
    ],
)
def test_line(article: Article, fields: dict[str, Any], fate: Fate, reason: str | None) -> None:
    """A line says how the article ended and why; only a dead one keeps the message."""
    write = build_line(changed(article, **fields), NOW)
    document = sent(write)
    assert (write.index, write.id, write.version) == ("ledger-2026.01", "k1", 2)
    assert (document["fate"], document["reason"]) == (fate, reason)
    assert (document["url"], document["settled"]) == (article.url, "2026-03-01T12:00:00Z")
    assert ("message" in document) == (fate == "dead")


def test_dead_message_can_be_sent_again(article: Article) -> None:
    """The message in a dead line is the article as it came, without its fate."""
    document = sent(build_line(changed(article, fate="dead", reason="boom"), NOW))
    assert decode(encode(document["message"]), Article) == article


def indexed(article: Article) -> dict[str, Any]:
    """The article's document, as the index would give it back."""
    return sent(build_article(article, NOW))


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"revision": 3}, True),
        ({"revision": 2}, False),  # the same again: it may have been interrupted, so it is written again
        ({"revision": 1}, False),
        ({"revision": 3, "updated": NOW, "fetched": NOW}, True),  # only a new date of change
        ({"revision": 3, "title": "A long answer"}, False),
        ({"revision": 3, "text": "Ankara will not answer."}, False),
        ({"revision": 3, "published": NOW}, False),
        ({"revision": 3, "published": None}, False),
        ({"revision": 3, "language": "fr"}, False),  # its text is searched by other rules now
        ({"revision": 3, "entities": (Entity(name="Oslo", label="place"),)}, True),
    ],
)
def test_unchanged(article: Article, fields: dict[str, Any], *, expected: bool) -> None:
    """A newer revision with the same title, text and time of publication says nothing new."""
    assert is_unchanged(changed(article, **fields), indexed(article)) is expected


@pytest.mark.parametrize(
    ("key", "revision", "first_seen", "expected"),
    [
        pytest.param("e-3", 3, OLD, 7, id="the same line again"),
        pytest.param("e-4", 4, OLD, 8, id="its next revision"),
        pytest.param("e-2", 2, OLD, 6, id="late"),
        pytest.param("e-1", 1, NOW, 8, id="its entry was forgotten"),
        pytest.param("e-2", 2, NOW, 9, id="its entry was forgotten, and changed"),
        pytest.param("e-1", 1, None, 5, id="first sight not known"),
        pytest.param("f-1", 1, OLD, 8, id="of another entry"),
    ],
)
def test_revision_of_what_is_there(article: Article, key: str, revision: int, first_seen: datetime | None, expected: int) -> None:
    """Revisions go on from those of the document: it is at 7, written by the third line of entry e, which began after 4 others."""
    indexed = {"key": "e-3", "revision": 7, "first_seen": "2026-01-05T00:00:00Z", "indexed": "2026-02-01T00:00:00Z"}
    made = revise(changed(article, key=key, revision=revision, first_seen=first_seen), indexed)

    assert (made.revision, made.first_seen) == (expected, datetime(2026, 1, 5, tzinfo=UTC))
    assert made.key == key
