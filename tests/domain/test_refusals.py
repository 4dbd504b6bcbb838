"""Every refusal has a code of its own, by which clients and texts know it."""

import importlib
import pkgutil

import domain
from domain.refusals import Refusal


def refusals(of: type[Refusal] = Refusal) -> set[type[Refusal]]:
    for module in pkgutil.walk_packages(domain.__path__, "domain."):
        importlib.import_module(module.name)
    below = {sub for sub in of.__subclasses__() if sub.__module__.startswith("domain.")}
    return below.union(*(refusals(sub) for sub in below))


def test_codes_are_unique_and_told_by_every_refusal_itself():
    known = refusals()
    codes = [refusal.__dict__.get("code") for refusal in known]
    assert None not in codes
    assert len(set(codes)) == len(known) > 80


def test_a_refusal_names_its_field_and_details():
    refusal = Refusal(field="nip", digits=17)
    assert (refusal.field, refusal.details) == ("nip", {"digits": 17})
    assert str(refusal) == "refused nip {'digits': 17}"
