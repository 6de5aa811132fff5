"""A real Redis and a real Elasticsearch, started when somebody needs them and stopped when nobody does any more.

In: a home folder; out: the addresses of the services whose data lie there. Invariant: commands that use the same home
share one set of services, and these end, cleanly, within seconds of the last of the commands, however that one ended.

    with lease(Path("~/.local/share/newsline")) as addresses:
        redis.Redis.from_url(addresses.redis_url).ping()
"""

from deploy.embedded.errors import NotAvailable
from deploy.embedded.lease import Addresses, lease

__all__ = ["Addresses", "NotAvailable", "lease"]
