"""Put a trained relation model into the package: ``python -m training.relations.export WEIGHTS FOLDER``.

Writes ``relations.onnx`` with 8-bit weights; it stands on the encoder's ``lower.onnx``.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch

from training.relations.model import Relations
from training.statements.export import write_in_8_bits
from training.statements.model import HIDDEN, Encoder


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("folder", type=Path)
    arguments = parser.parse_args()
    model = Relations(Encoder()).eval()
    model.load_state_dict(torch.load(arguments.weights, weights_only=True))
    arguments.folder.mkdir(parents=True, exist_ok=True)
    example = (
        torch.randn(2, 16, HIDDEN),
        torch.ones(2, 16, dtype=torch.long),
        torch.tensor([1, 2]),
        torch.tensor([5, 0]),
    )
    inputs = ["hidden", "mask", "source", "target"]
    write_in_8_bits(model, example, arguments.folder / "relations.onnx", inputs, ["scores"])


if __name__ == "__main__":
    main()
