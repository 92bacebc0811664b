"""The small transformer that reads a document once for all heads.

Comes in: a parsed ``Doc``. Goes out: one vector for each word, kept with the ``Doc``, so that each head needs only its
own small network. Words are cut into subwords, sentences packed into windows, windows of like length run together
through ONNX Runtime. It knows no task. Weights would be in ``onrecord/models``; none ship yet, and no component of the
reader uses this module so far.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, cast

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc

from onrecord.errors import ModelMissing
from onrecord.reading.tagging import pack, words_of

KEY = "onrecord_states"
WINDOW = 190
BATCH = 3000  # subwords
LONGEST_WORD = 100
CACHED_WORDS = 100_000

States = npt.NDArray[np.float32]


class WordPieces:
    """BERT's lower-casing WordPiece tokenisation of single words."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._numbers = {piece: number for number, piece in enumerate(vocabulary)}
        self._known: dict[str, list[int]] = {}
        self.unknown = self._numbers["[UNK]"]
        self.first, self.last = self._numbers["[CLS]"], self._numbers["[SEP]"]

    def __call__(self, word: str) -> list[int]:
        """Subword numbers of a word; the one for unknown words when it has none."""
        pieces = self._known.get(word)
        if pieces is None:
            pieces = [number for part in _parts(word) for number in self._cut(part)] or [self.unknown]
            if len(self._known) < CACHED_WORDS:
                self._known[word] = pieces
        return pieces

    def _cut(self, part: str) -> list[int]:
        """The longest known pieces from left to right."""
        if len(part) > LONGEST_WORD:
            return [self.unknown]
        found: list[int] = []
        start = 0
        while start < len(part):
            end = len(part)
            mark = "##" if start else ""
            while end > start and mark + part[start:end] not in self._numbers:
                end -= 1
            if end == start:
                return [self.unknown]
            found.append(self._numbers[mark + part[start:end]])
            start = end
        return found


def _parts(word: str) -> Iterator[str]:
    """A word in lower case without accents, split at punctuation."""
    plain = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != "Mn")
    start = 0
    for place, character in enumerate(plain):
        if _stands_alone(character) or character.isspace() or _is_dropped(character):
            if start < place:
                yield plain[start:place]
            if _stands_alone(character):
                yield character
            start = place + 1
    if start < len(plain):
        yield plain[start:]


def _stands_alone(character: str) -> bool:
    code = ord(character)
    if 33 <= code <= 47 or 58 <= code <= 64 or 91 <= code <= 96 or 123 <= code <= 126:
        return True
    return unicodedata.category(character).startswith("P") or 0x4E00 <= code <= 0x9FFF


def _is_dropped(character: str) -> bool:
    return ord(character) in (0, 0xFFFD) or unicodedata.category(character).startswith("C")


class Encoder:
    """The encoder's weights in memory. One for a process; it keeps nothing of the documents it read.

    Args:
        folder: Where ``encoder.onnx`` and ``vocabulary.txt`` are.
        threads: Processor threads that one run may use.

    Raises:
        ModelMissing: when the weights are not there.
    """

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        self._session = session(folder / "encoder.onnx", threads=threads)
        self.pieces = WordPieces((folder / "vocabulary.txt").read_text("utf-8").splitlines())

    def states(self, doc: Doc) -> States:
        """One vector a word (white space left out), made once for a ``Doc``."""
        known = doc.user_data.get(KEY)
        if known is None:
            words = words_of(doc)
            pieces = [self.pieces(word.text)[:WINDOW] for word in words]
            starts = [number for number, word in enumerate(words) if word.is_sent_start]
            known = doc.user_data[KEY] = self._run(pieces, starts)
        return cast(States, known)

    def _run(self, pieces: Sequence[list[int]], starts: Sequence[int]) -> States:
        lengths = [len(piece) for piece in pieces]
        windows = list(pack(lengths, [0, *(s for s in starts if s)], WINDOW, WINDOW)) if pieces else []
        result: States | None = None
        for batch in _batches(windows, lengths):
            rows = [[self.pieces.first, *(i for p in pieces[a:b] for i in p), self.pieces.last] for a, b in batch]
            ids = np.zeros((len(rows), max(map(len, rows))), dtype=np.int64)
            for number, row in enumerate(rows):
                ids[number, : len(row)] = row
            (states,) = self._session.run(None, {"ids": ids, "mask": (ids != 0).astype(np.int64)})
            if result is None:
                result = np.empty((len(pieces), states.shape[-1]), dtype=np.float32)
            for number, (a, b) in enumerate(batch):
                firsts = np.cumsum([1, *lengths[a : b - 1]])
                result[a:b] = states[number, firsts]
        return result if result is not None else np.empty((0, 0), dtype=np.float32)


def _batches(windows: Sequence[tuple[int, int]], lengths: Sequence[int]) -> Iterator[list[tuple[int, int]]]:
    """Windows of like length together."""
    sized = sorted((sum(lengths[a:b]) + 2, a, b) for a, b in windows)
    batch: list[tuple[int, int]] = []
    for size, a, b in sized:
        if batch and size * (len(batch) + 1) > BATCH:
            yield batch
            batch = []
        batch.append((a, b))
    if batch:
        yield batch


def session(path: Path, *, threads: int = 1) -> Any:
    """An ONNX Runtime session on the processor.

    Raises:
        ModelMissing: when there is no such file.
    """
    if not path.is_file():
        raise ModelMissing("are not there", subject=f"weights {path.name}", remedy="Install onrecord with its models.")
    import onnxruntime  # a tenth of a second, and only where weights are used

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def model_folder(name: str) -> Path:
    """Where the weights of a model are: ``onrecord/models/<name>``."""
    return Path(str(resources.files("onrecord") / "models" / name))


@cache
def encoder() -> Encoder:
    """The encoder that the package ships."""
    return Encoder(model_folder("statements"))
