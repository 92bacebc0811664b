"""Wire copy, against datasketch."""

from __future__ import annotations

from random import Random

import pytest
from datasketch import MinHash

from onrecord.record.copies import ALIKE, originals, runs, signature

WORDS = [f"word{number}" for number in range(3000)]


def made(random: Random, length: int = 300) -> list[str]:
    return [random.choice(WORDS) for _ in range(length)]


def changed(random: Random, words: list[str], share: float) -> str:
    return " ".join(random.choice(WORDS) if random.random() < share else word for word in words)


def jaccard(one: str, other: str) -> float:
    first, second = runs(one), runs(other)
    return len(first & second) / len(first | second)


@pytest.mark.parametrize("share", [0.0, 0.01, 0.03, 0.1, 0.3])
def test_signatures_tell_what_share_of_runs_is_common_as_datasketch_does(share: float) -> None:
    random = Random(int(share * 1000))
    told, oracle = [], []
    for _ in range(20):
        words = made(random)
        one, other = " ".join(words), changed(random, words, share)
        told.append(sum(a == b for a, b in _places(signature(one), signature(other))) / 63 - jaccard(one, other))
        oracle.append(_datasketch(one).jaccard(_datasketch(other)) - jaccard(one, other))
    assert abs(sum(told) / len(told)) < 0.05
    assert max(map(abs, told)) <= max(map(abs, oracle)) + 0.15


def _places(one: bytes, other: bytes) -> list[tuple[bytes, bytes]]:
    return [(one[start : start + 4], other[start : start + 4]) for start in range(0, len(one), 4)]


def _datasketch(text: str) -> MinHash:
    sketch = MinHash(num_perm=63, seed=1)
    for run in runs(text):
        sketch.update(run.encode())
    return sketch


def test_copies_with_another_head_and_a_shorter_end_are_one_original() -> None:
    random = Random(3)
    wire = made(random)
    texts = {
        "document-1": " ".join(wire),
        "document-2": f"From our own desk: {' '.join(wire)}",
        "document-3": " ".join(wire[:-40]) + " Read more on our pages.",
        "document-4": " ".join(made(random)),
        "document-5": changed(random, wire, 0.5),
    }
    groups = originals({name: signature(text) for name, text in texts.items()})
    assert groups == {
        "document-1": "document-1",
        "document-2": "document-1",
        "document-3": "document-1",
        "document-4": "document-4",
        "document-5": "document-5",
    }


def test_groups_do_not_depend_on_the_order_of_documents() -> None:
    random = Random(4)
    wire = made(random)
    told = {f"document-{n}": signature(changed(random, wire, random.choice((0.0, 0.02, 0.05, 0.2)))) for n in range(40)}
    whole = originals(told)
    assert 1 < len(set(whole.values())) < 40
    for _ in range(5):
        names = random.sample(sorted(told), len(told))
        assert originals({name: told[name] for name in names}) == whole


def test_groups_are_those_of_comparing_every_pair() -> None:
    random = Random(5)
    texts = {}
    for number in range(12):
        wire = made(random, 200)
        for copy in range(3):
            texts[f"document-{number}-{copy}"] = changed(random, wire, (0.0, 0.02, 0.25)[copy])
    groups = originals({name: signature(text) for name, text in texts.items()})
    names = sorted(texts)
    for index, one in enumerate(names):
        for other in names[index + 1 :]:
            near = jaccard(texts[one], texts[other])
            if abs(near - ALIKE) > 0.2:
                assert (groups[one] == groups[other]) == (near > ALIKE), (one, other, near)


@pytest.mark.parametrize("text", ["", "one", "two words", "—", "three words here", "😀 😀 😀 😀"])
def test_any_text_has_a_signature(text: str) -> None:
    assert len(signature(text)) == 252
    assert signature(text) == signature(text)


def test_a_document_without_a_signature_is_an_original() -> None:
    assert originals({"b": None, "a": None}) == {"a": "a", "b": "b"}
