"""Alerts on a real Redis and Elasticsearch, delivered to a web server of our own: who is told what, how often, and what when it fails."""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import msgspec
import pytest

from desk.alerts import summarize
from desk.services import environment
from pipeline.alerts import Rule
from pipeline.errors import Unavailable
from pipeline.model import Article, Entity, Quotation, Speaker
from workers.alerts import Watch
from workers.edge import Edge


@dataclass
class Hook:
    """A webhook: what it was told, by title; `status` is what it answers, `holds` makes it wait first."""

    port: int = 0
    told: list[tuple[str, str]] = field(default_factory=list)
    status: int = 200
    open: threading.Event = field(default_factory=threading.Event)

    def at(self, path: str = "hook") -> str:
        """Its address for apprise."""
        return f"json://user:pa55word@127.0.0.1:{self.port}/{path}"

    @property
    def titles(self) -> list[str]:
        """The title of each alert that it took."""
        return [title for title, _ in self.told]


@pytest.fixture
def hook() -> Iterator[Hook]:
    """A webhook at 127.0.0.1."""
    made = Hook()
    made.open.set()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            made.open.wait(20)
            if made.status == 200:
                made.told.append((body["title"], body["message"]))
            self.send_response(made.status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  its name there
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.port = server.server_port
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield made
    made.open.set()
    server.shutdown()
    server.server_close()


@pytest.fixture
def watch(edge: Edge) -> Iterator[Watch]:
    """What checks and delivers, with nothing checked yet."""
    made = Watch(edge)
    yield made
    made.stop()


def now() -> datetime:
    """The time."""
    return datetime.now(UTC)


def rule(name: str, *targets: str, **asked: Any) -> Rule:
    """A rule with these targets."""
    return Rule(name=name, added=now(), targets=targets, **asked)


def article(name: str, text: str = "Nothing happened.", **fields: Any) -> Article:
    """An article first seen now."""
    url = f"https://news.example/{name}"
    facts: dict[str, Any] = {
        "first_seen": now(),
        "published": now(),
        "language": "en",
        "publisher": "The Example",
        "title": f"About {name}",
    }
    return Article(id=name, url=url, canonical_url=url, key=f"{name}-{fields.get('revision', 1)}", text=text, **(facts | fields))


def write(edge: Edge, *articles: Article, cluster: str | None = None) -> None:
    """Write articles as the index worker does; `cluster` is set by hand."""
    edge.writer.write(articles, now())
    edge.index.refresh()
    for each in articles if cluster else ():
        for kind in ("articles", "quotations"):
            for hit in edge.index.client.search(index=edge.index.prefix + kind, query={"term": {"url": each.url}}, ignore_unavailable=True)[
                "hits"
            ]["hits"]:
                edge.index.client.update(index=hit["_index"], id=hit["_id"], doc={"cluster": cluster}, refresh=True)


def wait(holds: Callable[[], object], seconds: float = 20) -> None:
    """Wait until something holds."""
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.02)


def run(watch: Watch, at: datetime | None = None) -> None:
    """Check, deliver, and note what became of it."""
    watch.tick(at or now())
    wait(lambda: not watch.courier._lanes)  # noqa: SLF001 - when it has nothing in hand
    watch.note(at or now())


def test_it_tells(edge: Edge, watch: Watch, hook: Hook) -> None:
    """A rule tells of an article that was just indexed, once, with title, publisher, passage and address."""
    edge.rules.add(rule("talks", hook.at(), query="missile talks"))
    edge.rules.add(rule("rain", hook.at(), query="rain"))
    run(watch)
    write(edge, article("a1", "They met. The missile talks go on in Oslo."), article("a2"))
    run(watch)
    run(watch)

    ((title, message),) = hook.told
    assert title == "talks: About a1"
    for words in ("The Example", "The missile talks go on in Oslo.", "https://news.example/a1", "Rule talks: missile talks"):
        assert words in message
    (alert,) = watch.told.latest("talks", 10)
    assert (alert.state, alert.clusters, alert.error, alert.attempts) == ("delivered", ("a1",), None, 1)


def quoting(name: str, speaker: str, *contents: str, **fields: Any) -> Article:
    """An article that is what one person said."""
    text = " ".join(contents)
    said = tuple(
        Quotation(
            start=text.index(content),
            end=text.index(content) + len(content),
            content=content,
            type="direct",
            speaker=Speaker(name=speaker, label="person", entity=0),
            confidence=0.9,
        )
        for content in contents
    )
    return article(name, text, quotations=said, entities=(Entity(name=speaker, label="person"),), **fields)


