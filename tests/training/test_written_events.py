"""Event sentences as people write them become text and spans, or are refused."""

from __future__ import annotations

import hashlib

import pytest
from training.events.written import MalformedMarks, examined, parse

WRITTEN = (
    "# wire, Europe, 2024\n{a1|{a2|Oslo}} {e1 REJECT done CT+|declined} to {e2 CONSULT refused CT-|receive} {r1|them}."
)


def test_a_record_becomes_plain_text_with_spans() -> None:
    record = parse(WRITTEN, "here:1")
    assert record.text == "Oslo declined to receive them."
    assert record.style == "wire, Europe, 2024"
    refusal, visit = record.events
    assert (refusal.act, refusal.mode, refusal.value) == ("REJECT", "done", "CT+")
    words = [record.text[start:end] for start, end in (*refusal.triggers, *refusal.actors, *refusal.recipients)]
    assert words == ["declined", "Oslo", "them"]
    assert (visit.actors, visit.recipients) == (refusal.actors, [])


def test_a_record_without_marks_has_no_event() -> None:
    assert parse("# geography, Asia, 2001\nThe strait is narrow.", "here:1").events == ()


@pytest.mark.parametrize(
    "body",
    [
        "{a1|Oslo} waited.",
        "{e1 AGREE done CT+|signed",
        "Oslo} waited.",
        "{x|Oslo} waited.",
        "{e1 SIGN done CT+|signed} it.",
        "{e1 AGREE finished CT+|signed} it.",
        "{e1 AGREE done Xx|signed} it.",
    ],
)
def test_a_malformed_record_is_named(body: str) -> None:
    with pytest.raises(MalformedMarks, match="here:7"):
        parse("# wire, Europe, 2024\n" + body, "here:7")


def test_a_record_that_shares_eight_words_with_an_examination_is_refused() -> None:
    run = "one two three four five six seven eight"
    hashes = frozenset({hashlib.sha256(run.encode()).hexdigest()[:16]})
    assert examined("So: one, two, three, four, five, six, seven, eight!", hashes)
    assert not examined("one two three four five six seven nine", hashes)
