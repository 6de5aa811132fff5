"""seeds/expected.json holds against the site: every entry, every article, every word of every quotation."""

import json
from collections import Counter
from typing import Any

import pytest

from seeds.articles import FOLDER, parse_article, read_contents

CONTENTS = read_contents()
EXPECTED: dict[str, list[dict[str, Any]]] = json.loads((FOLDER.parent / "expected.json").read_text(encoding="utf-8"))
ENTRIES, ARTICLES = EXPECTED["entries"], EXPECTED["articles"]


def read_text(link: str, revision: int) -> str:
    """The article's text as a perfect cleaner would give it: its paragraphs, a line each."""
    return "\n".join(CONTENTS.articles[link][revision - 1].paragraphs)


def test_every_entry_of_every_feed_is_expected() -> None:
    """The table lists the entries of all feeds, in order, with the titles and languages that the feeds give."""
    served = [
        (feed.link, link, CONTENTS.announce(link, updated=False).title, feed.publisher.language)
        for feed in CONTENTS.feeds
        for link in feed.entries
    ]

    assert [(entry["feed"], entry["link"], entry["title"], entry["language"]) for entry in ENTRIES] == served


def test_fates_add_up() -> None:
    """28 articles are indexed, one is met twice, and three never work."""
    assert Counter(entry["fate"] for entry in ENTRIES) == {"indexed": 28, "duplicate": 1, "rejected": 3}


def test_each_indexed_entry_has_its_article_and_no_other() -> None:
    """Articles are those of indexed entries; one of them has a second revision."""
    indexed = [entry["article"] for entry in ENTRIES if entry["fate"] == "indexed"]

    assert sorted(indexed) == sorted(article["link"] for article in ARTICLES if article["revision"] == 1)
    assert [article["link"] for article in ARTICLES if article["revision"] == 2] == ["/courier/aegis-cost-review"]


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: f"{article['link']}@{article['revision']}")
def test_article_is_as_expected(article: dict[str, Any]) -> None:
    """Title, publisher and language fit, and each quotation stands in the text once, word for word, in fitting marks."""
    shown = CONTENTS.articles[article["link"]][article["revision"] - 1]
    text = read_text(article["link"], article["revision"])

    assert (shown.title, shown.publisher.name, shown.publisher.language) == (article["title"], article["publisher"], article["language"])
    for quotation in article["quotations"]:
        assert text.count(quotation["content"]) == 1, quotation
        before = text[: text.index(quotation["content"])].rstrip()
        assert before.endswith(("“", '"', "«")) == (quotation["type"] == "direct"), quotation


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: f"{article['link']}@{article['revision']}")
def test_no_quoted_words_are_forgotten(article: dict[str, Any]) -> None:
    """Outside the expected quotations no quotation mark is left, but for the pair around each."""
    rest = read_text(article["link"], article["revision"])
    for quotation in article["quotations"]:
        rest = rest.replace(quotation["content"], "")

    direct = sum(quotation["type"] == "direct" for quotation in article["quotations"])
    assert sum(rest.count(mark) for mark in '“”«»"') == 2 * direct


def test_speakers_are_named_in_their_article() -> None:
    """A speaker's full name stands in the text of the article."""
    for article in ARTICLES:
        text = read_text(article["link"], article["revision"]).replace("’", "'")
        for quotation in article["quotations"]:
            assert quotation["speaker"] is None or quotation["speaker"] in text, quotation


def test_several_people_speak_about_aegis() -> None:
    """An analyst who asks who said what about Aegis gets an answer: ten articles and more, by several publishers, in three languages."""
    told = [article for article in ARTICLES if "Aegis" in read_text(article["link"], article["revision"])]
    speakers = {quotation["speaker"] for article in told for quotation in article["quotations"]}

    assert len({article["link"] for article in told}) >= 10
    assert {article["language"] for article in told} == {"en", "fr", "es"}
    assert len({article["publisher"] for article in told}) == 5
    assert len(speakers - {None}) >= 20


