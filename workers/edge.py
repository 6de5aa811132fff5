"""All that a process needs to touch the world, made once from the settings and only when first used.

In: Settings with both addresses set; out: Redis, ledger, feeds, archive, index, models. Invariant: nothing else makes these.
"""

from functools import cached_property
from typing import TYPE_CHECKING

from redis import Redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from config.settings import Settings
from workers.archive import Archive
from workers.feeds import Feeds
from workers.ledger import Ledger
from workers.price import Price
from workers.rules import Rules
from workers.subscriptions import Subscriptions

if TYPE_CHECKING:
    from pipeline.entities import Knowledge
    from workers.matches import Matches
    from workers.models import Models
    from workers.search import Index
    from workers.told import Told
    from workers.writer import Writer

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
    def subscriptions(self) -> Subscriptions:
        """The feeds that are pushed."""
        return Subscriptions(self.redis)

    @cached_property
    def price(self) -> Price:
        """What a poll costs."""
        return Price(self.redis, self.settings.polls_per_hour)

    @cached_property
    def rules(self) -> Rules:
        """The rules of alerts."""
        return Rules(self.redis)

    @cached_property
    def archive(self) -> Archive:
        """Pages as they were fetched."""
        return Archive(self.settings.archive_url, self.settings.home.expanduser() / "archive")

    @cached_property
    def index(self) -> "Index":
        """Elasticsearch, to ask."""
        from workers.search import open_index  # noqa: PLC0415  its client takes a second to import, and few processes need it

        return open_index(self.settings)

    @cached_property
    def writer(self) -> "Writer":
        """Elasticsearch with newsline's templates in place: what is written without them would be mapped by guess."""
        from workers.schema import set_up  # noqa: PLC0415  as above
        from workers.writer import Writer  # noqa: PLC0415

        set_up(self.index)
        return Writer(self.index)

    @cached_property
    def told(self) -> "Told":
        """Alerts."""
        from workers.told import Told  # noqa: PLC0415  as above

        return Told(self.index)

    @cached_property
    def matches(self) -> "Matches":
        """What rules of alerts find."""
        from workers.matches import Matches  # noqa: PLC0415  as above

        return Matches(self.index)

    @cached_property
    def models(self) -> "Models":
        """spaCy's models."""
        from workers.models import Models  # noqa: PLC0415  spaCy takes two seconds to import, and only two stages need it

        return Models(self.settings.models)

    @cached_property
    def knowledge(self) -> "Knowledge":
        """Names that are known."""
        from workers.knowledge import load_knowledge  # noqa: PLC0415  as models

        return load_knowledge(self.settings.knowledge)


def connect_redis(settings: Settings, *, state: bool) -> Redis:
    """A client of the queues' database, or (`state`) of the one after it. No connection is made yet."""
    client = Redis.from_url(str(settings.redis_url), decode_responses=True, retry=Retry(NoBackoff(), 1), health_check_interval=30)
    client.connection_pool.connection_kwargs["db"] += state  # from_url lets the address win over a `db` of ours
    return client
