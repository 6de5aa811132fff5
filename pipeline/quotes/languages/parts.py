"""The parts of a language that the method reads. In: words in a file of the language; out: one frozen `Language`."""

import re
from dataclasses import dataclass, field
from functools import cached_property

SHORT = 3  # letters of a lemma that is looked for whole


def words(*lines: str) -> frozenset[str]:
    """The words of some lines, as a set: `words("say tell", "add") == {"say", "tell", "add"}`."""
    return frozenset(" ".join(lines).split())


def groups(**lines: str) -> dict[str, str]:
    """Which group each word is in: `groups(m="he him", f="she") == {"he": "m", "him": "m", "she": "f"}`."""
    return {word: group for group, line in lines.items() for word in line.split()}


@dataclass(frozen=True)
class Language:
    """Cue words are lemmas, as the language's spaCy model gives them.

    Attributes:
        say: verbs of saying that take a clause ("said that …", "said …") and introduce speech in marks.
        urge: verbs that also take an infinitive ("urged him to …").
        judge: verbs that also take what is talked about, whole ("called it a mistake", "denied the report").
        with_prepositions: prepositions that open what a verb of saying is about: {"call": {"for", "on"}}.
        speak: verbs that go with speech in marks only ("laughed", "began").
        irregular: how the forms of cue verbs begin that do not begin like their lemma ("said"); a language that lists
            them has paragraphs without any cue left unparsed.
        phrases: words that make a light verb one of saying: {"faire": ("savoir",)} ("a fait savoir que").
        forms: form → infinitive, for all verbs above. A language that has them is read by its words where the parse fails:
            a cue by its form, a subject by where it stands, which may be after its verb ("a déclaré Ann Roe").
        around: the little words between which a verb stands: auxiliaries, clitics, adverbs ("a-t-il également").
        auxiliaries: those of `around` that go with a participle ("a").
        drops_subject: whether a verb without a subject tells of the one before ("Añadió que …").
        plural_ending: how a verb that tells of many ends, in such a language.
        quoted_as: verbs whose passive leaves the speaker as subject ("was quoted as saying").
        nouns: things said ("his claim that …", "a statement saying …").
        views: words that make a report without a verb, by the preposition before them: {"in": {"view"}} ("in Roe's view").
        own_views: words that make one for whoever spoke last ("a su juicio").
        according: the words before a source that stands without a verb, each in lower case ("according to").
        according_people: those of `according` that have other senses too, so that only a person or group is taken ("pour").
        people: nouns of those who speak ("ministre", "témoins").
        relative: pronouns that stand for the noun before them ("who").
        pronouns: what each stands for: "m" or "f" a person, "n" a thing ("it"), "p" many ("they").
        titles: titles that tell "m" or "f".
        honorifics: those before a bare name, as they are written ("Mme"), to see a name between commas.
        articles: words that open an apposition ("Ann Roe, the minister").
        determiners: words that open a noun phrase.
        of: words that go on with one ("de", "du").
        addressed: words that open what may stand between a cue and its subject ("à la presse").
        to: words that open an infinitive, beside those of `of` ("à").
        personal: words that open an object, if it is a person ("acusó al alcalde").
        goes_to: adjectives that go on with one of `to` ("cercanas a").
        negations: words that stand before a verb that is denied ("ne pas partir").
        selves: the pronouns of a reflexive verb ("s'").
        feels: reflexive verbs that take what somebody says of himself ("s'est dit inquiet").
        times: words for when, which may stand there too ("lundi").
        that: words that open a reported clause.
        whether: words that open a reported question.
        clause_words: words that end a noun phrase: they open a clause.
        works: nouns for what bears a name in marks ("film", "loi"): what stands in marks after them is not said.
        first: pronouns of the first and second person: outside marks they name the author or the reader.
        as_words: words that make a report an aside ("as Roe reported").
        before_as: words that may stand before one of them ("tal y" in "tal y como").
        aside_ends: words after an aside that open something else than more of what was said ("according").
        definite: words that open a description of somebody known ("the").
        prepositions: words that end the naming part of a source ("a spokesman | for …").
        before_marks: forms of cue verbs that stand right before speech in marks ("said").
        elided: words that begin with an apostrophe ("'em"): it opens nothing.
        questions, answers: what stands before a question and an answer in an interview ("Q", "A").
        written_by: what leads from words to their writer ("a letter from Roe").
        offices: what a single person can be called ("minister"), for somebody whom only the headline names.
        placeholder: a short whole sentence; it takes the place of speech in marks while a paragraph is parsed.
        pause: where speech that a dash opens stops for an aside; None where dashes do not open speech.
        aside: where speech in marks stops for one ("« Oui, dit-il, je pars. »"); None where marks are closed for it.
    """

    say: frozenset[str] = frozenset()
    urge: frozenset[str] = frozenset()
    judge: frozenset[str] = frozenset()
    speak: frozenset[str] = frozenset()
    with_prepositions: dict[str, frozenset[str]] = field(default_factory=dict)
    irregular: frozenset[str] = frozenset()
    phrases: dict[str, tuple[str, ...]] = field(default_factory=dict)
    forms: dict[str, str] = field(default_factory=dict)
    around: frozenset[str] = frozenset()
    auxiliaries: frozenset[str] = frozenset()
    drops_subject: bool = False
    plural_ending: str = ""
    quoted_as: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()
    views: dict[str, frozenset[str]] = field(default_factory=dict)
    own_views: tuple[str, ...] = ()
    according: tuple[str, ...] = ()
    according_people: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    relative: frozenset[str] = frozenset()
    pronouns: dict[str, str] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    honorifics: tuple[str, ...] = ()
    articles: frozenset[str] = frozenset()
    determiners: frozenset[str] = frozenset()
    of: frozenset[str] = frozenset()
    addressed: frozenset[str] = frozenset()
    to: frozenset[str] = frozenset()
    personal: frozenset[str] = frozenset()
    goes_to: frozenset[str] = frozenset()
    negations: frozenset[str] = frozenset()
    selves: frozenset[str] = frozenset()
    feels: frozenset[str] = frozenset()
    times: frozenset[str] = frozenset()
    that: frozenset[str] = frozenset()
    whether: frozenset[str] = frozenset()
    clause_words: frozenset[str] = frozenset()
    works: frozenset[str] = frozenset()
    first: frozenset[str] = frozenset()
    as_words: frozenset[str] = frozenset()
    before_as: frozenset[str] = frozenset()
    aside_ends: frozenset[str] = frozenset()
    definite: frozenset[str] = frozenset()
    prepositions: frozenset[str] = frozenset()
    before_marks: frozenset[str] = frozenset()
    elided: frozenset[str] = frozenset()
    questions: frozenset[str] = frozenset()
    answers: frozenset[str] = frozenset()
    written_by: frozenset[str] = frozenset()
    offices: frozenset[str] = frozenset()
    placeholder: str = "OK"
    pause: re.Pattern[str] | None = None
    aside: re.Pattern[str] | None = None

    @property
    def reads_words(self) -> bool:
        """Whether cues, subjects and reports are told by the words and where they stand; else by the parse.

        Parsers of French and Spanish take a subject after its verb for the object, and such a verb for a noun; that of English is
        nearly always right. This is the one switch between the two ways.
        """
        return bool(self.forms)

    @cached_property
    def cues(self) -> frozenset[str]:
        """Every verb that can report speech."""
        return self.say | self.urge | self.judge | self.with_prepositions.keys()

    def is_cue(self, lemma: str) -> bool:
        """Whether a lemma is that of a cue verb."""
        return lemma.lower() in self.cues

    def lemma_of(self, form: str, lemma: str) -> str:
        """The lemma of a word: that of its form where the language lists forms, or else what the model says."""
        return self.forms.get(form.lower(), lemma.lower())

    def can_report(self, text: str) -> bool:
        """Whether a text without marks may hold a cue, by how words begin."""
        return not self.irregular or self._cue_beginnings.search(text) is not None or self.according_pattern.search(text) is not None

    @cached_property
    def _cue_beginnings(self) -> re.Pattern[str]:
        stems = {lemma.rstrip("ey") if len(lemma) > SHORT else lemma for lemma in self.cues | self.nouns}
        return re.compile(rf"\b(?:{'|'.join(sorted(stems | self.irregular))})", re.IGNORECASE)

    @cached_property
    def preposition_pattern(self) -> re.Pattern[str]:
        """Matches any of `prepositions` as a whole word."""
        return re.compile(rf"\b(?:{'|'.join(sorted(self.prepositions)) or '(?!)'})\b", re.IGNORECASE)

    @cached_property
    def interview_pattern(self) -> re.Pattern[str]:
        """Matches a label of a question or an answer where a paragraph or sentence begins; group 1 is without its stop."""
        labels = "|".join(sorted(self.questions | self.answers)) or "(?!)"
        return re.compile(rf"(?:^|(?<=\n)|(?<=[.?!”\"]\s))({labels})\s?[.:]\s+", re.IGNORECASE)

    @cached_property
    def apposition_pattern(self) -> re.Pattern[str]:
        """Matches what stands between commas after a name, from its article or role on; group 1 is without the article."""
        articles, people = ("|".join(sorted(some)) or "(?!)" for some in (self.articles, self.people))
        return re.compile(rf",\s+(?:(?:{articles})\b\s*|(?=(?:{people})\b))([^,.;\n]{{1,60}})", re.IGNORECASE)

    @cached_property
    def role_pattern(self) -> re.Pattern[str]:
        """Matches a comma and who else is meant by the words before it: a role (", maire de Lyon") or a name (", Ann Roe,")."""
        articles, people = ("|".join(sorted(some)) or "(?!)" for some in (self.articles, self.people))
        before = "|".join(map(re.escape, self.honorifics))
        name = rf"(?:{before})?\s*[^\W\d_a-zà-ÿ][\w-]+(?:\s(?:de\s)?[^\W\d_a-zà-ÿ][\w-]+)+(?=[,.;!?…])"
        return re.compile(rf",\s+(?:(?:(?:{articles})\b\W?\s*)?(?:[^\W\dA-Z]+\W?\w*\s)?(?:{people})\b|{name})")

    @cached_property
    def according_pattern(self) -> re.Pattern[str]:
        """Matches any of `according` and `own_views` as whole words."""
        return re.compile(rf"\b(?:{'|'.join(map(re.escape, self.according + self.own_views)) or '(?!)'})(?!\w)", re.IGNORECASE)


ANY = Language()
