"""spaCy's models, loaded once a process and only when first needed. In: a language code; out: spaCy's object or None.

Invariant: a language without a model gives None; a model that is named but not installed is a service that is away: no
article is to blame, so they wait until it is there.
"""

import warnings
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.util import get_package_path, is_package
from thinc.api import set_current_ops

from pipeline.errors import Unavailable
from workers.matrices import fastest_ops

NOT_INSTALLED = "this spaCy model is not installed; install it, or name another in NEWSLINE_MODELS"

MANY = 30_000  # words a model learns and keeps, some 10 MB; a language's frequent ones come early


class Models:
    """The models of each language: `models("fr")` is the French one."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names
        self._loaded: dict[str, Language] = {}

    def __call__(self, language: str | None) -> Language | None:
        """spaCy's object for this language, None where no model is named for it."""
        name = self._names.get(language or "")
        if name is None:
            return None
        if name not in self._loaded:
            self._loaded[name] = _load(name)
        return self._loaded[name]

    @contextmanager
    def forgetting(self) -> Iterator[None]:
        """What the models meet inside they forget at the end, once they know so many words that they would know too many in a year.

        Not before, for a word that is known takes a tenth of the time.
        """
        with ExitStack() as stack:
            for nlp in self._loaded.values():
                if len(nlp.vocab) > MANY:
                    stack.enter_context(nlp.memory_zone())
            yield


def missing_models(names: Mapping[str, str]) -> list[str]:
    """The models that are named but not installed."""
    return sorted(name for name in names.values() if not is_package(name) and not Path(name).exists())


def _load(name: str) -> Language:
    with warnings.catch_warnings():
        # W095: the Spanish model on the registry was made by spaCy 3.1; tests/unit/test_models.py shows that it works.
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        set_current_ops(fastest_ops())  # a model keeps those that it was loaded with
        return spacy.load(find_folder(name))


def find_folder(name: str) -> Path:
    """Where a model's files are, below a folder or a package, whatever the package calls it.

    Raises:
        Unavailable: there are none.
    """
    configs = sorted((get_package_path(name) if is_package(name) else Path(name)).rglob("config.cfg"))
    if not configs:
        raise Unavailable(NOT_INSTALLED, about=name)
    return configs[0].parent
