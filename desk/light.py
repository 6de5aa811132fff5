"""The command without the asyncio half of Elasticsearch's client, which it never uses and which takes as long to import as the other.

In: nothing; out: stand-ins in `sys.modules` for this process, to be put there before the client is imported. Invariant: a
stand-in is only ever imported from; where a later client has other modules, it is not used, and all is imported as usual.
"""

import sys
from types import ModuleType

UNUSED = ("elasticsearch._async.client", "elastic_transport._node._http_aiohttp")


class _StandIn(ModuleType):
    """A module in which every public name is there."""

    def __getattr__(self, name: str) -> type[object]:
        if name.startswith("__"):
            raise AttributeError(name)
        return object


def leave_out_asyncio() -> None:
    """Let what imports the unused modules have their stand-ins, unless they are there already."""
    for name in UNUSED:
        sys.modules.setdefault(name, _StandIn(name))
