"""The walk through a launch day in docs/launch-day.md does what it says, on a running server."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from psycopg_pool import ConnectionPool

from application.accounts import Accounts, Grant
from tests.api.serving import free_port, ready
from workers.projector import Projector

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "launch-day.md"
PASSWORD = "sandi-yang-dicetak"


def blocks() -> list[tuple[str, str]]:
    """The page's blocks in order: `sh` to run, `text` that the run prints."""
    found = re.findall(
        r"^```(sh|text)\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    return [(kind, content) for kind, content in found]


@pytest.fixture
def projector(database_url: str) -> Iterator[None]:
    projector = Projector(database_url)
    thread = Thread(target=projector.run)
    thread.start()
    yield
    projector.stop()
    thread.join()


@pytest.fixture
def server(database_url: str, tmp_path: Path) -> Iterator[str]:
    """The API alone, as `epresensi api` runs it, with the first account of `epresensi admin`."""
    with ConnectionPool(database_url, min_size=1, max_size=1) as pool:
        account, _ = Accounts(pool).open(account=None, login="awal", password=PASSWORD)
        Accounts(pool).grant(account, Grant("bkpsdm"), "test")
    port = free_port()
    environment = {
        **os.environ,
        "EPRESENSI_VAR": str(tmp_path),
        "EPRESENSI_DATABASE_URL": database_url,
        "EPRESENSI_REDIS_URL": "redis://127.0.0.1:1",
        "EPRESENSI_PORT": str(port),
        "EPRESENSI_SIMULATED_CLOCK": "1",
    }
    command = [sys.executable, "-m", "api.cli", "--log-level", "error", "api", "--workers", "1"]
    process = subprocess.Popen(command, env=environment, cwd=ROOT)  # noqa: S603 # our own
    try:
        yield ready(f"http://127.0.0.1:{port}")
    finally:
        process.terminate()
        assert process.wait(60) == 0


@pytest.mark.slow
def test_every_block_prints_what_the_page_says(
    server: str, projector: None, tmp_path: Path
) -> None:
    script = "\n".join(content for kind, content in blocks() if kind == "sh")
    expected = "".join(content for kind, content in blocks() if kind == "text")
    environment = {
        **os.environ,
        "SERVER": server,
        "PASSWORD": PASSWORD,
        "FOLDER": str(tmp_path),
        "PYTHONPATH": str(ROOT),
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
    }
    ran = subprocess.run(  # noqa: S603 # the page is ours
        [shutil.which("bash") or "bash", "-euo", "pipefail", "-c", script],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert ran.stdout == expected
