"""The knowledge file, read once a process. In: its path; out: `Knowledge`.

Invariant: a file that is missing or wrong is one line that names it and the remedy.
"""

from pathlib import Path

from pipeline.entities import BadKnowledge, Knowledge, parse_knowledge


def load_knowledge(path: Path | None) -> Knowledge:
    """The names of the file; none where no file is set.

    Raises:
        BadKnowledge: the file cannot be read, or is wrong.
    """
    if path is None:
        return Knowledge()
    try:
        return parse_knowledge(path.expanduser().read_bytes(), str(path))
    except OSError as error:
        raise BadKnowledge(f"{error.strerror}; NEWSLINE_KNOWLEDGE must name a CSV file", about=str(path)) from error


def check_knowledge(path: Path | None) -> None:
    """Look at the file before a worker takes a message.

    Raises:
        SystemExit: the file is missing or wrong; the message says how.
    """
    try:
        load_knowledge(path)
    except BadKnowledge as error:
        raise SystemExit(str(error)) from error
