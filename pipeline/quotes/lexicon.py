"""What kind of word each word is, and its lemma, from memory. In: parsed Docs; out: the same, with `pos` and `lemma`.

spaCy's attribute ruler and lemmatizer take as long as its parser, though what they say of a word hangs on little more than its
letters, tag and relation. So each such kind of word goes through them once. Invariant: a word has the `pos` and `lemma` that
the model's own pipes give it when its neighbours are unknown.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from spacy.language import Language as Model
from spacy.pipeline import Lemmatizer
from spacy.tokens import Doc, Token

PIPES = ("attribute_ruler", "lemmatizer")
MANY = 50_000  # kinds of words that are remembered, some 15 MB; then memory starts anew

Kind = tuple[int, int, int, int, int]


class Lexicon:
    """The words of one model, as far as they were met."""

    def __init__(self, model: Model) -> None:
        self._pipes = [pipe for name, pipe in model.pipeline if name in PIPES]
        self._known: dict[Kind, tuple[int, str]] = {}

    def fill(self, docs: Iterable[Doc]) -> Iterator[Doc]:
        """The docs in order, one by one, each with the `pos` and `lemma` of its words."""
        for doc in docs:
            if len(self._known) > MANY:
                self._forget()
            kinds = [_kind(token) for token in doc]
            new = {kind: token for kind, token in zip(kinds, doc, strict=True) if kind not in self._known}
            if new:
                self._learn(new)
            for token, kind in zip(doc, kinds, strict=True):
                token.pos, token.lemma_ = self._known[kind]
            yield doc

    def _forget(self) -> None:
        self._known.clear()
        for pipe in self._pipes:
            if isinstance(pipe, Lemmatizer):
                pipe.cache.clear()  # it never does so by itself

    def _learn(self, new: dict[Kind, Token]) -> None:
        doc = _list_words(list(new.values()))
        for pipe in self._pipes:
            doc = pipe(doc)
        self._known |= {kind: (token.pos, token.lemma_) for kind, token in zip(new, list(doc)[::2], strict=True)}


@lru_cache(maxsize=8)
def lexicon_of(model: Model) -> Lexicon:
    """The lexicon of a model; the same for each call."""
    return Lexicon(model)


def _kind(token: Token) -> Kind:
    return token.orth, token.tag, token.dep, token.pos, hash(token.morph)


def _list_words(tokens: list[Token]) -> Doc:
    """A Doc of these words with a line break after each, for some patterns of the ruler look at neighbours."""
    return Doc(
        tokens[0].vocab,
        words=[word for token in tokens for word in (token.text, "\n")],
        tags=[tag for token in tokens for tag in (token.tag_, "_SP")],
        deps=[dep for token in tokens for dep in (token.dep_, "dep")],
        pos=[pos for token in tokens for pos in (token.pos_, "SPACE")],
        morphs=[morph for token in tokens for morph in (str(token.morph), "")],
        heads=list(range(2 * len(tokens))),
    )
