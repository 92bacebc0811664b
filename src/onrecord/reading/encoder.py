"""The small transformer that reads a document once for all heads.

Comes in: a parsed ``Doc``. Goes out: one vector for each word, kept with the ``Doc``, so that each head needs only its
own small network. Words are cut into subwords, sentences packed into windows, windows of like length run together
through ONNX Runtime. It knows no task. The weights are in ``onrecord/models/encoder``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, cast

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

from onrecord.errors import ModelMissing
from onrecord.reading.tagging import pack, words_of

KEY = "onrecord_states"
WINDOW = 190
BATCH = 400  # subwords; what is worked on at once should stay near the processor
LONGEST_WORD = 100
CACHED_WORDS = 100_000

States = npt.NDArray[np.float32]


class WordPieces:
    """BERT's lower-casing WordPiece tokenisation of single words, by the ``tokenizers`` library; words seen before are
    looked up."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        numbers = {piece: number for number, piece in enumerate(vocabulary)}
        self._tokenizer = Tokenizer(WordPiece(numbers, unk_token="[UNK]", max_input_chars_per_word=LONGEST_WORD))
        self._tokenizer.normalizer = BertNormalizer(lowercase=True)
        self._tokenizer.pre_tokenizer = BertPreTokenizer()
        self._known: dict[str, list[int]] = {}
        self.unknown, self.first, self.last = numbers["[UNK]"], numbers["[CLS]"], numbers["[SEP]"]

    def __call__(self, words: Sequence[str]) -> list[list[int]]:
        """Subword numbers of each word; the one for unknown words where it has none."""
        new = sorted({word for word in words if word not in self._known})
        found: dict[str, list[int]] = {word: [] for word in new}
        cut = self._tokenizer.encode(new, is_pretokenized=True, add_special_tokens=False)
        for number, word in zip(cut.ids, cast(list[int], cut.word_ids), strict=True):
            found[new[word]].append(number)
        found = {word: pieces or [self.unknown] for word, pieces in found.items()}
        if len(self._known) + len(found) <= CACHED_WORDS:
            self._known.update(found)
        return [found.get(word) or self._known[word] for word in words]

    def of_text(self, text: str) -> list[int]:
        """Subword numbers of running text."""
        return list(self._tokenizer.encode(text, add_special_tokens=False).ids)


class Encoder:
    """The encoder's weights in memory. One for a process; it keeps nothing of the documents it read.

    Args:
        folder: Where ``lower.onnx``, ``upper.onnx`` and ``vocabulary.txt`` are.
        threads: Processor threads that one run may use.

    Raises:
        ModelMissing: when the weights are not there.
    """

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        self._lower, self._upper = (session(folder / name, threads=threads) for name in ("lower.onnx", "upper.onnx"))
        self.pieces = WordPieces((folder / "vocabulary.txt").read_text("utf-8").splitlines())

    def lower(self, ids: npt.NDArray[np.int64], mask: npt.NDArray[np.int64]) -> States:
        """What the embeddings and the lowest layers, which training leaves as they were, make of subwords.

        Args:
            ids: Subword numbers, (batch, length).
            mask: 1 for a subword, 0 for what fills up a row.

        Returns:
            (batch, length, 384).
        """
        (hidden,) = self._lower.run(None, {"ids": ids, "mask": mask})
        return cast(States, hidden)

    def states(self, doc: Doc) -> States:
        """One vector a word (white space left out), made once for a ``Doc``."""
        known = doc.user_data.get(KEY)
        if known is None:
            words = words_of(doc)
            pieces = [piece[:WINDOW] for piece in self.pieces([word.text for word in words])]
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
            mask = (ids != 0).astype(np.int64)
            (states,) = self._upper.run(None, {"hidden": self.lower(ids, mask), "mask": mask})
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
def encoder(threads: int) -> Encoder:
    """The encoder that the package ships."""
    return Encoder(model_folder("encoder"), threads=threads)


def threads_of(doc: Doc) -> int:
    """How many processor threads a model may use for this document: the setting ``threads``."""
    return int(doc._.settings.threads)
