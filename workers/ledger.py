"""The ledger's live half: entries seen, whose an article is, and each line that is still under way. Kept in Redis.

In: articles as the poll made them; out: what became of them. A line is opened together with the memory of its entry, in
one transaction and before its message is sent, so a crash at any point leaves a line that the sweeper sends again:
nothing is lost, and nothing is counted twice. Settled lines live in Elasticsearch (`ledger`). What is remembered of an entry
is kept while its feed shows it, and forgotten a month or two after: should it come back, `revise` of pipeline/index knows its article.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple, TypedDict, cast

from msgspec import MsgspecError
from redis import Redis
from redis.client import Pipeline

from pipeline.articles import article_id, canonical_url, entry_key
from pipeline.errors import Rejected
from pipeline.model import Article, Entry, Feed, Seen, decode, encode
from pipeline.queues import QUEUES

LUA = Path(__file__).parent / "lua"
SCRIPTS = ("recall", "claim", "open_line", "store_feed", "enter_stage", "change_line", "take_due")
KEPT_S = 30 * 24 * 3600  # an entry that left its feed is remembered so long at least and twice that at most; a claim so long
FIRST = "fetch"  # where a line starts, and starts again


@dataclass(frozen=True)
class Line:
    """A line under way: the article as the poll made it, its stage, and how often what was tried."""

    article: Article
    stage: str
    since: datetime
    tries: int  # how often it entered this stage
    attempts: int  # how often it was postponed by something that may pass
    restarts: int  # how often the sweeper found it standing still
    postponed: str | None  # why it waits for another attempt


class _SeenAsObject(TypedDict):
    revision: int
    digest: str
    first_seen: datetime


class Opening(NamedTuple):
    """What one poll opens: a line for each article with what is to be remembered of its entry."""

    feed: Feed
    lines: Sequence[tuple[Article, Seen]]
    then: float | None = None  # the feed's next poll, seconds since the epoch; None stores neither (`ingest` has no feed to poll)


class Ledger:
    """Lines under way, in Redis; `stall_s` is how long a line may stand still before the sweeper looks at it."""

    def __init__(self, redis: Redis, stall_s: float) -> None:
        self._redis = redis
        self._stall_s = stall_s
        scripts = {name: redis.register_script((LUA / f"{name}.lua").read_text()) for name in SCRIPTS}
        self._recall, self._claim, self._open_line, self._store_feed = (scripts[name] for name in SCRIPTS[:4])
        self._enter_stage, self._change_line, self._take_due = (scripts[name] for name in SCRIPTS[4:])

    def seen(self, wanted: Mapping[str, Collection[str]]) -> dict[str, dict[str, Seen]]:
        """What is remembered of entries, by feed and id (`wanted`: feed → ids), and so goes on being; one never seen is left out."""
        asked = {url: [(entry_key(url, entry_id), "") for entry_id in ids] for url, ids in wanted.items()}
        found = self._remember("seen", asked)
        return {url: {id_: _remembered(data) for id_, data in zip(ids, found[url], strict=True) if data} for url, ids in wanted.items()}

    def first_ids(self, entries: Mapping[str, Collection[Entry]]) -> dict[str, dict[str, str]]:
        """By feed, for its entries that do not go by their links: their ids, and those that their links first came with (now, if new)."""
        named = {url: [(entry.link, entry.id) for entry in of if entry.link and entry.link != entry.id] for url, of in entries.items()}
        asked = {url: [(entry_key(url, link), id_) for link, id_ in pairs] for url, pairs in named.items()}
        found = self._remember("links", asked)
        return {url: {id_: first for (_, id_), first in zip(pairs, found[url], strict=True)} for url, pairs in named.items()}

    def _remember(self, what: str, asked: Mapping[str, Collection[tuple[str, str]]]) -> dict[str, list[str]]:
        """By feed, what is remembered under names; each comes with what to remember now if nothing is, or ""."""
        wanted = {url: pairs for url, pairs in asked.items() if pairs}
        pipe = self._redis.pipeline(transaction=False)
        for url, pairs in wanted.items():
            self._recall(_memory(what, url), [KEPT_S, *(part for pair in pairs for part in pair)], client=pipe)
        return {url: list[str]() for url in asked} | dict(zip(wanted, pipe.execute(), strict=True))

    def claim(self, articles: Sequence[Article]) -> dict[str, str]:
        """Claim each article for its entry; returns article id → key of the entry that has it (the first, while anybody asks)."""
        if not articles:
            return {}
        owners = self._claim([f"claim:{article.id}" for article in articles], [KEPT_S, *(entry_of(article.key) for article in articles)])
        return {article.id: owner for article, owner in zip(articles, owners, strict=True)}

    def open(self, openings: Sequence[Opening], now: datetime) -> list[Article]:
        """Open a line for each article, remember its entry, and store the feed with its next poll: all of it or nothing.

        Returns the articles whose lines were opened; those that another poll of the same feed opened meanwhile are left out.
        """
        pipe = self._redis.pipeline(transaction=True)
        for feed, lines, _ in openings:
            for article, seen in lines:
                keys = [*_memory("seen", feed.url), f"line:{article.key}", "underway", "opened"]
                memory = (entry_of(article.key), encode(seen).decode(), seen.revision)
                again = now.timestamp() + self._stall_s
                self._open_line(keys, [*memory, article.key, again, *_fields(article, now)], client=pipe)
        for feed, _, then in openings:
            if then is not None:
                self._store_feed(["feeds", "due", "failing"], [feed.url, encode(feed).decode(), then, feed.errors], client=pipe)
        articles = [article for opening in openings for article, _ in opening.lines]
        return [article for article, is_new in zip(articles, pipe.execute(), strict=False) if is_new]

    def enter(self, stage: str, articles: Sequence[Article], now: datetime) -> list[int]:
        """Mark that these articles entered a stage; see lua/enter_stage.lua for what the numbers say."""
        keys = ["underway", *(f"line:{article.key}" for article in articles)]
        arguments: list[str | float] = [stage, QUEUES.index(stage), now.timestamp(), now.timestamp() + self._stall_s]
        return [int(tries) for tries in self._enter_stage(keys, arguments)]

    def postpone(self, key: str, reason: str, until: float) -> None:
        """Let a line wait for another attempt at a time (seconds since the epoch)."""
        pipe = self._redis.pipeline(transaction=True)
        self._change_line([f"line:{key}"], ["HSET", "postponed", reason], client=pipe)
        pipe.zadd("underway", {key: until}, xx=True)
        pipe.execute()

    def count_attempt(self, key: str) -> int:
        """One more attempt of this line failed; returns how many so far, 0 when it is settled."""
        return int(self._change_line([f"line:{key}"], ["HINCRBY", "attempts", 1]))

    def forgive(self, keys: Sequence[str]) -> None:
        """These entered their stage in vain, through no fault of theirs: it does not count as a try."""
        pipe = self._redis.pipeline(transaction=False)
        for key in keys:
            self._change_line([f"line:{key}"], ["HSET", "tries", 0], client=pipe)
        pipe.execute()

    def take_due(self, now: datetime, most: int) -> list[str]:
        """Keys of lines to look at: postponed ones whose time has come, and ones that stand still."""
        again = now.timestamp() + self._stall_s
        return list(self._take_due(["underway"], [now.timestamp(), again, most]))

    def restart(self, line: Line, now: datetime) -> None:
        """Set a line back to the start of the flow; the caller sends its message."""
        pipe = self._redis.pipeline(transaction=True)
        pipe.hincrby(f"line:{line.article.key}", "restarts", 0 if line.postponed else 1)
        pipe.hdel(f"line:{line.article.key}", "postponed")
        self._start(pipe, line.article, now)
        pipe.execute()

    def reopen(self, articles: Sequence[Article], now: datetime) -> None:
        """Put settled lines under way again, from the start; they were counted when they were opened."""
        pipe = self._redis.pipeline(transaction=True)
        for article in articles:
            self._start(pipe, article, now)
        pipe.execute()

    def settle(self, articles: Sequence[Article]) -> None:
        """Close lines whose fate is written to Elasticsearch.

        An article that never got there is free again: the same article from another feed gets its chance.
        """
        ended = [article for article in articles if article.fate in {"rejected", "dead"} and article.revision == 1]
        claims = {f"claim:{id_}": entry_of(article.key) for article in ended for id_ in _claimed(article)}
        owners = self._redis.mget(list(claims)) if claims else []
        pipe = self._redis.pipeline(transaction=True)
        for (claim, entry), owner in zip(claims.items(), owners, strict=True):
            if owner == entry:
                pipe.delete(claim)
        for article in articles:
            pipe.delete(f"line:{article.key}")
            pipe.zrem("underway", article.key)
        pipe.execute()

    def lines(self, keys: Sequence[str]) -> dict[str, Line]:
        """The lines under way among `keys`; one that cannot be read (another newsline wrote it) is left out, as if lost."""
        pipe = self._redis.pipeline(transaction=False)
        for key in keys:
            pipe.hgetall(f"line:{key}")
        read = {key: _line(fields) for key, fields in zip(keys, pipe.execute(), strict=True)}
        return {key: line for key, line in read.items() if line is not None}

    def under_way(self) -> list[str]:
        """Keys of all lines under way."""
        return cast("list[str]", self._redis.zrange("underway", 0, -1))

    def count_under_way(self) -> int:
        """How many lines are under way."""
        return int(self._redis.zcard("underway"))

    def opened(self) -> int:
        """How many lines were ever opened: what `seen` means in an audit."""
        return int(self._redis.get("opened") or 0)

    def all_keys(self) -> Iterable[str]:
        """The key of every line whose entry is remembered, once or twice; one pass over all of it."""
        for name in self._redis.scan_iter("seen:*", count=1000):
            for field, data in self._redis.hscan_iter(name, count=1000):
                for revision in range(1, _remembered(data).revision + 1):
                    yield f"{field}-{revision}"

    def _start(self, pipe: Pipeline, article: Article, now: datetime) -> None:
        pipe.hset(f"line:{article.key}", items=_fields(article, now))
        pipe.zadd("underway", {article.key: now.timestamp() + self._stall_s})


def feed_key(url: str) -> str:
    """What a feed goes by in names of Redis: 16 hex digits over its address."""
    return sha256(url.encode()).hexdigest()[:16]


def forget_later(redis: Redis, feed_url: str) -> None:
    """Let what is remembered of a feed run out, as long as it is not polled again."""
    for what in ("seen", "links"):
        redis.expire(_memory(what, feed_url)[0], KEPT_S)


def entry_of(key: str) -> str:
    """The key of a line's entry: the line's own without its revision."""
    return key.rpartition("-")[0]


def _claimed(article: Article) -> set[str]:
    """The ids that an article's entry may have claimed: that of its page, and before that the one of its link."""
    try:
        return {article.id, article_id(canonical_url(article.url))}
    except Rejected:
        return {article.id}


