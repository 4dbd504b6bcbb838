"""The client in the tree is what the generator makes of the API as it is."""

import pytest

from client import generate


@pytest.fixture(scope="module")
def description() -> generate.Schema:
    return generate.described()


def test_the_structs_are_those_of_the_description(description: generate.Schema) -> None:
    kept = (generate.FOLDER / generate.MODELS).read_text(encoding="utf-8")
    assert generate.models(description) == kept, "make client"


def test_the_methods_are_those_of_the_description(description: generate.Schema) -> None:
    folder = generate.FOLDER / generate.OPERATIONS
    kept = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.py")}
    assert generate.operations(description) == kept, "make client"
