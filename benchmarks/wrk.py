"""Drives wrk with requests from files: every request is sent once, each connection in turn."""

import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_SCRIPT = """
local threads = 0
function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end
function init(args)
  folder, pause, sent, requests = args[1], tonumber(args[2]), 0, {}
  local index = io.open(folder .. "/" .. number .. ".index", "r")
  for line in index:lines() do requests[#requests + 1] = tonumber(line) end
  index:close()
  bodies = io.open(folder .. "/" .. number .. ".requests", "rb")
end
function request()
  sent = sent + 1
  if sent > #requests then wrk.thread:stop() return wrk.format("GET", "/health/live") end
  return bodies:read(requests[sent])
end
if PAUSED then function delay() return pause end end
failed, answered = 0, 0
function response(status)
  answered = answered + 1
  if status < 200 or status > 299 then failed = failed + 1 end
end
function done(summary, latency)
  io.write(string.format("P99_US %d P50_US %d REQUESTS %d DURATION_US %d ERRORS %d\\n",
    latency:percentile(99), latency:percentile(50), summary.requests, summary.duration,
    summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout))
end
"""


class WrkMissing(Exception):
    """The load generator is not on this machine: install the package `wrk`."""


@dataclass(frozen=True)
class Measured:
    per_second: float
    p50_ms: float
    p99_ms: float
    requests: int
    errors: int


def write_requests(folder: Path, requests: Sequence[bytes], threads: int) -> None:
    """Shares them out among the threads; each file is read once, in order."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(threads):
        mine = requests[number::threads]
        (folder / f"{number}.requests").write_bytes(b"".join(mine))
        (folder / f"{number}.index").write_text("\n".join(str(len(r)) for r in mine) + "\n")


def http_request(path: str, headers: dict[str, str], body: bytes) -> bytes:
    lines = [f"POST {path} HTTP/1.1", "Host: 127.0.0.1", f"Content-Length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


def measure(
    url: str, folder: Path, *, seconds: int, connections: int, threads: int, pause_ms: int = 0
) -> Measured:
    """`pause_ms` is how long a connection waits before each request: less than the full load."""
    program = shutil.which("wrk")
    if program is None:
        raise WrkMissing
    script = folder / ("paused.lua" if pause_ms else "full.lua")
    script.write_text(_SCRIPT.replace("PAUSED", "true" if pause_ms else "false"))
    command = [program, f"-t{threads}", f"-c{connections}", f"-d{seconds}s", "--timeout", "30s"]
    command += ["-s", str(script), url, "--", str(folder), str(pause_ms)]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603 - the program found above
    found = re.search(
        r"P99_US (\d+) P50_US (\d+) REQUESTS (\d+) DURATION_US (\d+) ERRORS (\d+)", told
    )
    if found is None:
        raise ValueError(told)
    p99, p50, requests, duration, errors = map(int, found.groups())
    return Measured(requests / duration * 1e6, p50 / 1000, p99 / 1000, requests, errors)
