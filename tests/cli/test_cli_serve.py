"""``onrecord serve --demo`` finds the example reports from a checkout and from an installed wheel."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from onrecord.cli.serve import _examples

ROOT = Path(__file__).parent.parent.parent
NAMES = sorted(path.name for path in (ROOT / "examples").glob("*.md"))
BUILD = "import sys; from hatchling.build import build_wheel; print(build_wheel(sys.argv[1]))"
FIND = "import onrecord; from onrecord.cli.serve import _examples; print(onrecord.__file__); print(_examples())"


def test_a_checkout_has_the_examples_beside_it() -> None:
    assert sorted(path.name for path in _examples().glob("*.md")) == NAMES
    assert len(NAMES) == 6


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which a wheel of this checkout was unpacked, as installing it would."""
    pytest.importorskip("hatchling", reason="a wheel is built with hatchling, which is not installed")
    folder = tmp_path_factory.mktemp("wheel")
    built = subprocess.run(
        [sys.executable, "-c", BUILD, str(folder)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    with zipfile.ZipFile(folder / built.stdout.split()[-1]) as wheel:
        wheel.extractall(folder / "site")
    return folder / "site"


def test_an_installed_wheel_has_the_examples_inside(installed: Path) -> None:
    environment = os.environ | {"PYTHONPATH": str(installed)}
    told = subprocess.run(
        [sys.executable, "-c", FIND], cwd=installed, env=environment, capture_output=True, text=True, check=True
    )
    module, found = (Path(line) for line in told.stdout.split())
    assert module.is_relative_to(installed)
    assert found.is_relative_to(installed)
    assert sorted(path.name for path in found.glob("*.md")) == NAMES


@pytest.mark.parametrize("place", ["web/templates/base.html", "web/static/onrecord.css", "web/static/onrecord.js"])
def test_an_installed_wheel_has_what_pages_are_made_of(installed: Path, place: str) -> None:
    assert (installed / "onrecord" / place).is_file()
