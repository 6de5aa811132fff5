"""What can be set: wrong values and misspelt names stop newsline with a line each, which never shows a password."""

from base64 import b64encode
from ipaddress import ip_network

import pytest
from pydantic import ValidationError

from config.settings import BadSettingsError, Settings, load, load_for_worker

PASSWORD = "hunter2"  # noqa: S105  what must not be shown


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("REDIS_URL", "foo"),
        ("REDIS_URL", f"http://me:{PASSWORD}@example.org"),
        ("REDIS_URL", f"redis://me:{PASSWORD}@"),
        ("REDIS_URL", f"redis://me:{PASSWORD}@example.org:port"),
        ("ELASTICSEARCH_URL", "localhost:9200"),
        ("ELASTICSEARCH_URL", f"https://me:{PASSWORD}@example.org:99999"),
        ("ELASTICSEARCH_URL", f"redis://me:{PASSWORD}@example.org"),
        ("ELASTICSEARCH_URL", "cloud:no base64"),
        ("ELASTICSEARCH_URL", "cloud:bm8gc2lnbg=="),
        ("ELASTICSEARCH_CA", "/nowhere/ca.pem"),
        ("ELASTICSEARCH_PREFIX", "Upper-"),
        ("ELASTICSEARCH_PREFIX", "-a"),
        ("ELASTICSEARCH_PREFIX", "a*"),
        ("EMBEDDED_HEAP", "512"),
        ("EMBEDDED_HEAP", "-1g"),
        ("EMBEDDED_HEAP", "half a gig"),
        ("MODELS", "[1]"),
        ("MODELS", '{"en": 5}'),
        ("HOST_PACE_S", "-1"),
        ("HOST_PACE_S", "nan"),
        ("FETCH_TIMEOUT_S", "0"),
        ("FETCH_TIMEOUT_S", "inf"),
        ("FETCH_TIMEOUT_S", "soon"),
        ("PAGE_MAX_BYTES", "-10"),
        ("PAGE_MAX_BYTES", "10MB"),
        ("POLL_INTERVAL_S", "0"),
        ("TRIES", "0"),
        ("TRIES", "1.5"),
        ("RETRY_DELAY_S", "-5"),
        ("VISIBILITY_TIMEOUT_S", "1"),
        ("LOG_LEVEL", "loud"),
    ],
)
def test_bad_value(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    """A value that does not fit is one line that names its variable and shows no value: it may hold a password."""
    monkeypatch.setenv(f"NEWSLINE_{name}", value)
    with pytest.raises(BadSettingsError) as caught:
        load()

    (line,) = str(caught.value).splitlines()
    assert line.startswith(f"NEWSLINE_{name}: ")
    assert len(line) > len(f"NEWSLINE_{name}: ")
    assert PASSWORD not in line


@pytest.mark.parametrize("value", ["en_core_web_sm", '{"en": ', "{en: x}"])
def test_models_that_are_no_json(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    """Models that are no JSON are said to be so in one line."""
    monkeypatch.setenv("NEWSLINE_MODELS", value)
    with pytest.raises(BadSettingsError, match=r"^NEWSLINE_MODELS: .+$"):
        load()


@pytest.mark.parametrize("value", ["10.0.0.1/8", "intranet", "10.0.0.0/8;192.168.0.0/16", "10.0.0.0/99"])
def test_bad_network(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    """What is no network is refused; each line names the variable."""
    monkeypatch.setenv("NEWSLINE_ALLOWED_NETWORKS", value)
    with pytest.raises(BadSettingsError) as caught:
        load()

    assert all(line.startswith("NEWSLINE_ALLOWED_NETWORKS: ") for line in str(caught.value).splitlines())


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("10.0.0.0/8", ["10.0.0.0/8"]),
        ("10.0.0.0/8,192.168.7.1", ["10.0.0.0/8", "192.168.7.1/32"]),
        (" 10.0.0.0/8 , fd00::/8 ,", ["10.0.0.0/8", "fd00::/8"]),
        ("", []),
        (" ", []),
    ],
)
def test_networks(monkeypatch: pytest.MonkeyPatch, value: str, expected: list[str]) -> None:
    """Networks are written with commas between them; a single address is a network too."""
    monkeypatch.setenv("NEWSLINE_ALLOWED_NETWORKS", value)

    assert load().allowed_networks == tuple(map(ip_network, expected))


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("NEWSLINE_REDIS", "NEWSLINE_REDIS is no setting; did you mean NEWSLINE_REDIS_URL?"),
        ("NEWSLINE_ELASTIC_SEARCH_URL", "NEWSLINE_ELASTIC_SEARCH_URL is no setting; did you mean NEWSLINE_ELASTICSEARCH_URL?"),
        ("NEWSLINE_LOGLEVEL", "NEWSLINE_LOGLEVEL is no setting; did you mean NEWSLINE_LOG_LEVEL?"),
        ("NEWSLINE_ZZZZZZZZZZZZZZZZZ", "NEWSLINE_ZZZZZZZZZZZZZZZZZ is no setting; docs/operations.md lists them"),
    ],
)
def test_misspelt_name(monkeypatch: pytest.MonkeyPatch, name: str, line: str) -> None:
    """A name that is no setting stops newsline, with the setting that was meant."""
    monkeypatch.setenv(name, PASSWORD)
    with pytest.raises(BadSettingsError) as caught:
        load()

    assert str(caught.value) == line


