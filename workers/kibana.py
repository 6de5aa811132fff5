"""Kibana's API. In: saved objects, and where Kibana is; out: what it took of them, or one error that says what to do.

Invariant: objects are imported whole and by their ids, so that importing again replaces what is there; no error holds the
password or the API key, and no log is written. Paths, forms and answers are those of Kibana's documentation ("Import saved
objects", "Get a space", "Get Kibana's current status").
"""

import asyncio
import json
import ssl
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import Any, NamedTuple

import aiohttp
from yarl import URL

from config.settings import Settings
from deploy.kibana import FILE, SavedObject, title_of, write_lines
from pipeline.errors import Rejected, Unavailable

OLDEST = (8, 19)  # as for Elasticsearch
PATIENCE_S = 180.0  # it takes a minute or two to start, more when it upgrades
ASK_AGAIN_S = 3.0
TIMEOUT_S = 60.0
MESSAGE_MAX_CHARS = 300
DEFAULT_SPACE = "default"  # the one that needs no path
STATUS = "api/status"
_REFUSALS = (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN)
_PROBLEMS = {
    "conflict": "an object that cannot be replaced has its id",
    "ambiguous_conflict": "several objects there may be it: {destinations}",
    "missing_references": "what it refers to is not there: {references}",
    "unsupported_type": "this Kibana does not know objects of type {type}",
}


class Imported(NamedTuple):
    """What Kibana took: how many objects in all, and how many of them took the place of older ones."""

    objects: int
    replaced: int


class _Answer(NamedTuple):
    status: int
    body: Mapping[str, Any]  # its JSON; of any other answer the text, as {"message": …}


def import_objects(settings: Settings, objects: Sequence[SavedObject], tell: Callable[[str], None]) -> Imported:
    """Put saved objects into the Kibana of the settings, in place of those with the same ids.

    A Kibana that is still starting is waited for; `tell` gets a line when that begins.

    Raises:
        Unavailable: it does not answer, or is not ready after `PATIENCE_S`.
        Rejected: it is too old, lacks the space, refuses the user, or did not take some objects: these are named, a line each.
    """
    return asyncio.run(_import(settings, objects, tell))


async def _import(settings: Settings, objects: Sequence[SavedObject], tell: Callable[[str], None]) -> Imported:
    url = URL(str(settings.kibana_url))
    connector, timeout = aiohttp.TCPConnector(ssl=_tls(settings)), aiohttp.ClientTimeout(total=TIMEOUT_S)
    async with aiohttp.ClientSession(connector=connector, headers=_headers(settings, url), timeout=timeout) as session:
        kibana = _Kibana(session, url.with_user(None), settings.kibana_space)
        await kibana.wait(tell)
        await kibana.check_space()
        return await kibana.put(objects)


def _tls(settings: Settings) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=settings.kibana_ca)
    except ssl.SSLError as error:
        raise Unavailable("NEWSLINE_KIBANA_CA holds no certificate (PEM)", about=str(settings.kibana_ca)) from error


def _headers(settings: Settings, url: URL) -> dict[str, str]:
    headers = {"kbn-xsrf": "true"}  # without it Kibana refuses to be written to
    if settings.kibana_api_key:
        headers["Authorization"] = f"ApiKey {settings.kibana_api_key.get_secret_value()}"
    elif url.user:
        headers["Authorization"] = aiohttp.encode_basic_auth(url.user, url.password or "")
    return headers