def test_what_is_said(edge: Edge, watch: Watch, hook: Hook) -> None:
    """A rule with a speaker tells what was said, all of one article at once, and nothing that others said."""
    edge.rules.add(rule("lavrov", hook.at(), speaker="Lavrov", language="en"))
    run(watch)
    write(edge, quoting("a1", "Sergey Lavrov", "We will talk.", "We will not wait."), quoting("a2", "Ann Roe", "We will see."))
    write(edge, quoting("a3", "Sergey Lavrov", "Nous verrons.", language="fr"))
    run(watch)

    ((title, message),) = hook.told
    assert title == "lavrov: About a1"
    assert "“We will talk.” (Sergey Lavrov)\n“We will not wait.” (Sergey Lavrov)\nhttps://news.example/a1" in message
    assert watch.told.latest("lavrov", 1)[0].speakers == ("Sergey Lavrov",)


def test_quotations_that_come_after_their_article(edge: Edge, watch: Watch, hook: Hook) -> None:
    """Quotations are looked at for themselves: one that is found later than its article is told as well."""
    edge.rules.add(rule("words", hook.at(), query="talks"))
    edge.rules.add(rule("lavrov", hook.at(), speaker="Lavrov"))
    run(watch)
    written = quoting("a1", "Sergey Lavrov", "The talks go on.")
    write(edge, msgspec.structs.replace(written, quotations=()))
    run(watch)
    assert hook.titles == ["words: About a1"]
    write(edge, msgspec.structs.replace(written, revision=2, title="About a1, more"))
    run(watch)

    assert hook.titles == ["words: About a1", "lavrov: About a1, more"]


def test_two_copies_are_told_once(edge: Edge, watch: Watch, hook: Hook) -> None:
    """Two copies of a wire text in one cluster make one alert: come together, one after the other, or after a restart."""
    edge.rules.add(rule("talks", hook.at(), query="talks"))
    run(watch)
    write(edge, article("a1", "The talks go on."), article("a2", "The talks go on."), cluster="wire")
    run(watch)
    write(edge, article("a3", "The talks go on."), cluster="wire")
    run(watch)
    again = Watch(edge)
    run(again)
    again.stop()

    assert hook.titles in (["talks: About a1"], ["talks: About a2"])
    assert [alert.clusters for alert in watch.told.latest("talks", 10)] == [("wire",)]


def test_a_cluster_is_told_once_over_the_turn_of_a_month(edge: Edge, watch: Watch, hook: Hook) -> None:
    """An alert of last month counts: the index changes with the month, what was told does not."""
    edge.rules.add(rule("talks", hook.at(), query="talks"))
    run(watch)
    write(edge, article("a1", "The talks go on."), cluster="wire")
    run(watch, now() - timedelta(days=31))
    write(edge, article("a2", "The talks go on."), cluster="wire")
    run(watch)

    assert len(hook.told) == 1


def test_what_was_told_of_many_clusters(edge: Edge, watch: Watch) -> None:
    """More clusters than one search takes can be asked for, and what a rule told is told by no other."""
    for name in ("talks", "oslo"):
        edge.rules.add(rule(name, query="talks"))
    run(watch)
    write(edge, article("a1", "The talks go on."))
    run(watch)
    many = {f"rule{number}": [f"c{number}-{place}" for place in range(500)] for number in range(140)}

    assert watch.told.clusters(many | {"talks": ["a1", "a2"], "oslo": ["a2"]}) == {"talks": {"a1"}}


def test_several_clusters(edge: Edge, watch: Watch, hook: Hook) -> None:
    """With --min-clusters 2 one article is silent, a copy of it too; a second cluster makes one alert that names both."""
    edge.rules.add(rule("talks", hook.at(), query="talks", min_clusters=2, within_s=3600))
    run(watch)
    write(edge, article("a1", "The talks go on."), article("a2", "The talks go on."), cluster="wire")
    run(watch)
    assert hook.told == []
    write(edge, article("a3", "Talks begin in Oslo."))
    run(watch)
    write(edge, article("a4", "Talks end."))
    run(watch)

    ((title, message),) = hook.told
    assert title.startswith("talks: 2 articles, first About a")
    assert "https://news.example/a3" in message
    (alert,) = watch.told.latest("talks", 10)
    assert set(alert.clusters) == {"wire", "a3"}


