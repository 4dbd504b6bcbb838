"""Real regulations as data files, each labelled with its source and how sure it is."""

from importlib.resources import files

from domain.perbup import Perbup
from domain.perbup_loading import load as load_text
from domain.refusals import Refusal

_SUFFIX = ".toml"


class NotInCatalogue(Refusal):
    code = "not_in_catalogue"
    field = "name"


def names() -> tuple[str, ...]:
    shipped = (entry.name for entry in files(__name__).iterdir())
    return tuple(sorted(n.removesuffix(_SUFFIX) for n in shipped if n.endswith(_SUFFIX)))


def text(name: str) -> str:
    """The file as it stands, notes and all."""
    if name not in names():
        raise NotInCatalogue(name=name)
    return files(__name__).joinpath(name + _SUFFIX).read_text(encoding="utf-8")


def load(name: str) -> Perbup:
    return load_text(text(name), "toml")
