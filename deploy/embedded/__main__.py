"""`python -m deploy.embedded HOME …`: the entry of the supervisor, which lease.py starts. In: the command line."""

import argparse
import os
import signal
import sys
from pathlib import Path

from deploy.embedded.elasticsearch_node import elasticsearch_service
from deploy.embedded.redis_server import redis_service
from deploy.embedded.supervisor import supervise


def main() -> None:
    """Leave the starter's family, then watch over the services that were asked for."""
    parser = argparse.ArgumentParser(prog="deploy.embedded")
    parser.add_argument("home", type=Path)
    parser.add_argument("--heap", default="512m")
    parser.add_argument("--redis", action="store_true")
    parser.add_argument("--program", type=Path, help="program folder of Elasticsearch; without it there is none")
    args = parser.parse_args()
    if os.fork():  # the starter waits for this one only, and need not reap the supervisor
        os._exit(0)
    signal.signal(signal.SIGTERM, lambda _signal, _frame: sys.exit(0))
    makers = {
        "redis_url": (lambda: redis_service(args.home)) if args.redis else None,
        "elasticsearch_url": (lambda: elasticsearch_service(args.program, args.home, args.heap)) if args.program else None,
    }
    supervise(args.home, makers)


if __name__ == "__main__":
    main()
