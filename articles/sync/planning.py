"""The plan of a source's records: reads what the database knows, and decides. Writes nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from articles.models import Source, SourceDocument
from articles.sync.documents import host_family, known_documents, page_states, titles_of
from articles.sync.drift import Comparison, Drift
from articles.sync.ladder import LadderRules
from articles.sync.plan import Plan, plan
from articles.sync.sightings import Sightings, articles_of
from articles.sync.write import BATCH, batches
from scraper.addresses import AddressError, HostFamily
from scraper.version import parser_version


def make_plan(
    source: Source, sightings: Sightings, read_by: Mapping[int, str] | None = None, *, asked: bool = True
) -> Plan:
    """`read_by`: see `known_documents`; `asked`: see `plan`."""
    return plan(
        sightings.all,
        known_documents(source, read_by),
        page_states,
        titles_of,
        whole=bool(sightings.end and sightings.end.complete),
        rules=LadderRules(
            after=source.withdraw_after,
            share=source.withdraw_share,
            unpublishes=source.withdraw_action == Source.Withdrawal.UNPUBLISH,
        ),
        key=_key_of(host_family(source)),
        version=parser_version(),
        asked=asked,
    )


def compare_with_before(path: Path, planned: Plan, comparison: Comparison) -> None:
    """Count the run's articles beside the records of their documents, batch by batch."""
    for each in planned.decisions:
        if each.document and each.outcome in ("unchanged", "redirect") and each.is_present:
            comparison.unchanged()
        elif each.document and each.outcome == "reject":
            comparison.rejected()
    changed = {each.place: each for each in planned.decisions if each.is_changed}
    for batch in batches(articles_of(path, changed), BATCH):
        keys = [decision.document or 0 for decision, _ in batch]
        records = dict(SourceDocument.objects.filter(pk__in=keys).values_list("pk", "record"))
        for decision, article in batch:
            comparison.changed(records[decision.document or 0], article)


def drift_of(path: Path, planned: Plan, source: Source) -> tuple[Drift, Comparison]:
    comparison = Comparison()
    compare_with_before(path, planned, comparison)
    return comparison.drift(source.drift_tolerance), comparison


def _key_of(family: HostFamily) -> Callable[[str], str]:
    @cache  # a plan asks for the key of an address six times
    def key(address: str) -> str:
        try:
            return family.key(address)
        except AddressError:
            return address  # a failure's address can be anything that somebody typed

    return key
