"""Where pages are kept: a folder or an object store. In: a line's key and its Page; out: the same Page.

Invariant: a page is written once under its line's key (entry and revision), compressed by zstd, and kept for a time.
"""

from datetime import datetime, timedelta
from pathlib import Path

import msgspec
import obstore
import zstandard
from obstore.exceptions import BaseError
from obstore.store import LocalStore, from_url

from pipeline.errors import Unavailable
from pipeline.model import Page

EARLIER = timedelta(days=1)  # what was put so long before an entry was first seen is of an earlier time that it was: clocks differ less
FOLDERS = 256  # of pages, by the first two hex digits of their keys
LEVEL = 9  # HTML shrinks to about a fifth; higher levels cost more than they save


class Archive:
    """Pages by line key."""

    def __init__(self, url: str | None, folder: Path) -> None:
        """`url` names an object store (s3://bucket/prefix); without it the pages go into `folder`.

        Raises Unavailable when there is no such store, or the folder cannot be made.
        """
        try:
            self._store = from_url(url) if url else LocalStore(folder, mkdir=True)
        except (BaseError, OSError, ValueError) as error:  # ValueError: no address at all
            raise Unavailable(f"the archive cannot be opened: {_why(error)}", about=url or str(folder)) from error

    def put(self, key: str, page: Page) -> None:
        """Keep a page. Raises Unavailable when the store does not take it."""
        data = zstandard.ZstdCompressor(LEVEL).compress(msgspec.msgpack.encode(page))
        try:
            obstore.put(self._store, _path(key), data)
        except (BaseError, OSError) as error:
            raise Unavailable(f"the archive takes no page: {_why(error)}", about=key) from error

    def get(self, key: str, first_seen: datetime | None = None) -> Page | None:
        """The page kept under this key, or None; also if its entry was forgotten since, and `first_seen` again now."""
        try:
            found = obstore.get(self._store, _path(key))
            if first_seen and found.meta["last_modified"] < first_seen - EARLIER:
                return None
            data = found.bytes()
        except FileNotFoundError:
            return None
        except (BaseError, OSError) as error:
            raise Unavailable(f"the archive gives no page: {_why(error)}", about=key) from error
        return msgspec.msgpack.decode(zstandard.ZstdDecompressor().decompress(bytes(data)), type=Page)

    def drop_before(self, time: datetime, folder: int) -> int:
        """Delete what was put before `time` into one of the folders, 0 to FOLDERS - 1; returns how many pages that were."""
        try:
            listed = (page for pages in obstore.list(self._store, f"pages/{folder:02x}/") for page in pages)
            old = [page["path"] for page in listed if page["last_modified"] < time]
            obstore.delete(self._store, old)
        except (BaseError, OSError) as error:
            raise Unavailable(f"the archive drops no page: {_why(error)}", about=f"{folder:02x}") from error
        return len(old)


def _path(key: str) -> str:
    return f"pages/{key[:2]}/{key}.zst"


def _why(error: Exception) -> str:
    """What is wrong, in a line: obstore goes on with its source, over many."""
    return str(error).partition("\n")[0]
