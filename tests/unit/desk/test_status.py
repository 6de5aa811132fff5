"""What `newsline status` finds that waits while nobody works on it."""

import pytest

from desk.status import find_unattended
from pipeline.queues import QUEUES

ALL = {"scheduler": 1, "alerts": 1}
NONE = {"scheduler": 0, "alerts": 0}


@pytest.mark.parametrize(
    ("waiting", "processes", "due", "rules", "found"),
    [
        pytest.param({}, NONE, 0, 0, {}, id="nothing runs, nothing waits"),
        pytest.param({"quotes": {"messages": 12}}, ALL, 0, 0, {"quotes": "12 messages"}, id="a queue without a worker"),
        pytest.param({"quotes": {"messages": 12, "workers": 1}}, ALL, 0, 0, {}, id="a queue with one"),
        pytest.param(
            {"clean": {"workers": 1}, "quotes": {"messages": 1}}, ALL, 0, 0, {"quotes": "1 message"}, id="a worker of another queue"
        ),
        pytest.param({}, {"scheduler": 0, "alerts": 1}, 3, 0, {"scheduler": "3 feeds"}, id="feeds are due"),
        pytest.param(
            {"fetch": {"postponed": 2}}, {"scheduler": 0, "alerts": 1}, 0, 0, {"scheduler": "2 articles"}, id="postponed articles"
        ),
        pytest.param({"fetch": {"postponed": 2}}, ALL, 3, 1, {}, id="all are at work"),
        pytest.param({}, {"scheduler": 1, "alerts": 0}, 3, 1, {"alerts": "1 rule"}, id="rules that nobody tries"),
        pytest.param(
            {"poll": {"messages": 1}}, NONE, 1, 1, {"poll": "1 message", "scheduler": "1 feed", "alerts": "1 rule"}, id="nothing runs"
        ),
    ],
)
def test_unattended(waiting: dict[str, dict[str, int]], processes: dict[str, int], due: int, rules: int, found: dict[str, str]) -> None:
    """What waits is told only where no process of that name lives; where nothing waits nothing need run."""
    empty = {"workers": 0, "messages": 0, "under_way": 0, "postponed": 0}
    queues = {queue: empty | waiting.get(queue, {}) for queue in QUEUES}

    assert find_unattended(queues, processes, due=due, rules=rules) == found
