"""The services a command needs: those the settings name, else embedded ones. In: settings; out: settings with addresses.

Invariant: what is set is used and nothing is started; what was started here ends when the last command that uses it does.
"""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager

from pydantic import AnyUrl, RedisDsn, SecretStr
from rich.console import Console

from config.settings import PREFIX, Settings
from deploy.embedded import lease

ERR = Console(stderr=True)


@contextmanager
def services(settings: Settings, *, needs_redis: bool = True) -> Iterator[Settings]:
    """Hold the services while the block runs: Redis and Elasticsearch, each embedded unless it is set.

    Without `needs_redis` none is started for an Elasticsearch that is set. Beside an embedded one it is, since all commands share them.
    """
    redis, node = settings.redis_url is None, settings.elasticsearch_url is None
    if not (node or (redis and needs_redis)):
        yield settings
        return
    with lease(settings.home, heap=settings.embedded_heap, redis=redis, elasticsearch=node, tell=tell) as found:
        started = {"redis_url": RedisDsn(found.redis_url)} if redis else {}
        yield settings.model_copy(update=started | ({"elasticsearch_url": AnyUrl(found.elasticsearch_url)} if node else {}))


def environment(settings: Settings) -> dict[str, str]:
    """The environment that makes another process of newsline see these settings, and no others."""
    others = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    changed = {name: getattr(settings, name) for name in sorted(settings.model_fields_set)}
    return others | {f"{PREFIX}{name}".upper(): _as_text(value) for name, value in changed.items() if value is not None}


def _as_text(value: object) -> str:
    if isinstance(value, dict):
        return json.dumps(value)
    if isinstance(value, SecretStr):
        return value.get_secret_value()
    return ",".join(map(str, value)) if isinstance(value, tuple) else str(value)


def tell(line: str) -> None:
    """Progress, on stderr, so that what a command prints can be piped."""
    ERR.print(line, style="dim", highlight=False, markup=False, soft_wrap=True)
