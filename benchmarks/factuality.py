"""Factuality of given words, beside people's: UW dev (-3 to 3, newswire) and MEANTIME dev (certainty and polarity).

Reads ``factuality/uw_dev.jsonl`` and ``factuality/meantime_dev.jsonl``; writes ``factuality_*.tsv``. Both mark the
words and ask for the writer's view, so that nothing is to be found and nobody else's view counts. Prints the mean
absolute error on UW's scale, and F1 by class on both. A value counts as the middle of what it stands for on the
scale: certain 3, probable 2, possible 1, unknown 0, and the same with a minus."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Token

from benchmarks._scoring import json_lines
from onrecord.reading.factuality.values import value_of
from onrecord.reading.factuality.views import judge
from onrecord.reading.reader import Reader
from onrecord.types import DateBasis, Document, Factuality, content_id

DEGREES = {
    Factuality.CERTAIN: 3.0,
    Factuality.PROBABLE: 2.0,
    Factuality.POSSIBLE: 1.0,
    Factuality.UNKNOWN: 0.0,
    Factuality.POSSIBLE_NOT: -1.0,
    Factuality.PROBABLE_NOT: -2.0,
    Factuality.CERTAIN_NOT: -3.0,
}
PUBLISHED = date(2000, 1, 1)  # factuality asks for no date


def run(data: Path, out: Path | None) -> None:
    """Judge, print, and write what was judged."""
    reader = Reader()
    for name in reader.nlp.pipe_names:
        if name.startswith("onrecord_") and name not in ("onrecord_sentences", "onrecord_times", "onrecord_actors"):
            reader.nlp.remove_pipe(name)
    folder = data / "factuality"
    newswire = list(uw(reader, folder / "uw_dev.jsonl"))
    written(newswire, out, "factuality_uw.tsv")
    error = sum(abs(DEGREES[said] - label) for _, label, said in newswire) / len(newswire)
    constant = sum(abs(3.0 - label) for _, label, _ in newswire) / len(newswire)
    print(f"UW dev, {len(newswire)} words: mean absolute error {error:.3f} (always 'certain': {constant:.3f})")
    print(table([(side(label), side(DEGREES[said])) for _, label, said in newswire]))
    meantime = list(judged_rows(reader, folder / "meantime_dev.jsonl"))
    written(meantime, out, "factuality_meantime.tsv")
    print(f"MEANTIME dev, {len(meantime)} words with a certainty and a polarity")
    print(table([(wanted, meantime_class(said)) for _, wanted, said in meantime]))


def uw(reader: Reader, path: Path) -> Iterator[tuple[str, float, Factuality]]:
    """Each marked word of UW with its label and our value."""
    rows = list(json_lines(path))
    for row, doc in zip(rows, docs_of(reader, [row["text"].split() for row in rows]), strict=True):
        for target in row["targets"]:
            token = doc[target["span1"][0]]
            yield token.text, float(target["label"]), factuality_of(token)


def judged_rows(reader: Reader, path: Path) -> Iterator[tuple[str, str, Factuality]]:
    """Each marked word of MEANTIME that has a certainty and a polarity, with its class and our value."""
    rows = [row for row in json_lines(path) if row["certainty"] in CLASSES and row["polarity"] in ("POS", "NEG")]
    for row, doc in zip(rows, docs_of(reader, [row["tokens"] for row in rows]), strict=True):
        token = doc[row["trigger"][-1]]
        yield token.text, CLASSES[row["certainty"]] + ("+" if row["polarity"] == "POS" else "-"), factuality_of(token)


CLASSES = {"CERTAIN": "certain", "PROBABLE": "less than certain", "POSSIBLE": "less than certain"}


def meantime_class(value: Factuality) -> str:
    """MEANTIME's class of a FactBank value; unknown counts as less than certain."""
    certain = value in (Factuality.CERTAIN, Factuality.CERTAIN_NOT)
    return ("certain" if certain else "less than certain") + ("-" if DEGREES[value] < 0 else "+")


def side(degree: float) -> str:
    """Three classes of the scale: happened, did not happen, and neither."""
    return "happened" if degree > 1.5 else "did not" if degree < -1.5 else "between"


def docs_of(reader: Reader, sentences: Sequence[list[str]]) -> Iterator[Doc]:
    """Sentences that come as words, parsed with these words for tokens."""
    nlp: Language = reader.nlp
    for words in sentences:
        doc = Doc(nlp.vocab, words=words)
        doc._.document = Document(
            id=content_id("document", doc.text), text=doc.text, published=PUBLISHED, date_basis=DateBasis.GIVEN
        )
        doc._.settings = reader.settings
        for _, pipe in nlp.pipeline:
            doc = pipe(doc)
        yield doc


def factuality_of(token: Token) -> Factuality:
    """The writer's view of a word's event."""
    return value_of(judge(token, None).view)


def table(pairs: Sequence[tuple[str, str]]) -> str:
    """F1 by class, and over all the share that is right."""
    wanted, said = Counter(w for w, _ in pairs), Counter(s for _, s in pairs)
    right = Counter(w for w, s in pairs if w == s)
    lines = [f"  {'class':20s} {'F1':>6s} {'P':>6s} {'R':>6s} {'n':>6s}"]
    for name in sorted(wanted):
        precision, recall = right[name] / max(1, said[name]), right[name] / wanted[name]
        f1 = 200 * right[name] / (wanted[name] + said[name])
        lines.append(f"  {name:20s} {f1:6.1f} {100 * precision:6.1f} {100 * recall:6.1f} {wanted[name]:6d}")
    lines.append(f"  right {100 * sum(right.values()) / len(pairs):.1f} %")
    return "\n".join(lines)


def written(rows: Sequence[tuple[Any, ...]], out: Path | None, name: str) -> None:
    """Word, label and value, one a line."""
    if out is not None:
        (out / name).write_text("".join("\t".join(map(str, row)) + "\n" for row in rows), "utf-8")
