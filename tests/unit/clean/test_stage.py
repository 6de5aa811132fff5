"""The stage as a whole: articles in, articles out."""

import json
import logging
import socket
import sys
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from pipeline import clean
from pipeline.errors import Unavailable
from pipeline.model import Article, Page, decode, encode

PARAGRAPHS = [
    "The first ferry for three days left the harbour on Wednesday morning, eleven hours after the talks had ended.",
    "“We are glad that it is over,” said Ada Crane, who had waited on the quay since Sunday with two goats.",
    "The company said that all ships would be back on the timetable by the weekend, if the weather allows it.",
    "Nobody on the island remembers a longer strike. The last one, in 1987, was over before lunch.",
]
TEXT = "\n".join(PARAGRAPHS)
LINKED = {
    "@type": "NewsArticle",
    "headline": "Ferries sail again",
    "author": {"name": "Joanna Pryce"},
    "datePublished": "2025-03-12T05:50:00Z",
    "dateModified": "2025-03-12T07:00:00+01:00",
    "publisher": {"name": "The Courier"},
}
ARTICLE = Article(id="a1", url="https://www.example.org/a", canonical_url="https://www.example.org/a", key="k-1")
FEED_TIME = datetime(2025, 3, 12, 9, 9, 9, tzinfo=UTC)


def html(linked: object = LINKED, text: str = TEXT, lang: str = "en") -> str:
    """A news page."""
    script = f'<script type="application/ld+json">{json.dumps(linked)}</script>' if linked else ""
    body = "".join(f"<p>{line}</p>" for line in text.split("\n"))
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>Ferries sail again</title>{script}</head>'
        f"<body><nav>Home</nav><article><h1>Ferries sail again</h1><p>By Joanna Pryce</p>{body}</article>"
        "<footer><p>Imprint</p></footer></body></html>"
    )


def cleaned(body: str | bytes, content_type: str | None = "text/html", article: Article = ARTICLE) -> Article:
    """The article after its page was cleaned."""
    data = body.encode() if isinstance(body, str) else body
    return clean.run([article], lambda _: Page(url=article.url, body=data, content_type=content_type))[0]


def test_page() -> None:
    """Text and facts of a page, and nothing else of the article changed."""
    assert cleaned(html()) == replace(
        ARTICLE,
        text=TEXT,
        text_source="page",
        title="Ferries sail again",
        authors=("Joanna Pryce",),
        publisher="The Courier",
        language="en",
        published=datetime(2025, 3, 12, 5, 50, tzinfo=UTC),
        updated=datetime(2025, 3, 12, 6, 0, tzinfo=UTC),
    )


def test_plain_text() -> None:
    """A text file is its own text; what the poll knew of it stays."""
    article = cleaned(
        "Ada said:\r\n“It works,” and went home to her goats.\r\n", "text/plain; charset=utf-8", replace(ARTICLE, title="Note")
    )

    assert (article.text, article.text_source) == ("Ada said:\n“It works,” and went home to her goats.\n", "file")
    assert (article.title, article.language) == ("Note", "en")


@pytest.mark.parametrize(
    ("article", "linked", "expected"),
    [
        pytest.param(replace(ARTICLE, title="From the feed"), LINKED, ("title", "Ferries sail again"), id="declared title"),
        pytest.param(replace(ARTICLE, title="<b>From</b> the feed"), None, ("title", "From the feed"), id="feed's before printed"),
        pytest.param(ARTICLE, None, ("title", "Ferries sail again"), id="printed title"),
        pytest.param(replace(ARTICLE, publisher="Feed"), LINKED, ("publisher", "Feed"), id="the feed's publisher stays"),
        pytest.param(ARTICLE, None, ("publisher", "example.org"), id="the host, when nobody names a publisher"),
        pytest.param(replace(ARTICLE, authors=("Ada",)), None, ("authors", ("Ada",)), id="the feed's authors, when the page has none"),
        pytest.param(
            replace(ARTICLE, published=FEED_TIME),
            LINKED,
            ("published", datetime(2025, 3, 12, 5, 50, tzinfo=UTC)),
            id="an exact time of the page beats the feed's",
        ),
        pytest.param(
            replace(ARTICLE, published=FEED_TIME), {**LINKED, "datePublished": "2025-03-12"}, ("published", FEED_TIME), id="a day does not"
        ),
        pytest.param(replace(ARTICLE, updated=FEED_TIME), None, ("updated", FEED_TIME), id="the feed's update"),
        pytest.param(
            replace(ARTICLE, url="https://www.example.org/2025/03/11/a"),
            None,
            ("published", datetime(2025, 3, 11, tzinfo=UTC)),
            id="the address, when nobody gives a date",
        ),
    ],
)
def test_page_and_feed(article: Article, linked: object, expected: tuple[str, object]) -> None:
    """Of what page and feed say, the better counts."""
    field, value = expected

    assert getattr(cleaned(html(linked), article=article), field) == value