class _Kibana:
    """A space of one Kibana; what goes wrong becomes an error of ours that names its address."""

    def __init__(self, session: aiohttp.ClientSession, root: URL, space: str) -> None:
        self._session = session
        self._root = root
        self._address = str(root).rstrip("/")  # what errors name
        self._space = space

    async def wait(self, tell: Callable[[str], None]) -> None:
        """Until it is ready; refuses one that is too old, where it tells its version."""
        until = time.monotonic() + PATIENCE_S
        answer = await self._ask("GET", STATUS)
        if answer.status == HTTPStatus.SERVICE_UNAVAILABLE:
            tell(f"{self._address}: Kibana is not ready yet; waiting up to {PATIENCE_S:.0f} s")
        while answer.status == HTTPStatus.SERVICE_UNAVAILABLE:
            if time.monotonic() > until:
                raise Unavailable(f"Kibana is still not ready after {PATIENCE_S:.0f} s; its log says why", about=self._address)
            await asyncio.sleep(ASK_AGAIN_S)
            answer = await self._ask("GET", STATUS)
        self._check_version(answer)

    async def check_space(self) -> None:
        """Refuses a space that is not there: Kibana itself would take objects into it, where nobody sees them."""
        path = f"api/spaces/space/{self._space}"
        answer = await self._ask("GET", path)
        if answer.status == HTTPStatus.NOT_FOUND:
            raise self._refusal(f'Kibana has no space "{self._space}": make it there, or set NEWSLINE_KIBANA_SPACE to one that it has')
        self._check(answer, path)

    async def put(self, objects: Sequence[SavedObject]) -> Imported:
        """Imports the objects into the space, over older ones."""
        path = "api/saved_objects/_import" if self._space == DEFAULT_SPACE else f"s/{self._space}/api/saved_objects/_import"
        form = aiohttp.FormData()
        form.add_field("file", write_lines(list(objects)).encode(), filename=FILE, content_type="application/ndjson")
        answer = await self._ask("POST", path, params={"overwrite": "true"}, data=form)
        self._check(answer, path)
        taken = answer.body
        if not taken.get("success"):
            titles = {(thing["type"], thing["id"]): title_of(thing) for thing in objects}
            lines = [f"{titles.get((error['type'], error['id']), error['id'])}: {_problem(error)}" for error in taken.get("errors", ())]
            raise self._refusal("\n".join([f"Kibana took {taken.get('successCount', 0)} of {len(objects)} objects", *lines]))
        return Imported(taken["successCount"], sum(bool(result.get("overwrite")) for result in taken.get("successResults", ())))

    async def _ask(self, method: str, path: str, **request: Any) -> _Answer:  # noqa: ANN401  aiohttp's own
        async with self._answering(), self._session.request(method, self._root / path, allow_redirects=False, **request) as answer:
            return _Answer(answer.status, _read(await answer.text(errors="replace")))

    @asynccontextmanager
    async def _answering(self) -> AsyncIterator[None]:
        try:
            yield
        except aiohttp.ClientSSLError as error:
            reason = f"no safe connection to Kibana: {_shorten(error)} (NEWSLINE_KIBANA_CA names whom to believe)"
            raise Unavailable(reason, about=self._address) from error
        except (aiohttp.ClientError, TimeoutError) as error:
            reason = f"Kibana does not answer ({_shorten(error) or 'it takes too long'}): is NEWSLINE_KIBANA_URL right, and does it run?"
            raise Unavailable(reason, about=self._address) from error

    def _check_version(self, answer: _Answer) -> None:
        if answer.status not in _REFUSALS and "status" not in answer.body:
            hint = "NEWSLINE_KIBANA_URL must be Kibana's address, with its base path if it has one"
            raise self._refusal(f"what answers {answer.status} here is no Kibana: {hint}")
        self._check(answer, STATUS)
        version = answer.body.get("version", {}).get("number", "")  # a Kibana with passwords tells it only to its users
        if version and tuple(map(int, version.split(".")[:2])) < OLDEST:
            raise self._refusal(f"Kibana {version} is too old: newsline needs {'.'.join(map(str, OLDEST))} or newer")

    def _check(self, answer: _Answer, path: str) -> None:
        """Refuses an answer that is no success."""
        said = _shorten(answer.body.get("message", ""))
        if answer.status == HTTPStatus.UNAUTHORIZED:
            raise self._refusal("Kibana refuses this user (401): set NEWSLINE_KIBANA_API_KEY, or user and password in NEWSLINE_KIBANA_URL")
        if answer.status == HTTPStatus.FORBIDDEN:
            right = f'the user needs the Kibana privilege "Saved Objects Management: All" in the space "{self._space}"'
            raise self._refusal(f"Kibana forbids it (403): {right}. It says: {said}")
        if answer.status != HTTPStatus.OK:
            raise self._refusal(f"Kibana answers {answer.status} to {path}: {said}")

    def _refusal(self, reason: str) -> Rejected:
        return Rejected(reason, about=self._address)


def _read(text: str) -> Mapping[str, Any]:
    try:
        value = json.loads(text)
    except ValueError:
        value = text
    return value if isinstance(value, dict) else {"message": str(value)}


def _problem(failure: Mapping[str, Any]) -> str:
    """Why an object was not taken: `_problem({"error": {"type": "conflict"}})`."""
    error = failure["error"]
    others = {
        name: ", ".join(f"{other.get('type', '')} {other['id']}".strip() for other in error.get(name, ()))
        for name in ("references", "destinations")
    }
    reason = _PROBLEMS.get(error["type"])
    return reason.format(type=failure.get("type"), **others) if reason else _shorten(error.get("message", error["type"]))


def _shorten(words: object) -> str:
    return " ".join(str(words).split())[:MESSAGE_MAX_CHARS]