def test_several_clusters_too_far_apart(edge: Edge, watch: Watch, hook: Hook) -> None:
    """What was indexed before the window does not count."""
    edge.rules.add(rule("talks", hook.at(), query="talks", min_clusters=2, within_s=2))
    run(watch)
    write(edge, article("a1", "The talks go on."))
    run(watch)
    time.sleep(2.1)
    write(edge, article("a2", "The talks go on."))
    run(watch)

    assert hook.told == []


def test_a_server_that_is_down(edge: Edge, watch: Watch, hook: Hook) -> None:
    """A delivery that fails is tried again later, not at once, and delivered once; until then the alert shows its error."""
    edge.rules.add(rule("talks", hook.at(), query="talks"))
    run(watch)
    hook.status = 503
    write(edge, article("a1", "The talks go on."))
    run(watch)
    (alert,) = watch.told.latest("talks", 1)
    assert (alert.state, alert.attempts, alert.waiting_for) == ("waiting", 1, ("json 1",))
    assert "503" in (alert.error or "")
    hook.status = 200
    run(watch)
    assert hook.told == []
    run(watch, now() + timedelta(seconds=13))  # the pause is 10 s, a little more or less
    run(watch, now() + timedelta(seconds=30))

    assert hook.titles == ["talks: About a1"]
    assert [(a.state, a.attempts, a.error) for a in watch.told.latest("talks", 2)] == [("delivered", 2, None)]


def test_only_the_target_that_failed_is_tried_again(edge: Edge, watch: Watch, hook: Hook) -> None:
    """Of two targets the one that took the alert does not get it a second time."""
    edge.rules.add(rule("talks", hook.at(), "json://127.0.0.1:9/nobody-here", query="talks"))
    run(watch)
    write(edge, article("a1", "The talks go on."))
    run(watch)
    run(watch, now() + timedelta(seconds=13))

    assert hook.titles == ["talks: About a1"]
    (alert,) = watch.told.latest("talks", 1)
    assert (alert.state, alert.attempts, alert.waiting_for) == ("waiting", 2, ("json 2",))


def test_what_is_never_delivered(edge: Edge, watch: Watch) -> None:
    """After a day an alert is given up, and stays with its error."""
    edge.rules.add(rule("talks", "json://127.0.0.1:9/nobody-here", query="talks"))
    run(watch)
    write(edge, article("a1", "The talks go on."))
    run(watch)
    run(watch, now() + timedelta(hours=24))

    (alert,) = watch.told.latest("talks", 1)
    assert (alert.state, alert.next_try) == ("failed", None)
    assert "json 1: A Connection error occurred" in (alert.error or "")
    assert watch.told.counts(now() - timedelta(days=1)) == {"talks": {"failed": 1}}


@pytest.mark.parametrize(("targets", "error"), [(("mailto://u:p@mail.example",), "its target was removed"), (None, "its rule was removed")])
def test_nobody_to_deliver_to(edge: Edge, watch: Watch, targets: tuple[str, ...] | None, error: str) -> None:
    """An alert that waits when its rule is removed, or comes again with other targets, is given up and says so."""
    edge.rules.add(rule("talks", "json://127.0.0.1:9/nobody-here", query="talks"))
    run(watch)
    write(edge, article("a1", "The talks go on."))
    run(watch)
    edge.rules.remove("talks")
    edge.rules.add(rule("other", query="other"))
    if targets:
        edge.rules.add(rule("talks", *targets, query="talks"))
    run(watch, now() + timedelta(seconds=13))

    (alert,) = watch.told.latest("talks", 1)
    assert (alert.state, alert.error) == ("failed", error)


def test_a_slow_target_delays_no_other(edge: Edge, watch: Watch, hook: Hook) -> None:
    """While one server makes us wait, alerts to others are delivered, and checks go on."""
    hook.open.clear()
    edge.rules.add(rule("slow", hook.at(), query="talks"))
    edge.rules.add(rule("quick", "json://127.0.0.1:9/nobody-here", query="talks"))
    watch.tick(now())
    write(edge, article("a1", "The talks go on."))
    watch.tick(now())
    wait(lambda: len(watch.courier._lanes) == 1)  # noqa: SLF001
    watch.tick(now())
    assert [alert.attempts for name in ("quick", "slow") for alert in watch.told.latest(name, 1)] == [1, 0]
    hook.open.set()
    run(watch)

    assert hook.titles == ["slow: About a1"]


def test_without_a_target(edge: Edge, watch: Watch) -> None:
    """A rule without a target makes alerts all the same, which are kept to be looked at."""
    edge.rules.add(rule("talks", query="talks"))
    run(watch)
    write(edge, article("a1", "The talks go on."))
    run(watch)

    assert [alert.state for alert in watch.told.latest("talks", 2)] == ["kept"]


