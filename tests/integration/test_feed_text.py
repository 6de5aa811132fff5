"""An article whose page gives no text, or less of it than its feed: from the feed of a site of our own to the index."""

from datetime import UTC, datetime
from typing import Any

import pytest

from pipeline.model import Article, Feed, encode
from pipeline.stages import STAGES
from workers.edge import Edge
from workers.fetch import fetch
from workers.poll import poll
from workers.steps import MAX_BYTES, batches, run_stage, work

LINES = [
    f"Ferry {number} left the harbour at {number} o'clock, said Ada Crane, who had waited for {number} hours." for number in range(1, 12)
]
TEXT = "\n".join(LINES)
HTML = "".join(f"<p>{line}</p>" for line in LINES)
PAID = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": false}</script>'
WALL = "<p>We and our 817 partners store cookies on your device, and read them. You may accept this, or pay.</p>"


def page(body: str, head: str = "") -> str:
    """A page of news."""
    return f"<html><head><title>Ferries</title>{head}</head><body><article>{body}</article></body></html>"


def polled(edge: Edge, site: Any, path: str, content: str = HTML) -> Article:
    """The article of a feed that gives its whole text."""
    entry = f"<link>{site.url}{path}</link><title>Ferries sail</title><description><![CDATA[{content}]]></description>"
    url = site.put("/feed", f'<rss version="2.0"><channel><title>Harbour News</title><item>{entry}</item></channel></rss>')
    edge.feeds.add([Feed(url=url)], datetime.now(UTC))
    (article,) = poll(edge, [url])
    return article


def cleaned(edge: Edge, article: Article) -> Article:
    """The article after `fetch` and `clean`."""
    (fetched,) = fetch(edge, [article])
    return run_stage(STAGES[0], edge, [fetched])[0]


@pytest.mark.parametrize(
    ("status", "body", "why"),
    [
        (404, "", "the server answers 404"),
        (410, "", "the server answers 410"),
        (403, "", "the server answers 403"),
        (200, "", "the page is empty"),
        (200, "<html><body><script>load()</script></body></html>", "no article text found"),
        (200, page(f"<p>{LINES[0]}</p>", PAID), f"behind a paywall: only {len(LINES[0])} characters of it are free"),
        (200, page("".join(f"<p>{line}</p>" for line in LINES[:3])), "the page shows less"),
        (200, page(WALL), "the page shows less"),
        (200, "x" * 100_001, "larger than 100,000 bytes (NEWSLINE_PAGE_MAX_BYTES)"),
    ],
    ids=["not found", "gone", "forbidden", "empty", "script only", "paywall", "beginning only", "wall", "too large"],
)
def test_text_of_the_feed(edge: Edge, site: Any, status: int, body: str, why: str) -> None:
    """What the feed gives in full is an article, whatever became of its page, and the reason is kept."""
    site.put("/a", body, status, content_type="text/html")
    article = cleaned(edge, polled(edge, site, "/a"))

    assert (article.text, article.text_source, article.title) == (TEXT, "feed", "Ferries sail")
    assert (article.fate, article.rejected, article.reason) == (None, None, f"the text is the feed's: {why}")


def test_robots(edge: Edge, site: Any) -> None:
    """A page that robots.txt forbids is not asked for; what the feed gives is given openly."""
    site.put("/robots.txt", "User-agent: *\nDisallow: /a")
    article = cleaned(edge, polled(edge, site, "/a"))

    assert (article.text, article.reason) == (TEXT, "the text is the feed's: robots.txt does not allow this address")
    assert site.asked("/a") == 0


def test_server_that_stays_away(edge: Edge, site: Any) -> None:
    """A page that does not come at any try is done without at the last."""
    site.put("/a", "", 503)
    article = polled(edge, site, "/a")
    assert [fetch(edge, [article]) for _ in range(2)] == [[], []]

    assert cleaned(edge, article).reason == "the text is the feed's: the server answers 503 (tried 3 times)"


def test_text_of_the_page(edge: Edge, site: Any) -> None:
    """A page that has the article is believed before its feed."""
    site.put("/a", page(HTML + "<p>That was all.</p>"), content_type="text/html")
    article = cleaned(edge, polled(edge, site, "/a"))

    assert (article.text, article.text_source, article.reason) == (f"{TEXT}\nThat was all.", "page", None)


def test_teaser(edge: Edge, site: Any) -> None:
    """A feed that gives a teaser gives no article: the page's reason stands."""
    article = cleaned(edge, polled(edge, site, "/a", f"{HTML}<p>And then […]</p>"))

    assert (article.text, article.rejected, article.reason) == (None, "the server answers 404", None)


def test_archive_keeps_both(edge: Edge, site: Any) -> None:
    """The feed's HTML travels to `fetch` and then lies in the archive: sent again, the article ends the same, without a request."""
    article = polled(edge, site, "/a")
    (fetched,) = fetch(edge, [article])

    assert (article.entry_markup, fetched.entry_markup) == (HTML, None)
    assert cleaned(edge, article).text == TEXT
    assert site.asked("/a") == 1


def test_to_the_index(edge: Edge, site: Any) -> None:
    """Analysts see that the text is the feed's, operators why; quotations stand where they say."""
    articles = [polled(edge, site, "/a")]
    for queue in ("fetch", "clean", "entities", "quotes"):
        articles = work(edge, queue, articles)
    work(edge, "index", articles)
    edge.index.refresh()
    found = edge.index.trace(articles[0].url)

    assert [(article["text_source"], article["revision"]) for article in found.articles] == [("feed", 1)]
    assert [(line["fate"], line["reason"]) for line in found.lines] == [("indexed", "the text is the feed's: the server answers 404")]
    assert articles[0].quotations
    assert all(TEXT[quotation.start : quotation.end] == quotation.content for quotation in articles[0].quotations)


def test_messages(edge: Edge, site: Any) -> None:
    """Long texts do not make messages too long for Redis: they part into more of them."""
    article = polled(edge, site, "/a", "<p>" + "long words " * 8_000)
    sent = list(batches([article] * 10))

    assert [len(batch) for batch in sent] == [5, 5]
    assert all(len(encode(batch)) <= MAX_BYTES for batch in sent)
