"""What an editor sees when comparing two revisions that the sync wrote: what changed, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from wagtail.admin.compare import ChildRelationComparison

from articles.models import ArticlePage, SourceDocument
from tests.articles.sync.conftest import Hub
from tests.articles.sync.samples import article, body, growth, salary

pytestmark = pytest.mark.django_db


def changed_fields(rf: Any) -> list[Any]:
    page = ArticlePage.objects.get()
    older, newer = page.revisions.order_by("created_at", "pk")
    panel = ArticlePage.get_edit_handler()
    bound = panel.get_bound_panel(instance=page, request=rf.get("/"), form=None)
    comparisons = [make(older.as_object(), newer.as_object()) for make in bound.get_comparison()]
    return [each for each in comparisons if each.has_changed()]


# Wagtail parses every value of a block as HTML, addresses too.
@pytest.mark.filterwarnings("ignore::bs4.MarkupResemblesLocatorWarning")
def test_a_changed_paragraph_is_the_only_change(hub: Hub, rf: Any) -> None:
    hub.sync(article())
    hub.sync(article(blocks=body("<p>Managers <b>guide</b> people.</p>")))
    changes = changed_fields(rf)
    assert [each.field.name for each in changes] == ["body"]
    html = changes[0].htmldiff()
    assert html.count('<span class="addition">') == 1
    assert "comparison__child-object addition" not in html


def test_a_changed_salary_is_a_change_of_its_figure(hub: Hub, rf: Any) -> None:
    hub.sync(article())
    hub.sync(article(figures=[salary("$170,000", 170000.0), growth()]))
    [change] = changed_fields(rf)
    assert isinstance(change, ChildRelationComparison)
    [figure] = [each for each in change.get_child_comparisons() if each.has_changed()]
    assert not figure.is_addition()
    assert not figure.is_deletion()
    assert {each.field.name for each in figure.get_field_comparisons() if each.has_changed()} == {"text", "amount"}


@pytest.mark.filterwarnings("ignore::bs4.MarkupResemblesLocatorWarning")
def test_a_paragraph_known_again_under_another_id_is_compared_with_itself(hub: Hub, rf: Any) -> None:
    hub.sync(article())
    renamed = [replace(block, id=f"new-{block.id}") for block in body("<p>Managers <b>guide</b> people.</p>")]
    hub.sync(article(blocks=[*renamed[1:3], renamed[0], *renamed[3:]]))
    [change] = changed_fields(rf)
    html = change.htmldiff()
    assert html.count('<span class="addition">') == 1
    assert "comparison__child-object addition" not in html
    assert "comparison__child-object deletion" not in html


def test_blocks_of_a_record_that_cannot_be_read_any_more_keep_their_own_ids(hub: Hub) -> None:
    hub.sync(article())
    SourceDocument.objects.update(record={"blocks": [{"type": "marquee"}]})
    changed = article(blocks=body("<p>Other.</p>"))
    hub.sync(changed)
    assert SourceDocument.objects.get().record["blocks"] == changed.to_dict()["blocks"]
