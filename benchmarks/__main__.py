"""Run a benchmark: ``python -m benchmarks NAME DATA [--out FOLDER]``.

DATA is the folder of third-party data (with ``articles/``, ``attribution/``, ... in it); the scorers are expected
beside it, in ``DATA/../scorers``. ``relations`` also takes one file. Predictions are written to ``--out`` (default
``benchmarks/out``) in the formats that the scorers read."""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import sys
from pathlib import Path

import benchmarks


def names() -> list[str]:
    """All benchmarks: the modules of this package that have no leading underscore."""
    return sorted(
        module.name for module in pkgutil.iter_modules(benchmarks.__path__) if not module.name.startswith("_")
    )


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("name", choices=names())
    parser.add_argument("data", type=Path, help="folder of third-party data, or a file for those that take one")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "out", help="where predictions go")
    parser.add_argument("--mentions", type=int, help="size of the made record, for 'web' and 'record'")
    arguments = parser.parse_args()
    if not arguments.data.exists():
        print(f"{arguments.data}: no such folder or file", file=sys.stderr)
        return 2
    arguments.out.mkdir(parents=True, exist_ok=True)
    more = {"mentions": arguments.mentions} if arguments.mentions else {}
    importlib.import_module(f"benchmarks.{arguments.name}").run(arguments.data, arguments.out, **more)
    return 0


if __name__ == "__main__":
    sys.exit(main())
