"""The examples of the OpenAPI description are what the forms accept."""

import gc
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

import api.app
from api.documentation import EXAMPLES


def forms() -> Iterator[type[Any]]:
    """Every struct that the application's modules define."""
    assert api.app.ROUTES
    return (kind for kind in gc.get_objects() if isinstance(kind, msgspec.StructMeta))


FORMS = {kind.__name__: kind for kind in forms() if kind.__module__.startswith(("api.", "appl"))}


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_the_example_is_what_the_form_accepts(name: str) -> None:
    content = msgspec.json.encode(EXAMPLES[name])
    assert isinstance(msgspec.json.decode(content, type=FORMS[name]), FORMS[name])
