"""What each queue does with the articles of a message, without Celery. In: articles; out: articles that go on.

Invariant: an article is never dropped. One that breaks a step is split off, tried alone, and ends as dead with its
error; one that has a fate goes straight to `index`, which writes its line.
"""

import traceback
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import partial

import structlog
from celery.exceptions import SoftTimeLimitExceeded
from msgspec.structs import replace
from redis.exceptions import RedisError

from pipeline.errors import Unavailable
from pipeline.model import Article, Page, encode
from pipeline.queues import QUEUES, next_queue
from pipeline.stages import STAGES, Stage
from workers.batches import cut
from workers.edge import Edge
from workers.fetch import fetch

MAX_ARTICLES = 32  # of one message
MAX_BYTES = 512_000
MAX_TRIES = 5  # a message whose worker died so often is not tried again


class RedeliveredError(Exception):
    """This message of several articles came before: one of them may have killed its worker, so each must go alone."""


Step = Callable[[Edge, Sequence[Article]], list[Article]]

log = structlog.get_logger("newsline.steps")


def run_stage(stage: Stage, edge: Edge, articles: Sequence[Article]) -> list[Article]:
    """Run a pure stage with what it needs, made when a stage first needs it."""
    needs: dict[str, Callable[[], object]] = {
        "page": lambda: partial(_page, edge),
        "nlp": lambda: edge.models,
        "knowledge": lambda: edge.knowledge,
    }
    with edge.models.forgetting():
        return stage.run(articles, *(needs[name]() for name in stage.needs))


def write(edge: Edge, articles: Sequence[Article]) -> list[Article]:
    """Write articles, quotations and lines to Elasticsearch, then close the lines."""
    edge.ledger.settle(edge.writer.write(articles, datetime.now(UTC)))
    return []


STEPS: dict[str, Step] = {"fetch": fetch, **{stage.name: partial(run_stage, stage) for stage in STAGES}, "index": write}


def work(edge: Edge, queue: str, articles: Sequence[Article]) -> list[Article]:
    """Do the work of `queue` on the articles of a message; returns those that go on.

    Raises:
        Unavailable, RedisError: a service is away; nothing is wrong with the articles.
        SoftTimeLimitExceeded: they took too long.
        RedeliveredError: they came before; send each alone.
    """
    admitted = _admit(edge, queue, articles)
    ended = [article for article in admitted if article.fate and queue != "index"]
    going = [article for article in admitted if queue == "index" or not article.fate]
    return ended + (_attempt(edge, queue, going) if going else [])


def _admit(edge: Edge, queue: str, articles: Sequence[Article]) -> list[Article]:
    """Mark articles as under way here. Left out are those that are settled or further on: a message may come twice."""
    tries = edge.ledger.enter(queue, articles, datetime.now(UTC))
    if len(articles) > 1 and max(tries) > 1:
        raise RedeliveredError
    return [
        bury(article, f"its worker died {count - 1} times", queue) if count > MAX_TRIES and queue != "index" else article
        for article, count in zip(articles, tries, strict=True)
        if count
    ]


def _attempt(edge: Edge, queue: str, articles: Sequence[Article]) -> list[Article]:
    """Do the step; when it fails, do it for each article alone and bury those that break it."""
    try:
        return STEPS[queue](edge, articles)
    except (Unavailable, RedisError, SoftTimeLimitExceeded):
        raise
    except Exception as error:
        if len(articles) > 1:
            return [result for article in articles for result in _attempt(edge, queue, [article])]
        if articles[0].fate:  # writing a fate failed: burying it would only bring it back here
            raise
        log.exception("article died", stage=queue, key=articles[0].key, url=articles[0].url)
        return [bury(articles[0], "".join(traceback.format_exception_only(error)).strip(), queue)]


def bury(article: Article, why: str, queue: str) -> Article:
    """The article as dead, with the queue that it died in and the reason."""
    return replace(article, fate="dead", reason=f"{queue}: {why}")


def route(queue: str, articles: Sequence[Article]) -> Iterator[tuple[str, list[Article]]]:
    """Where articles go after `queue`: those with a fate to `index`, the rest to the next; in batches fit for a message."""
    for target in QUEUES:
        going = [article for article in articles if _target(queue, article) == target]
        for batch in batches(going):
            yield target, batch


def batches(articles: Sequence[Article]) -> Iterator[list[Article]]:
    """Cut into batches of at most MAX_ARTICLES and, but for a single large one, MAX_BYTES of JSON."""
    return cut(articles, lambda article: len(encode(article)), most=MAX_ARTICLES, max_bytes=MAX_BYTES)


def _target(queue: str, article: Article) -> str:
    return "index" if article.fate or article.rejected else next_queue(queue)


def _page(edge: Edge, article: Article) -> Page:
    page = edge.archive.get(article.key)
    if page is None:
        raise LookupError(f"the archive has no page {article.key}")
    return page