def test_language_of_the_text_beats_that_of_the_template() -> None:
    """A French text on a page that calls itself English is French."""
    text = "\n".join(["La première traversée a eu lieu mercredi matin, onze heures après la fin des négociations avec le syndicat."] * 3)

    assert cleaned(html(text=text + "\nLe port est ouvert depuis lors, et les bateaux partent à l'heure.")).language == "fr"


@pytest.mark.parametrize(
    ("body", "content_type", "reason"),
    [
        pytest.param(b"", "text/html", "the page is empty", id="empty"),
        pytest.param(b" \n", "text/plain", "the page is empty", id="empty text"),
        pytest.param(b"%PDF-1.4", "text/html", "not a web page: application/pdf", id="PDF"),
        pytest.param(b"hello", "text/html", "not a web page: no HTML in it", id="no markup"),
        pytest.param(b"<html><body><script>let a;</script><div></div></body></html>", "text/html", "no article text found", id="no text"),
        pytest.param(b"<html><body>" + b"<p>" * 300_000, "text/html", "too large to read: more than 200,000 tags", id="too many tags"),
        pytest.param(
            html({**LINKED, "isAccessibleForFree": False}, PARAGRAPHS[0]).encode(),
            "text/html",
            f"behind a paywall: only {len(PARAGRAPHS[0])} characters of it are free",
            id="paywall",
        ),
    ],
)
def test_rejected(body: bytes, content_type: str, reason: str) -> None:
    """What holds no article is told in one line, and has no text."""
    article = cleaned(body, content_type)

    assert article == replace(ARTICLE, rejected=reason)


LONG = "\n".join(f"{number}: {line}" for number in range(3) for line in PARAGRAPHS)
ENTRY = "".join(f"<p>{line}</p>" for line in LONG.split("\n")) + "<p>The post Ferries sail appeared first on The Courier.</p>"


def weighed(page: Page, entry: str = ENTRY) -> Article:
    """The article after its page was cleaned, beside what its feed gave: a title, an author, a time and HTML."""
    known = replace(ARTICLE, title="From the <i>feed</i>", authors=("Ada Crane",), published=FEED_TIME)
    return clean.run([known], lambda _: replace(page, entry_markup=entry))[0]


@pytest.mark.parametrize(
    ("page", "why"),
    [
        pytest.param(Page(url=ARTICLE.url, body=b"", failure="the server answers 404"), "the server answers 404", id="no page"),
        pytest.param(Page(url=ARTICLE.url, body=b""), "the page is empty", id="empty"),
        pytest.param(Page(url=ARTICLE.url, body=b"%PDF-1.4"), "not a web page: application/pdf", id="PDF"),
        pytest.param(Page(url=ARTICLE.url, body=b"<html><script>let a;</script></html>"), "no article text found", id="script only"),
        pytest.param(
            Page(url=ARTICLE.url, body=html({**LINKED, "isAccessibleForFree": False}, PARAGRAPHS[0]).encode()),
            f"behind a paywall: only {len(PARAGRAPHS[0])} characters of it are free",
            id="paywall",
        ),
        pytest.param(Page(url=ARTICLE.url, body=html(text="\n".join(LONG.split("\n")[:5])).encode()), "the page shows less", id="a part"),
        pytest.param(
            Page(url=ARTICLE.url, body=html(None, "We and our partners store cookies.\n" * 9).encode()), "the page shows less", id="a wall"
        ),
    ],
)
def test_text_of_the_feed(page: Page, why: str) -> None:
    """Where the page gives no text, or less, the article is the feed's, and says so with the reason."""
    article = weighed(page)

    assert (article.text, article.text_source, article.rejected) == (LONG, "feed", None)
    assert (article.title, article.authors, article.published) == ("From the feed", ("Ada Crane",), FEED_TIME)
    assert (article.publisher, article.language) == ("example.org", "en")
    assert article.reason == f"the text is the feed's: {why}"


