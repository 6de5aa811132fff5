"""What pages say about their articles."""

import json
from datetime import UTC, datetime

import pytest

from pipeline.clean.facts import PageFacts, find_facts
from pipeline.clean.text import parse_html

NEWS = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Ferries sail again"}


def facts_of(head: str = "", body: str = "<p>Text</p>", attributes: str = "") -> PageFacts:
    """The facts of a page with this head and body."""
    return find_facts(parse_html(f"<html {attributes}><head>{head}</head><body>{body}<p>More</p></body></html>"))


def linked(value: object) -> str:
    """A script of JSON-LD."""
    return f'<script type="application/ld+json">{value if isinstance(value, str) else json.dumps(value)}</script>'


@pytest.mark.parametrize(
    "script",
    [
        pytest.param(NEWS, id="alone"),
        pytest.param([{"@type": "WebSite"}, NEWS], id="in a list"),
        pytest.param({"@graph": [{"@type": "Person"}, NEWS]}, id="in a graph"),
        pytest.param({"@type": "WebPage", "mainEntity": NEWS}, id="as what the page is about"),
        pytest.param({**NEWS, "@type": ["Article", "https://schema.org/NewsArticle"]}, id="of two types"),
        pytest.param({**NEWS, "@type": "http://schema.org/ReportageNewsArticle"}, id="type as an address"),
        pytest.param("<!--" + json.dumps(NEWS) + "-->", id="inside a comment"),
        pytest.param("//<![CDATA[\n" + json.dumps(NEWS) + "\n//]]>", id="inside CDATA"),
        pytest.param(json.dumps(NEWS) + ";", id="with a semicolon"),
        pytest.param(json.dumps({**NEWS, "description": "a"}).replace('"a"', '"a\nb"'), id="with a line end in a string"),
    ],
)
def test_linked_data_is_found(script: object) -> None:
    """Wherever the article stands in the JSON-LD, and however it is wrapped."""
    assert facts_of(linked(script)).headline == "Ferries sail again"


@pytest.mark.parametrize(
    "script",
    [
        pytest.param("{", id="broken"),
        pytest.param("[" * 100_000, id="deep"),
        pytest.param("null", id="nothing"),
        pytest.param({"@type": "ItemList", "itemListElement": [NEWS]}, id="a list of other articles"),
        pytest.param({"@type": "WebSite", "headline": "Courier"}, id="another type"),
        pytest.param({"@type": "NewsArticle", "headline": ["a"], "author": 3, "datePublished": {}, "publisher": None}, id="wrong types"),
    ],
)
def test_other_linked_data_does_no_harm(script: object) -> None:
    """What is broken or about something else says nothing."""
    facts = facts_of(linked(script))

    assert (facts.headline, facts.authors, facts.published, facts.publisher) == (None, (), None, None)


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        pytest.param(
            linked(NEWS) + '<meta property="og:title" content="Other">', "<h1>Third</h1>", "Ferries sail again", id="JSON-LD first"
        ),
        pytest.param('<meta property="og:title" content="Ferries sail">', "<h1>Third</h1>", "Ferries sail", id="then meta tags"),
        pytest.param("", '<h1 itemprop="headline">Ferries <i>sail</i></h1>', "Ferries sail", id="then microdata"),
        pytest.param(
            '<meta property="og:title" content="Ferries | Courier"><meta property="og:site_name" content="Courier">',
            "",
            "Ferries",
            id="without the publisher's name",
        ),
        pytest.param(
            linked({**NEWS, "headline": "Ferries sail ag…"}) + '<meta property="og:title" content="Ferries sail again">',
            "",
            "Ferries sail again",
            id="not the one that was cut off",
        ),
        pytest.param(linked({**NEWS, "headline": "Ferries &amp; trains"}), "", "Ferries & trains", id="entities resolved"),
    ],
)
def test_headline(head: str, body: str, expected: str) -> None:
    """The title that the page declares."""
    assert facts_of(head, body).headline == expected


