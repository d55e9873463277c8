"""Many papers, one after the other, with all that they can share.

Each is laid out as a document of its own. One common document for all was measured and is slower
(WeasyPrint lays it out again until its page counters agree), and its parts would then have to be
told apart: page numbers, structure tree, metadata, data. So a file cannot hold another paper's
words. What is shared is what costs time and holds nobody's data: fonts and their subsets, parsed
style sheets, colour profile, and the lines of text that all have in common.
"""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.template import TemplateSyntaxError

from apps.documents.errors import PaperError
from apps.documents.rendering import Order, render_order
from apps.documents.text_layer import Runs

YOUNG = 1
"""Python's collector calls the oldest generation 2."""


@dataclass(frozen=True, slots=True)
class Failed:
    """A paper that could not be laid out; the others could."""

    error: PaperError | TemplateSyntaxError


def render_many(orders: Sequence[Order]) -> list[bytes | Failed]:
    """The PDF of each, in their order. One that fails (data missing, a fetch outside the project)
    leaves the others untouched. One that takes for ever ends with the job's time limit, and the
    others with it.
    """
    known: dict[bytes, Runs] = {}  # gone afterwards: lines of text may name persons
    with _long_lived_set_apart():
        return [_rendered(order, known) for order in orders]


def _rendered(order: Order, known: dict[bytes, Runs]) -> bytes | Failed:
    try:
        return render_order(order, known)
    except (PaperError, TemplateSyntaxError) as error:
        return Failed(error)


@contextmanager
def _long_lived_set_apart() -> Iterator[None]:
    """A layout makes so many objects in rings that Python's collector runs often; it then looks at
    the whole process each time, a tenth of the work. Here it looks only at what is new, and takes
    all of that away at the end, so that no chunk leaves anything to the next. Looking at everything
    once before would cost as much as a paper or two.
    """
    gc.collect(YOUNG)
    gc.freeze()
    try:
        yield
    finally:
        gc.collect()
        gc.unfreeze()
