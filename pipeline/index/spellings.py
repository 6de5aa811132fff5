"""In: a name as somebody asks for it; out: patterns of the ways in which it is written, for Elasticsearch and for Python.

Names from Arabic, Russian or Persian have no one spelling: Mohammed, Muhammad, Mohamed; and those with marks lose them in a way of
each language's own: Müller, Mueller. A pattern is a regular expression of what Lucene and `re` have in common, for folded names.

Invariant: a word's pattern matches the word itself. Patterns are relations, not keys: "Jamel" is also "Jamal" and "Jamil", which are
two names. The shorter a word is, the less may differ (`SOUNDS`). docs/adr/0017-other-spellings.md tells what was measured.
"""

import re

from pipeline.index.names import find_words, fold

MAX_PATTERN = 1_000  # characters: index.max_regex_length of Elasticsearch
_VOWEL = "[aeiouy]"
_CONSONANT = "[^aeiouyj]"
_LATER = "(?:" + "|".join(f"(?<={_VOWEL}{'.' * number})" for number in (1, 2, 3)) + ")"  # not the first vowel: the less heard
SOUNDS: tuple[tuple[int, str, str], ...] = (
    # in words of so many letters, what is read here, and what may stand for it; the first that fits counts
    (7, "^[yij]?e(?=.{5})", "[yij]?e"),  # Yeltsin, Eltsine; not Yellen, Ellen
    (3, "ine?$", "([ei]n|ine)"),  # Putin, Poutine; Ladin, Laden
    (3, f"(?<={_CONSONANT})(?:er|re|ir)$", "([aei]r|re)"),  # Alexander, Alexandre; Nasser, Nasir
    (3, "ah?$", "ah?"),  # Abdulla, Abdullah
    (3, "ie|[iyj]+$", "([iyj]+|ie|ye)"),  # Zelensky, Zelenskyy, Selenskyj; Kiev, Kyiv
    (3, "a[iyje](?![iyj])|e[iyj]", "[ae][iyje]"),  # Hussein, Husayn; Qaeda, Qaida; Sergey, Sergej
    (3, "ee(?!$)", "(ee|[iyj])"),  # Ibraheem, Ibrahim
    (4, f"{_LATER}a(?=[^aeiouyjh])", "[ae]"),  # Mohammad, Mohammed
    (4, f"{_LATER}e(?={_CONSONANT})", "[aei]"),  # Khaled, Khalid
    (4, f"{_LATER}i(?={_CONSONANT})", "([eiy]|ee)"),
    (6, f"[ei](?={_CONSONANT})", "[eiy]"),  # Hezbollah, Hizbullah
    (3, "dj|zh|j(?=[aeiou])|y(?=[aou])", "(d?j|zh|y|i)"),  # Yulia, Julia; Prigozhin, Prigojine
    (3, "[iyj]+e?", "([iyj]+e?|ee)"),
    (3, "^[ou]+", "[ou]+"),  # Omar, Umar
    (6, "[ou]e(?=[^aeiouy])|[ou]+", "([ou]+|[ou]e)"),  # Mohammed, Muhammad, Mouhammad; Mueller
    (3, "ou|oo|ue?", "(ou|oo|ue?)"),  # Houthi, Huthi
    (3, "oe|o", "(oe?|ou)"),
    # consonants
    (3, "^ma?c", "ma?c"),  # McDonald
    (3, "h?nn?", "h?nn?"),  # Jon, John
    (3, "x|c?ks", "(x|c?ks)"),  # Alexei, Aleksei
    (7, "^(?:[gkq]h?|c(?=[aou]))", "([gkq]h?|c)"),  # Gaddafi, Qaddafi, Kadhafi
    (6, "kh?|q|c(?=[aou])", "(kh?|q|c)"),  # Nikolai, Nicolai
    (6, "t?s?ch|sh", "(t?s?ch|sh)"),  # Lukashenko, Loukachenko, Lukaschenko
    (6, "t?zz?|ss?", "(t?zz?|ss?)"),  # Zelensky, Selenskyj
    (6, "[vw]$|ff?$", "([vw]|ff?)"),  # Lavrov, Lavroff
    (6, "[vw]", "[vw]"),  # Navalny, Nawalny
    (3, "ph|ff?", "(ph|ff?)"),
    (3, "sc?h", "sc?h"),
    (3, "t?zz?", "t?zz?"),  # Schultz, Schulz
    (3, "tt?h?", "tt?h?"),
    (3, "(?:dh?)+", "(dh?)+"),  # Gaddafi, Gadhafi, Qadhdhafi
    (3, "gg?(?:h|u(?=[ei]))?", "gg?[hu]?"),  # Sergei, Serguei; Baghdad, Bagdad
    (3, "ck|kk?|q|cc?(?![eiyh])", "(ck|kk?|q|cc?)"),  # Carl, Karl
    (3, r"([bjlmprsvw])\1?", r"\1\1?"),  # Hassan, Hasan
)
_SOUNDS = [(letters, re.compile(read), spelled) for letters, read, spelled in SOUNDS]
WORDS = (  # whole words that differ by more than sounds do
    ("abdel", "abdul", "abdal", "abdoul"),
    ("abdullah", "abdallah", "abdulla", "abdalla", "abdoullah"),
    ("bin", "ben", "ibn"),
    ("yusuf", "yusef", "yousef", "yousuf", "youssef", "youssouf"),
)
ARTICLES = ("al", "el", "ad", "an", "ar", "as", "ash", "at", "az")  # Assad, al-Assad
_BETWEEN = "[ .,'\u2019\\-]"  # what stands between the words of a name
_ARTICLE = f"({'|'.join(ARTICLES)}){_BETWEEN}"
_JOINT = f"({_BETWEEN}*|{_BETWEEN}+{_ARTICLE})"  # Abdelfattah, Abdel Fattah; Bashar Assad, Bashar al-Assad


