"""The queues, and the table of what is done in them."""

import pytest

from pipeline.entities import Knowledge
from pipeline.model import Article
from pipeline.queues import QUEUES, next_queue
from pipeline.stages import STAGES, Stage


def test_the_flow() -> None:
    """The queues are poll and fetch, the stages in their order, and index."""
    assert tuple(stage.name for stage in STAGES) == QUEUES[2:-1]
    assert (QUEUES[:2], QUEUES[-1]) == (("poll", "fetch"), "index")


@pytest.mark.parametrize(("queue", "after"), [("poll", "fetch"), ("fetch", "clean"), ("clean", "entities"), ("quotes", "index")])
def test_next_queue(queue: str, after: str) -> None:
    """Each queue hands on to the one below it."""
    assert next_queue(queue) == after


@pytest.mark.parametrize("queue", ["index", "nosuch"])
def test_nothing_follows(queue: str) -> None:
    """The last queue has none after it, and an unknown one is an error rather than a guess."""
    with pytest.raises((IndexError, ValueError)):
        next_queue(queue)


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.name)
def test_stage_leaves_what_has_ended(stage: Stage) -> None:
    """A stage asks for nothing but a page or the models, and gives back what has its fate as it was, in order."""
    ended = [
        Article(id=str(number), url="", canonical_url="", key=str(number), fate="dead", text="Ann Lee said: “No.”") for number in range(3)
    ]
    needs = {
        "page": lambda article: pytest.fail(f"asked for the page of {article.key}"),
        "nlp": lambda _language: None,
        "knowledge": Knowledge(),
    }

    assert stage.run(ended, *(needs[name] for name in stage.needs)) == ended
