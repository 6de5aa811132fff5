"""The importer against a Kibana of our own that keeps Kibana's contract; a real one cannot run here.

The contract is that of Kibana's documentation and of the routes and tests in its repository: `GET /api/status` (503 while it
starts), `GET /api/spaces/space/ID`, and `POST /api/saved_objects/_import`, a multipart form with the header kbn-xsrf.
"""

import base64
import json
import logging
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import Message
from email.parser import BytesParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from pydantic import AnyUrl, SecretStr

from config.settings import Settings, load
from deploy.kibana import SavedObject, read_objects
from desk.main import main
from pipeline.errors import PipelineError, Unavailable
from workers import kibana
from workers.kibana import Imported, import_objects

OBJECTS = read_objects()
PASSWORD, API_KEY = "hünter2/:", "c2VjcmV0OmtleQ=="
TYPES = {"index-pattern", "lens", "search", "dashboard"}
OPTIONS = {"overwrite", "createNewCopies", "compatibilityMode"}
Reply = tuple[int, Any]


@dataclass
class Kibana:
    """A Kibana: what it holds by space, type and id, and how it is to behave."""

    url: str = ""
    version: str = "9.5.3"
    base: str = ""
    starting: int = 0  # how many requests it still answers by 503
    users: dict[str, set[str]] = field(default_factory=dict)  # Authorization header → spaces it may write to; none: no security
    spaces: tuple[str, ...] = ("default", "news")
    errors: list[dict[str, Any]] = field(default_factory=list)  # what it finds wrong with objects
    replies: dict[str, Reply] = field(default_factory=dict)  # a path's answer whatever is asked
    held: dict[tuple[str, str, str], SavedObject] = field(default_factory=dict)
    requests: list[str] = field(default_factory=list)

    http: ThreadingHTTPServer | None = None

    def use_tls(self, certificate: Path) -> None:
        """Answer by https from now on."""
        assert self.http
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        self.http.socket = context.wrap_socket(self.http.socket, server_side=True)
        self.url = self.url.replace("http:", "https:")

    def answer(self, method: str, target: str, headers: Message, body: bytes) -> Reply:
        """The status and the JSON, or text, of an answer."""
        self.requests.append(f"{method} {target}")
        path = urlsplit(target).path
        if path in self.replies:
            return self.replies[path]
        if self.starting:
            self.starting -= 1
            return 503, "Kibana server is not ready yet"
        known = not self.users or headers["Authorization"] in self.users
        if (method, path) == ("GET", f"{self.base}/api/status"):
            return 200, {"status": {"overall": {"level": "available"}}} | ({"version": {"number": self.version}} if known else {})
        if not known:
            return error(401, "Unauthorized", "[security_exception]: unable to authenticate user [me] for REST request")
        return self._route(method, target, headers, body)

    def _route(self, method: str, target: str, headers: Message, body: bytes) -> Reply:
        space, path = self._space(urlsplit(target).path.removeprefix(self.base))
        if (method, path) == ("POST", "/api/saved_objects/_import"):
            return self._import(space, parse_qs(urlsplit(target).query), headers, body)
        parent, _, wanted = path.rpartition("/")
        if (method, parent) == ("GET", "/api/spaces/space") and wanted in self.spaces:
            return 200, {"id": wanted, "name": wanted}
        return error(404, "Not Found", "Not Found")

    def _space(self, path: str) -> tuple[str, str]:
        return (path.split("/")[2], "/" + path.split("/", 3)[3]) if path.startswith("/s/") else ("default", path)

    def _import(self, space: str, query: dict[str, list[str]], headers: Message, body: bytes) -> Reply:
        if "kbn-xsrf" not in headers:
            return error(400, "Bad Request", "Request must contain a kbn-xsrf header.")
        if not set(query) <= OPTIONS or not headers["Content-Type"].startswith("multipart/form-data; boundary="):
            return error(400, "Bad Request", "[request query or body]: not as expected")
        form = BytesParser().parsebytes(b"Content-Type: " + headers["Content-Type"].encode() + b"\r\n\r\n" + body)
        (part,) = [part for part in form.walk() if part.get_param("name", header="Content-Disposition") == "file"]
        if not str(part.get_filename()).endswith(".ndjson"):
            return error(400, "Bad Request", f"Invalid file extension {part.get_filename()}")
        payload = part.get_payload(decode=True)
        assert isinstance(payload, bytes)
        objects = [json.loads(line) for line in payload.decode().splitlines()]
        if self.users and space not in self.users[headers["Authorization"]]:
            return error(403, "Forbidden", f"Unable to bulk_create {','.join(sorted({thing['type'] for thing in objects}))}")
        return 200, self._take(space, objects, overwrite=query.get("overwrite") == ["true"])

    def _take(self, space: str, objects: list[SavedObject], *, overwrite: bool) -> dict[str, Any]:
        here = {thing["id"] for thing in objects} | {id_ for at, _, id_ in self.held if at == space}
        failures = list(self.errors)
        for thing in objects:
            missing = [to for to in thing["references"] if to["id"] not in here]
            if thing["type"] not in TYPES:
                failures.append(failure(thing, type="unsupported_type"))
            elif missing:
                failures.append(failure(thing, type="missing_references", references=missing))
            elif (space, thing["type"], thing["id"]) in self.held and not overwrite:
                failures.append(failure(thing, type="conflict"))
        if failures:
            return {"success": False, "successCount": 0, "errors": failures, "warnings": []}
        results = [self._hold(space, thing) for thing in objects]
        return {"success": True, "successCount": len(objects), "successResults": results, "warnings": []}

    def _hold(self, space: str, thing: SavedObject) -> dict[str, Any]:
        key = (space, thing["type"], thing["id"])
        result = {"type": thing["type"], "id": thing["id"], "managed": False} | ({"overwrite": True} if key in self.held else {})
        self.held[key] = thing
        return result


