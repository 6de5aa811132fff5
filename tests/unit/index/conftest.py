"""One article with every field set, for the tests of documents, mapping and hits."""

from datetime import UTC, datetime

import pytest

from pipeline.model import Article, Entity, Mention, Quotation, Span, Speaker

TEXT = "“Ankara will answer Oslo,” Ayşe Yıldız said. The Port Council of Ankara agreed that Ayşe Yıldız was right."


def span(words: str, occurrence: int = 0) -> tuple[int, int]:
    """Where the words stand in `TEXT`."""
    start = -1
    for _ in range(occurrence + 1):
        start = TEXT.index(words, start + 1)
    return start, start + len(words)


def mention(words: str, entity: int | None, occurrence: int = 0) -> Mention:
    """A mention of the words; labels do not matter to the index."""
    start, end = span(words, occurrence)
    return Mention(start=start, end=end, text=words, label="other", entity=entity)


def marked(words: str, occurrence: int = 0) -> Span:
    """The words as a span."""
    start, end = span(words, occurrence)
    return Span(start=start, end=end, text=words)


def said(words: str, speaker: Speaker | None) -> Quotation:
    """A quotation of the words."""
    start, end = span(words)
    return Quotation(
        start=start,
        end=end,
        content=words,
        type="direct",
        cue=marked("said"),
        source=marked("Ayşe Yıldız"),
        speaker=speaker,
        confidence=0.9,
    )


@pytest.fixture
def article() -> Article:
    """An article of revision 2, first seen in the month before it was changed."""
    return Article(
        id="a1",
        url="https://news.example/1?from=feed",
        canonical_url="https://news.example/1",
        key="k1",
        revision=2,
        feed_url="https://news.example/feed",
        first_seen=datetime(2026, 1, 31, 23, 59, tzinfo=UTC),
        fetched=datetime(2026, 2, 1, 8, tzinfo=UTC),
        publisher="The Example",
        title="A short answer",
        section="Harbour",
        agencies=("AFP", "dpa"),
        authors=("Ida Moe", "Jon Lie"),
        language="en",
        published=datetime(2026, 1, 31, 20, 15, tzinfo=UTC),
        updated=datetime(2026, 2, 1, 7, tzinfo=UTC),
        text=TEXT,
        text_source="page",
        mentions=(
            mention("Ankara", 1),
            mention("Oslo", 2),
            mention("Ayşe Yıldız", 0),
            mention("Port Council of Ankara", 3),
            mention("right", None),
        ),
        entities=(
            Entity(name="Ayşe Yıldız", label="person", aliases=("Yıldız",)),
            Entity(name="Ankara", label="place"),
            Entity(name="Oslo", label="place"),
            Entity(name="Port Council of Ankara", label="organization"),
            Entity(name="Answer Day", label="other"),
            Entity(name="Ankara", label="place", id="Q3640"),
        ),
        quotations=(
            said("Ankara will answer Oslo", Speaker(name="Ayşe Yıldız", label="person", entity=0)),
            said("Ayşe Yıldız was right", None),
        ),
    )
