"""Pages go into a folder and come out the same."""

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipeline.errors import Unavailable
from pipeline.model import Page
from workers.archive import Archive

NOW = datetime.now(UTC)
KEY = "0123456789abcdef-1"
PAGE = Page(url="https://example.org/a", body=b"<html>\x00\xff" * 1000, content_type="text/html; charset=latin-1")


@pytest.mark.parametrize(
    "page",
    [PAGE, Page(url="https://example.org/a", body=b""), Page(url="https://example.org/é", body="“…”".encode())],
    ids=["bytes", "empty", "text"],
)
def test_round_trip(tmp_path: Path, page: Page) -> None:
    """A page comes back as it was put, also to another process; it takes less room than it is long."""
    Archive(None, tmp_path / "deep/archive").put(KEY, page)

    assert Archive(None, tmp_path / "deep/archive").get(KEY) == page
    assert sum(path.stat().st_size for path in tmp_path.rglob("*.zst")) < len(page.body) + 200


def test_address_of_a_store(tmp_path: Path) -> None:
    """An object store is named by its address, here that of a folder."""
    Archive(tmp_path.as_uri(), Path("/nowhere")).put(KEY, PAGE)

    assert Archive(tmp_path.as_uri(), Path("/nowhere")).get(KEY) == PAGE


def test_put_again(tmp_path: Path) -> None:
    """The page that was put last is the one that is there."""
    archive = Archive(None, tmp_path)
    archive.put(KEY, Page(url="https://example.org/a", body=b"older"))
    archive.put(KEY, PAGE)

    assert archive.get(KEY) == PAGE


def test_page_that_is_not_there(tmp_path: Path) -> None:
    """A key without a page gives None."""
    assert Archive(None, tmp_path).get(KEY) is None


def spoil_folder(folder: Path) -> None:
    """A file where the archive wants its folder (root may write into any folder, so rights would not stop it)."""
    folder.write_text("in the way")


def spoil_pages(folder: Path) -> None:
    """A file where the archive wants a folder for pages."""
    folder.mkdir()
    (folder / "pages").write_text("in the way")


@pytest.mark.parametrize("spoil", [spoil_folder, spoil_pages])
@pytest.mark.parametrize(
    "use",
    [lambda archive: archive.put(KEY, PAGE), lambda archive: archive.get(KEY), lambda archive: archive.drop_before(NOW, 0)],
    ids=["put", "get", "drop"],
)
def test_folder_that_cannot_be_used(tmp_path: Path, spoil: Callable[[Path], None], use: Callable[[Archive], object]) -> None:
    """An archive that cannot be used is a service that is away: in one line that says which, and nothing is lost."""
    spoil(tmp_path / "archive")
    with pytest.raises(Unavailable) as caught:
        use(Archive(None, tmp_path / "archive"))

    assert "\n" not in str(caught.value)
    assert caught.value.reason.startswith("the archive ")


@pytest.mark.parametrize("url", ["nonsense", "bogus://x", "s3:///"])
def test_no_such_store(tmp_path: Path, url: str) -> None:
    """An address that names no store is said so in one line."""
    with pytest.raises(Unavailable) as caught:
        Archive(url, tmp_path)

    assert str(caught.value).startswith(f"{url}: the archive cannot be opened: ")
    assert "\n" not in str(caught.value)


def aged(folder: Path, key: str, days: float) -> None:
    """Put a page and let it be so old."""
    Archive(None, folder).put(key, PAGE)
    (path,) = folder.rglob(f"{key}.zst")
    then = (NOW - timedelta(days=days)).timestamp()
    os.utime(path, (then, then))


def test_page_of_an_earlier_time(tmp_path: Path) -> None:
    """An entry that comes back after it was forgotten has its old key, but not the page of then; clocks may differ by hours."""
    aged(tmp_path, KEY, days=1)
    archive = Archive(None, tmp_path)

    assert archive.get(KEY, NOW - timedelta(hours=1)) == PAGE
    assert archive.get(KEY, NOW + timedelta(days=30)) is None
    assert archive.get(KEY) == PAGE


def test_old_pages_are_dropped(tmp_path: Path) -> None:
    """Pages that were put before a time leave their folder; younger ones and other folders stay, and an empty folder is none."""
    aged(tmp_path, "0a-old", days=91)
    aged(tmp_path, "0a-new", days=89)
    aged(tmp_path, "0b-old", days=91)
    archive = Archive(None, tmp_path)
    dropped = [archive.drop_before(NOW - timedelta(days=90), 0x0A) for _ in range(2)]

    assert dropped == [1, 0]
    assert [archive.get(key) is not None for key in ("0a-old", "0a-new", "0b-old")] == [False, True, True]
    assert archive.drop_before(NOW, 0xFF) == 0