def test_what_is_not_news(edge: Edge, watch: Watch) -> None:
    """An article that was first seen long ago and is written again, as by a replay, is not told; nor what a paused rule missed."""
    edge.rules.add(rule("talks", query="talks"))
    edge.rules.add(rule("paused", query="talks", paused=True))
    run(watch)
    write(edge, article("a1", "The talks go on.", first_seen=now() - timedelta(days=5)))
    run(watch)
    assert watch.told.latest("talks", 2) == []
    write(edge, article("a2", "The talks go on."))
    run(watch)

    assert len(watch.told.latest("talks", 2)) == 1
    assert watch.told.latest("paused", 2) == []


def test_a_broken_rule(edge: Edge, watch: Watch) -> None:
    """A rule that Elasticsearch refuses is shown with the reason, and stops no other; when it works again the reason goes."""
    unfit = {"type": "text", "index_options": "docs"}  # no places of words: a phrase cannot be searched
    fields = {"properties": {"text": {"properties": {"english": unfit | {"fields": {"folded": unfit | {"analyzer": "folding"}}}}}}}
    edge.index.client.indices.create(index=f"{edge.index.prefix}articles-{now():%Y.%m}", mappings=fields)
    edge.rules.add(rule("phrase", query='"the talks go"'))
    for number in range(5):
        edge.rules.add(rule(f"talks{number}", query="talks"))
    run(watch)
    write(edge, article("a1", "The talks go on."))
    run(watch)
    assert list(edge.rules.problems()) == ["phrase"]
    assert "without position data" in edge.rules.problems()["phrase"]
    assert all(watch.told.latest(f"talks{number}", 1) for number in range(5))
    edge.rules.remove("phrase")
    assert edge.rules.problems() == {}
    edge.rules.add(rule("phrase", query='"the talks go"'))
    write(edge, article("a3", "The talks go on."))
    run(watch)
    assert list(edge.rules.problems()) == ["phrase"]
    edge.rules.remove("phrase")
    edge.rules.add(rule("phrase", query="narrow"))
    write(edge, article("a2"))
    run(watch)

    assert edge.rules.problems() == {}


def test_what_was_wrong_with_a_rule_goes_with_it(edge: Edge) -> None:
    """A rule that was removed while it was tried is not counted as broken for ever."""
    edge.rules.add(rule("talks", query="talks"))
    edge.rules.set_problem("gone", "Elasticsearch refuses")
    assert summarize(edge)["broken"] == 0
    edge.rules.set_problem("talks", "Elasticsearch refuses")
    assert summarize(edge)["broken"] == 1


def test_everything_after_a_stop(edge: Edge, hook: Hook) -> None:
    """What is indexed while nobody watches is told when somebody watches again, however much it is."""
    edge.rules.add(rule("talks", hook.at(), query="talks"))
    first = Watch(edge)
    run(first)
    first.stop()
    write(edge, *(article(f"n{number}") for number in range(1_500)), article("a1", "The talks go on."))
    second = Watch(edge)
    run(second)
    second.stop()

    assert hook.titles == ["talks: About a1"]