def spell_name(name: str) -> tuple[str, ...]:
    """A pattern of the whole name: that of "Bashar Assad" matches "bachar el-assad". None if it has no word or is very long."""
    words = find_name_words(name)
    return _fit([_whole(words)] if words else [])


def spell_phrase(name: str) -> tuple[str, ...]:
    """A pattern of names in which these words stand, in this order and next to each other."""
    words = find_name_words(name)
    return _fit([_within(_whole(words))] if words else [])


def spell_words(name: str) -> tuple[str, ...]:
    """A pattern for each word of names that have them all, in any order."""
    return _fit([_within(_whole([word])) for word in find_name_words(name)])


def is_spelled(name: str, patterns: tuple[str, ...]) -> bool:
    """Whether a name matches all patterns, and there are some."""
    return bool(patterns) and all(re.fullmatch(pattern, fold(name)) for pattern in patterns)


def spell(word: str) -> str:
    """A pattern of the ways to write a folded word."""
    for words in WORDS:
        if word in words:
            return f"({'|'.join(words)})"
    spelled, at = "", 0
    while at < len(word):
        letters, sound = _sound(word, at)
        spelled, at = spelled + sound, at + letters
    return spelled


def find_name_words(name: str) -> list[str]:
    """The words of a name, folded, without articles before others: ["assad"] of "al-Assad"."""
    words = find_words(name)
    return [word for word in words[:-1] if word not in ARTICLES] + words[-1:]


def _sound(word: str, at: int) -> tuple[int, str]:
    """How many letters are read at `at`, and what may stand for them."""
    for least, read, spelled in _SOUNDS:
        found = read.match(word, at) if len(word) >= least else None
        if found:
            return len(found[0]), found.expand(spelled)
    return 1, word[at]


def _whole(words: list[str]) -> str:
    """A pattern of names that consist of these words."""
    return f"({_ARTICLE})?" + _JOINT.join(map(spell, words))


def _within(pattern: str) -> str:
    return f"(.*{_BETWEEN})?{pattern}({_BETWEEN}.*)?"


def _fit(patterns: list[str]) -> tuple[str, ...]:
    """The patterns, or none if Elasticsearch would refuse one."""
    return tuple(patterns) if all(len(pattern) <= MAX_PATTERN for pattern in patterns) else ()
