"""Make the confidence of events a probability: ``python -m training.events.calibrate FOLDER [--held-out FILE]``.

Comes in: exported event heads in ``FOLDER`` and written records that no head was trained on. Goes out:
``FOLDER/calibration.json``: the slope and intercept (Platt 1999) by which the log odds that a word names an act are
read; and, printed, how far confidence and truth lie apart (expected calibration error over ten bins of like number),
before, and after on records that the fit did not see: each fifth is read by a fit on the other four."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
import vl_convert
from sklearn.linear_model import LogisticRegression

from onrecord.reading.events.heads import log_odds_of, scores_of
from onrecord.reading.reader import Reader
from onrecord.types import DateBasis, Document, content_id
from training.events.written import Record, load

LEAST = 0.05
BINS, FOLDS = 10, 5
WRITTEN = Path(__file__).parent / "written"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--plot", type=Path, help="an SVG file for what was said and what was right")
    parser.add_argument("--held-out", type=Path, default=WRITTEN / "held_out.txt")
    arguments = parser.parse_args()
    records = load(arguments.held_out)
    odds, truth, fold = collected(records)
    before, after = 1 / (1 + np.exp(-odds)), np.empty_like(odds)
    for number in range(FOLDS):
        left_out = fold == number
        fitted = fit(odds[~left_out], truth[~left_out])
        after[left_out] = fitted.predict_proba(odds[left_out, None])[:, 1]
    for name, values in (("before", before), ("after", after)):
        print(f"{name}: expected calibration error {calibration_error(values, truth):.4f} over {len(truth)} words")
    for low, said, right, count in reliability(after, truth):
        print(f"  from {low:.2f}: said {said:.3f}, right {right:.3f}, {count} words")
    if arguments.plot:
        arguments.plot.write_text(plotted(reliability(after, truth)), "utf-8")
    whole = fit(odds, truth)
    calibration = {"slope": round(float(whole.coef_[0, 0]), 4), "intercept": round(float(whole.intercept_[0]), 4)}
    (arguments.folder / "calibration.json").write_text(json.dumps(calibration) + "\n", "utf-8")


def fit(odds: np.ndarray, truth: np.ndarray) -> LogisticRegression:
    return LogisticRegression(C=1e6).fit(odds[:, None], truth)


def collected(records: Sequence[Record]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The log odds of each likely word, whether it is a marked trigger, and the fold that its record lies in."""
    reader = Reader()
    for name in reader.nlp.pipe_names:
        if name.startswith("onrecord_") and name != "onrecord_sentences":
            reader.nlp.remove_pipe(name)
    rows: list[tuple[float, bool, int]] = []
    for number, record in enumerate(records):
        doc = reader.nlp(reader.make_doc(document(record.text)))
        scores = scores_of(doc)
        heads = [doc.char_span(*t, alignment_mode="expand").root.i for e in record.events for t in e.triggers]
        inside = [(s, e) for event in record.events for s, e in event.triggers]
        for token in doc:
            odds = log_odds_of(scores.act(token)[0]) if not token.is_space else -np.inf
            within = any(s <= token.idx < e for s, e in inside)
            if 1 / (1 + np.exp(-odds)) >= LEAST and (token.i in heads or not within):
                rows.append((odds, token.i in heads, number % FOLDS))
    odds, truth, fold = zip(*rows, strict=True)
    return np.array(odds), np.array(truth), np.array(fold)


def document(text: str) -> Document:
    return Document(id=content_id("document", text), text=text, published=date(2000, 1, 1), date_basis=DateBasis.GIVEN)


def calibration_error(said: np.ndarray, right: np.ndarray) -> float:
    """The mean distance between what was said and what was right, over bins of like number (Naeini et al. 2015)."""
    return sum(abs(mean - share) * count for _, mean, share, count in reliability(said, right)) / len(said)


def reliability(said: np.ndarray, right: np.ndarray) -> list[tuple[float, float, float, int]]:
    """Of each bin the least said, the mean said, the share that was right, and the number."""
    order = np.argsort(said, kind="stable")
    bins = [b for b in np.array_split(order, BINS) if len(b)]
    return [(float(said[b[0]]), float(said[b].mean()), float(right[b].mean()), len(b)) for b in bins]


def plotted(bins: list[tuple[float, float, float, int]]) -> str:
    """What was right over what was said, as an SVG."""
    points = [{"said": said, "right": right, "words": count} for _, said, right, count in bins]
    axes = {"scale": {"domain": [0, 1]}, "type": "quantitative"}
    spec = {
        "width": 260,
        "height": 260,
        "layer": [
            {
                "data": {"values": [{"said": 0, "right": 0}, {"said": 1, "right": 1}]},
                "mark": {"type": "line", "strokeDash": [4, 4], "color": "#888"},
                "encoding": {"x": {"field": "said", **axes}, "y": {"field": "right", **axes}},
            },
            {
                "data": {"values": points},
                "mark": {"type": "line", "point": True},
                "encoding": {
                    "x": {"field": "said", "title": "confidence that a word names an act", **axes},
                    "y": {"field": "right", "title": "share that does", **axes},
                },
            },
        ],
    }
    return vl_convert.vegalite_to_svg(spec)


if __name__ == "__main__":
    main()
