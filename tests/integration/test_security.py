"""TLS, API keys and passwords on the way to Elasticsearch, tried with a gate in front of the real node; and what logs say of them."""

import http.client
import json
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from pydantic import AnyUrl, SecretStr

from pipeline.errors import Unavailable
from pipeline.index.queries import build_search
from pipeline.model import Article
from workers.edge import Edge
from workers.schema import set_up
from workers.writer import Writer

NOW = datetime(2026, 2, 1, 12, tzinfo=UTC)

# As Elasticsearch 9 answers without a user that it knows.
CAUSE = {"type": "security_exception", "reason": "unable to authenticate with provided credentials"}
REFUSAL = json.dumps({"error": {"root_cause": [CAUSE], **CAUSE}, "status": 401}).encode()
KEY = "bmV3c2xpbmU6aHVudGVyMg=="
BASIC = "Basic YW5uOmg6dW50ZXIy"  # ann, h:unter2


def article() -> Article:
    """An article about nothing much."""
    url = "https://news.example/1"
    return Article(id="a1", url=url, canonical_url=url, key="k1-1", first_seen=NOW, language="en", title="One", text="Nothing happened.")


@dataclass
class Gate:
    """A TLS server in front of the node that lets in who shows `wanted` as its Authorization."""

    url: str
    ca: Path
    wanted: str
    shown: list[str | None] = field(default_factory=list)


def _handler(gate: Gate, behind: str) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_any(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            gate.shown.append(self.headers.get("Authorization"))
            if gate.shown[-1] != gate.wanted:
                self._answer(401, REFUSAL)
                return
            node = http.client.HTTPConnection(behind)
            node.request(self.command, self.path, body, {name: value for name, value in self.headers.items() if name != "Host"})
            answer = node.getresponse()
            self._answer(answer.status, answer.read(), answer.headers["Content-Type"])
            node.close()

        do_GET = do_POST = do_PUT = do_any  # noqa: N815  their names there

        def _answer(self, status: int, body: bytes, kind: str = "application/json") -> None:
            self.send_response(status)
            headers = {"X-Elastic-Product": "Elasticsearch", "Content-Type": kind, "Content-Length": str(len(body))}
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  its name there
            """Say nothing."""

    return Handler


@pytest.fixture
def gate(elasticsearch_url: str, certificate: Path) -> Iterator[Gate]:
    """A gate that wants the API key."""
    made = Gate("", certificate, f"ApiKey {KEY}")
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(made, urlsplit(elasticsearch_url).netloc))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(made.ca)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.daemon_threads = True
    made.url = f"https://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield made
    server.shutdown()
    server.server_close()


@pytest.fixture
def edge(edge: Edge, gate: Gate) -> Edge:
    """An edge whose Elasticsearch is behind the gate."""
    return with_settings(edge, elasticsearch_url=AnyUrl(gate.url), elasticsearch_ca=gate.ca, elasticsearch_api_key=SecretStr(KEY))


def with_settings(edge: Edge, **changes: object) -> Edge:
    """Another edge, with these settings changed."""
    return Edge(edge.settings.model_copy(update=changes))


def test_https_and_key(edge: Edge, gate: Gate) -> None:
    """With the authority's file and the key all goes on as without: templates are put, articles written and found."""
    (settled,) = edge.writer.write([article()], NOW)
    edge.index.refresh()
    found = edge.index.search(build_search("nothing"))

    assert (settled.fate, found.total) == ("indexed", 1)
    assert set(gate.shown) == {f"ApiKey {KEY}"}


def test_password(edge: Edge, gate: Gate) -> None:
    """User and password in the address are sent, decoded."""
    gate.wanted = BASIC
    url = AnyUrl(gate.url.replace("//", "//ann:h%3Aunter2@"))

    assert with_settings(edge, elasticsearch_url=url, elasticsearch_api_key=None).index.is_up()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"elasticsearch_ca": None}, "no safe connection to Elasticsearch: .*self-signed certificate.*NEWSLINE_ELASTICSEARCH_CA"),
        ({"elasticsearch_api_key": SecretStr("wrong")}, "Elasticsearch lets nobody in so: .*401.*unable to authenticate"),
        ({"elasticsearch_api_key": None}, "Elasticsearch lets nobody in so: .*401.*unable to authenticate"),
    ],
    ids=["unknown authority", "wrong key", "no key"],
)
def test_refused(edge: Edge, changes: dict[str, object], words: str) -> None:
    """Who is not let in learns why in one line; nothing is settled."""
    changed = with_settings(edge, **changes)
    with pytest.raises(Unavailable, match=f"^https://127.0.0.1:[0-9]+: {words}") as caught:
        Writer(changed.index).write([article()], NOW)

    assert "\n" not in str(caught.value)
    assert KEY not in str(caught.value)


def test_authority_that_is_none(edge: Edge, tmp_path: Path) -> None:
    """A file that holds no certificate lets nothing through."""
    (tmp_path / "empty.pem").write_text("nothing")
    changed = with_settings(edge, elasticsearch_ca=tmp_path / "empty.pem")
    with pytest.raises(Unavailable, match=r"no safe connection to Elasticsearch: .*NEWSLINE_ELASTICSEARCH_CA"):
        set_up(changed.index)
