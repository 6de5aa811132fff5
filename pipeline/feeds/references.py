"""The bytes of XML in, the same without references to what is no character out.

Invariant: what is a character stays as it stands. Half characters come from emoji that were cut into two ("&#xD83D;&#xDE00;").
"""

import re
import sys

REFERENCE = re.compile(rb"&#(?:[xX]([0-9a-fA-F]+)|([0-9]+));?")
SURROGATES = range(0xD800, 0xE000)


def drop_odd_references(body: bytes) -> bytes:
    """The body without references to half characters ("&#xD83D;") and to none ("&#99999999999;"), over which parsers fall."""
    return REFERENCE.sub(lambda found: found[0] if _is_character(found) else b"", body)


def _is_character(reference: re.Match[bytes]) -> bool:
    digits = (reference[1] or reference[2]).lstrip(b"0")
    if len(digits) > 8:  # noqa: PLR2004  more than any character has
        return False
    number = int(digits or b"0", 16 if reference[1] else 10)
    return number <= sys.maxunicode and number not in SURROGATES
