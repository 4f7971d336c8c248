"""The house itself: what the README promises, and the sizes that keep a file one noun."""

import ast
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
CODE = sorted(path for package in ("bot", "ingest", "knowledge") for path in (ROOT / package).rglob("*.py"))
LONGEST_FILE = 300  # lines
LONGEST_FUNCTION = 50  # lines


def test_the_gate_runs_the_command_that_the_readme_gives() -> None:
    command = "bash setup.sh dev && .venv/bin/pytest"
    assert command in (ROOT / "README.md").read_text(encoding="utf-8")
    assert command in (ROOT / ".ci/run").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_is_one_noun_with_short_functions(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= LONGEST_FILE
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < LONGEST_FUNCTION, node.name


@pytest.mark.parametrize("script", ["setup.sh", ".ci/run"])
def test_shell_scripts_parse(script: str) -> None:
    assert subprocess.run(["bash", "-n", str(ROOT / script)], check=False).returncode == 0  # noqa: S603, S607
