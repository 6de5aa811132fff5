"""The settings table of docs/operations.md and the sample environment are made from the fields of Settings.

`python tests/unit/docs/test_settings.py` writes both anew.
"""

import json
import re
import shlex
from pathlib import Path

import pytest

from config.settings import PREFIX, Settings, load

ROOT = Path(__file__).parents[3]
OPERATIONS = ROOT / "docs/operations.md"
SAMPLE = ROOT / "config/newsline.env.sample"
REFRESH = ".venv/bin/python tests/unit/docs/test_settings.py"
TABLE = re.compile(r"(?<=<!-- settings -->\n).*?(?=<!-- end -->)", re.DOTALL)
SAMPLE_HEAD = """# What can be set, with its defaults. Copy it to config/newsline.env, where deploy/compose.yaml reads it, or load it:
#   set -a; . config/newsline.env; set +a
# A name that is no setting, or a value that does not fit, stops newsline at its start with a line that says so.
"""


def build_table() -> str:
    """The settings as a table, a row each."""
    rows = [
        f"| `{_variable(name)}` | {_code(_default(name))} | {_bounds(name)} | {_description(name)} |\n" for name in Settings.model_fields
    ]
    return "".join(["| variable | default | allowed | what it does |\n", "|---|---|---|---|\n", *rows])


def build_sample() -> str:
    """The settings as a commented environment file, with their defaults."""
    return SAMPLE_HEAD + "".join(
        f"\n# {_description(name)}\n# {_variable(name)}={shlex.quote(_default(name) or '')}\n" for name in Settings.model_fields
    )


def _variable(name: str) -> str:
    return f"{PREFIX}{name}".upper()


def _description(name: str) -> str:
    return Settings.model_fields[name].description or ""


def _default(name: str) -> str | None:
    value = Settings.model_fields[name].default
    if value in {None, "", ()} if not isinstance(value, dict) else not value:
        return None
    return json.dumps(value) if isinstance(value, dict) else str(value)


def _bounds(name: str) -> str:
    schema = Settings.model_json_schema()["properties"][name]
    words = {"minimum": "from {}", "exclusiveMinimum": "more than {}", "maximum": "to {}", "pattern": "`{}`"}
    return " ".join(text.format(str(schema[key]).replace("|", "\\|")) for key, text in words.items() if key in schema)


def _code(value: str | None) -> str:
    return f"`{value}`" if value else ""


def test_the_table_of_settings_is_that_of_the_code() -> None:
    """docs/operations.md lists every setting with its default, bounds and description, and no other."""
    assert TABLE.findall(OPERATIONS.read_text()) == [build_table()], f"to write it anew: {REFRESH}"


def test_the_sample_environment_is_that_of_the_code() -> None:
    """config/newsline.env.sample holds every setting, commented, with its description and default."""
    assert SAMPLE.read_text() == build_sample(), f"to write it anew: {REFRESH}"


def test_the_sample_with_all_lines_in_force_gives_the_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    """Uncommenting a line of the sample changes nothing: the values are the defaults, as the environment spells them."""
    for name, value in (
        line.removeprefix("# ").split("=", 1) for line in SAMPLE.read_text().splitlines() if line.startswith(f"# {PREFIX}")
    ):
        monkeypatch.setenv(name, "".join(shlex.split(value)))

    assert load() == Settings()


if __name__ == "__main__":
    SAMPLE.write_text(build_sample())
    OPERATIONS.write_text(TABLE.sub(lambda _: build_table(), OPERATIONS.read_text()))
