"""Addresses of apprise: what is refused, and that no part of one is ever told."""

import pytest

from pipeline.errors import Rejected
from workers.courier import check_targets, deliver, label

SECRETS = "json://ann:hunter22@127.0.0.1:9/services/T0KEN?+Authorization=Bearer-5ecret"


def test_label() -> None:
    """Each address has a name of its kind and its place, and nothing else of it."""
    assert label(["slack://A/B/C", "JSONS://host/path", "slack://D/E/F"]) == {
        "slack 1": "slack://A/B/C",
        "jsons 2": "JSONS://host/path",
        "slack 3": "slack://D/E/F",
    }


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("hook.example.org", "target: this is no address of apprise"),
        ("nosuch://s3cret/pa55word", "target nosuch 1: apprise does not take this address: Unparseable URL nosuch://…/…"),
        ("slack://s3cret", "target slack 1: apprise does not take this address: An invalid Slack .* Token"),
        ("mailto://", "target mailto 1: apprise does not take this address: Invalid ~From~ email"),
        ("json://", "target json 1: apprise does not take this address"),
    ],
)
def test_a_wrong_address(address: str, reason: str) -> None:
    """An address that apprise cannot use is refused with apprise's reason, without what is secret in it."""
    with pytest.raises(Rejected, match=reason) as refused:
        check_targets([address])

    assert "s3cret" not in str(refused.value)
    assert "pa55word" not in str(refused.value)


def test_right_addresses() -> None:
    """Many services at once; nothing is sent."""
    check_targets(
        ["json://host/path", "mailto://user:password@mail.example?to=a@mail.example", "tgram://123456789:abcdefghijklmnop/12315544"]
    )


def test_an_error_tells_nothing() -> None:
    """What went wrong is told without any part of the address."""
    told = deliver(SECRETS, "title", "message")

    assert told
    assert "Connection error" in told
    assert not [part for part in ("hunter22", "127.0.0.1", "services", "T0KEN", "5ecret") if part in told]