def test_no_rules_no_question(edge: Edge, watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without rules Elasticsearch is asked nothing; what was indexed before a first rule is not told."""
    write(edge, article("a1", "The talks go on."))
    monkeypatch.setattr(edge.index.client, "perform_request", None)
    run(watch, now() + timedelta(seconds=61))  # the overlap
    monkeypatch.undo()
    edge.rules.add(rule("talks", query="talks"))
    run(watch, now() + timedelta(seconds=62))

    assert watch.told.latest("talks", 1) == []


def test_no_secret_is_told(edge: Edge, watch: Watch, hook: Hook, capfd: pytest.CaptureFixture[str]) -> None:
    """Neither logs nor alerts hold any part of an address, whether delivery works or not."""
    down = "json://someone:hunter22@127.0.0.1:9/services/T0KEN?+Authorization=Bearer-5ecret"
    edge.rules.add(rule("talks", hook.at("s3cretpath"), down, "slack://A1B2C3", query="talks"))
    run(watch)
    write(edge, article("a1", "The talks go on."))
    run(watch)

    out = capfd.readouterr()
    kept = msgspec.json.encode(watch.told.latest("talks", 1)).decode()
    assert "slack 3: apprise does not take this address" in kept
    for secret in ("pa55word", "s3cretpath", "hunter22", "T0KEN", "5ecret", "A1B2C3"):
        assert secret not in out.out + out.err + kept


# The process and the command


@pytest.fixture
def env(edge: Edge) -> dict[str, str]:
    """The environment of processes that use this edge's stores."""
    return environment(edge.settings)


@contextmanager
def running(env: dict[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The process `alerts`, as `newsline run` starts it; killed at the end if it still runs."""
    with (
        log.open("ab") as told,
        subprocess.Popen([sys.executable, "-m", "workers.alerts"], env=env, stdout=told, stderr=told) as process,
    ):
        yield process
        process.kill()


def states(edge: Edge, name: str) -> list[str]:
    """The states of a rule's alerts; none while the index is being made by the process."""
    try:
        return [alert.state for alert in edge.told.latest(name, 2)]
    except Unavailable:
        return []


def test_killed_between_writing_and_delivering(edge: Edge, hook: Hook, env: dict[str, str], tmp_path: Path) -> None:
    """An alert that was written when the process was killed is delivered by the next one, and no part of an address is in its log."""
    log = tmp_path / "alerts.log"
    hook.open.clear()
    edge.rules.add(rule("talks", hook.at("s3cretpath"), query="talks"))
    edge.rules.add(rule("down", "json://ann:hunter22@127.0.0.1:9/T0KEN", query="talks"))
    env |= {"NEWSLINE_LOG_LEVEL": "DEBUG"}
    with running(env, log):
        wait(lambda: edge.rules.checked("articles"), 60)
        write(edge, article("a1", "The talks go on."))
        wait(lambda: states(edge, "talks") == ["waiting"] and "alert made" in log.read_text(), 30)  # written first, then logged
    hook.status = 503  # whoever still holds on to the first delivery gets nothing
    hook.open.set()
    time.sleep(0.5)
    hook.status = 200
    with running(env, log) as second:
        wait(lambda: states(edge, "talks") == ["delivered"], 90)
        second.terminate()
        assert second.wait(60) == 0

    assert hook.titles == ["talks: About a1"]
    told = log.read_text()
    assert "alert made" in told
    assert not [secret for secret in ("pa55word", "s3cretpath", "hunter22", "T0KEN") if secret in told]


def newsline(env: dict[str, str], *words: str) -> tuple[int, str, str]:
    """Exit code, stdout and stderr of `newsline alerts …`."""
    done = subprocess.run(
        [str(Path(sys.executable).parent / "newsline"), "alerts", *words], env=env, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout, done.stderr


def test_the_command(edge: Edge, watch: Watch, hook: Hook, env: dict[str, str]) -> None:
    """A rule is tried before it is added, added, listed, shown, tested, paused and removed; its address is never printed."""
    write(edge, article("a1", "The talks go on."), article("a2", "Talks begin."), article("a3"))
    printed = [newsline(env, "add", "talks", "--query", "talks", "--dry-run"), newsline(env, "list")]
    assert printed[0] == (0, "not added\n", printed[0][2])
    assert "it would have told 2 times in the last 24 hours, 2 times in the last 7 days" in printed[0][2]
    assert "talks: About a2" in printed[0][2]
    assert "no rules yet" in printed[1][1]

    printed.append(newsline(env, "add", "talks", "--query", "talks", "--person", "Lavrof", "--to", hook.at("s3cretpath")))
    assert printed[-1][:2] == (0, "added; its alerts go to 1 target\n")
    assert 'note: no person "Lavrof"' in printed[-1][2]
    printed.append(newsline(env, "add", "talks", "--query", "other"))
    assert (printed[-1][0], "talks: this name is taken" in printed[-1][2]) == (2, True)
    printed += [
        newsline(env, "test", "talks"),
        newsline(env, "pause", "talks"),
        newsline(env, "list", "--json"),
        newsline(env, "show", "talks"),
    ]
    assert [code for code, _, _ in printed[-4:]] == [0, 0, 0, 0]
    assert hook.titles == ["talks: a sample"]
    (row,) = json.loads(printed[-2][1])
    assert (row["name"], row["state"], row["told_7d"]) == ("talks", "paused", 0)
    assert "to: json 1; paused" in printed[-1][1]
    printed += [newsline(env, "remove", "talks"), newsline(env, "show", "talks")]
    assert [code for code, _, _ in printed[-2:]] == [0, 2]
    assert "no such rule" in printed[-1][2]
    assert not [secret for secret in ("pa55word", "s3cretpath") if secret in str(printed)]
