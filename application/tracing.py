"""Spans for OpenTelemetry, where an address for them is set; elsewhere nothing is made at all.

A span says which route, batch, projection or job it was, how much and how long: never whose.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any, Final

from opentelemetry import trace
from opentelemetry.trace import Link, Span, SpanContext, SpanKind, Status, StatusCode
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

Value = str | int

_W3C: Final = TraceContextTextMapPropagator()
_CARRIED: Final = ("traceparent", "tracestate")
_NO_SPAN: Final = nullcontext(trace.INVALID_SPAN)
_ON: list[Any] = []
"""The provider, once there is one."""


class TracingNotInstalled(Exception):
    """An address for spans is set, and what sends them is missing: the extra `tracing`."""


def configure(otlp_url: str | None, service: str) -> None:
    """Once a process, after any fork; None leaves it off."""
    if otlp_url is None:
        return
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError as error:
        raise TracingNotInstalled from error
    use(BatchSpanProcessor(OTLPSpanExporter(endpoint=otlp_url)), service)


def use(processor: Any, service: str) -> None:
    """Any processor of the SDK's; the environment's OTEL_TRACES_SAMPLER says how many are kept."""
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider

    provider = TracerProvider(resource=Resource.create({"service.name": service}))
    provider.add_span_processor(processor)
    _ON[:] = [provider]


def off() -> None:
    """What waits is sent first."""
    for provider in _ON:
        provider.shutdown()
    _ON.clear()


def flush() -> None:
    """Before a process ends without telling anybody, as a job's does."""
    for provider in _ON:
        provider.force_flush()


def span(
    name: str,
    *,
    kind: SpanKind = SpanKind.INTERNAL,
    carried: Mapping[str, str] | None = None,
    links: Sequence[SpanContext] = (),
    attributes: Mapping[str, Value] | None = None,
) -> AbstractContextManager[Span]:
    """The current span while it lasts; below the one that `carried` names, if it names one."""
    if not _ON:
        return _NO_SPAN
    return _span(name, kind, carried, links, attributes)


def record(name: str, started_ns: int, attributes: Mapping[str, Value]) -> None:
    """A span of what has just ended."""
    for provider in _ON:
        tracer = provider.get_tracer("epresensi")
        tracer.start_span(name, start_time=started_ns, attributes=attributes).end()


def here() -> SpanContext | None:
    """For others to link to."""
    context = trace.get_current_span().get_span_context() if _ON else None
    return context if context and context.is_valid else None


def carry() -> dict[str, str]:
    """The current span as headers, for whoever goes on elsewhere."""
    carrier: dict[str, str] = {}
    if _ON:
        _W3C.inject(carrier)
    return carrier


def carried_by(headers: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    if not _ON:
        return {}
    told = ((name.decode("latin-1").lower(), value) for name, value in headers)
    return {name: value.decode("latin-1") for name, value in told if name in _CARRIED}


def fail(span: Span) -> None:
    """Without the error's words, which may be somebody's."""
    span.set_status(Status(StatusCode.ERROR))


@contextmanager
def _span(
    name: str,
    kind: SpanKind,
    carried: Mapping[str, str] | None,
    links: Sequence[SpanContext],
    attributes: Mapping[str, Value] | None,
) -> Iterator[Span]:
    with (
        _ON[0]
        .get_tracer("epresensi")
        .start_as_current_span(
            name,
            context=_W3C.extract(carried) if carried else None,
            kind=kind,
            links=[Link(context) for context in links],
            attributes=attributes,
            record_exception=False,
            set_status_on_exception=False,
        ) as made
    ):
        try:
            yield made
        except BaseException:
            fail(made)
            raise