def error(status: int, name: str, message: str) -> Reply:
    """An error as Kibana words it."""
    return status, {"statusCode": status, "error": name, "message": message}


def failure(thing: SavedObject, **about: Any) -> dict[str, Any]:
    """Why an object is not taken, as Kibana words it."""
    return {"id": thing["id"], "type": thing["type"], "meta": {"title": thing["attributes"]["title"]}, "error": about}


def basic(user: str, password: str) -> str:
    """The Authorization header of a user."""
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Kibana]:
    """A Kibana without security on the loopback, and an importer that does not wait long."""
    made = Kibana()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._reply()

        def do_POST(self) -> None:
            self._reply()

        def _reply(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            status, value = made.answer(self.command, self.path, self.headers, body)
            answer = (value if isinstance(value, str) else json.dumps(value)).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            with suppress(ConnectionError):  # the importer hung up
                self.wfile.write(answer)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  its name there
            """Say nothing."""

    made.http = http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.url = f"http://127.0.0.1:{http.server_port}"
    threading.Thread(target=http.serve_forever, args=(0.02,), daemon=True).start()
    monkeypatch.setattr(kibana, "ASK_AGAIN_S", 0.01)
    monkeypatch.setattr(kibana, "PATIENCE_S", 0.5)
    yield made
    http.shutdown()
    http.server_close()


def take(server: Kibana, objects: list[SavedObject] = OBJECTS, **settings: Any) -> Imported:
    """Import into this Kibana."""
    return import_objects(settings_for(server, **settings), objects, lambda _: None)


def settings_for(server: Kibana, **settings: Any) -> Settings:
    """Settings with the address of this Kibana."""
    return Settings(**{"kibana_url": AnyUrl(server.url)} | settings)


def refusal(server: Kibana, objects: list[SavedObject] = OBJECTS, **settings: Any) -> str:
    """The error of an import, which leaves nothing behind."""
    with pytest.raises(PipelineError) as caught:
        take(server, objects, **settings)
    assert server.held == {}
    return str(caught.value)


def with_login(server: Kibana, user: str, password: str) -> AnyUrl:
    """Its address with user and password."""
    return AnyUrl(server.url.replace("//", f"//{quote(user, safe='')}:{quote(password, safe='')}@"))


@pytest.mark.parametrize("space", ["default", "news"])
def test_import_again_replaces(server: Kibana, space: str) -> None:
    """The first import puts every object into the space, a second one puts the same in their place."""
    assert take(server, kibana_space=space) == Imported(len(OBJECTS), 0)
    first = dict(server.held)
    assert take(server, kibana_space=space) == Imported(len(OBJECTS), len(OBJECTS))
    assert server.held == first == {(space, thing["type"], thing["id"]): thing for thing in OBJECTS}


def test_paths(server: Kibana) -> None:
    """The documented requests are sent in order; a space other than the default one, and a base path, are in the path."""
    server.base = "/kibana"
    take(server, kibana_url=AnyUrl(f"{server.url}/kibana/"), kibana_space="news")

    status, space, imported = server.requests
    assert (status, space) == ("GET /kibana/api/status", "GET /kibana/api/spaces/space/news")
    assert imported == "POST /kibana/s/news/api/saved_objects/_import?overwrite=true"


@pytest.mark.parametrize("way", ["user", "key"])
def test_authentication(server: Kibana, way: str) -> None:
    """A user and password in the address, whatever signs they hold, or an API key, let us in."""
    server.users = {basic("me", PASSWORD): {"default"}, f"ApiKey {API_KEY}": {"default"}}
    ways: dict[str, dict[str, Any]] = {
        "user": {"kibana_url": with_login(server, "me", PASSWORD)},
        "key": {"kibana_api_key": SecretStr(API_KEY)},
    }

    assert take(server, **ways[way]).objects == len(OBJECTS)


def test_unknown_user(server: Kibana) -> None:
    """A user that Kibana does not know is told which settings to set."""
    server.users = {basic("me", PASSWORD): {"default"}}
    found = refusal(server, kibana_api_key=SecretStr("wrong"))

    assert found.startswith(f"{server.url}: Kibana refuses this user (401)")
    assert "NEWSLINE_KIBANA_API_KEY" in found


def test_right_that_is_missing(server: Kibana) -> None:
    """A user without the right is told which one is needed, and where."""
    server.users = {f"ApiKey {API_KEY}": {"news"}}
    found = refusal(server, kibana_api_key=SecretStr(API_KEY))

    assert 'privilege "Saved Objects Management: All" in the space "default"' in found
    assert "Unable to bulk_create dashboard,index-pattern,lens,search" in found


def test_space_that_is_not_there(server: Kibana) -> None:
    """An unknown space is refused before anything is sent: Kibana itself would take the objects."""
    assert refusal(server, kibana_space="nowhere").startswith(f'{server.url}: Kibana has no space "nowhere"')
    assert "POST" not in " ".join(server.requests)


def test_kibana_that_starts_is_waited_for(server: Kibana) -> None:
    """While it answers that it is not ready it is asked again, and that is told once."""
    server.starting = 3
    told: list[str] = []

    assert import_objects(settings_for(server), OBJECTS, told.append).objects == len(OBJECTS)
    assert len(told) == 1


def test_kibana_that_never_gets_ready(server: Kibana) -> None:
    """The wait has an end."""
    server.starting = 1_000_000
    with pytest.raises(Unavailable, match="still not ready"):
        take(server)


@pytest.mark.parametrize(
    ("version", "old"), [("8.18.9", True), ("7.17.0", True), ("8.19.0", False), ("9.5.3-SNAPSHOT", False), ("10.0.0", False)]
)
def test_old_kibana(server: Kibana, version: str, old: bool) -> None:
    """A Kibana that is too old is named by its version before anything is sent."""
    server.version = version
    if old:
        assert f"Kibana {version} is too old: newsline needs 8.19 or newer" in refusal(server)
    else:
        assert take(server).objects == len(OBJECTS)


@pytest.mark.parametrize(
    ("about", "line"),
    [
        ({"type": "conflict"}, "News now: an object that cannot be replaced has its id"),
        ({"type": "ambiguous_conflict", "destinations": [{"id": "a"}, {"id": "b"}]}, "News now: several objects there may be it: a, b"),
        (
            {"type": "missing_references", "references": [{"type": "lens", "id": "x"}]},
            "News now: what it refers to is not there: lens x",
        ),
        ({"type": "unsupported_type"}, "News now: this Kibana does not know objects of type dashboard"),
        ({"type": "unknown", "message": "mapper\nfailed", "statusCode": 400}, "News now: mapper failed"),
        ({"type": "unknown"}, "News now: unknown"),
    ],
    ids=lambda value: value["type"] if isinstance(value, dict) else "",
)
def test_objects_that_are_not_taken(server: Kibana, about: dict[str, Any], line: str) -> None:
    """Each object that is not taken is named by its title, with the reason, a line each."""
    (thing,) = [thing for thing in OBJECTS if thing["id"] == "newsline-news-now"]
    other = {"id": "z", "type": "tag", "error": {"type": "conflict"}}
    server.errors = [failure(thing, **about), other]
    found = refusal(server).splitlines()

    assert found[0] == f"{server.url}: Kibana took 0 of {len(OBJECTS)} objects"
    assert found[1:] == [line, "z: an object that cannot be replaced has its id"]


def test_references_are_checked(server: Kibana) -> None:
    """Without its data views nothing is taken, and each object that misses one is named."""
    found = refusal(server, [thing for thing in OBJECTS if thing["type"] != "index-pattern"])

    assert "People named most: what it refers to is not there: index-pattern newsline-articles" in found


@pytest.mark.parametrize(
    ("replies", "words"),
    [
        ({"/api/status": (200, "<html>hello</html>")}, "what answers 200 here is no Kibana"),
        ({"/api/status": (302, "")}, "what answers 302 here is no Kibana"),
        ({"/api/status": (404, {"message": "Not Found"})}, "its base path"),
        ({"/api/saved_objects/_import": error(400, "Bad Request", "Non-unique import objects detected")}, "Non-unique import objects"),
        (
            {"/api/saved_objects/_import": error(413, "Too Large", "Payload content length greater")},
            "answers 413 to api/saved_objects/_import",
        ),
        ({"/api/saved_objects/_import": (502, "x" * 9_000)}, "answers 502"),
    ],
)
def test_other_answers(server: Kibana, replies: dict[str, Reply], words: str) -> None:
    """Whatever else answers gives one short line with its words."""
    server.replies = replies
    found = refusal(server)

    assert words in found
    assert "\n" not in found
    assert len(found) < 500


def test_nobody_there(server: Kibana) -> None:
    """No answer at all is told with the setting to look at."""
    with pytest.raises(Unavailable, match=r"does not answer.*NEWSLINE_KIBANA_URL"):
        take(server, kibana_url=AnyUrl("http://127.0.0.1:1"))


def test_answer_that_takes_too_long(server: Kibana, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that never answers is given up."""
    monkeypatch.setattr(kibana, "TIMEOUT_S", 0.2)
    monkeypatch.setattr(server, "answer", lambda *_: threading.Event().wait(1) or (200, {}))
    with pytest.raises(Unavailable, match="takes too long"):
        take(server)


def test_tls(server: Kibana, certificate: Path) -> None:
    """A certificate of one's own authority is believed when the setting names it, and refused with the setting's name else."""
    server.use_tls(certificate)

    assert "NEWSLINE_KIBANA_CA names whom to believe" in refusal(server)
    assert take(server, kibana_ca=certificate).objects == len(OBJECTS)


def test_tls_with_a_wrong_file(server: Kibana, tmp_path: Path) -> None:
    """A file without a certificate is named."""
    (tmp_path / "empty.pem").write_text("nothing")

    assert refusal(server, kibana_ca=tmp_path / "empty.pem") == f"{tmp_path / 'empty.pem'}: NEWSLINE_KIBANA_CA holds no certificate (PEM)"


@pytest.fixture
def command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> Callable[[], tuple[Any, str]]:
    """Runs `newsline kibana import`; gives its exit code and all that it prints or logs, at any level."""
    monkeypatch.setattr("sys.argv", ["newsline", "kibana", "import"])
    monkeypatch.setattr("desk.main.configure", lambda *_args, **_kwargs: None)  # pytest keeps its own logging

    def run() -> tuple[Any, str]:
        with caplog.at_level(logging.DEBUG), pytest.raises(SystemExit) as ended:
            main()
        return ended.value.code or 0, "".join(capsys.readouterr()) + caplog.text

    return run


@pytest.mark.parametrize(
    "fault",
    [
        {},
        {"users": {basic("me", "other"): {"default"}}},
        {"users": {basic("me", PASSWORD): set(), f"ApiKey {API_KEY}": set()}},
        {"version": "7.0.0"},
        {"replies": {"/api/status": (500, "Internal Server Error")}},
        {"spaces": ()},
    ],
    ids=["all is well", "401", "403", "old", "500", "no space"],
)
@pytest.mark.parametrize("way", ["user", "key"])
def test_no_secret_is_shown(server: Kibana, command: Any, monkeypatch: pytest.MonkeyPatch, way: str, fault: dict[str, Any]) -> None:
    """Neither password nor API key is in what the command prints or logs, whatever goes wrong, nor in the settings as a text."""
    monkeypatch.setenv("NEWSLINE_KIBANA_URL", str(with_login(server, "me", PASSWORD)) if way == "user" else server.url)
    if way == "key":
        monkeypatch.setenv("NEWSLINE_KIBANA_API_KEY", API_KEY)
    for name, value in fault.items():
        setattr(server, name, value)
    code, shown = command()

    assert code == (2 if fault else 0), shown
    assert not [secret for secret in (PASSWORD, quote(PASSWORD), API_KEY, basic("me", PASSWORD)) if secret in shown]
    assert API_KEY not in repr(load())


def test_command(server: Kibana, command: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command imports over the indices of the prefix, and names the dashboards."""
    monkeypatch.setenv("NEWSLINE_KIBANA_URL", server.url)
    monkeypatch.setenv("NEWSLINE_ELASTICSEARCH_PREFIX", "blue-")

    assert "News now (blue)" in command()[1]
    assert ("default", "index-pattern", "blue-newsline-articles") in server.held
