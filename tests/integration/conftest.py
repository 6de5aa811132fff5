"""What these tests share: a site of our own on the loopback, and an edge with empty stores on the real services."""

import json
import os
import resource
import threading
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pydantic import AnyUrl, RedisDsn
from redis import Redis

from config.settings import Settings
from deploy.embedded import Addresses
from workers.edge import Edge

DATABASE = 10  # the queues'; the state is in the next
OPEN = (ip_network("127.0.0.1/32"),)


@dataclass
class Site:
    """A web server: `pages` says what each path answers; `requests` is what it was asked, with the headers."""

    url: str
    pages: dict[str, tuple[int, dict[str, str], bytes] | Callable[[BaseHTTPRequestHandler], None]] = field(default_factory=dict)
    requests: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def asked(self, path: str) -> int:
        """How often this path was asked for."""
        return sum(1 for wanted, _ in self.requests if wanted == path)

    def put(self, path: str, body: str | bytes, status: int = 200, **headers: str) -> str:
        """Answer this path so; returns its address. `content_type="text/html"` is the header Content-Type."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[path] = (status, named, body.encode() if isinstance(body, str) else body)
        return self.url + path


def _handler(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.requests.append((self.path, dict(self.headers)))
            page = site.pages.get(self.path, (404, {}, b"nothing here"))
            if callable(page):
                page(self)
                return
            status, headers, body = page
            self.send_response(status)
            for name, value in ({"Content-Length": str(len(body))} | headers).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  its name there
            """Say nothing."""

    return Handler


@pytest.fixture
def site() -> Iterator[Site]:
    """A site without pages, at 127.0.0.1."""
    made = Site("")
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(made))
    made.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield made
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def apart() -> Callable[[Callable[[], object]], tuple[Any, int]]:
    """Runs a function in a process of its own; gives what it returned (as JSON) and the megabytes it took at most.

    In a process of its own, since memory that was taken once is not taken again.
    """

    def run(function: Callable[[], object]) -> tuple[Any, int]:
        receive, send = os.pipe()
        if (child := os.fork()) == 0:
            before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            found = function()
            os.write(send, json.dumps([found, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024]).encode())
            os._exit(0)  # nothing of pytest's may run here
        os.close(send)
        with os.fdopen(receive, "rb") as told:
            answer = told.read()
        os.waitpid(child, 0)
        assert answer, "it took the process with it"
        found, megabytes = json.loads(answer)
        return found, megabytes

    return run


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A file with key and certificate of 127.0.0.1, signed by itself."""
    key, name, now = ec.generate_private_key(ec.SECP256R1()), x509.Name.from_rfc4514_string("CN=newsline test"), datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(issuer_name=name, subject_name=name, public_key=key.public_key(), serial_number=x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path / "certificate.pem"
    file.write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()) + certificate.public_bytes(Encoding.PEM),
    )
    return file


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings that let 127.0.0.1 be fetched, without waiting."""
    return Settings(
        home=tmp_path, allowed_networks=OPEN, host_pace_s=0, fetch_timeout_s=5, page_max_bytes=100_000, retry_delay_s=10, tries=3
    )


@pytest.fixture
def edge(services: Addresses, settings: Settings) -> Iterator[Edge]:
    """An edge whose Redis is empty and whose indexes are its own."""
    server = Redis.from_url(services.redis_url).connection_pool.connection_kwargs
    redis_url = RedisDsn(f"redis://{server['host']}:{server['port']}/{DATABASE}")
    prefix = f"w{uuid.uuid4().hex[:8]}-"
    found = {"redis_url": redis_url, "elasticsearch_url": AnyUrl(services.elasticsearch_url), "elasticsearch_prefix": prefix}
    made = Edge(settings.model_copy(update=found))
    for client in (made.redis, made.queues):
        client.flushdb()
    yield made
    for client in (made.redis, made.queues):
        client.close()
    made.index.close()
