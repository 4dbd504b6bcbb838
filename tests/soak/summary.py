"""What a soak prints: how many commands of each kind had which outcome, and how fast."""

from collections import Counter
from collections.abc import Iterator

from tests.soak.running import Soaked


def summary(soaked: Soaked) -> Iterator[str]:
    counted = Counter((done.kind, done.code or "accepted") for done in soaked.done)
    width = max(len(kind) for kind, _ in counted)
    for (kind, outcome), times in sorted(counted.items()):
        yield f"{kind:{width}}  {outcome:28}{times:>8,}"
    total = len(soaked.done)
    accepted = sum(done.accepted for done in soaked.done)
    replayed = sum(done.replayed for done in soaked.done)
    yield ""
    yield f"commands {total:,}, accepted {accepted:,}, answered again {replayed:,}"
    yield f"seconds {soaked.seconds:,.1f}, commands/s {total / soaked.seconds:,.0f}"
    yield f"killed process {soaked.killed}" if soaked.killed else "no process was killed"
