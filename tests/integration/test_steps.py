"""What each queue does with the articles of a message: one that breaks a step costs only itself, and none is dropped."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from hypothesis import given
from hypothesis import strategies as st
from redis.exceptions import ConnectionError as RedisAway

from pipeline.errors import PipelineError, Unavailable
from pipeline.model import Article, Feed, Page, Seen, encode
from pipeline.queues import QUEUES
from pipeline.stages import STAGES
from workers import steps
from workers.edge import Edge
from workers.ledger import Opening
from workers.steps import MAX_ARTICLES, MAX_BYTES, MAX_TRIES, RedeliveredError, batches, bury, route, run_stage, work

NOW = datetime(2026, 2, 1, tzinfo=UTC)


def article(name: str, **fields: Any) -> Article:
    """An article that is under way."""
    url = f"https://news.example/{name}"
    facts: dict[str, Any] = {"id": name, "url": url, "canonical_url": url, "key": f"{name}-1", "first_seen": NOW}
    return Article(**(facts | fields))


def opened(edge: Edge, *articles: Article) -> list[Article]:
    """The articles, their lines open."""
    return edge.ledger.open(
        [Opening(Feed(url="https://news.example/feed"), [(a, Seen(revision=1, digest="", first_seen=NOW)) for a in articles])], NOW
    )


def replaced_step(monkeypatch: pytest.MonkeyPatch, queue: str, step: Callable[[Article], Article]) -> list[list[str]]:
    """Let a queue do this to each article; returns the list that will hold what it was called with."""
    calls: list[list[str]] = []

    def run(_edge: Edge, articles: Sequence[Article]) -> list[Article]:
        calls.append([article.id for article in articles])
        return [step(article) for article in articles]

    monkeypatch.setitem(steps.STEPS, queue, run)
    return calls


def break_at_b(article: Article) -> Article:
    """Breaks on one article."""
    if article.id == "b":
        raise ValueError("no such thing\nas b")
    return article


# Work


def test_message_is_worked_on_at_once(edge: Edge, monkeypatch: pytest.MonkeyPatch) -> None:
    """The articles of a message go through a step together, in their order, and are under way there."""
    calls = replaced_step(monkeypatch, "quotes", lambda article: article)
    articles = opened(edge, article("b"), article("a"))

    assert work(edge, "quotes", articles) == articles
    assert calls == [["b", "a"]]
    assert {line.stage for line in edge.ledger.lines(["a-1", "b-1"]).values()} == {"quotes"}


def test_article_that_breaks_a_step_dies_alone(edge: Edge, monkeypatch: pytest.MonkeyPatch) -> None:
    """The others of its message go on; it ends as dead, with the queue and the error as reason."""
    calls = replaced_step(monkeypatch, "clean", break_at_b)
    a, b, c = work(edge, "clean", opened(edge, article("a"), article("b"), article("c")))

    assert (a.fate, b.fate, c.fate) == (None, "dead", None)
    assert b.reason == "clean: ValueError: no such thing\nas b"
    assert calls == [["a", "b", "c"], ["a"], ["b"], ["c"]]


@pytest.mark.parametrize(
    "error", [Unavailable("Elasticsearch is away"), RedisAway("gone"), SoftTimeLimitExceeded()], ids=lambda e: type(e).__name__
)
def test_what_no_article_is_to_blame_for(edge: Edge, monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    """A service that is away, or too little time, passes through: no article is tried alone, none dies."""

    def fail(_article: Article) -> Article:
        raise error

    calls = replaced_step(monkeypatch, "clean", fail)
    with pytest.raises(type(error)):
        work(edge, "clean", opened(edge, article("a"), article("b")))

    assert calls == [["a", "b"]]


def test_article_that_kills_its_worker(edge: Edge, monkeypatch: pytest.MonkeyPatch) -> None:
    """A message that comes again must be sent article by article; the one whose worker dies again and again is buried."""
    calls = replaced_step(monkeypatch, "quotes", lambda article: article)
    killer, other = opened(edge, article("a"), article("b"))
    edge.ledger.enter("quotes", [killer, other], NOW)
    with pytest.raises(RedeliveredError):
        work(edge, "quotes", [killer, other])
    assert work(edge, "quotes", [other]) == [other]

    for _ in range(MAX_TRIES - 2):
        edge.ledger.enter("quotes", [killer], NOW)
    (dead,) = work(edge, "quotes", [killer])
    assert (dead.fate, dead.reason) == ("dead", f"quotes: its worker died {MAX_TRIES} times")
    assert calls == [["b"]]


def test_last_try(edge: Edge, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before that it is tried as often as is allowed."""
    calls = replaced_step(monkeypatch, "quotes", lambda article: article)
    (killer,) = opened(edge, article("a"))
    for _ in range(MAX_TRIES):
        work(edge, "quotes", [killer])

    assert len(calls) == MAX_TRIES


@pytest.mark.parametrize("further", ["settled", "moved on"])
def test_late_copy_of_a_message(edge: Edge, monkeypatch: pytest.MonkeyPatch, further: str) -> None:
    """A message that comes again after its articles went further does nothing."""
    calls = replaced_step(monkeypatch, "clean", lambda article: article)
    articles = opened(edge, article("a"), article("b"))
    if further == "settled":
        edge.ledger.settle(articles[:1])
    else:
        edge.ledger.enter("quotes", articles[:1], NOW)

    assert [a.id for a in work(edge, "clean", articles)] == ["b"]
    assert work(edge, "clean", articles[:1]) == []
    assert calls == [["b"]]


