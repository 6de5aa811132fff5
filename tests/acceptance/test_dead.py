"""An article that breaks a stage is kept, shown, and can be tried again."""

import json
from typing import Any

from workers.audit import audit


def test_dead_article_is_kept_and_tried_again(desk: Any, local: Any) -> None:
    """A server that is down for too long leaves a dead article with its reason; once it is up, a retry indexes it."""
    text = " ".join(["The harbour office in Port Ellery opens its new gate on Monday morning."] * 8)
    page = f"<html><body><article><p>{text}</p></article></body></html>".encode()
    replies = {"/a": local.reply(b"", status=503)}
    with local.serving(replies) as address:
        replies["/feed.xml"] = local.reply(local.rss([f"{address}/a"]), "application/rss+xml")
        desk.watch([f"{address}/feed.xml"])
        with desk.running():
            desk.wait(lambda edge: edge.index.count_fates() == {"dead": 1} and not edge.ledger.under_way())
            (dead,) = json.loads(desk.newsline("dead", "list", "--json").stdout)
            assert "the server answers 503 (tried 2 times)" in dead["reason"]
            assert json.loads(desk.newsline("dead", "show", dead["key"]).stdout)["message"]["url"] == f"{address}/a"

            replies["/a"] = local.reply(page)
            assert desk.newsline("dead", "retry", dead["key"]).returncode == 0
            desk.wait(lambda edge: edge.index.count_fates() == {"indexed": 1})
        assert audit(desk.edge()).adds_up


def test_unknown_key_is_told(desk: Any) -> None:
    """A key that is not dead is named, with what to do."""
    end = desk.newsline("dead", "retry", "nothing-1")

    assert end.returncode == 2
    assert "nothing-1: no dead article has this key" in end.stderr
