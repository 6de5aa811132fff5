"""The rules of alerts, in Redis beside the feeds. In: rules; out: rules, what is wrong with them, how far they were checked.

Invariant: a name is one rule, and whoever keeps rules in memory sees by `version` that they changed. They hold secrets
(where alerts go), which is why they are not in Elasticsearch, where everybody reads.
"""

from datetime import datetime
from typing import cast

import msgspec
from redis import Redis

from pipeline.alerts import Kind, Rule
from pipeline.errors import Rejected
from pipeline.model import decode, encode

_RULES = "alerts:rules"
_VERSION = "alerts:version"
_PROBLEMS = "alerts:problems"
_CHECKED = "alerts:checked"
_TAKEN = "this name is taken; newsline alerts show NAME tells by what, newsline alerts remove NAME frees it"


class Rules:
    """All rules, by name."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis

    def all(self) -> list[Rule]:
        """All rules, by name."""
        return sorted((decode(data, Rule) for data in self._redis.hvals(_RULES)), key=lambda rule: rule.name)

    def version(self) -> int:
        """Another number whenever a rule came, changed or went."""
        return int(self._redis.get(_VERSION) or 0)

    def get(self, name: str) -> Rule:
        """The rule of this name.

        Raises:
            Rejected: there is none.
        """
        data = self._redis.hget(_RULES, name)
        if data is None:
            raise Rejected("no such rule; newsline alerts list shows all", about=name)
        return decode(data, Rule)

    def check_free(self, name: str) -> None:
        """Raise Rejected if the name is taken."""
        if self._redis.hexists(_RULES, name):
            raise Rejected(_TAKEN, about=name)

    def add(self, rule: Rule) -> None:
        """Add a rule.

        Raises:
            Rejected: the name is taken.
        """
        if not self._redis.hsetnx(_RULES, rule.name, encode(rule)):
            raise Rejected(_TAKEN, about=rule.name)
        self._redis.incr(_VERSION)

    def remove(self, name: str) -> None:
        """Remove a rule; its alerts stay. Raises Rejected if there is none."""
        self.get(name)
        pipe = self._redis.pipeline(transaction=True)
        pipe.hdel(_RULES, name)
        pipe.hdel(_PROBLEMS, name)
        pipe.incr(_VERSION)
        pipe.execute()

    def pause(self, name: str, *, paused: bool) -> None:
        """Check a rule no more, or again. Raises Rejected if there is none."""
        rule = msgspec.structs.replace(self.get(name), paused=paused)
        pipe = self._redis.pipeline(transaction=True)
        pipe.hset(_RULES, name, encode(rule))
        pipe.incr(_VERSION)
        pipe.execute()

    def problems(self) -> dict[str, str]:
        """The rules that could not be checked when they last were, and why."""
        return cast("dict[str, str]", self._redis.hgetall(_PROBLEMS))

    def set_problem(self, name: str, problem: str | None) -> None:
        """Keep why a rule could not be checked; None when it could."""
        if problem:
            self._redis.hset(_PROBLEMS, name, problem)
        else:
            self._redis.hdel(_PROBLEMS, name)

    def checked(self, kind: Kind) -> datetime | None:
        """Up to when what was indexed has been checked, but for the overlap."""
        at = cast("str | None", self._redis.hget(_CHECKED, kind))
        return datetime.fromisoformat(at) if at else None

    def set_checked(self, kind: Kind, at: datetime) -> None:
        """Keep how far the checks are."""
        self._redis.hset(_CHECKED, kind, at.isoformat())
