"""In: writes; out: for each None, or why Elasticsearch did not take it.

Invariant: a write is refused only for what it is itself, each on its own, however many travel in a request; what is the
cluster's fault (busy, full, closed, not set up) ends as `Unavailable`, after a while of trying again if it is busy. Sending
the same writes again is always right.
"""

import random
import re
import time
from collections.abc import Mapping, Sequence
from typing import Any

from elasticsearch import ApiError, Elasticsearch

from pipeline.errors import Unavailable
from pipeline.index.build import Write
from pipeline.model import encode
from workers.batches import cut

MAX_WRITES = 500  # of one request
MAX_BYTES = 5_000_000  # of one request, but for a single large write
WAITS_S = (0.2, 0.5, 1.0, 2.0)  # between the tries when Elasticsearch is busy; a fifth more or less, by chance
REASON_MAX_CHARS = 300  # Elasticsearch repeats a document's value in the reason
NEWER = "a newer revision is there already"
_CONFLICT = 409
_BUSY = 429
_TOO_LARGE = 413
_BAD_DOCUMENT = (400, _TOO_LARGE)  # the statuses that sending again would not change
_FULL_CLUSTER = "validation_exception"  # yet this 400 is the cluster's: it has no room for a new month's shards
_OLD_MAPPING = "strict_dynamic_mapping_exception"  # and this: the index was made before the field was
_NO_ROOM = "cluster_block_exception"  # a 429 that no wait of ours mends: the disk is full
_SIZES = re.compile(r"operation_bytes=(\d+), max_\w+_bytes=(\d+)")  # of the operation, and the most that its memory allows
_Answer = Mapping[str, Any]  # status, and error if there is one


def send(client: Elasticsearch, prefix: str, writes: Sequence[Write]) -> list[str | None]:
    """Send the writes; for each None, `NEWER`, or what is wrong with the document, in one line.

    Raises:
        Unavailable: the cluster takes nothing, or not all; send all of them again later.
        elasticsearch.TransportError, elasticsearch.ApiError: as the client raises them.
    """
    lines = [_lines(prefix, write) for write in writes]
    chunks = cut(lines, lambda line: sum(map(len, line)), most=MAX_WRITES, max_bytes=MAX_BYTES)
    answers = [answer for chunk in chunks for answer in _insist(client, chunk)]
    return [_problem(answer) for answer in answers]


def shorten(reason: str) -> str:
    """One line of at most `REASON_MAX_CHARS` characters."""
    line = " ".join(reason.split())
    return line if len(line) <= REASON_MAX_CHARS else line[: REASON_MAX_CHARS - 1] + "…"


def _lines(prefix: str, write: Write) -> list[bytes]:
    """The write as Elasticsearch reads it: what to do, and the document if there is one."""
    place: dict[str, Any] = {"_index": prefix + write.index, "_id": write.id}
    if write.is_first:
        return [encode({"create": place}), encode(write.document)]
    place |= {"version": write.version, "version_type": "external_gte"}
    return [encode({"delete": place})] if write.document is None else [encode({"index": place}), encode(write.document)]


def _insist(client: Elasticsearch, lines: Sequence[list[bytes]]) -> list[_Answer]:
    """The answers to all, in order; writes that Elasticsearch is too busy for are sent again, a little later each time."""
    answers = _request(client, lines)
    for wait_s in WAITS_S:
        busy = [place for place, answer in enumerate(answers) if _is_busy(answer)]
        if not busy:
            break
        time.sleep(wait_s * random.uniform(0.8, 1.2))  # noqa: S311  so that workers do not come back together
        for place, answer in zip(busy, _request(client, [lines[place] for place in busy]), strict=True):
            answers[place] = answer
    return answers


def _request(client: Elasticsearch, lines: Sequence[list[bytes]]) -> list[_Answer]:
    """One request; when it is refused as a whole for what is in it, halves of it, until it is known for which write."""
    operations: list[Any] = [part for line in lines for part in line]
    try:
        answer = client.bulk(operations=operations, filter_path="items.*.status,items.*.error")
    except ApiError as error:
        if error.status_code in _BAD_DOCUMENT and len(lines) > 1:
            half = len(lines) // 2
            return _request(client, lines[:half]) + _request(client, lines[half:])
        if error.status_code not in (*_BAD_DOCUMENT, _BUSY):
            raise
        answers = [_as_answer(error, sum(map(len, operations)))] * len(lines)
    else:
        answers = [next(iter(item.values())) for item in answer["items"]]
    if len(lines) == 1:
        return answers
    return [_request(client, [line])[0] if _is_beyond(answer) else answer for line, answer in zip(lines, answers, strict=True)]


def _as_answer(error: ApiError, size: int) -> _Answer:
    """A refused request as the answer to each write in it."""
    told = error.body.get("error") if isinstance(error.body, dict) else None
    words = f"the server takes no {size:,} bytes at once" if error.status_code == _TOO_LARGE else f"the server answers {error.status_code}"
    return {"status": error.status_code, "error": told if isinstance(told, dict) else {"type": "", "reason": words}}


def _is_busy(answer: _Answer) -> bool:
    return answer["status"] == _BUSY and answer["error"]["type"] != _NO_ROOM and not _is_beyond(answer)


def _is_beyond(answer: _Answer) -> bool:
    """Whether this is larger than Elasticsearch's memory will ever allow, though it says "busy"."""
    sizes = _SIZES.search(answer["error"]["reason"]) if answer["status"] == _BUSY else None
    return sizes is not None and int(sizes[1]) > int(sizes[2])


def _problem(answer: _Answer) -> str | None:
    """Why a write was not taken, if the document is the reason; a deletion of what is not there is no problem."""
    error = answer.get("error")
    if not error:
        return None
    if answer["status"] == _CONFLICT:
        return NEWER
    cause = error.get("caused_by", {}).get("reason")
    reason = shorten(error["reason"]) + (f" ({shorten(cause)})" if cause else "")
    if error["type"] == _OLD_MAPPING:
        raise Unavailable(f"{reason}; newsline index setup adds what an older index lacks")
    if _is_beyond(answer):
        return f"too large for the memory of Elasticsearch: {reason}"
    if answer["status"] not in _BAD_DOCUMENT or error["type"] == _FULL_CLUSTER:
        raise Unavailable(reason)
    return reason
