"""The services a command uses and the environment it hands on."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from config.settings import Settings, load
from deploy.embedded import Addresses
from desk.services import environment, services, tell

SET = {
    "HOME": "/srv/newsline",
    "REDIS_URL": "redis://me:secret@redis.example:6380/2",
    "ELASTICSEARCH_URL": "https://search.example:9243/path",
    "ELASTICSEARCH_API_KEY": "bmV3c2xpbmU6aHVudGVyMg==",
    "ELASTICSEARCH_CA": __file__,
    "ELASTICSEARCH_PREFIX": "blue-",
    "KIBANA_URL": "https://me:s%C3%A9cret@kibana.example:5602/path",
    "KIBANA_API_KEY": "c2VjcmV0",
    "KIBANA_CA": __file__,
    "KIBANA_SPACE": "news",
    "EMBEDDED_HEAP": "1g",
    "ARCHIVE_URL": "s3://pages/news",
    "MODELS": '{"en": "en_core_web_trf", "de": "de_core_news_sm"}',
    "KNOWLEDGE": "/srv/newsroom/people.csv",
    "CONTACT": "mailto:desk@example.org",
    "ALLOWED_NETWORKS": "10.0.0.0/8,192.168.7.1,fd00::/8",
    "HOST_PACE_S": "0.25",
    "FETCH_TIMEOUT_S": "12.5",
    "PAGE_MAX_BYTES": "2000000",
    "POLL_INTERVAL_S": "60",
    "POLLS_PER_HOUR": "5000",
    "PUSH_URL": "https://push.example/path",
    "PUSH_LISTEN": "127.0.0.1:9000",
    "ARCHIVE_DAYS": "30",
    "TRIES": "3",
    "RETRY_DELAY_S": "1.5",
    "VISIBILITY_TIMEOUT_S": "200",
    "ALERT_TARGETS": "slack://a/b/c?x=1,2 json://user:secret@hook.example/path",
    "LOG_LEVEL": "DEBUG",
}


def ours(env: Mapping[str, str]) -> dict[str, str]:
    """Those variables that are newsline's."""
    return {name: value for name, value in env.items() if name.startswith("NEWSLINE_")}


def seen_by(env: dict[str, str], patch: pytest.MonkeyPatch) -> Settings:
    """The settings as a process with this environment reads them."""
    for name in ours(os.environ):
        patch.delenv(name)
    for name, value in ours(env).items():
        patch.setenv(name, value)
    return load()


def test_every_setting_is_tested() -> None:
    """The table above has a value for each setting, which is not its default."""
    assert {name.lower() for name in SET} == set(Settings.model_fields)


ALONE = [[name] for name in SET if name not in {"ELASTICSEARCH_API_KEY", "ELASTICSEARCH_CA"}]  # these two need the address


@pytest.mark.parametrize("names", [[], *ALONE, list(SET)], ids=lambda names: names[0] if len(names) == 1 else str(len(names)))
def test_environment(monkeypatch: pytest.MonkeyPatch, names: list[str]) -> None:
    """Another process sees the settings that were set, and no others; what is not ours is handed on as it is."""
    for name in names:
        monkeypatch.setenv(f"NEWSLINE_{name}", SET[name])
    settings = load()
    env = environment(settings)

    assert set(ours(env)) == {f"NEWSLINE_{name}" for name in names}
    assert env.items() - ours(env).items() == os.environ.items() - ours(os.environ).items()
    assert seen_by(env, monkeypatch) == settings


def test_environment_of_changed_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a command changed counts, not what the environment said; what it set back to nothing is not handed on."""
    monkeypatch.setenv("NEWSLINE_HOME", "/srv/newsline")
    monkeypatch.setenv("NEWSLINE_ARCHIVE_URL", "s3://pages")
    monkeypatch.setenv("NEWSLINE_GOLD", "/gold")
    settings = load().model_copy(update={"home": Path("/tmp/demo"), "archive_url": None, "tries": 7})  # noqa: S108  only a name

    assert ours(environment(settings)) == {"NEWSLINE_HOME": "/tmp/demo", "NEWSLINE_TRIES": "7"}  # noqa: S108


@pytest.mark.parametrize(
    ("given", "needs_redis", "started"),
    [
        ({}, True, {"redis": True, "elasticsearch": True}),
        ({"redis_url": "redis://given:1"}, True, {"redis": False, "elasticsearch": True}),
        ({"elasticsearch_url": "http://given:2"}, True, {"redis": True, "elasticsearch": False}),
        ({"redis_url": "redis://given:1", "elasticsearch_url": "http://given:2"}, True, None),
        ({}, False, {"redis": True, "elasticsearch": True}),  # others, who need both, may come and share them
        ({"redis_url": "redis://given:1"}, False, {"redis": False, "elasticsearch": True}),
        ({"elasticsearch_url": "http://given:2"}, False, None),  # a search starts no Redis
    ],
    ids=["none set", "redis", "elasticsearch", "both", "none set, to search", "redis, to search", "elasticsearch, to search"],
)
def test_services(monkeypatch: pytest.MonkeyPatch, given: dict[str, str], needs_redis: bool, started: dict[str, bool] | None) -> None:
    """What is set is used and not started; the rest is embedded, for as long as the block runs."""
    asked: list[dict[str, Any]] = []

    @contextmanager
    def lease(_home: Path, **wanted: Any) -> Iterator[Addresses]:
        asked.append(wanted)
        yield Addresses("redis://embedded:3" if wanted["redis"] else "", "http://embedded:4" if wanted["elasticsearch"] else "")

    monkeypatch.setattr("desk.services.lease", lease)
    for name, value in given.items():
        monkeypatch.setenv(f"NEWSLINE_{name}".upper(), value)
    with services(load(), needs_redis=needs_redis) as settings:
        hosts = [url.host for url in (settings.redis_url, settings.elasticsearch_url) if url]

    wanted = [name for name in ("redis_url", "elasticsearch_url") if started or name in given]
    assert hosts == ["given" if name in given else "embedded" for name in wanted]
    assert [{name: call[name] for name in ("redis", "elasticsearch")} for call in asked] == ([started] if started else [])


@pytest.mark.parametrize(
    "line",
    ["https://[::1]/feed: no answer", "a [red]title[/red]", "[/b] stray", "[link=x]", "x" * 200],
    ids=["IPv6", "tag", "stray", "link", "long"],
)
def test_told_as_it_is(capsys: pytest.CaptureFixture[str], line: str) -> None:
    """What is told stands on stderr in one line, letter for letter, whatever a feed put into it."""
    tell(line)

    assert capsys.readouterr() == ("", line + "\n")
