"""deploy/Dockerfile and .dockerignore, which cannot be run here: against the files that they name."""

import re
import tomllib
from fnmatch import fnmatch
from pathlib import Path

from config.settings import Settings

ROOT = Path(__file__).parents[3]
DOCKERFILE = (ROOT / "deploy/Dockerfile").read_text()
IGNORE = (ROOT / ".dockerignore").read_text()


def test_every_variable_is_a_setting() -> None:
    """The image sets no NEWSLINE_ variable that is none."""
    variables = set(re.findall(r"NEWSLINE_\w+", DOCKERFILE))

    assert variables
    assert variables <= {f"NEWSLINE_{field}".upper() for field in Settings.model_fields}


def test_the_image_is_given_every_package_and_no_secret() -> None:
    """What the wheel is made of passes .dockerignore; an environment file with passwords, .git and .venv do not."""
    allowed = [line.removeprefix("!") for line in IGNORE.splitlines() if line.startswith("!")]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    packages = project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    files = [project["project"]["readme"], *project["project"]["license-files"], "pyproject.toml", "requirements.lock"]

    assert set(allowed) == {*packages, *files}
    assert IGNORE.splitlines()[1] == "*"
    assert any(fnmatch("config/newsline.env", line) for line in IGNORE.splitlines() if not line.startswith(("!", "*")))


def test_the_lock_names_the_uv_that_the_image_installs() -> None:
    """The line that the Dockerfile reads from the lock is there, once."""
    assert "sed -n 's/^# uv: //p' requirements.lock" in DOCKERFILE
    assert len(re.findall(r"^# uv: uv==[\d.]+$", (ROOT / "requirements.lock").read_text(), re.MULTILINE)) == 1


def test_nothing_is_installed_that_the_lock_does_not_hold() -> None:
    """Each `uv pip install` is bound to the lock's versions and hashes, or installs newsline alone."""
    installs = re.findall(r"uv pip install (.*)", DOCKERFILE)

    assert len(installs) == 2
    assert all("constraints requirements.lock" in line for line in installs)


def test_it_does_not_run_as_root() -> None:
    """The last stage changes to a user without rights."""
    last = DOCKERFILE.rpartition("\nFROM ")[2]

    assert re.search(r"^USER newsline$", last, re.MULTILINE)
