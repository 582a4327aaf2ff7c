"""Articles on the same subject, for an article that names few related ones itself.

They are reckoned in the query that brings the article, among all live articles of its index, and kept for a day: the
reckoning takes four milliseconds over 10,000 articles, and costs no query. What is kept are keys. Whether a reader may
see a page is asked whenever it is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.core.cache import caches
from django.db.models import JSONField
from django.db.models.expressions import RawSQL
from wagtail.models import Page

from articles.models.parts import ArticleRole
from articles.models.related import ArticleRelated
from articles.reading.likeness import WEIGHTS, likeness, words_of

if TYPE_CHECKING:
    from articles.models.pages import ArticlePage

ENOUGH = 3
"""Articles that name as many as related are left as they are."""
LOOKED_AT = 100
"""Of those that share most, drafts among them; with more it takes twice as long."""
READ, KEPT = 24, 8
"""Whose words are compared; who is kept, more than are shown, since some may be hidden meanwhile."""
SECONDS = 24 * 60 * 60
MEMORY = "memory"
"""The process's own: not worth a file of every article."""
SHARED = """SELECT other.{page} AS page, {weight} AS weight
  FROM {table} mine JOIN {table} other ON other.{term} = mine.{term} WHERE mine.{page} = %s"""
"""A row for each term of a kind that another article has too. By hand: Django sums over no union of tables."""
COLUMN = f"""CASE WHEN (SELECT COUNT(*) FROM {{named}} WHERE page_id = %s) < {ENOUGH} THEN (
  SELECT {{array}}({{json}}('page', page, 'score', score, 'title', title, 'summary', summary)) FROM (
    SELECT most.page, most.score, tree.title, article.summary FROM (
      SELECT page, SUM(weight) AS score FROM ({{shared}}) AS shared
      GROUP BY page ORDER BY score DESC, page DESC LIMIT {LOOKED_AT}
    ) AS most
    JOIN {{tree}} tree ON tree.id = most.page JOIN {{articles}} article ON article.page_ptr_id = most.page
    WHERE tree.live AND tree.id <> %s AND substr(tree.path, 1, length(%s)) = %s
    ORDER BY most.score DESC, most.page DESC LIMIT {READ}
  ) AS best
) END"""  # noqa: S608 - of constants
OBJECTS = {"sqlite": ("json_group_array", "json_object"), "postgresql": ("jsonb_agg", "jsonb_build_object")}


def kept(article: ArticlePage) -> tuple[int, ...] | None:
    """The keys of the most alike, as they were last reckoned; none of another day, or before it was published anew."""
    found: tuple[int, ...] | None = caches[MEMORY].get(_key(article))
    return found


def keep(article: ArticlePage, rows: Iterable[Mapping[str, Any]]) -> tuple[int, ...]:
    """The keys of the most alike, of what `column` brought."""
    mine = words_of(article.title, article.summary)
    rated = [
        (-likeness(row["score"], mine, words_of(row["title"], row["summary"])), -row["page"], row["page"])
        for row in rows
    ]
    best = tuple(page for _score, _newest, page in sorted(rated)[:KEPT])
    caches[MEMORY].set(_key(article), best, SECONDS)
    return best


def _key(article: ArticlePage) -> str:
    published = article.last_published_at
    return f"alike:{article.pk}:{published.timestamp() if published else ''}"


def column(article: int, index_path: str, vendor: str) -> RawSQL:
    """The articles that share most with an article, as JSON; null where it names enough itself."""
    from articles.models.pages import ArticlePage

    tables = _tables()
    array, json = OBJECTS[vendor]
    sql = COLUMN.format(
        array=array,
        json=json,
        shared=" UNION ALL ".join(SHARED.format(**each) for each in tables),
        tree=Page._meta.db_table,
        articles=ArticlePage._meta.db_table,
        named=ArticleRelated._meta.db_table,
    )
    parameters = [article, *(article for _table in tables), article, index_path, index_path]
    return RawSQL(sql, parameters, JSONField())  # noqa: S611 - names of tables and columns, numbers of ours


def _tables() -> list[dict[str, Any]]:
    """For each kind of term its weight, the table that ties it to articles, and that table's two columns."""
    from articles.models.pages import ArticlePage

    kinds = (
        ("roles", ArticleRole, "page_id", "role_id"),
        ("topics", ArticlePage.topics.through, "articlepage_id", "topic_id"),
        ("areas_of_study", ArticlePage.areas_of_study.through, "articlepage_id", "areaofstudy_id"),
    )
    return [
        {"weight": WEIGHTS[kind], "table": model._meta.db_table, "page": page, "term": term}
        for kind, model, page, term in kinds
    ]
