"""The operator's page names every setting, command, path and metric, and none that is not there."""

import re
from pathlib import Path

import pytest
from prometheus_client import REGISTRY

from api import app, cli
from api.health import Views

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
SETTING = re.compile(r"EPRESENSI_[A-Z]+(?:_[A-Z]+)*")
PACKAGES = ("api", "application", "projections", "workers")
COMMANDS = sorted(set(re.findall(r"epresensi ((?:[a-z]+ ?)+)", PAGE)))


def test_every_setting_is_told_and_no_other() -> None:
    sources = [path.read_text() for name in PACKAGES for path in (ROOT / name).rglob("*.py")]
    known = {setting for source in sources for setting in SETTING.findall(source)}
    assert set(SETTING.findall(PAGE)) == known


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_of_the_page_is_one(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Also the words after it: another command, or a name that it takes."""
    with pytest.raises(SystemExit) as ended:
        cli.main([*command.split(), "--help"])
    assert ended.value.code == 0
    assert "usage: epresensi" in capsys.readouterr().out


def test_every_path_of_the_page_is_served() -> None:
    served = {
        f"{method} {path}"
        for handler in app.ROUTES
        for path in handler.paths
        for method in handler.http_methods
    }
    told = re.findall(r"(?:GET|POST) /[a-z0-9/{}-]+", PAGE)
    assert told
    assert {re.sub(r":\w+}", "}", path) for path in served} >= set(told)


def test_every_metric_is_told_and_no_other() -> None:
    known = (*REGISTRY.collect(), *Views(()).collect())
    ours = {metric.name for metric in known if metric.name.startswith("epresensi_")}
    assert set(re.findall(r"epresensi_[a-z_]+", PAGE)) == ours
