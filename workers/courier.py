"""Delivering alerts by apprise: mail, Slack, webhooks and a hundred others. In: a message and an address; out: how it went.

Invariant: the addresses hold secrets, and nothing here prints or logs them, nor returns an error in which a part of one
stands. Each address has a lane of its own, in order, so that a slow one delays no other.
"""

import logging
import re
from collections import deque
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import lru_cache
from queue import Empty, SimpleQueue
from threading import Lock
from typing import Any, NamedTuple
from urllib.parse import unquote

import apprise

from pipeline.alerts import Outcome
from pipeline.errors import Rejected

LANES = 16  # addresses that are served side by side
TIMEOUT_S = 30.0  # of one delivery, all that apprise does for it counted
_ASSET = apprise.AppriseAsset(app_id="newsline", http_redirects=False, storage_mode="memory", service_timeout=TIMEOUT_S)
_SECRET_CHARS = 4  # a part of an address that is shorter is a word of any error
_PARTS = re.compile(r"[/:@?&=+,;\s]+")


class Parcel(NamedTuple):
    """One message to one address: `alert` is the alert's id, `label` what its target is called."""

    alert: str
    label: str
    address: str
    title: str
    message: str


class Courier:
    """Delivers in threads; what is done comes back by `done`."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(LANES, thread_name_prefix="courier")
        self._lanes: dict[str, deque[Parcel]] = {}
        self._lock = Lock()
        self._done: SimpleQueue[tuple[str, Outcome]] = SimpleQueue()

    def take(self, parcel: Parcel) -> None:
        """Deliver this when its address' turn comes."""
        with self._lock:
            if parcel.address in self._lanes:
                self._lanes[parcel.address].append(parcel)
                return
            self._lanes[parcel.address] = deque([parcel])
        self._pool.submit(self._serve, parcel.address)

    def done(self) -> list[tuple[str, Outcome]]:
        """What was done since the last call: alert and outcome."""
        found = []
        while True:
            try:
                found.append(self._done.get_nowait())
            except Empty:
                return found

    def stop(self) -> None:
        """Finish the deliveries that have begun; the others count as failed."""
        with self._lock:
            for lane in self._lanes.values():
                for parcel in lane:
                    self._done.put((parcel.alert, Outcome(parcel.label, "newsline was stopped", datetime.now(UTC))))
                lane.clear()
        self._pool.shutdown()

    def _serve(self, address: str) -> None:
        while True:
            with self._lock:
                if not self._lanes[address]:
                    del self._lanes[address]
                    return
                parcel = self._lanes[address].popleft()
            error = deliver(address, parcel.title, parcel.message)
            self._done.put((parcel.alert, Outcome(parcel.label, error, datetime.now(UTC))))


def load_services() -> None:
    """Let apprise read its 130 services, a second's work, before the first alert must be delivered."""
    _open("json://localhost")


def label(addresses: Sequence[str]) -> dict[str, str]:
    """A name for each address that gives nothing away: `{"slack 1": "slack://…", "json 2": "json://…"}`."""
    return {f"{address.partition('://')[0].lower()} {number}": address for number, address in enumerate(addresses, 1)}


def check_targets(addresses: Sequence[str]) -> None:
    """Raise Rejected, without the address, if apprise cannot deliver to one. Not while others deliver: their errors would be told."""
    capture: Any = apprise.LogCapture  # not typed, as the rest of apprise is
    for name, address in label(addresses).items():
        if "://" not in address:
            raise Rejected("this is no address of apprise, such as mailto://user:password@mail.example or json://host/path", about="target")
        with capture(level=logging.WARNING, fmt="%(message)s") as told:
            try:
                _open(address)
            except Rejected as error:
                why = next(iter(told.getvalue().splitlines()), "it does not say why")  # what follows repeats the address
                raise Rejected(f"{error}: {_scrub(why, address)}", about=f"target {name}") from None


def deliver(address: str, title: str, message: str) -> str | None:
    """Deliver now. Returns None, or what went wrong, without the address."""
    try:
        result = _open(address).notify(title=title, body=message, body_format=apprise.NotifyFormat.TEXT)
    except Rejected as error:
        return str(error)
    except Exception as error:  # noqa: BLE001 - a plugin of a hundred; whatever it raises, this delivery failed
        return _scrub(f"{type(error).__name__}: {error}", address)
    return None if result else _scrub("; ".join(entry.message for entry in result.logs()) or result.status.name, address)


@lru_cache(maxsize=2_000)
def _open(address: str) -> apprise.Apprise:
    """What delivers to an address; kept, because it keeps the pace that its service asks for."""
    opened = apprise.Apprise(asset=_ASSET)
    if not opened.add(address):
        raise Rejected("apprise does not take this address")
    return opened


def _scrub(text: str, address: str) -> str:
    """The text without any part of the address but its scheme."""
    for part in sorted(_PARTS.split(unquote(address.partition("://")[2])), key=len, reverse=True):
        if len(part) >= _SECRET_CHARS:
            text = re.sub(re.escape(part), "…", text, flags=re.IGNORECASE)
    return text