def test_all_problems_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of several problems each has its line."""
    for name, value in {"NEWSLINE_TRY": "1", "NEWSLINE_TRIES": "0", "NEWSLINE_LOG_LEVEL": "loud"}.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(BadSettingsError) as caught:
        load()

    assert sorted(line.split()[0].rstrip(":") for line in str(caught.value).splitlines()) == [
        "NEWSLINE_LOG_LEVEL",
        "NEWSLINE_TRIES",
        "NEWSLINE_TRY",
    ]


@pytest.mark.parametrize("name", ["NEWSLINE_GOLD", "NEWS_LINE", "newsline"])
def test_other_names(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Where the gold data lies is for tests; names without the prefix are not ours."""
    monkeypatch.setenv(name, "/somewhere")

    assert load() == Settings()


@pytest.mark.parametrize("name", sorted(Settings.model_fields))
def test_empty_is_unset(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """A variable that is empty is as good as none: the default holds."""
    monkeypatch.setenv(f"NEWSLINE_{name}".upper(), "")

    assert load() == Settings()


@pytest.mark.parametrize(
    ("plain", "address"),
    [
        ("eu-west-1.example.org$abc$def", "https://abc.eu-west-1.example.org/"),
        ("example.org:9243$abc$def", "https://abc.example.org:9243/"),
        ("example.org$abc", "https://abc.example.org/"),
    ],
)
def test_cloud_id(monkeypatch: pytest.MonkeyPatch, plain: str, address: str) -> None:
    """A cloud id stands for its address; the end for Kibana may be missing."""
    monkeypatch.setenv("NEWSLINE_ELASTICSEARCH_URL", f"newsroom:{b64encode(plain.encode()).decode()}")

    assert str(load().elasticsearch_url) == address


@pytest.mark.parametrize(
    ("env", "line"),
    [
        (
            {"ELASTICSEARCH_API_KEY": PASSWORD},
            "NEWSLINE_ELASTICSEARCH_API_KEY is for the Elasticsearch at NEWSLINE_ELASTICSEARCH_URL, which is not set",
        ),
        (
            {"ELASTICSEARCH_API_KEY": PASSWORD, "ELASTICSEARCH_URL": f"https://ann:{PASSWORD}@example.org"},
            "NEWSLINE_ELASTICSEARCH_API_KEY and a user in NEWSLINE_ELASTICSEARCH_URL exclude each other",
        ),
        (
            {"ELASTICSEARCH_CA": __file__, "ELASTICSEARCH_URL": "http://example.org"},
            "NEWSLINE_ELASTICSEARCH_CA needs an address with https in NEWSLINE_ELASTICSEARCH_URL",
        ),
    ],
)
def test_settings_that_do_not_go_together(monkeypatch: pytest.MonkeyPatch, env: dict[str, str], line: str) -> None:
    """Settings that exclude or need each other are named in one line."""
    for name, value in env.items():
        monkeypatch.setenv(f"NEWSLINE_{name}", value)
    with pytest.raises(BadSettingsError) as caught:
        load()

    assert str(caught.value) == line


def test_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    """An API key is shown nowhere that settings are."""
    monkeypatch.setenv("NEWSLINE_ELASTICSEARCH_URL", "https://example.org")
    monkeypatch.setenv("NEWSLINE_ELASTICSEARCH_API_KEY", PASSWORD)

    assert PASSWORD not in f"{load()} {load()!r} {load().model_dump()} {load().model_dump_json()}"


def test_settings_cannot_be_changed() -> None:
    """Settings are made once and passed on."""
    with pytest.raises(ValidationError, match="frozen"):
        load().tries = 3


@pytest.mark.parametrize(
    ("env", "words"),
    [
        ({}, "NEWSLINE_REDIS_URL and NEWSLINE_ELASTICSEARCH_URL must be set for a worker; newsline run starts everything by itself"),
        ({"REDIS_URL": "redis://h"}, "NEWSLINE_ELASTICSEARCH_URL must be set for a worker; newsline run starts everything by itself"),
        ({"TRIES": "0"}, "NEWSLINE_TRIES: Input should be greater than or equal to 1"),
    ],
)
def test_worker_without_its_services(monkeypatch: pytest.MonkeyPatch, env: dict[str, str], words: str) -> None:
    """A worker whose services are not named, or whose settings are wrong, ends with that line."""
    for name, value in env.items():
        monkeypatch.setenv(f"NEWSLINE_{name}", value)
    with pytest.raises(SystemExit) as caught:
        load_for_worker()

    assert caught.value.code == words


def test_worker_with_its_services(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker whose services are named has them as its settings."""
    monkeypatch.setenv("NEWSLINE_REDIS_URL", "redis://h")
    monkeypatch.setenv("NEWSLINE_ELASTICSEARCH_URL", "http://h:9200")

    assert load_for_worker() == load()
