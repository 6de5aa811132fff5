"""`newsline index` at the command line."""

import pytest
from typer.testing import CliRunner

from desk import index as desk
from pipeline.index.templates import KINDS
from workers.edge import Edge


@pytest.fixture
def run(edge: Edge, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    """Commands use the edge's services; its articles of January are there, made with another mapping."""
    monkeypatch.setattr(desk, "load", lambda: edge.settings)
    prefix = edge.settings.elasticsearch_prefix
    for kind in KINDS:
        old = {"properties": {"publisher": {"type": "text"}}}
        edge.index.client.indices.create(index=f"{prefix}{kind}-2026.01", mappings=old, aliases={prefix + kind: {}})
    return CliRunner()


def test_from_check_to_drop(run: CliRunner) -> None:
    """What differs is told with the remedy, which helps; a month goes only when somebody says yes."""
    found = run.invoke(desk.app, ["check"])
    assert found.exit_code == 1
    assert found.stdout.count("newsline index migrate") == len(KINDS)
    assert run.invoke(desk.app, ["setup"]).exit_code == 0
    assert "articles-2026.01-v2" in run.invoke(desk.app, ["migrate"]).stdout
    assert "articles-2026.01-v1" in run.invoke(desk.app, ["migrate", "--drop-old"]).stdout
    assert run.invoke(desk.app, ["check"]).exit_code == 0
    assert run.invoke(desk.app, ["drop-before", "2026-13"]).exit_code == 2
    assert run.invoke(desk.app, ["drop-before", "9999-01", "--yes"]).exit_code == 2
    refused = run.invoke(desk.app, ["drop-before", "2026-02"], input="n\n")
    assert (refused.exit_code, "nothing deleted" in refused.stdout) == (1, True)
    dropped = run.invoke(desk.app, ["drop-before", "2026-02", "--yes"])
    assert dropped.exit_code == 0
    assert "2 deleted" in dropped.stdout
