"""The bundled news site on a loopback port. In: a port; out: pages and feeds over HTTP, and a note of each request.

    with serve() as site:
        site.feeds     # ["http://127.0.0.1:40123/courier/feed.xml", …]
        site.update()  # the one article that changes shows its second version, and so does its feed

By itself, that article changes at the first poll after it was read, so its first version is never missed.
Invariant: every answer has an ETag and a Last-Modified, and both are honoured. `python -m seeds.serve [PORT]` serves
until Ctrl-C.
"""

import hashlib
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from seeds.articles import NewsText, Publisher, SiteFeed, read_contents
from seeds.feeds import build_feed
from seeds.pages import build_home, build_page

HTML = "text/html"  # without a charset: the pages name theirs, as many do
DEFAULT_PORT = 8642
ROBOTS = b"User-agent: *\nDisallow: /private/\n"


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What is sent back; `changed` is when it last changed, `location` where it moved to."""

    body: bytes = b""
    content_type: str = HTML
    status: HTTPStatus = HTTPStatus.OK
    changed: datetime = datetime(2025, 3, 1, tzinfo=UTC)
    location: str | None = None

    @property
    def etag(self) -> str:
        """A strong validator of the body."""
        return f'"{hashlib.sha256(self.body).hexdigest()[:16]}"'


NOT_FOUND = Answer(body=b"<!DOCTYPE html><title>Not found</title><h1>Not found</h1>", status=HTTPStatus.NOT_FOUND)


class Site:
    """The site while it is served. `requests` are the paths asked for, in order; robots.txt and 304s count as well."""

    def __init__(self, url: str, *, updates_itself: bool = True) -> None:
        self.url = url
        self.requests: list[str] = []
        self.updated = False
        self._updates_itself = updates_itself
        self._contents = read_contents()
        self._feeds = {feed.link: feed for feed in self._contents.feeds}
        self._homes = {f"/{publisher.key}/": publisher for publisher in self._contents.publishers}
        self._changing = {link for link, revisions in self._contents.articles.items() if len(revisions) > 1}

    @property
    def feeds(self) -> list[str]:
        """The addresses of the site's feeds."""
        return [self.url + link for link in self._feeds]

    def update(self) -> None:
        """Publish the second version of the article that changes."""
        self.updated = True

    def answer(self, path: str) -> Answer:
        """What the site says to a GET of `path`."""
        if path in self._feeds:
            self.updated |= self._updates_itself and not self._changing.isdisjoint(self.requests)
        kinds = (self._answer_robots, self._answer_moved, self._answer_feed, self._answer_page, self._answer_home)
        answer = next((answer for kind in kinds if (answer := kind(path))), NOT_FOUND)
        self.requests.append(path)  # last, so that a page noted as read was made before any update it brings about
        return answer

    def _answer_robots(self, path: str) -> Answer | None:
        return Answer(body=ROBOTS, content_type="text/plain") if path == "/robots.txt" else None

    def _answer_moved(self, path: str) -> Answer | None:
        if (link := self._contents.moved.get(path)) is None:
            return None
        return Answer(status=HTTPStatus.MOVED_PERMANENTLY, location=self.url + link)

    def _answer_feed(self, path: str) -> Answer | None:
        if (feed := self._feeds.get(path)) is None:
            return None
        announced = [(link, self._contents.announce(link, self.updated)) for link in feed.entries]
        body, content_type = build_feed(feed, announced, self.url)
        return Answer(body=body, content_type=content_type, changed=max(article.changed for _, article in announced))

    def _answer_page(self, path: str) -> Answer | None:
        if (article := self._contents.show(path, self.updated)) is None:
            return None
        neighbours = [other for other in self._list_articles(article.publisher) if other.link != path]
        return Answer(body=build_page(article, neighbours, self.url), changed=article.changed)

    def _answer_home(self, path: str) -> Answer | None:
        if (publisher := self._homes.get(path)) is None:
            return None
        return Answer(body=build_home(publisher, self._list_feeds(publisher), self._list_articles(publisher)))

    def _list_feeds(self, publisher: Publisher) -> list[SiteFeed]:
        return [feed for feed in self._feeds.values() if feed.publisher == publisher]

    def _list_articles(self, publisher: Publisher) -> list[NewsText]:
        links = [link for link in self._contents.articles if link.startswith(f"/{publisher.key}/")]
        return [self._contents.articles[link][0] for link in links]


class _Server(ThreadingHTTPServer):
    """A server that knows the site, and its own address, before the first request."""

    request_queue_size = 128  # many workers may knock at once

    def __init__(self, port: int, *, updates_itself: bool) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.site = Site(f"http://127.0.0.1:{self.server_port}", updates_itself=updates_itself)

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401  as socketserver has it
        """Keep quiet about a caller that hung up, as a worker that was killed does."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    """HTTP around `Site.answer`."""

    protocol_version = "HTTP/1.1"
    timeout = 30  # seconds: a connection that says nothing is closed

    def do_GET(self) -> None:
        """Answer with the body, or with 304 where the caller has it already."""
        assert isinstance(self.server, _Server)
        answer = self.server.site.answer(urlsplit(self.path).path)
        is_known = answer.status is HTTPStatus.OK and self._has_already(answer)
        self.send_response(HTTPStatus.NOT_MODIFIED if is_known else answer.status)
        self.send_header("ETag", answer.etag)
        self.send_header("Last-Modified", format_datetime(answer.changed.astimezone(UTC), usegmt=True))
        if answer.location:
            self.send_header("Location", answer.location)
        if not is_known:
            self.send_header("Content-Type", answer.content_type)
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if not is_known:
            self.wfile.write(answer.body)

    def log_message(self, *_: object) -> None:
        """Stay quiet: `Site.requests` keeps what was asked for."""

    def _has_already(self, answer: Answer) -> bool:
        if etags := self.headers.get("If-None-Match"):
            return answer.etag in etags
        since = self.headers.get("If-Modified-Since")
        return since is not None and parsedate_to_datetime(since) >= answer.changed


@contextmanager
def serve(port: int = 0, *, updates_itself: bool = True) -> Iterator[Site]:
    """Serve the site on 127.0.0.1 while the block runs; port 0 takes a free one.

    Raises:
        OSError: the port is taken.
    """
    with _Server(port, updates_itself=updates_itself) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        try:
            yield server.site
        finally:
            server.shutdown()


def main() -> None:
    """Serve until Ctrl-C, on the port given or the usual one."""
    port = int(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_PORT
    with serve(port) as site:
        sys.stdout.write("\n".join([f"serving {site.url} until Ctrl-C; its feeds:", *site.feeds, ""]))
        sys.stdout.flush()
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            sys.stdout.write("stopped\n")


if __name__ == "__main__":
    main()
