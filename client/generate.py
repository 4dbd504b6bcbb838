"""Writes models.py and operations/ from the description of the API: `make client`."""

import builtins
import json
import keyword
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any, Final

FOLDER: Final = Path(__file__).parent
MODELS: Final = "models.py"
OPERATIONS: Final = "operations"

_SAYS: Final = '"""{}. Made by `make client`: change the API, not this file."""\n'
_METHODS: Final = ("get", "post", "put", "patch", "delete")
_JSON: Final = "application/json"
_FORM: Final = "multipart/form-data"
_RAW: Final = "application/octet-stream"
_EVENTS: Final = "text/event-stream"
_PAGED: Final = ("cursor", "after_position")
_SCALARS: Final = {
    "string": "str",
    "integer": "int",
    "number": "float",
    "boolean": "bool",
    "null": "None",
}
_FORMATS: Final = {"date": "date", "date-time": "datetime"}
_IMPORTS: Final = (
    "from collections.abc import Iterator\n"
    "from datetime import date, datetime\n"
    "from typing import Any, Literal\n\n"
    "from client import models\n"
    "from client.streams import Event\n"
    "from client.transport import Transport, path_of\n"
)

Schema = Mapping[str, Any]


def described() -> dict[str, Any]:
    """As a server gives it. Names of components become names of classes."""
    from api import documentation
    from api.app import create_app
    from application.settings import Settings

    app = create_app(Settings(var=Path("var"), secret=bytes(32), photos_url="file:///nowhere"))
    schema = documentation.described(app, app.openapi_schema.to_schema())
    text = json.dumps(schema, default=str)
    for name in schema["components"]["schemas"]:
        pattern = rf'"(#/components/schemas/)?{name}"(?=[:,}}])'
        text = re.sub(pattern, rf'"\g<1>{_class_name(name)}"', text)
    made: dict[str, Any] = json.loads(text)
    return made


def models(schema: Schema) -> str:
    """Structs of the components, by datamodel-code-generator."""
    options = (
        "--input-file-type=openapi --output-model-type=msgspec.Struct --openapi-scopes=schemas "
        "--target-python-version=3.11 --use-standard-collections --use-union-operator "
        "--enum-field-as-literal=all --use-annotated --frozen-dataclasses --keyword-only "
        "--output-datetime-class=datetime --disable-timestamp --formatters=builtin"
    )
    with tempfile.TemporaryDirectory() as folder:
        given, made = Path(folder, "openapi.json"), Path(folder, MODELS)
        given.write_text(json.dumps(schema))
        command = [sys.executable, "-m", "datamodel_code_generator", *options.split()]
        _run([*command, f"--input={given}", f"--output={made}"])
        code = made.read_text().partition("\n\n")[2]
    return _polished(_SAYS.format("What the API takes and answers") + code)


def operations(schema: Schema) -> dict[str, str]:
    """A file for each of the API's, with a method for each operation, and one that has them all."""
    found = sorted(
        (operation["operationId"], method, path, operation)
        for path, under in schema["paths"].items()
        for method, operation in under.items()
        if method in _METHODS
    )
    files = {}
    for group, members in groupby(found, key=lambda each: each[0].partition(".")[0]):
        parts = [_SAYS.format(f"Operations of the API: {group}"), _IMPORTS, _class(group)]
        for name, method, path, operation in members:
            parts += _Operation(name.partition(".")[2], method.upper(), path, operation).methods()
        files[f"{group}.py"] = _polished("\n".join(parts) + "\n")
    return files | {"__init__.py": _polished(_api([name.removesuffix(".py") for name in files]))}


def _api(groups: list[str]) -> str:
    parts = [_SAYS.format("Every operation of the API, by feature")]
    parts += [f"from client.{OPERATIONS}.{group} import {_class_name(group)}" for group in groups]
    parts += ["from client.transport import Transport"]
    parts += ["\n\nclass Api:", "    def __init__(self, transport: Transport) -> None:"]
    parts += ["        self.transport = transport"]
    parts += [f"        self.{group} = {_class_name(group)}(transport)" for group in groups]
    return "\n".join(parts) + "\n"


