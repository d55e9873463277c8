"""Signed papers beside the bare render of their page, alone, in bulk and by two workers.

Measured is all that it takes to issue a certificate: page, layout, PDF/A-3a with data, signature,
sealed file on the disk, ledger, audit, event. Every paper measured is checked afterwards.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from apps.core.bench.clock import seconds_of, side_by_side
from apps.core.bench.report import Comparison
from apps.core.bench.sizes import Sizes
from apps.documents.bench import bare
from apps.documents.bench.certificates import make_registrar, reserve, work_of
from apps.documents.bench.workers import seconds_for
from apps.documents.conformance import conformance_faults
from apps.documents.models import Paper, Status
from apps.documents.selectors import paper_content
from apps.documents.services import produce_paper
from apps.documents.services.bulk import produce_papers
from apps.documents.signing import SignatureKind, signature_verdict, trusted_certificates
from apps.institutions.actor import Actor
from apps.institutions.scope import scope

Render = Callable[[str, str], bytes]
TIMES = 5
CHUNK = 25
A_SECOND = 30  # papers that one core is to make
TWO_WORKERS = 1.8


def comparisons(sizes: Sizes) -> Iterator[Comparison]:
    """Sizes do not matter here: the work grows with the number of papers and nothing else."""
    actor = make_registrar()
    yield from _beside_the_bare_page(actor)
    yield _by_two_workers(actor)


def _beside_the_bare_page(actor: Actor) -> Iterator[Comparison]:
    stock = reserve(actor, (TIMES + 1) * (CHUNK + 1))
    with scope(actor):
        work = work_of(stock)
        style = work[0][1].stylesheet
        pages = [bare.page_of(*one) for one in work[:CHUNK]]
        waiting = iter(work)

        def alone() -> None:
            paper, content = next(waiting)
            produce_paper(actor=actor, paper=paper, content=content)

        def in_bulk() -> None:
            produce_papers(actor=actor, work=[next(waiting) for _ in range(CHUNK)])

        def plain(render: Render = bare.warm, many: int = CHUNK) -> None:
            for page in pages[:many]:
                render(page, style)

        for warming in (alone, in_bulk, plain):
            warming()
        one, beside_one = side_by_side(alone, partial(plain, many=1), TIMES)
        many, beside_many = side_by_side(in_bulk, plain, TIMES)
        as_it_comes = seconds_of(partial(plain, bare.as_it_comes))
    _check(actor, stock)
    each = many / CHUNK
    what, same = "certificate, signed and issued", "WeasyPrint, same page, plain PDF"
    kept = f"{same}, fonts and style kept"
    yield Comparison(f"{what}, alone", one, kept, beside_one, 2)
    yield Comparison(f"{what}, in bulk", each, kept, beside_many / CHUNK, 1)
    yield Comparison(f"{what}, in bulk", each, f"{same}, as it comes", as_it_comes / CHUNK, 1)
    yield Comparison(f"{what}, in bulk", each, f"{A_SECOND} a second", 1 / A_SECOND, 1)


def _by_two_workers(actor: Actor) -> Comparison:
    """The shortest of several turns, taken alternately."""
    stock = reserve(actor, 2 * TIMES * 2 * CHUNK)
    chunks = iter([stock[at : at + CHUNK] for at in range(0, len(stock), CHUNK)])
    turns = []
    for _ in range(TIMES):
        together = [*next(chunks), *next(chunks)]
        turns.append(
            (seconds_for(actor, [next(chunks), next(chunks)]), seconds_for(actor, [together]))
        )
    _check(actor, stock)
    by_two, by_one = min(two for two, _ in turns), min(one for _, one in turns)
    return Comparison(
        f"{2 * CHUNK} papers by two workers", by_two, "by one", by_one, 1 / TWO_WORKERS
    )


def _check(actor: Actor, measured: Sequence[Paper]) -> None:
    """Of what was issued one in ten is opened: it conforms, and ledger and signature know it."""
    known = trusted_certificates()
    with scope(actor):
        issued = Paper.objects.filter(
            pk__in=[paper.pk for paper in measured], status=Status.ACTIVE
        ).order_by("pk")
        for paper in issued[::10]:
            file = paper_content(actor=actor, paper=paper)  # raises where the hash differs
            if conformance_faults(file):
                raise RuntimeError(f"{paper.serial} does not conform")
            if signature_verdict(file, known).kind != SignatureKind.INTACT:
                raise RuntimeError(f"{paper.serial} is not signed")
