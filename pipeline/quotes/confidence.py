"""How sure a quotation is. In: how it was found and what is known of its speaker; out: a share between 0 and 1.

The figures are measured, not guessed: of the quotations found this way in 531 news articles read by people (PolNeAR's half
for building), the share that was right: people marked these words (overlap >= 0.3) with the same source, or both have none.
benchmarks/confidence.py makes the table and says how far off it is on articles that it was not made from. A kind that was
seldom seen is drawn towards all that was found the same way, whatever its type. Invariant: what was found the same way, of one type
and with as much known of its speaker, is as sure.
"""

from pipeline.quotes.found import Found

Shares = tuple[float, float, float]

_MARKS_ALONE = 0.97  # of utterances found by their marks, without a parse, the share whose words were a quotation
FEW: Shares = (0.6, 0.5, 0.2)  # a kind that was not seen

# how, type → share right when the speaker is an entity; when the source is only words; when there is no source
MEASURED: dict[tuple[str, str], Shares] = {
    ("according", "direct"): (0.8, 0.83, 0.5),
    ("according", "indirect"): (0.76, 0.87, 0.5),
    ("according", "mixed"): (0.82, 0.84, 0.5),
    ("after", "direct"): (0.98, 0.98, 0.05),
    ("alone", "direct"): (0.5, 0.5, 0.01),
    ("before", "direct"): (0.85, 0.69, 0.31),
    ("clause", "direct"): (0.89, 0.72, 0.39),
    ("clause", "indirect"): (0.88, 0.8, 0.41),
    ("clause", "mixed"): (0.94, 0.78, 0.41),
    ("colon", "direct"): (0.9, 0.65, 0.2),
    ("complement", "direct"): (0.78, 0.61, 0.24),
    ("complement", "indirect"): (0.76, 0.59, 0.21),
    ("complement", "mixed"): (0.86, 0.63, 0.28),
    ("inherited", "direct"): (0.94, 0.83, 0.15),
    ("inline", "direct"): (0.56, 0.24, 0.12),
    ("inverted", "direct"): (0.78, 0.76, 0.5),
    ("inverted", "indirect"): (0.74, 0.75, 0.5),
    ("inverted", "mixed"): (0.9, 0.74, 0.5),
    ("label", "direct"): (0.88, 0.8, 0.5),  # 0.8 is set: the set has one interview with Q and A, whose turns nobody marked
    ("label", "indirect"): (0.91, 0.8, 0.5),
    ("noun", "indirect"): (0.56, 0.37, 0.5),
    ("noun", "mixed"): (0.54, 0.38, 0.5),
    ("same", "direct"): (0.88, 0.29, 0.5),
}


def measure_confidence(found: Found, *, has_speaker: bool) -> float:
    """The share of quotations found like this one that were right.

    >>> measure_confidence(Found(0, 5, "direct", "after", source=(7, 10)), has_speaker=True)
    0.98
    """
    if found.how == "marks":
        return _MARKS_ALONE
    return MEASURED.get((found.how, found.type), FEW)[column_of(found, has_speaker=has_speaker)]


def column_of(found: Found, *, has_speaker: bool) -> int:
    """Which of the three shares is meant: 0 with an entity for speaker, 1 with words for source, 2 with neither."""
    return 0 if has_speaker else 1 if found.source else 2