@pytest.mark.parametrize(
    ("page", "entry"),
    [
        pytest.param(html(text=LONG), ENTRY, id="the same text"),
        pytest.param(html(text=LONG + "\nAnd one more."), ENTRY, id="a longer one"),
        pytest.param(html(text=PARAGRAPHS[0]), ENTRY.replace("<p>The post", "<p>More […]</p><p>The post"), id="the feed's is a teaser"),
    ],
)
def test_text_of_the_page(page: str, entry: str) -> None:
    """Where the page gives the article, it is the page's; nothing is said of the feed's."""
    article = weighed(Page(url=ARTICLE.url, body=page.encode()), entry)

    assert (article.text_source, article.title, article.reason) == ("page", "Ferries sail again", None)


def test_no_page_and_a_teaser() -> None:
    """Without a page, what the feed gives in part is no article: the reason is that of the page."""
    article = weighed(Page(url=ARTICLE.url, body=b"", failure="the server answers 404"), ENTRY.replace("The post", "(more…)<p>The post"))

    assert (article.text, article.text_source, article.rejected, article.reason) == (None, None, "the server answers 404", None)


def test_paid_and_complete() -> None:
    """A page that is not free, and yet shows all of its text, is an article."""
    text = "\n".join(f"{number}: {line}" for number in range(3) for line in PARAGRAPHS)

    assert cleaned(html({**LINKED, "isAccessibleForFree": False}, text)).text == text


@pytest.mark.parametrize("article", [replace(ARTICLE, rejected="404"), replace(ARTICLE, fate="duplicate"), replace(ARTICLE, fate="dead")])
def test_settled_articles_pass(article: Article) -> None:
    """An article that has a fate is not touched, and nobody asks for its page."""

    def no_page(_: Article) -> Page:
        raise AssertionError

    assert clean.run([article], no_page) == [article]


def test_order_and_number() -> None:
    """One out for each in, in order, whatever becomes of each."""
    articles = [replace(ARTICLE, key=str(number)) for number in range(6)]
    pages = {"0": html(), "1": "", "2": html(None), "3": "%PDF", "4": "<p>", "5": html()}
    done = clean.run(articles, lambda article: Page(url=article.url, body=pages[article.key].encode()))

    assert [article.key for article in done] == list("012345")
    assert [article.text is None for article in done] == [False, True, False, True, True, False]


def test_archive_that_is_away_is_not_hidden() -> None:
    """What the edge raises while it gets a page is the worker's to handle."""

    def away(_: Article) -> Page:
        raise Unavailable("no archive")

    with pytest.raises(Unavailable):
        clean.run([ARTICLE], away)


@pytest.mark.parametrize("body", [b"<html><body></body></html>", b"hello", b"<html><body><p><a>x</a>y</p></body></html>"])
def test_silent_on_stdout(body: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is printed of pages that trafilatura complains about, although all logs go to stdout."""
    handler = logging.StreamHandler(sys.stdout)
    logging.getLogger().addHandler(handler)
    try:
        cleaned(body)
    finally:
        logging.getLogger().removeHandler(handler)

    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    "body", ["http://127.0.0.1:9/a", html(None).replace("<p>", '<base href="http://127.0.0.1:9/"><img src="a.png"><p>')]
)
def test_nothing_is_loaded(body: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """No address in a page, and no page that is an address, is ever asked for."""

    def no_network(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(socket, "socket", no_network)
    monkeypatch.setattr(socket, "create_connection", no_network)

    assert cleaned(body).key == ARTICLE.key


TAGS = [
    "<p>",
    "</p>",
    "<b>",
    "<td>",
    "<table>",
    "<li>",
    "<!--",
    "-->",
    "<script>",
    "</script>",
    "<svg>",
    "<br>",
    "&#0;",
    "<a href='http://['>",
    '"',
]
PIECES = st.one_of(st.sampled_from(TAGS), st.text(max_size=20))


@given(st.lists(PIECES, max_size=30), st.integers(0, 1000))
@settings(max_examples=60)
def test_broken_pages(pieces: list[str], place: int) -> None:
    """Rubbish anywhere in a page ends as a text or as a reason, and the record can be written and read."""
    page = html()
    article = cleaned((page[:place] + "".join(pieces) + page[place:]).encode(errors="surrogatepass"))

    assert (article.text is None) == (article.rejected is not None)
    assert decode(encode(article), Article) == article


@given(st.binary(max_size=200))
@settings(max_examples=60)
def test_any_bytes(body: bytes) -> None:
    """Bytes of any kind end as a text or as a reason."""
    article = cleaned(body, None)

    assert (article.text is None) == (article.rejected is not None)
