"""`newsline try` as a process of its own, over many lines."""

import json
import os
import subprocess
import sys
from pathlib import Path

NEWSLINE = Path(sys.executable).parent / "newsline"
TEXT = "“The bridge over the river will open in the spring,” Ann Lee said on Monday. She spoke to reporters in Paris."
LINES = [json.dumps({"id": str(number), "text": TEXT}) if number % 10 else "{" for number in range(70)]


def run(*options: str) -> subprocess.CompletedProcess[str]:
    """`newsline try quotes` over the lines."""
    given = "".join(f"{line}\n" for line in LINES)
    command = [str(NEWSLINE), "try", "quotes", "-", "--jsonl", *options]
    return subprocess.run(command, env=os.environ, input=given, capture_output=True, text=True, timeout=120, check=False)


def test_workers_give_the_same() -> None:
    """Several processes print what one prints, in the same order, over many chunks, bad lines among them."""
    one, two = run(), run("--workers", "2")

    assert two.stdout == one.stdout
    assert (one.returncode, two.returncode, one.stderr, two.stderr) == (1, 1, "", "")
    assert [json.loads(line)["id"] for line in one.stdout.splitlines()] == [str(n) if n % 10 else None for n in range(70)]
