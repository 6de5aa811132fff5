"""Signs of life of the processes that run for long. In: a process and its names; out: how many live of each name.

A sorted set `alive:NAME` in Redis holds host and process id with the time of the last sign. Invariant: a sign counts for
`EXPIRE_S` by the clock of Redis, whatever the hosts' clocks say; a process that was killed is forgotten by itself.
"""

import os
import socket
import time
from collections.abc import Iterable
from threading import Thread

import structlog
from redis import Redis
from redis.exceptions import RedisError

EVERY_S = 10.0
EXPIRE_S = 30.0

log = structlog.get_logger("newsline.alive")


def keep_telling(redis: Redis, names: Iterable[str]) -> None:
    """Give signs of life from now on, in a thread, so that no long task or tick delays them; it ends with its process."""
    Thread(target=_tell_for_ever, args=(redis, tuple(names)), name="alive", daemon=True).start()


def count_alive(redis: Redis, names: Iterable[str]) -> dict[str, int]:
    """How many processes of each name gave a sign of life lately: `{"quotes": 2, "scheduler": 0}`."""
    since = _now(redis) - EXPIRE_S
    return {name: redis.zcount(f"alive:{name}", since, "+inf") for name in names}


def _tell_for_ever(redis: Redis, names: tuple[str, ...]) -> None:
    while True:
        try:
            _tell(redis, names)
        except RedisError as error:
            log.warning("service away, waiting", service="redis", error=str(error))
        time.sleep(EVERY_S)


def _tell(redis: Redis, names: tuple[str, ...]) -> None:
    now, process = _now(redis), f"{socket.gethostname()}:{os.getpid()}"
    with redis.pipeline() as pipe:
        for name in names:
            pipe.zadd(f"alive:{name}", {process: now})
            pipe.zremrangebyscore(f"alive:{name}", "-inf", now - EXPIRE_S)
            pipe.pexpire(f"alive:{name}", round(EXPIRE_S * 1000))
        pipe.execute()


def _now(redis: Redis) -> float:
    seconds, microseconds = redis.time()
    return float(seconds + microseconds / 1e6)
