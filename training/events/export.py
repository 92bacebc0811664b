"""Put trained event heads into the package: ``python -m training.events.export WEIGHTS FOLDER``.

Writes ``head.onnx`` (one matrix of scores a word, and one vector) and ``pairs.npz`` (the weights by which words are
compared with triggers, as 32-bit floats), and a ``calibration.json`` that changes nothing, for
`training.events.calibrate` to replace. The encoder is exported with the statement tagger.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch

from onrecord.reading.tagging import FEATURE_SIZES
from training.events.model import EventHeads
from training.statements.export import write
from training.statements.model import HIDDEN


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("folder", type=Path)
    arguments = parser.parse_args()
    heads = EventHeads().eval()
    heads.load_state_dict(torch.load(arguments.weights, weights_only=True))
    arguments.folder.mkdir(parents=True, exist_ok=True)
    states = torch.randn(1, 9, HIDDEN)
    features = torch.zeros(1, 9, len(FEATURE_SIZES), dtype=torch.long)
    write(heads.head, (states, features), arguments.folder / "head.onnx", ["states", "features"], ["scores", "vectors"])
    pairs = {name: weight.numpy() for name, weight in heads.state_dict().items() if name.startswith("roles.")}
    np.savez_compressed(arguments.folder / "pairs.npz", **pairs)
    (arguments.folder / "calibration.json").write_text('{"slope": 1.0, "intercept": 0.0}\n', "utf-8")


if __name__ == "__main__":
    main()