KINDS = [
    pytest.param("/courier/aegis-council-vote", "told the chamber: “You are buying", id="cue before"),
    pytest.param("/courier/ferry-strike", "needs to sleep,” said Gareth Boland", id="cue after"),
    pytest.param("/courier/aegis-council-vote", "in this room,” Sedgwick went on, “and not", id="split by the cue"),
    pytest.param("/courier/aegis-fishermen", 'three minutes," he said.', id="he said"),
    pytest.param("/courier/aegis-fishermen", 'about the fish," she said.', id="she said"),
    pytest.param(
        "/courier/ferry-deal", "to the radio,” said Karen Ashby, chief executive of Strait Lines. “I include", id="two with one cue"
    ),
    pytest.param("/dispatch/aegis-minister-interview", "I was a councillor then. I stood on Mill Street", id="several sentences"),
    pytest.param("/dispatch/northwick-reservoir", "Agriculture warned that a failed", id="indirect with that"),
    pytest.param("/dispatch/northwick-reservoir", "She said the city could", id="indirect without that"),
    pytest.param("/courier/ferry-strike", "by helicopter, officials said", id="unnamed source, content first"),
    pytest.param("/dispatch/aegis-tavonia-protest", "“[T]he currents", id="brackets at the start"),
    pytest.param("/dispatch/aegis-tavonia-protest", "We have asked [Marenia] twice", id="brackets inside"),
    pytest.param("/dispatch/central-bank", "bakery,” the bank said", id="institution as speaker"),
    pytest.param("/dispatch/northwick-reservoir", "according to the National Weather Service", id="according to, after"),
    pytest.param("/dispatch/wolf-tarn-valley", "According to Ingleby, a single wolf", id="according to, before"),
    pytest.param("/meridian/strait-talks", '"The study will tell us how to build, not whether,” he', id="straight, then curly"),
    pytest.param("/courier/rovers-ground", '“But you cannot play football in a bath."', id="curly, then straight"),
    pytest.param("/courier/library-logbook", "on Tuesday.\n“The final entry", id="over two paragraphs"),
    pytest.param("/dispatch/coalition-budget", "said the vote was “a rescue at sea without a lifeboat”", id="mixed"),
    pytest.param("/courier/ferry-strike", "“They keep saying ‘soon’,”", id="marks inside marks"),
    pytest.param("/dispatch/aegis-minister-interview", "the minister said, “which", id="speaker by office"),
    pytest.param("/valbrune/aegis-courants", "« Nous ne demandons pas un droit de veto », a-t-elle déclaré", id="French, inverted"),
    pytest.param("/valbrune/aegis-courants", "Selon l'Institut océanographique de Valbrune, la", id="French, selon"),
    pytest.param("/voz/aegis-puerto-claro", "salido mal», dijo la alcaldesa", id="Spanish, angle marks"),
    pytest.param("/voz/aegis-puerto-claro", 'ladrillos", dijo su presidenta', id="Spanish, straight marks"),
    pytest.param("/voz/aegis-puerto-claro", "Según Quiroga, la", id="Spanish, según"),
]


@pytest.mark.parametrize(("link", "words"), KINDS)
def test_every_kind_of_quotation_occurs(link: str, words: str) -> None:
    """Each kind of quotation that newsline must read is on the site."""
    assert words in read_text(link, 1)


def test_articles_have_the_length_of_short_news() -> None:
    """Articles that are indexed have 140 to 450 words."""
    lengths = {article["link"]: len(read_text(article["link"], article["revision"]).split()) for article in ARTICLES}

    assert {link: words for link, words in lengths.items() if not 140 <= words <= 450} == {}


def test_an_article_file_is_headers_then_paragraphs() -> None:
    """The format in one example."""
    publishers = {publisher.key: publisher for publisher in CONTENTS.publishers}
    head = "title: Rain: a report\nauthor: A B\npublished: 2025-03-01T08:00:00+00:00\nsection: Sky\nsummary: Wet."

    article = parse_article(f"{head}\n\nIt rained.\n\nIt stopped.\n", "/courier/rain", publishers)

    assert (article.title, article.publisher.key) == ("Rain: a report", "courier")
    assert article.paragraphs == ("It rained.", "It stopped.")
    assert article.changed == article.published
    assert not article.is_paywalled
