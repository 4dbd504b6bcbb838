"""The house style, where a machine can hold it: every line knows its room, and rooms are small."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("domain", "application", "projections", "workers", "api", "client")
MADE = {ROOT / "client" / "models.py"}
"""By `make client` from the description of the API; nobody reads it from top to bottom."""
LONGEST_FILE = 300
LONGEST_FUNCTION = 40

EXCEPTION = re.compile(r"# (noqa|type: ignore)")
REASONED = re.compile(r"# (noqa: [A-Z0-9, ]+|type: ignore\[[a-z-]+\]) +[#-] *\w")

MODULES = sorted(
    path
    for package in PACKAGES
    for path in (ROOT / package).rglob("*.py")
    if (path.name != "__init__.py" or path.stat().st_size) and path not in MADE
)


def _functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_says_what_it_is_for_and_is_small(path: Path) -> None:
    text = path.read_text()
    tree = ast.parse(text)
    assert ast.get_docstring(tree), "no line that says what the module is for"
    assert len(text.splitlines()) <= LONGEST_FILE
    for function in _functions(tree):
        lines = (function.end_lineno or 0) - function.lineno + 1
        assert lines <= LONGEST_FUNCTION, f"{function.name} has {lines} lines"


def test_functions_are_short_by_the_median() -> None:
    lengths = sorted(
        (function.end_lineno or 0) - function.lineno + 1
        for path in MODULES
        for function in _functions(ast.parse(path.read_text()))
    )
    assert lengths[len(lengths) // 2] <= 8


def test_every_lint_exception_says_why() -> None:
    bare = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in MODULES
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if EXCEPTION.search(line) and not REASONED.search(line)
    ]
    assert bare == []
