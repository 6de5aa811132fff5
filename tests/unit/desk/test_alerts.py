"""`newsline alerts add` refuses a rule that is wrong before any service is asked."""

import sys

import pytest

from desk.main import main


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["talks"], "rule talks: it matches everything; give it --query or a filter"),
        (["talks", "--query", "-war"], "rule talks: its query cannot be read: -war: it says only what must not be there"),
        (["talks", "--query", '"the talks'], "rule talks: its query cannot be read"),
        (["two words", "--query", "talks"], "rule two words: a name has 1 to 64"),
        (["talks", "--query", "talks", "--within", "1 hour ago"], "1 hour ago: this is no duration"),
        (["talks", "--query", "talks", "--min-clusters", "2"], "--min-clusters above 1 and --within go together"),
        (["talks", "--query", "talks", "--to", "nosuch://s3cret"], "target nosuch 1: apprise does not take this address"),
        (["talks", "--query", "talks", "--to", "slack://s3cret"], "target slack 1: apprise does not take this address: An invalid Slack"),
        (["talks", "--query", "talks", "--to", "json://host", "--to", "s3cret"], "target: this is no address of apprise"),
    ],
)
def test_a_wrong_rule(words: list[str], reason: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The reason is one line on stderr that names the rule or what is wrong with it, and the exit code is 2."""
    monkeypatch.setattr(sys, "argv", ["newsline", "alerts", "add", *words])
    with pytest.raises(SystemExit) as ended:
        main()

    told = capsys.readouterr()
    assert ended.value.code == 2
    assert told.out == ""
    assert told.err.startswith("newsline: ")
    assert reason in told.err
    assert told.err.count("\n") == 1
    assert "s3cret" not in told.err