def _memory(what: str, feed_url: str) -> tuple[str, str]:
    """The keys of the two hashes that hold what is remembered of a feed: the younger and the older (see lua/recall.lua)."""
    younger = f"{what}:{feed_key(feed_url)}"
    return younger, f"{younger}:older"


def _fields(article: Article, now: datetime) -> list[str | int | float]:
    """Names and values of a line that is at the start of the flow."""
    before_first = QUEUES.index(FIRST) - 1
    return ["article", encode(article).decode(), "stage", FIRST, "place", before_first, "since", now.timestamp(), "tries", 0]


def _remembered(data: str) -> Seen:
    """What is remembered of an entry: a list; until November 2026 it was an object."""
    return decode(data, Seen) if data.startswith("[") else Seen(**decode(data, _SeenAsObject))


def _line(fields: Mapping[str, str]) -> Line | None:
    try:
        article = decode(fields["article"], Article)
    except (KeyError, MsgspecError):
        return None
    return Line(
        article=article,
        stage=fields["stage"],
        since=datetime.fromtimestamp(float(fields["since"]), UTC),
        tries=int(fields["tries"]),
        attempts=int(fields.get("attempts", 0)),
        restarts=int(fields.get("restarts", 0)),
        postponed=fields.get("postponed"),
    )
