"""Headlines in Title Case: a parser trained on prose takes "Visits" and "Sign" for names there.

Comes in: a parsed ``Doc``. Goes out: the same ``Doc``, where each line that is written in Title Case has the tags, the
tree and the entities that the model gives it in sentence case. The text and its tokens stay; names that the gazetteer
knows, and words that the model's dictionary does not, keep their capitals while it is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from onrecord.gazetteer import Gazetteer, load_gazetteer
from onrecord.reading.annotations import document_of

FIELDS: tuple[int | str, ...] = ("TAG", "POS", "MORPH", "LEMMA", "DEP", "HEAD", "ENT_IOB", "ENT_TYPE")
INSIDE, OUTSIDE, BEGIN = 1, 2, 3  # spaCy's numbers for ENT_IOB
FEWEST, MOST = 4, 30
LONG = 3
SPARED = 12
ENDINGS = (("ies", "y"), ("es", ""), ("s", ""), ("ied", "y"), ("ed", ""), ("d", ""), ("ing", ""), ("ing", "e"))
SMALL = frozenset(
    """a an the and or but nor as at by for from in into of off on onto out over to up via vs with after before amid
    against between during under until while than that its his her their it he she they is are was were be not no
    will would could may might can has have had who what when where why how says said""".split()  # noqa: SIM905
)

Process = Callable[[Doc], Doc]


@Language.factory("onrecord_headlines", assigns=["token.tag", "token.pos", "token.dep", "token.head", "doc.ents"])
def make_headline_reader(nlp: Language, name: str) -> Process:
    """The component; it reads headlines with the components that stand in the pipeline when it is made."""
    components = [process for known, process in nlp.pipeline if not known.startswith("onrecord_")]
    dictionary = _dictionary(nlp)

    def read(doc: Doc) -> Doc:
        return read_headlines(doc, components, dictionary)

    return read


def read_headlines(doc: Doc, components: list[Any], dictionary: frozenset[str]) -> Doc:
    """Read the headlines of a document again in sentence case."""
    lines = [line for line in _lines(doc) if is_title_case([token.text for token in doc[line.start : line.stop]])]
    if not lines or doc._.document is None:
        return doc
    gazetteer, fields = load_gazetteer(), _fields(doc)
    for line in lines:
        span = doc[line.start : line.stop]
        words = in_sentence_case([token.text for token in span], doc, gazetteer, dictionary)
        starts: list[bool | int | None] = [True, *(False for _ in words[1:])]
        spaces = [bool(token.whitespace_) for token in span]
        copy = Doc(doc.vocab, words=words, spaces=spaces, sent_starts=starts)
        for component in components:
            copy = component(copy)
        fields[line.start : line.stop] = _fields(copy)
    _end_entities_at_lines(doc, fields)
    return doc.from_array(list(FIELDS), fields)


def _end_entities_at_lines(doc: Doc, fields: Any) -> None:
    """No entity runs over the white space between lines: where one part was read again, the rest would be headless."""
    place, kind = FIELDS.index("ENT_IOB"), FIELDS.index("ENT_TYPE")
    before = OUTSIDE
    for i, token in enumerate(doc):
        if token.is_space and "\n" in token.text:
            fields[i, place], fields[i, kind] = OUTSIDE, 0
        elif fields[i, place] == INSIDE and before not in (INSIDE, BEGIN):
            fields[i, place] = BEGIN
        before = int(fields[i, place])


def _fields(doc: Doc) -> Any:
    """One row a token, one column for each of `FIELDS`."""
    return doc.to_array(list(FIELDS))


def _dictionary(nlp: Language) -> frozenset[str]:
    """The base forms that the model's lemmatiser lists; none when it has no list."""
    lookups = getattr(nlp.get_pipe("lemmatizer"), "lookups", None) if nlp.has_pipe("lemmatizer") else None
    if lookups is None or not lookups.has_table("lemma_index"):
        return frozenset()
    index = lookups.get_table("lemma_index")
    return frozenset(word for part in ("verb", "noun", "adj", "adv") for word in index.get(part, ()))


def _lines(doc: Doc) -> Iterator[range]:
    """The lines of a text, by their tokens, without white space at their ends."""
    start = 0
    for i in range(len(doc) + 1):
        if i == len(doc) or (doc[i].is_space and "\n" in doc[i].text):
            end = i
            while end > start and doc[end - 1].is_space:
                end -= 1
            while start < end and doc[start].is_space:
                start += 1
            if FEWEST <= end - start <= MOST:
                yield range(start, end)
            start = i + 1


def is_title_case(words: Sequence[str]) -> bool:
    """Whether the words of a line are capitalised (all but one in a long line) and it ends as no sentence does."""
    if words[-1] in {".", "?"}:
        return False
    long = [word for word in words if word.isalpha() and len(word) >= LONG and word.lower() not in SMALL]
    if len(long) < FEWEST - 1 or all(word.isupper() for word in long):
        return False
    small = sum(word[0].islower() for word in long)
    return small <= (len(long) >= SPARED)


def in_sentence_case(words: Sequence[str], doc: Doc, gazetteer: Gazetteer, dictionary: frozenset[str]) -> list[str]:
    """The words of a headline, small but for names."""
    on = document_of(doc).published
    found, i = list(words), 0
    while i < len(words):
        name = gazetteer.longest(words, i, on=on) if words[i][:1].isupper() else None
        if name is not None:
            i = name[0]
            continue
        if i and words[i].istitle() and _is_listed(words[i].lower(), dictionary):
            found[i] = words[i].lower()
        i += 1
    return found


def _is_listed(word: str, dictionary: frozenset[str]) -> bool:
    """Whether a word, or what is left without an ending, stands in the dictionary."""
    if word in SMALL or word in dictionary:
        return True
    bases = (word[: len(word) - len(ending)] + added for ending, added in ENDINGS if word.endswith(ending))
    return any(base in dictionary or (base[-2:-1] == base[-1:] and base[:-1] in dictionary) for base in bases)
