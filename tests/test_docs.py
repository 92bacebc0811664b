"""The pages say what the code does: the reference is made of it, and every transcript is what the commands print."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent


def script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_reference_is_what_the_code_is() -> None:
    page = (ROOT / "docs" / "reference.md").read_text("utf-8")
    assert page == script("reference").reference(), "out of date: run 'make docs'"


@pytest.mark.parametrize("page", script("transcripts").pages(), ids=lambda page: page.name)
def test_a_page_shows_what_its_commands_print(page: Path) -> None:
    assert page.read_text("utf-8") == script("transcripts").rewritten(page), "out of date: run 'make docs'"


@pytest.mark.parametrize(
    "page", [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))], ids=lambda page: page.name
)
def test_a_page_links_only_to_files_that_are_there(page: Path) -> None:
    links = re.findall(r"\]\((?!https?://|#)([^)#]+)", page.read_text("utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []
