"""All that a process needs to touch the world, made once from the settings and only when first used.

In: Settings with both addresses set; out: Redis, ledger, feeds, archive, index, models. Invariant: nothing else makes these.
"""

from functools import cached_property

from redis import Redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from config.settings import Settings
from workers.archive import Archive
from workers.feeds import Feeds
from workers.ledger import Ledger
from workers.models import Models
from workers.search import Index, connect

STALL_TIMEOUTS = 2  # the sweeper looks at a line after so many visibility timeouts


class Edge:
    """The world outside, as this process sees it."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    @cached_property
    def redis(self) -> Redis:
        """Everything but the queues: the database after the one in the setting."""
        return connect_redis(self.settings, state=True)

    @cached_property
    def queues(self) -> Redis:
        """Celery's queues, to look at."""
        return connect_redis(self.settings, state=False)

    @cached_property
    def ledger(self) -> Ledger:
        """Entries seen and lines under way."""
        return Ledger(self.redis, stall_s=STALL_TIMEOUTS * self.settings.visibility_timeout_s)

    @cached_property
    def feeds(self) -> Feeds:
        """The feeds, and which are due."""
        return Feeds(self.redis)

    @cached_property
    def archive(self) -> Archive:
        """Pages as they were fetched."""
        return Archive(self.settings.archive_url, self.settings.home.expanduser() / "archive")

    @cached_property
    def index(self) -> Index:
        """Elasticsearch, to ask."""
        return connect(str(self.settings.elasticsearch_url), self.settings.elasticsearch_prefix)

    @cached_property
    def writer(self) -> Index:
        """Elasticsearch with newsline's templates in place: what is written without them would be mapped by guess."""
        self.index.setup()
        return self.index

    @cached_property
    def models(self) -> Models:
        """spaCy's models."""
        return Models(self.settings.models)


def connect_redis(settings: Settings, *, state: bool) -> Redis:
    """A client of the queues' database, or (`state`) of the one after it. No connection is made yet."""
    url = settings.redis_url
    database = int((url.path or "/0").strip("/") or 0) if url else 0
    return Redis.from_url(str(url), db=database + state, decode_responses=True, retry=Retry(NoBackoff(), 1), health_check_interval=30)
