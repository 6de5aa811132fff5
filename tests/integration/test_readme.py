"""The first search of the README, as a new user would type it, on real services."""

import os
import re
import shlex
import subprocess
from pathlib import Path

import pytest

from deploy.embedded import Addresses

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text()
FENCE = re.compile(r"## A first search.*?```sh\n(.*?)```", re.DOTALL)
SHOWN = re.compile(r"(?<=<!-- quotations -->\n```\n).*?(?=```\n<!-- end -->)", re.DOTALL)


def without_scores(text: str) -> str:
    """What is printed, but for how sure a quotation is: that moves with every measurement."""
    return re.sub(r"\d\.\d\d$", "", text, flags=re.MULTILINE).strip()


@pytest.mark.timeout(180)
def test_the_first_search_works_as_written(services: Addresses, tmp_path: Path) -> None:
    """The three commands succeed; the quotations are those that the README shows, and the search finds the article."""
    found = FENCE.search(README)
    shown = SHOWN.search(README)
    assert found
    assert shown
    env = os.environ | {
        "NEWSLINE_HOME": str(tmp_path),
        "NEWSLINE_REDIS_URL": services.redis_url.removesuffix("/0") + "/6",
        "NEWSLINE_ELASTICSEARCH_URL": services.elasticsearch_url,
        "NEWSLINE_ELASTICSEARCH_PREFIX": "readme-",
    }

    ingested, quotations, search, article = (
        subprocess.run(shlex.split(line), cwd=ROOT, env=env, capture_output=True, text=True, check=True, timeout=60).stdout
        for line in found[1].splitlines()
    )

    assert "indexed" in ingested
    assert without_scores(quotations) == without_scores(shown[0])
    assert search.startswith("1 article\n")
    assert "Norway to build a rescue station in Hammerfest" in search
    assert article.startswith("Norway to build a rescue station in Hammerfest\n2026-02-03")
