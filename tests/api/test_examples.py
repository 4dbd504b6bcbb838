"""The examples of the OpenAPI description are what the forms accept."""

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

import api.app
from api.documentation import EXAMPLES
from domain.perbup_validation import faults_of
from tests.api.test_schema import description


def forms() -> Iterator[type[Any]]:
    """What the routes read from a body."""
    for handler in api.app.ROUTES:
        data = handler.parsed_fn_signature.parameters.get("data")
        form = data.annotation if data else handler.opt.get("body_of")
        if form is not None:
            yield form


FORMS = {form.__name__: form for form in forms()}


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_the_example_is_what_the_form_accepts(name: str) -> None:
    content = msgspec.json.encode(EXAMPLES[name])
    assert isinstance(msgspec.json.decode(content, type=FORMS[name]), FORMS[name])


def test_every_body_has_an_example() -> None:
    told = description()
    bodies = {
        content["schema"]["$ref"].rpartition("/")[2]
        for operations in told["paths"].values()
        for operation in operations.values()
        for kind, content in operation.get("requestBody", {"content": {}})["content"].items()
        if kind == "application/json"
    }
    assert len(bodies) > 60
    assert bodies == set(EXAMPLES)
    assert all(told["components"]["schemas"][name]["examples"] for name in bodies)


@pytest.mark.parametrize("name", ["DraftPerbup", "AmendPerbup"])
def test_the_regulations_of_the_examples_are_sound(name: str) -> None:
    assert list(faults_of(EXAMPLES[name]["perbup"])) == []
