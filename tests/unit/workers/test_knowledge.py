"""The knowledge file at the edge."""

from pathlib import Path

import pytest

from pipeline.entities import BadKnowledge
from workers.knowledge import check_knowledge, load_knowledge


def test_no_file() -> None:
    """Without a file nothing is known."""
    assert not load_knowledge(None)


def test_a_file(tmp_path: Path) -> None:
    """A file is read whole."""
    path = tmp_path / "people.csv"
    path.write_text("name,aliases,label,wikidata\nAnn Roe,,person,\n", encoding="utf-8")

    assert load_knowledge(path)


@pytest.mark.parametrize("name", ["missing.csv", "."])
def test_a_file_that_is_not_there(tmp_path: Path, name: str) -> None:
    """It is one line that names the file and the setting."""
    with pytest.raises(BadKnowledge, match=r"^.+: .+; NEWSLINE_KNOWLEDGE must name a CSV file$"):
        load_knowledge(tmp_path / name)


def test_a_worker_does_not_start_on_a_wrong_file(tmp_path: Path) -> None:
    """The process ends before it takes a message."""
    path = tmp_path / "people.csv"
    path.write_text("name\n", encoding="utf-8")

    with pytest.raises(SystemExit, match=r"people\.csv:1: no column aliases"):
        check_knowledge(path)