def test_printed_title() -> None:
    """A page that declares nothing still has a heading; it is kept apart, for the feed's title comes before it."""
    facts = facts_of("<title>Ferries sail</title>", "<h1>Ferries sail again</h1>")

    assert (facts.headline, facts.title) == (None, "Ferries sail again")
    assert set(facts.titles) == {"Ferries sail", "Ferries sail again"}


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        ("Ada Crane", ("Ada Crane",)),
        ({"@type": "Person", "name": "Ada Crane"}, ("Ada Crane",)),
        ([{"name": "Ada Crane"}, "Simon Farrow", {"name": "Ada Crane"}], ("Ada Crane", "Simon Farrow")),
        ("By Ada Crane and Simon Farrow", ("Ada Crane", "Simon Farrow")),
        ("Par Zoé d'Arc et Jean-Luc Picard", ("Zoé d'Arc", "Jean-Luc Picard")),
        ("Analysis by Ada Crane", ("Ada Crane",)),
        ("Ada Crane | The Courier, 3 March", ("Ada Crane",)),
        pytest.param("José Ortega y Gasset", ("José Ortega y Gasset",), id="one name with a small word in it"),
        pytest.param("Staff, agencies", ("Staff, agencies",), id="no names of people: left as it is"),
        pytest.param("https://example.org/ada", (), id="an address"),
        pytest.param("A" * 500, (), id="too long for a name"),
        pytest.param({"name": {"name": ["Ada Crane"]}}, ("Ada Crane",), id="nested"),
    ],
)
def test_authors(author: object, expected: tuple[str, ...]) -> None:
    """Authors are names of people, one by one."""
    assert facts_of(linked({**NEWS, "author": author})).authors == expected


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ('<meta name="author" content="Ada Crane">', ""),
        ('<meta name="author" content="https://example.org"><meta name="byl" content="By Ada Crane">', ""),
        ("", '<p>By <a rel="author" href="/ada">Ada Crane</a></p>'),
        ("", '<span itemprop="author">Ada Crane</span>'),
    ],
)
def test_authors_elsewhere(head: str, body: str) -> None:
    """Without JSON-LD: meta tags, microdata, and links to the author."""
    assert facts_of(head, body).authors == ("Ada Crane",)


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (linked({**NEWS, "datePublished": "2025-03-12T05:50:00Z"}) + '<meta name="date" content="2020-01-01T10:10:10Z">', ""),
        (linked({**NEWS, "datePublished": "0001-01-01"}) + '<meta property="article:published_time" content="2025-03-12T05:50:00Z">', ""),
        pytest.param(linked({**NEWS, "datePublished": "2025-03-12"}) + '<meta name="date" content="2025-03-12T05:50Z">', "", id="exact"),
        ("", '<time itemprop="datePublished" datetime="2025-03-12T06:50:00+01:00">Wednesday</time>'),
    ],
)
def test_published(head: str, body: str) -> None:
    """The first exact time, in the order of trust."""
    published = facts_of(head, body).published

    assert published is not None
    assert published.time == datetime(2025, 3, 12, 5, 50, tzinfo=UTC)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (linked({**NEWS, "isAccessibleForFree": False}), True),
        (linked({**NEWS, "isAccessibleForFree": "False"}), True),
        ('<meta property="article:content_tier" content="locked">', True),
        (linked({**NEWS, "isAccessibleForFree": True}), False),
        ('<meta property="article:content_tier" content="metered">', False),
        ("", False),
    ],
)
def test_is_paid(head: str, *, expected: bool) -> None:
    """A page says itself when it is not free."""
    assert facts_of(head).is_paid is expected


def test_publisher_and_language() -> None:
    """The publisher from JSON-LD or og:site_name, the language from the html tag."""
    facts = facts_of(linked({**NEWS, "publisher": {"name": "The  Courier"}}), attributes='lang="en-GB"')

    assert (facts.publisher, facts.language) == ("The Courier", "en-GB")
    assert facts_of('<meta property="og:site_name" content="Dispatch">').publisher == "Dispatch"
    assert facts_of('<meta property="og:locale" content="fr_FR">').language == "fr_FR"


@pytest.mark.parametrize(
    ("section", "head", "expected"),
    [
        ("World news", "", "World news"),
        (["Harbours", "Ferries"], "", "Harbours"),  # the first of several
        (None, '<meta property="article:section" content="Sport &amp; leisure">', "Sport & leisure"),
        ("https://example.org/sport", '<meta property="article:section" content="Sport">', "Sport"),  # an address is no name
        ({"@type": "Thing"}, "", None),
        (None, "", None),
        ("S" * 500, "", None),
    ],
)
def test_section(section: object, head: str, expected: str | None) -> None:
    """The section is the first that the page names."""
    assert facts_of(linked({**NEWS, "articleSection": section}) + head).section == expected
