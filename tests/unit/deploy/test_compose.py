"""deploy/compose.yaml, which cannot be run here: by the schema of the Compose Specification, and against the code."""

import json
import re
import shlex
import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from config.settings import Settings
from desk.fleet import LOOPS, PUSH, commands
from pipeline.queues import QUEUES
from workers.limits import LONGEST_S

ROOT = Path(__file__).parents[3]
TEXT = (ROOT / "deploy/compose.yaml").read_text()
COMPOSE = yaml.safe_load(TEXT)
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = {name: service for name, service in SERVICES.items() if service["image"] == "newsline"}
SCHEMA = json.loads(Path(__file__).with_name("compose-spec.json").read_text())


def words(service: dict[str, Any]) -> list[str]:
    """What the service runs, without the path of its program."""
    return shlex.split(service["command"]) if isinstance(service["command"], str) else service["command"]


def options(command: list[str]) -> dict[str, str]:
    """The options of a command line, without those in which the two ways of running newsline may differ."""
    found = re.findall(r"(--[\w-]+)(?: ([^-]\S*))?", " ".join(command))
    return {name: value for name, value in found if name not in {"--concurrency", "--hostname"}}


def seconds(duration: str) -> int:
    """A duration of whole seconds: `seconds("150s") == 150`."""
    assert duration.endswith("s")
    return int(duration[:-1])


def longest_task_s() -> float:
    """The longest time after which a task is killed."""
    return float(LONGEST_S)


def test_it_fits_the_specification() -> None:
    """The file is one that Compose takes."""
    jsonschema.Draft7Validator(SCHEMA).validate(COMPOSE)


@pytest.mark.parametrize(
    "wrong",
    [
        {"stop_grace": "150s"},  # no such key
        {"restart": ["always"]},  # a list where a word belongs
        {"healthcheck": {"tests": "true"}},  # no such key, one level down
        {"env_file": [{"file": "x"}]},  # an object of the wrong kind
    ],
)
def test_the_schema_finds_what_is_wrong(wrong: dict[str, Any]) -> None:
    """A service with a key or a value that Compose does not know fails."""
    spoiled = {"services": {"poll": SERVICES["poll"] | wrong}}

    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft7Validator(SCHEMA).validate(spoiled)


def test_each_queue_has_a_service_and_each_worker_a_queue() -> None:
    """The workers' services are the queues, each consuming the one that it is named after."""
    queues = {name: options(words(service))["--queues"] for name, service in OURS.items() if "--queues" in words(service)}

    assert queues == {queue: queue for queue in QUEUES}


@pytest.mark.parametrize("name", [*LOOPS, *QUEUES])
def test_a_service_runs_what_newsline_run_runs(name: str) -> None:
    """But for the number of processes and their names, production runs the same command lines as `newsline run`."""
    command = words(SERVICES[name])
    local = commands()[name][1:]  # without the interpreter

    assert options(command) == options(local)
    assert command[:3] == ["python", *local[:2]] if name in LOOPS else command[0] == "celery" == local[1]


def test_every_process_of_newsline_run_is_a_service() -> None:
    """Nothing that `newsline run` starts is missing; beyond it there is only the command itself. Pushes are off by default."""
    assert OURS.keys() - {"newsline"} == commands().keys() | PUSH.keys()
    assert shlex.split(OURS["websub"]["command"]) == ["python", *PUSH["websub"][1:]]
    assert OURS["websub"]["profiles"] == ["push"]


@pytest.mark.parametrize("name", [*LOOPS, *QUEUES])
def test_workers_can_be_scaled_and_drained(name: str) -> None:
    """Nothing stands in the way of a second one, all share the archive, and a stop waits for the longest task."""
    service = SERVICES[name]

    assert not {"container_name", "ports", "hostname"} & service.keys()
    assert service["volumes"] == ["home:" + service["environment"]["NEWSLINE_HOME"]]
    assert service["restart"] == "unless-stopped"
    assert seconds(service["stop_grace_period"]) > longest_task_s()


def test_a_message_is_not_given_to_another_while_its_task_may_still_run() -> None:
    """By default the visibility timeout is above the longest time limit."""
    assert Settings.model_fields["visibility_timeout_s"].default > longest_task_s()


def test_every_variable_is_a_setting() -> None:
    """No service is given a NEWSLINE_ variable that is none."""
    given = {name for service in OURS.values() for name in service["environment"]}

    assert given <= {f"NEWSLINE_{field}".upper() for field in Settings.model_fields}
    assert set(re.findall(r"NEWSLINE_\w+", TEXT)) == given


def test_the_addresses_given_are_services_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the workers are told fits the settings, and names services that they wait for."""
    for name, value in SERVICES["poll"]["environment"].items():
        monkeypatch.setenv(name, value)
    settings = Settings()

    assert settings.redis_url
    assert settings.elasticsearch_url
    assert {settings.redis_url.host, settings.elasticsearch_url.host} == set(SERVICES["poll"]["depends_on"])


@pytest.mark.parametrize("name", ["redis", "elasticsearch", "kibana", *QUEUES])
def test_a_service_tells_whether_it_is_well(name: str) -> None:
    """There is a health check, and its variables are left for the container to fill in."""
    test = SERVICES[name]["healthcheck"]["test"]

    assert test[0] == "CMD-SHELL"
    assert "$" not in test[1].replace("$$", "")


def test_only_the_loopback_address_is_published() -> None:
    """Without passwords nothing may be reached from elsewhere."""
    ports = [port for service in SERVICES.values() for port in service.get("ports", ())]

    assert ports
    assert all(port.startswith("127.0.0.1:") for port in ports)


def test_redis_keeps_every_write() -> None:
    """Queues and ledger are in an append-only file on a volume, and nothing is ever evicted."""
    command = " ".join(words(SERVICES["redis"]))

    assert "--appendonly yes" in command
    assert "--maxmemory-policy noeviction" in command
    assert SERVICES["redis"]["volumes"] == ["redis:/data"]


def test_elasticsearch_is_the_version_that_the_tests_run_on() -> None:
    """The embedded node, and so every integration test, is of the version that production runs; Kibana's is the same."""
    lock = tomllib.loads((ROOT / "deploy/embedded/elasticsearch.lock.toml").read_text())
    version = next(jar["version"] for jar in lock["dependencies"] if jar["artifactId"] == "elasticsearch")

    assert {SERVICES[name]["image"].rpartition(":")[2] for name in ("elasticsearch", "kibana")} == {version}
