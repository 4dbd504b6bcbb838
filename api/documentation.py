"""The OpenAPI description and its page, which work without the internet."""

from copy import deepcopy
from html import escape
from pathlib import Path
from typing import Any, Final

import msgspec
from litestar import Litestar, Request, Router
from litestar.enums import MediaType, OpenAPIMediaType
from litestar.handlers.http_handlers import HTTPRouteHandler
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.plugins import OpenAPIRenderPlugin
from litestar.openapi.spec import Components, SecurityScheme

from api.commands import AllDecided
from api.identity import PUBLIC, Allow
from api.problems import MEDIA_TYPE, Problem

_PROBLEMS: Final[dict[str, str]] = {
    "400": "Tidak terbaca",
    "404": "Tidak ditemukan",
    "409": "Bertentangan dengan yang sudah tercatat",
    "410": "Sudah dihapus",
    "412": "Sudah diubah orang lain; lihat If-Match",
    "413": "Terlalu besar",
    "415": "Jenis isi tidak didukung",
    "422": "Ditolak; `code` menyebut alasannya",
    "426": "Aplikasi perlu diperbarui",
    "429": "Terlalu banyak; lihat Retry-After",
    "503": "Sedang tidak tersedia; ulangi dengan kunci yang sama",
}
_SIGNED_IN_PROBLEMS: Final[dict[str, str]] = {
    "401": "Perlu masuk",
    "403": "Tidak berwenang",
}
_RAW: Final[dict[str, Any]] = {
    "required": True,
    "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
}
_IF_MATCH: Final[dict[str, Any]] = {
    "name": "If-Match",
    "in": "header",
    "required": False,
    "description": "`tag` yang dibaca: yang sudah diubah orang lain tidak tertimpa.",
    "schema": {"type": "string"},
}
_REACHES: Final[dict[str, str]] = {"own": "data sendiri", "opd": "OPD-nya", "all": "semua"}
_METHODS: Final = ("get", "post", "put", "patch", "delete")

EXAMPLES: Final[dict[str, Any]] = msgspec.json.decode(
    Path(__file__).with_name("examples.json").read_bytes()
)
"""Of bodies, by the name of their form."""

_INTRODUCTION: Final = """Presensi dan TPP pemerintah daerah.

Setiap perintah membawa `Idempotency-Key` (UUID buatan klien): kiriman ulang dengan kunci dan isi
yang sama mendapat jawaban yang pertama. Jawaban memuat `position`; bacaan dengan `?after=` posisi
itu menunggu sampai tampilannya memuat perubahan tersebut. Penolakan berbentuk RFC 9457 dengan
`code` yang tetap; teksnya Indonesia atau Inggris menurut `Accept-Language`."""


class DescriptionPlugin(OpenAPIRenderPlugin):
    """The framework's description, with what it does not know: who may call, keys, problems."""

    def __init__(self) -> None:
        super().__init__(path="/openapi.json", media_type=OpenAPIMediaType.OPENAPI_JSON)

    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:
        return msgspec.json.encode(described(request.app, openapi_schema), enc_hook=str)


class PagePlugin(OpenAPIRenderPlugin):
    def __init__(self) -> None:
        super().__init__(path="/", media_type=MediaType.HTML)

    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:
        return page(described(request.app, openapi_schema)).encode()


def _operation_id(handler: HTTPRouteHandler, *_: object) -> str:
    """The file of the feature and its function: a name that a client may have too."""
    return f"{handler.fn.__module__.rpartition('.')[2]}.{handler.handler_name}"


CONFIG: Final = OpenAPIConfig(
    title="E-Presensi",
    operation_id_creator=_operation_id,
    version="1",
    description=_INTRODUCTION,
    components=Components(
        security_schemes={
            "bearer": SecurityScheme(type="http", scheme="bearer", bearer_format="JWT")
        }
    ),
    render_plugins=[DescriptionPlugin(), PagePlugin()],
    openapi_router=Router(
        "/docs", route_handlers=[], include_in_schema=False, opt={"allow": PUBLIC}
    ),
)


def described(app: Litestar, openapi_schema: dict[str, Any]) -> dict[str, Any]:
    """Made once an application."""
    if "described" not in app.state:
        app.state.described = _described(app, deepcopy(openapi_schema))
    made: dict[str, Any] = app.state.described
    return made


def _described(app: Litestar, schema: dict[str, Any]) -> dict[str, Any]:
    components = schema["components"].setdefault("schemas", {})
    _add_component(components, Problem)
    for route in app.routes:
        for handler in getattr(route, "route_handlers", ()):
            if not isinstance(handler, HTTPRouteHandler):
                continue
            for method in _METHODS:
                path = schema["paths"].get(getattr(route, "path_format", ""), {})
                if method.upper() in handler.http_methods and method in path:
                    _complete(path[method], handler, components, route.path)
    _drop_ellipses(components)
    for name, example in EXAMPLES.items():
        components[name]["examples"] = [example]
    return schema


def _drop_ellipses(part: Any) -> None:
    """The framework takes the dots of `tuple[X, ...]` for a second type, which anything fits: then
    one of two never fits alone."""
    if isinstance(part, list):
        for each in part:
            _drop_ellipses(each)
    if isinstance(part, dict):
        for name, each in part.items():
            choices = each.get("oneOf", []) if isinstance(each, dict) else []
            if len(choices) == 2 and choices[1] == {}:
                part[name] = choices[0]
            _drop_ellipses(part[name])


