"""An index with an old mapping becomes one with ours, while workers go on. In: a name; out: the same documents behind it.

Invariant: at every moment each document is found once, and what is written goes to the index that is found. Whatever
interrupts a migration, the next run ends it right: each step looks at what is there. Writers wait for the last steps
(they are refused, and try again), so nothing that they write is lost. The old index is kept until `drop_old`.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from pipeline.errors import Rejected
from pipeline.index import templates
from pipeline.index.build import Write
from workers import bulk
from workers.schema import State, describe, split_version
from workers.search import Index, read_pages

PAGE = 500  # documents
KEEP_ALIVE = "10m"
MARGIN = timedelta(hours=1)  # more than a worker's clock may be wrong by
SAMPLE = 200  # documents that are compared, chosen by chance
_WRITTEN = {"articles": "indexed", "quotations": "indexed", "ledger": "settled"}  # when a document was written; alerts are few
_DROPPED = ("articles", "quotations")
_Hit = Mapping[str, Any]


class Migration:
    """One index on its way to the next version, step by step."""

    def __init__(self, index: Index, state: State) -> None:
        self.index = index
        self.kind = state.kind
        self.old = state.index
        self.name, self.version = split_version(state.index)
        self.target = f"{self.name}-v{self.version + 1}"
        self.begun = datetime.now(UTC)
        self._fields = frozenset(templates.read_fields(self.kind))
        self._indices = index.client.indices

    def create(self) -> None:
        """The new index, made by our template, and behind no alias; what an earlier try left is thrown away."""
        self._indices.delete(index=self.target, ignore_unavailable=True)
        self._indices.create(index=self.target)
        self._indices.delete_alias(index=self.target, name=self._alias)

    def copy(self) -> None:
        """All documents, with their versions, while workers write to the old index."""
        self._copy({"match_all": {}})

    def hold(self) -> None:
        """Writers wait from here on."""
        self._indices.add_block(index=self.old, block="write")

    def catch_up(self) -> None:
        """What was written and deleted meanwhile."""
        since = {"gte": (self.begun - MARGIN).isoformat()}
        self._copy({"range": {_WRITTEN[self.kind]: since}} if self.kind in _WRITTEN else {"match_all": {}})
        if self._count(self.target) != self._count(self.old):
            for hits in self._pages(self.target, {"match_all": {}}, source=False):
                self._remove_strays(hits)

    def compare(self) -> None:
        """As many documents, and a sample of them the same."""
        counts = self._count(self.old), self._count(self.target)
        if counts[0] != counts[1]:
            raise Rejected(f"{self.old} has {counts[0]} documents, its copy {counts[1]}", about=self.target)
        query: dict[str, Any] = {"function_score": {"query": {"match_all": {}}, "random_score": {}}}
        sample = self.index.client.search(index=self.old, query=query, size=SAMPLE, version=True)["hits"]["hits"]
        copies = self._get(self.target, sample)
        wrong = [hit["_id"] for hit in sample if (self._kept_fields(hit), hit["_version"]) != copies.get(hit["_id"])]
        if wrong:
            raise Rejected(
                f"{len(wrong)} of {len(sample)} documents differ from those in {self.old}, such as {wrong[0]}", about=self.target
            )

    def keep(self) -> None:
        """A name for the old index, whose own becomes an alias: a clone, which shares its files."""
        if self.old == self.name:
            self._indices.delete(index=self._kept, ignore_unavailable=True)
            self._indices.clone(index=self.old, target=self._kept, wait_for_active_shards=1)

    def swap(self) -> None:
        """In one step the old index is found no more and the new one is, and is written to."""
        leave: list[dict[str, Any]] = [{"remove": {"index": self.old, "alias": alias}} for alias in (self.name, self._alias)]
        actions = [{"remove_index": {"index": self.old}}] if self.old == self.name else leave
        actions += [{"add": {"index": self.target, "alias": alias}} for alias in (self.name, self._alias)]
        self._indices.update_aliases(actions=actions)

    def release(self) -> None:
        """Writers go on, on the old index: the migration failed."""
        self._indices.put_settings(index=self.old, settings={"index.blocks.write": None})

    @property
    def _alias(self) -> str:
        return self.index.prefix + self.kind

    @property
    def _kept(self) -> str:
        return f"{self.name}-v1"

    def _count(self, index: str) -> int:
        self._indices.refresh(index=index)
        return int(self.index.client.count(index=index)["count"])

    def _copy(self, query: Mapping[str, Any]) -> None:
        self._indices.refresh(index=self.old)
        for hits in self._pages(self.old, query):
            self._send([Write(index=self.target, id=hit["_id"], version=hit["_version"], document=self._kept_fields(hit)) for hit in hits])

    def _kept_fields(self, hit: _Hit) -> dict[str, Any]:
        """The document without fields that nobody writes any more, which the new mapping would refuse."""
        return {name: value for name, value in hit["_source"].items() if name in self._fields}

    def _remove_strays(self, hits: Sequence[_Hit]) -> None:
        """Delete those of the new index that the old one has no longer."""
        there = self._get(self.old, hits)
        strays = [hit for hit in hits if hit["_id"] not in there]
        self._send([Write(index=self.target, id=hit["_id"], version=hit["_version"], document=None) for hit in strays])

    def _send(self, writes: Sequence[Write]) -> None:
        problems = [problem for problem in bulk.send(self.index.client, "", writes) if problem and problem != bulk.NEWER]
        if problems:
            raise Rejected(f"{len(problems)} documents do not fit, the first because: {problems[0]}", about=self.target)

    def _get(self, index: str, hits: Sequence[_Hit]) -> dict[str, tuple[Any, int]]:
        """Document and version of those hits that an index holds."""
        found = self.index.client.mget(index=index, ids=[hit["_id"] for hit in hits])["docs"] if hits else []
        return {document["_id"]: (document["_source"], document["_version"]) for document in found if document.get("found")}

    def _pages(self, index: str, query: Mapping[str, Any], *, source: bool = True) -> Iterator[list[_Hit]]:
        """All hits, as they were when the first page was read."""
        body = {"query": query, "sort": ["_shard_doc"], "size": PAGE, "version": True, "_source": source, "track_total_hits": False}
        for answer in read_pages(self.index.client, index, body, keep_alive=KEEP_ALIVE):
            yield answer["hits"]["hits"]


STEPS: tuple[Callable[[Migration], None], ...] = (
    Migration.create,
    Migration.copy,
    Migration.hold,
    Migration.catch_up,
    Migration.compare,
    Migration.keep,
    Migration.swap,
)


def migrate(index: Index, state: State, steps: Sequence[Callable[[Migration], None]] = STEPS) -> str:
    """Bring an index that `schema.check` found changed to our mapping; returns the name of the new one.

    Raises:
        Unavailable, Rejected: it did not come to its end; the old index stands, and is written to.
    """
    with index.answering():
        migration = Migration(index, state)
        try:
            for step in steps:
                step(migration)
        except Exception:
            migration.release()
            raise
        return migration.target


def find_old(index: Index) -> list[str]:
    """Indexes that are kept since a migration: behind no alias, with a later version that is."""
    found = _indexes(index)
    live = dict(split_version(name) for name, kinds in found.items() if kinds)
    return sorted(name for name in found if not found[name] and split_version(name)[1] < live.get(split_version(name)[0], 0))


def find_before(index: Index, month: str) -> list[str]:
    """Indexes of articles and quotations of months before "2026.01"; the ledger, which the audit counts, stays."""
    ours = re.compile(rf"{re.escape(index.prefix)}({'|'.join(_DROPPED)})-(\d{{4}}\.\d{{2}})(-v\d+)?")
    return sorted(name for name in _indexes(index) if (found := ours.fullmatch(name)) and found[2] < month)


def drop(index: Index, names: Sequence[str]) -> None:
    """Delete these indexes, for good."""
    with index.answering():
        for name in names:
            index.client.indices.delete(index=name, ignore_unavailable=True)


def _indexes(index: Index) -> dict[str, bool]:
    """All indexes that are ours, and whether each is behind its alias."""
    with index.answering():
        return {
            name: index.prefix + kind in found["aliases"]
            for kind in templates.KINDS
            for name, found in describe(index, kind, all_of_them=True).items()
        }