def test_article_with_a_fate_goes_by(edge: Edge, monkeypatch: pytest.MonkeyPatch) -> None:
    """A step is not done to an article that has its fate; it goes on to `index`, which writes it."""
    calls = replaced_step(monkeypatch, "fetch", lambda article: article)
    ended, going = opened(edge, article("a", fate="duplicate"), article("b"))

    assert {a.id for a in work(edge, "fetch", [ended, going])} == {"a", "b"}
    assert calls == [["b"]]


def test_nothing(edge: Edge) -> None:
    """A message without articles is no error."""
    assert [work(edge, queue, []) for queue in QUEUES[1:]] == [[]] * 5


@pytest.mark.parametrize("name", ["fetch", "clean", "entities", "quotes", "index"])
def test_every_queue_but_poll_has_a_step(name: str) -> None:
    """The table of steps is that of the queues."""
    assert name in steps.STEPS
    assert set(steps.STEPS) == set(QUEUES) - {"poll"}


# Stages and index on the real services


def test_page_that_is_gone(edge: Edge) -> None:
    """An article whose page is not in the archive ends as dead, and the reason names its key."""
    (dead,) = work(edge, "clean", opened(edge, article("a")))

    assert dead.reason == "clean: LookupError: the archive has no page a-1"


def test_model_that_is_not_installed(edge: Edge) -> None:
    """A model that is missing is nobody's fault: articles wait, and the error names the model."""
    edge.settings = edge.settings.model_copy(update={"models": {"en": "no_such_model"}})
    with pytest.raises(PipelineError) as caught:
        work(edge, "entities", opened(edge, article("a", language="en", text="Ann Lee spoke in Paris.")))

    assert isinstance(caught.value, Unavailable)
    assert caught.value.about == "no_such_model"


def test_from_page_to_index(edge: Edge) -> None:
    """A page goes through all stages; its line is then closed and its fate in Elasticsearch."""
    html = (
        "<html><body><article><p>“The bridge over the river will open in the spring,” Ann Lee said on Monday.</p></article></body></html>"
    )
    articles = opened(edge, article("a"))
    edge.archive.put("a-1", Page(url="https://news.example/a", body=html.encode(), content_type="text/html; charset=utf-8"))
    for stage in STAGES:
        articles = work(edge, stage.name, articles)
        assert [a.reason for a in articles] == [None]

    assert [q.content.rstrip(",") for q in articles[0].quotations] == ["The bridge over the river will open in the spring"]
    assert work(edge, "index", articles) == []
    assert edge.ledger.under_way() == []
    assert edge.index.count_fates() == {"indexed": 1}


def test_bug_while_a_fate_is_written(edge: Edge, monkeypatch: pytest.MonkeyPatch) -> None:
    """A dead article whose fate cannot be written is not buried again, for that would only bring it back."""

    def fail(_article: Article) -> Article:
        raise ValueError("broken")

    replaced_step(monkeypatch, "index", fail)
    with pytest.raises(ValueError, match="broken"):
        work(edge, "index", opened(edge, article("a", fate="dead", reason="clean: KeyError")))


def test_stage_gets_what_it_needs(edge: Edge) -> None:
    """Each stage of the table runs with what its `needs` name."""
    ended = [article("a", fate="dead")]

    assert [run_stage(stage, edge, ended) for stage in STAGES] == [ended] * len(STAGES)


# Routes and batches


@pytest.mark.parametrize(
    ("queue", "sent", "expected"),
    [
        pytest.param("poll", [article("a")], [("fetch", "a")], id="on"),
        pytest.param("quotes", [article("a")], [("index", "a")], id="to the last"),
        pytest.param("poll", [article("a", fate="duplicate")], [("index", "a")], id="with a fate"),
        pytest.param("clean", [article("a", rejected="paywall")], [("index", "a")], id="rejected by a stage"),
        pytest.param(
            "clean",
            [article("a"), article("b", fate="dead"), article("c")],
            [("entities", "ac"), ("index", "b")],
            id="each its way, in order",
        ),
        pytest.param("clean", [], [], id="nothing"),
    ],
)
def test_route(queue: str, sent: list[Article], expected: list[tuple[str, str]]) -> None:
    """What has ended goes to `index`, the rest to the next queue."""
    assert [(target, "".join(a.id for a in batch)) for target, batch in route(queue, sent)] == expected


@given(st.lists(st.sampled_from([1, 1000, 100_000, 300_000, 600_000]), max_size=80))
def test_batches(sizes: list[int]) -> None:
    """Batches hold all articles, in order; none is empty, too many, or (but for one article alone) too large."""
    articles = [article(str(number), text="x" * size) for number, size in enumerate(sizes)]
    found = list(batches(articles))

    assert [a for batch in found for a in batch] == articles
    for batch in found:
        assert 1 <= len(batch) <= MAX_ARTICLES
        assert len(batch) == 1 or sum(len(encode(a)) for a in batch) <= MAX_BYTES


@pytest.mark.parametrize(("count", "expected"), [(0, []), (1, [1]), (32, [32]), (33, [32, 1]), (64, [32, 32])])
def test_batches_are_as_large_as_they_may_be(count: int, expected: list[int]) -> None:
    """Small articles travel as many together as a message may hold."""
    assert [len(batch) for batch in batches([article(str(number)) for number in range(count)])] == expected


def test_bury() -> None:
    """A dead article keeps what was found of it, and says where and why it died."""
    dead = bury(article("a", text="words"), "KeyError: 'x'", "quotes")

    assert dead == article("a", text="words", fate="dead", reason="quotes: KeyError: 'x'")