def _complete(
    operation: dict[str, Any],
    handler: HTTPRouteHandler,
    components: dict[str, Any],
    address: str,
) -> None:
    allow: Allow = handler.opt["allow"]
    operation["security"] = [] if allow.public else [{"bearer": []}]
    operation["x-allow"] = dict(allow.reaches)
    told = operation.get("description") or ""
    operation["description"] = f"{told}\n\n{_who(allow)}".strip()
    opens = allow.public and "/auth/" not in address
    problems = _PROBLEMS if opens else _PROBLEMS | _SIGNED_IN_PROBLEMS
    responses = operation["responses"]
    responses.update({status: _problem(words) for status, words in problems.items()})
    if "also" in handler.opt:
        responses["200"]["content"][handler.opt["also"]] = {"schema": {"type": "string"}}
    operation["responses"] = dict(sorted(responses.items()))
    if _is_command(handler):
        operation.setdefault("parameters", []).append(_key_parameter())
    if "if_match" in handler.opt:
        operation.setdefault("parameters", []).append(_IF_MATCH)
    if "raw_body" in handler.opt:
        operation["requestBody"] = _RAW
    if "files" in handler.opt:
        operation["requestBody"] = _multipart(handler, components)


def _is_command(handler: HTTPRouteHandler) -> bool:
    """A command answers with its position, or with one for each of many."""
    answer = handler.parsed_fn_signature.return_type
    kinds = [inner.annotation for inner in answer.inner_types] or [answer.annotation]
    return any(
        kind is AllDecided or "position" in getattr(kind, "__struct_fields__", ()) for kind in kinds
    )


def _who(allow: Allow) -> str:
    if allow.public:
        return "Boleh dipanggil siapa saja."
    if allow.signed_in:
        return "Boleh dipanggil setiap akun, untuk dirinya sendiri."
    named = ", ".join(f"`{role}` ({_REACHES[reach]})" for role, reach in allow.reaches)
    return f"Boleh dipanggil: {named}."


def _problem(words: str) -> dict[str, Any]:
    ref = {"$ref": "#/components/schemas/Problem"}
    return {"description": words, "content": {MEDIA_TYPE: {"schema": ref}}}


def _key_parameter() -> dict[str, Any]:
    return {
        "name": "Idempotency-Key",
        "in": "header",
        "required": True,
        "description": "UUID buatan klien; kiriman ulang memakai kunci yang sama.",
        "schema": {"type": "string", "format": "uuid"},
    }


def _multipart(handler: HTTPRouteHandler, components: dict[str, Any]) -> dict[str, Any]:
    form = handler.opt["body_of"]
    file = {"type": "string", "format": "binary"}
    parts: dict[str, Any] = dict.fromkeys(handler.opt["files"], file)
    if form is None:
        content = {"schema": {"type": "object", "properties": parts, "required": [*parts]}}
        return {"required": True, "content": {"multipart/form-data": content}}
    ref = _add_component(components, form)
    whole = {"type": "object", "properties": {"data": ref, **parts}, "required": ["data"]}
    encoding = {"data": {"contentType": "application/json"}}
    return {
        "required": True,
        "content": {
            "application/json": {"schema": ref},
            "multipart/form-data": {"schema": whole, "encoding": encoding},
        },
    }


def _add_component(components: dict[str, Any], kind: type[Any]) -> dict[str, str]:
    (ref,), made = msgspec.json.schema_components(
        [kind], ref_template="#/components/schemas/{name}"
    )
    for name, component in made.items():
        components.setdefault(name, component)
    return dict(ref)


def page(schema: dict[str, Any]) -> str:
    """A list of every operation by tag; no script, no style sheet and no address of elsewhere."""
    by_tag: dict[str, list[str]] = {}
    for path, operations in sorted(schema["paths"].items()):
        for method, operation in operations.items():
            tag = (operation.get("tags") or ["Lain"])[0]
            by_tag.setdefault(tag, []).append(_row(method, path, operation))
    sections = "".join(
        f"<h2>{escape(tag)}</h2><dl>{''.join(rows)}</dl>" for tag, rows in sorted(by_tag.items())
    )
    title = escape(schema["info"]["title"])
    return (
        f'<!doctype html><html lang="id"><meta charset="utf-8"><title>{title}</title>'
        f"<style>{_STYLE}</style><h1>{title}</h1><pre>{escape(_INTRODUCTION)}</pre>"
        f'<p><a href="docs/openapi.json">openapi.json</a></p>{sections}</html>'
    )


def _row(method: str, path: str, operation: dict[str, Any]) -> str:
    told = escape(operation.get("description", "")).replace("\n\n", "<br>")
    return (
        f"<dt><code><b>{method.upper()}</b> {escape(path)}</code> "
        f"{escape(operation.get('summary', ''))}</dt><dd>{told}</dd>"
    )


_STYLE: Final = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
    "dt{margin-top:1rem}dd{margin:0 0 0 1rem;color:#555}pre{white-space:pre-wrap}"
)