class _Operation:
    def __init__(self, name: str, method: str, path: str, told: Schema) -> None:
        self._name, self._method, self._path, self._told = name, method, path, told
        parameters = told.get("parameters", [])
        self._in_path = [each["name"] for each in parameters if each["in"] == "path"]
        self._queries = [each for each in parameters if each["in"] == "query"]
        self._keyed = any(each["name"] == "Idempotency-Key" for each in parameters)
        self._tagged = any(each["name"] == "If-Match" for each in parameters)
        self._types = {each["name"]: _type(each["schema"]) for each in parameters}
        content = told.get("requestBody", {}).get("content", {})
        self._body = _type(content[_JSON]["schema"]) if _JSON in content else ""
        self._raw = _RAW in content
        form = content.get(_FORM, {}).get("schema", {"properties": {}})
        self._required = set(form.get("required", ()))
        self._files = [name for name in form["properties"] if name != "data"]
        self._media, self._answer = _answer(told["responses"])

    def methods(self) -> list[str]:
        written = [self._method_of(self._name, self._answer, self._call())]
        cursor = next((q["name"] for q in self._queries if q["name"] in _PAGED), None)
        if cursor and self._answer.endswith(("Page", "Inbox")):
            written.append(self._pages(cursor))
        return written

    def _method_of(self, name: str, answer: str, body: str) -> str:
        summary = self._told.get("summary", "")
        says = f'        """{summary}."""\n' if summary else ""
        signature = f"    def {_safe(name)}({', '.join(self._signature())}) -> {answer}:"
        return f"\n{signature}\n{says}{body}"

    def _signature(self) -> Iterator[str]:
        yield "self"
        yield from (f"{_safe(name)}: {self._types[name]}" for name in self._in_path)
        if self._body:
            yield f"data: {self._body}"
        if self._raw:
            yield "content: bytes"
        yield from (f"{name}: bytes" for name in self._files if name in self._required)
        optional = [name for name in self._files if name not in self._required]
        if self._queries or optional or self._keyed or self._is_stream:
            yield "*"
        yield from (f"{name}: bytes | None = None" for name in optional)
        for query in sorted(self._queries, key=lambda each: not each.get("required")):
            yield f"{_safe(query['name'])}: {_optional(query)}"
        if self._keyed:
            yield 'key: str = ""'
        if self._tagged:
            yield 'if_match: str = ""'
        if self._is_stream:
            yield 'last_event_id: str = ""'

    @property
    def _is_stream(self) -> bool:
        return self._media == _EVENTS

    def _call(self) -> str:
        given = [self._address()]
        if self._queries:
            pairs = ", ".join(f'"{q["name"]}": {_safe(q["name"])}' for q in self._queries)
            given.append(f"query={{{pairs}}}")
        if self._body:
            given.append("body=data")
        if self._raw:
            given.append("content=content")
        if self._files:
            given.append(f"files={{{', '.join(f'{name!r}: {name}' for name in self._files)}}}")
        if self._keyed:
            given.append("key=key")
        if self._tagged:
            given.append("if_match=if_match")
        if self._is_stream:
            given.append("last_event_id=last_event_id")
            return f"        return self._transport.listen({', '.join(given)})"
        given[:1] = [f'"{self._method}"', given[0], self._decoded]
        call = f"self._transport.call({', '.join(given)})"
        return f"        {call}" if self._answer == "None" else f"        return {call}"

    @property
    def _decoded(self) -> str:
        return "type(None)" if self._answer == "None" else self._answer

    def _address(self) -> str:
        values = "".join(f", {name}={_safe(name)}" for name in self._in_path)
        return f'path_of("{self._path}"{values})' if values else f'"{self._path}"'

    def _pages(self, cursor: str) -> str:
        names = [*self._in_path, *(q["name"] for q in self._queries)]
        given = ", ".join(f"{_safe(name)}={_safe(name)}" for name in names)
        body = (
            "        while True:\n"
            f"            page = self.{self._name}({given})\n"
            "            yield page\n"
            "            if page.next is None:\n"
            "                return\n"
            f"            {cursor} = page.next"
        )
        return self._method_of(f"{self._name}_pages", f"Iterator[{self._answer}]", body)


def _class(group: str) -> str:
    return (
        f"\n\nclass {_class_name(group)}:\n"
        "    def __init__(self, transport: Transport) -> None:\n"
        "        self._transport = transport"
    )


def _answer(responses: Schema) -> tuple[str, str]:
    """The media type and the type of the answer when all is well."""
    good = next(told for status, told in sorted(responses.items()) if status.startswith("2"))
    for media, content in good.get("content", {}).items():
        if media == _JSON:
            return media, _type(content["schema"])
        if media == _EVENTS:
            return media, "Iterator[Event]"
        return media, "str" if media.startswith("text/") else "bytes"
    return "", "None"


def _type(schema: Schema) -> str:
    match schema:
        case {"$ref": ref}:
            return f"models.{ref.rpartition('/')[2]}"
        case {"oneOf": choices}:
            return " | ".join(_type(choice) for choice in choices)
        case {"enum": values}:
            return f"Literal[{', '.join(map(repr, values))}]"
        case {"type": "array", "items": items}:
            return f"list[{_type(items)}]"
        case {"type": "object", "additionalProperties": inner}:
            return f"dict[str, {_type(inner) if inner else 'Any'}]"
        case _:
            return _FORMATS.get(schema.get("format", "")) or _SCALARS[schema["type"]]


def _optional(query: Schema) -> str:
    kind = _type(query["schema"])
    return kind if query.get("required") else f"{kind} = {query['schema'].get('default')!r}"


def _class_name(name: str) -> str:
    return "".join(part[:1].upper() + part[1:] for part in name.split("_"))


def _safe(name: str) -> str:
    return f"{name}_" if keyword.iskeyword(name) or hasattr(builtins, name) else name


def _polished(code: str) -> str:
    """As the house formats it."""
    for command in (("check", "--fix-only", "--quiet"), ("format", "--quiet")):
        name = f"--stdin-filename={FOLDER / 'made.py'}"
        code = _run([sys.executable, "-m", "ruff", *command, name, "-"], code)
    return code


def _run(command: list[str], given: str | None = None) -> str:
    ran = subprocess.run(  # noqa: S603 # our own tools on our own description
        command, input=given, capture_output=True, text=True, check=True
    )
    return ran.stdout


def main() -> None:
    schema = described()
    (FOLDER / MODELS).write_text(models(schema), encoding="utf-8")
    folder = FOLDER / OPERATIONS
    for path in folder.glob("*.py"):
        path.unlink()
    folder.mkdir(exist_ok=True)
    for name, code in operations(schema).items():
        (folder / name).write_text(code, encoding="utf-8")


if __name__ == "__main__":
    main()
