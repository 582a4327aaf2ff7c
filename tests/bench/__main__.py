"""`make bench`: measure, print one line a figure, write docs/benchmarks.md."""

from __future__ import annotations

from itertools import chain

from tests.bench import golden, parsing, real_pages, writing
from tests.bench.figures import write_document


def main() -> None:
    figures = []
    for figure in chain(golden.measure(), parsing.measure(), real_pages.measure(), writing.measure()):
        print(figure.line(), flush=True)  # noqa: T201 - the output is the product
        figures.append(figure)
    write_document(figures)


if __name__ == "__main__":
    main()
