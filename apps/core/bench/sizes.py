"""How much is measured, and by which apps: each that has a module `bench.run`."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps

from apps.core.bench.report import Comparison


@dataclass(frozen=True, slots=True)
class Sizes:
    """rows of the large roster, applicants of a batch, registrations at other universities,
    events that indicators count."""

    rows: int
    applicants: int
    registrations: int
    events: int


Comparisons = Callable[[Sizes], Iterator[Comparison]]


def measuring_apps(only: str | None = None) -> Iterator[Comparisons]:
    """The function `comparisons` of every app's `bench.run`, or of the one named."""
    for config in apps.get_app_configs():
        if not config.name.startswith("apps.") or only not in (None, config.label):
            continue
        if find_spec(f"{config.name}.bench") and find_spec(f"{config.name}.bench.run"):
            yield import_module(f"{config.name}.bench.run").comparisons
