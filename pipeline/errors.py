"""What can go wrong, by what a worker must do about it. In: a reason; out: an exception that pickles.

    PipelineError
    ├── Transient       try again later, with back-off, a bounded number of times
    │   └── Unavailable a service of our own is away: wait for it, however long it takes
    └── Rejected        this input never works: give it a fate with the reason, never try again
        └── Gone        it was taken away for good

Anything else that is raised is a bug: the entry ends as dead, with its error kept. A page that merely holds no
article is no error: the stage returns the article with `rejected` set.
"""


class PipelineError(Exception):
    """The pipeline could not do its work; `reason` says why in one line."""

    def __init__(self, reason: str, *, about: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.about = about  # what it is about: an address, a file, an article's id

    def __str__(self) -> str:
        return f"{self.about}: {self.reason}" if self.about else self.reason


class Transient(PipelineError):
    """It may work later: a server that is busy, a connection that broke."""

    def __init__(self, reason: str, *, about: str | None = None, retry_after_s: float | None = None) -> None:
        super().__init__(reason, about=about)
        self.retry_after_s = retry_after_s  # what the other side asked for, if it did


class Unavailable(Transient):
    """Redis, Elasticsearch or the archive does not answer."""


class Rejected(PipelineError):
    """This input will never work."""


class Gone(Rejected):
    """It was there and was taken away for good (HTTP 410)."""
