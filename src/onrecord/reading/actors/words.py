"""What the finders of actors look at: a document's tokens as plain lists.

Comes in: a parsed ``Doc``. Goes out: `Words`, one list for each attribute. Reading an attribute of a spaCy token
costs far more than reading a list, and every finder goes over all tokens. It decides nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from onrecord.reading.annotations import document_of

KEY = "onrecord_words"
NOUN_PHRASE_TAGS = frozenset(
    {"JJ", "JJR", "JJS", "NN", "NNS", "NNP", "NNPS", "VBG", "VBN", "CD", "HYPH", "AFX", "ADD", "FW"}
)
NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS"})
POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
HYPHENS = frozenset({"-", "‐", "‑", "–"})


@dataclass(slots=True)
class Words:
    """The tokens of a document, attribute by attribute, and the day it was published.

    ``doc`` is what they were made from, a whole document or one sentence; tokens are counted from its beginning.
    ``sentence`` numbers each token's sentence and ``sentence_starts`` gives each sentence's first token.
    """

    doc: Doc | TokenSpan
    text: list[str]
    lower: list[str]
    tag: list[str]
    dep: list[str]
    head: list[int]
    entity: list[str]
    sentence: list[int]
    sentence_starts: list[int]
    on: date

    def __len__(self) -> int:
        return len(self.text)

    def capital(self, i: int) -> bool:
        """Whether the token begins with a capital letter."""
        return self.text[i][0].isupper()

    def word(self, i: int) -> str:
        """The token in lower case; empty outside the document."""
        return self.lower[i] if 0 <= i < len(self.lower) else ""

    def sentence_bounds(self, i: int) -> tuple[int, int]:
        """The first token of the sentence that token ``i`` stands in, and one past its last."""
        number = self.sentence[i]
        last = number + 1 == len(self.sentence_starts)
        return self.sentence_starts[number], len(self.text) if last else self.sentence_starts[number + 1]

    def joined(self, start: int, end: int) -> str:
        """The tokens in one string, hyphens and possessives close to what they belong to."""
        parts: list[str] = []
        for word in self.text[start:end]:
            close = word in POSSESSIVES or word in HYPHENS or (parts and parts[-1] in HYPHENS)
            parts.append(word if close or not parts else f" {word}")
        return "".join(parts)

    def root(self, start: int, end: int) -> int:
        """The token of a stretch that governs the others: the first whose head lies outside."""
        for i in range(end - 1, start - 1, -1):
            head = self.head[i]
            if (head == i or not start <= head < end) and self.dep[i] not in {"case", "punct"}:
                return i
        return end - 1

    def part(self, tokens: TokenSpan) -> Words:
        """One sentence of a document's words."""
        start, end = tokens.start, tokens.end
        return Words(
            doc=tokens,
            text=self.text[start:end],
            lower=self.lower[start:end],
            tag=self.tag[start:end],
            dep=self.dep[start:end],
            head=[head - start for head in self.head[start:end]],
            entity=self.entity[start:end],
            sentence=[0] * (end - start),
            sentence_starts=[0],
            on=self.on,
        )


def words_of(doc: Doc) -> Words:
    """The tokens of a document as lists; made once for a ``Doc``."""
    known = doc.user_data.get(KEY)
    if not isinstance(known, Words):
        known = doc.user_data[KEY] = _listed(doc)
    return known


def words_of_sentence(token: Token) -> Words:
    """The tokens of the sentence that a token stands in, as lists; made once for each sentence that is asked for."""
    sentence = token.sent
    known: dict[int, Words] = token.doc.user_data.setdefault(f"{KEY}_by_sentence", {})
    if sentence.start not in known:
        known[sentence.start] = words_of(token.doc).part(sentence)
    return known[sentence.start]


def _listed(doc: Doc) -> Words:
    found = Words(
        doc=doc,
        text=[],
        lower=[],
        tag=[],
        dep=[],
        head=[i + int(offset) for i, offset in enumerate(doc.to_array(["HEAD"]).astype("int64").flat)],
        entity=[],
        sentence=[],
        sentence_starts=[],
        on=document_of(doc).published,
    )
    for i, token in enumerate(doc):  # once: making a Token is what costs
        if token.is_sent_start or i == 0:
            found.sentence_starts.append(i)
        found.sentence.append(len(found.sentence_starts) - 1)
        found.text.append(token.text)
        found.lower.append(token.lower_)
        found.tag.append(token.tag_)
        found.dep.append(token.dep_)
        found.entity.append(token.ent_type_)
    return found
