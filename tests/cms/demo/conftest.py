"""The three editions of the sample hub, each started once when a test first asks for it."""

from collections.abc import Iterator

import pytest

from tests.cms.demo.visitor import Visitor, running_hub


@pytest.fixture(scope="session")
def edition_1() -> Iterator[Visitor]:
    with running_hub(1) as visitor:
        yield visitor


@pytest.fixture(scope="session")
def edition_2() -> Iterator[Visitor]:
    with running_hub(2) as visitor:
        yield visitor


@pytest.fixture(scope="session")
def edition_3() -> Iterator[Visitor]:
    with running_hub(3) as visitor:
        yield visitor
