"""Programs that articles lead to, listed or compared: with the articles, their areas of study, and the roles they name.

Every part is asked for all programs of a page together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, F, OuterRef, QuerySet, Window
from django.db.models.functions import RowNumber

from articles.addresses import host_of, web_address
from articles.explorer import asked as ask
from articles.explorer import pay
from articles.listing.search.words import fold
from articles.models.parts import ArticleProgram
from articles.models.programs import Program
from articles.models.roles import Role
from articles.models.taxonomy import AreaOfStudy
from articles.reading.article_link import ArticleLink
from articles.serving.remembered import remembered

if TYPE_CHECKING:
    from articles.models.pages import ArticlePage

PAGE_SIZE = 24
MOST_ARTICLES = 5
MOST_ROLES = 6
MOST_OFFERED = 200


@dataclass(frozen=True, kw_only=True)
class PaidRole:
    name: str
    slug: str
    pay: tuple[pay.Drawn, ...]


@dataclass(frozen=True, kw_only=True)
class ProgramView:
    key: int
    name: str
    url: str
    """Empty where it cannot be linked to."""
    host: str
    description: str
    total: int
    """Of the articles that lead to it; the newest are named."""
    articles: tuple[ArticleLink, ...]
    areas: tuple[AreaOfStudy, ...]
    roles: tuple[PaidRole, ...]
    """Those that most of these articles name."""
    without: str = ""
    """The query string of the comparison that leaves it out."""


@dataclass(frozen=True, kw_only=True)
class ProgramList:
    programs: tuple[ProgramView, ...]
    page: Page[Program]
    q: str
    query: str


@dataclass(frozen=True, kw_only=True)
class ProgramComparison:
    programs: tuple[ProgramView, ...]
    missing: bool
    """Whether a program was asked for that the hub does not have."""
    left_out: tuple[str, ...]
    """Names of the programs that were asked for and do not fit."""
    query: str
    offers: tuple[tuple[int, str], ...]
    """Keys and names of programs that could be added; empty where no more fit."""

    @property
    def is_enough(self) -> bool:
        return len(self.programs) > 1


def list_programs(articles: QuerySet[ArticlePage], asked: Mapping[str, str]) -> ProgramList:
    q = ask.words(asked, "q")
    programs = programs_in(articles)
    if words := fold(q).split():
        programs = programs.filter(pk__in=_with_words(articles, words))
    page = Paginator(programs.order_by("name", "pk"), PAGE_SIZE).get_page(asked.get("page"))
    return ProgramList(
        programs=tuple(views(articles, list(page.object_list))), page=page, q=q, query=ask.query([("q", q)])
    )


def _with_words(articles: QuerySet[ArticlePage], words: Sequence[str]) -> list[int]:
    """The keys of the programs whose name or description has all of them; one query, remembered.

    Compared here: SQLite knows no other case than that of ASCII.
    """
    texts = remembered(articles, "texts of programs", lambda: _read_texts(articles))
    return [key for key, text in texts.items() if all(word in text for word in words)]


def _read_texts(articles: QuerySet[ArticlePage]) -> dict[int, str]:
    rows = programs_in(articles).order_by().values_list("pk", "name", "description")
    return {key: fold(f"{name}\n{description}") for key, name, description in rows}


def compare_programs(articles: QuerySet[ArticlePage], asked: Sequence[str]) -> ProgramComparison:
    keys = ask.keys(asked)
    found = programs_in(articles).in_bulk(keys)
    known = [found[key] for key in keys if key in found]
    programs, more = known[: ask.MOST_COMPARED], known[ask.MOST_COMPARED :]
    others = programs_in(articles).exclude(pk__in=found).order_by("name", "pk").values_list("pk", "name")
    return ProgramComparison(
        programs=tuple(views(articles, programs)),
        missing=len(known) < len(keys),
        left_out=tuple(program.name for program in more),
        query=ask.compared("program", (program.pk for program in programs)),
        offers=tuple(others[:MOST_OFFERED]) if len(programs) < ask.MOST_COMPARED else (),
    )


def programs_in(articles: QuerySet[ArticlePage]) -> QuerySet[Program]:
    """Those that an article leads to: a program of drafts alone is nobody's to see."""
    leading = ArticleProgram.objects.filter(program=OuterRef("pk"), page__in=articles.values("pk"))
    return Program.objects.filter(Exists(leading))


def views(articles: QuerySet[ArticlePage], programs: Sequence[Program]) -> list[ProgramView]:
    """In five queries, whatever their number."""
    keys = [program.pk for program in programs]
    rows = ArticleProgram.objects.filter(program__in=keys, page__in=articles.values("pk"))
    totals = dict(rows.order_by().values_list("program").annotate(number=Count("page", distinct=True)))
    leading, areas, roles = _leading(rows), _areas(rows), _roles(rows, articles)
    return [
        ProgramView(
            key=program.pk,
            name=program.name,
            url=web_address(program.url),
            host=host_of(program.url),
            description=program.description,
            total=totals.get(program.pk, 0),
            articles=tuple(leading.get(program.pk, ())),
            areas=tuple(areas.get(program.pk, ())),
            roles=tuple(roles.get(program.pk, ())),
            without=ask.compared("program", (key for key in keys if key != program.pk)),
        )
        for program in programs
    ]


def _leading(rows: QuerySet[ArticleProgram]) -> dict[int, list[ArticleLink]]:
    """The newest few of each."""
    order: list[Any] = [F("page__published").desc(nulls_last=True), F("page__title"), F("page_id")]
    place = Window(RowNumber(), partition_by=F("program_id"), order_by=order)
    newest = rows.annotate(place=place).filter(place__lte=MOST_ARTICLES).order_by("program_id", "place")
    found: dict[int, list[ArticleLink]] = {}
    for program, title, slug in newest.values_list("program_id", "page__title", "page__slug"):
        one = ArticleLink(title=title, slug=slug)
        if one not in found.setdefault(program, []):
            found[program].append(one)
    return found


def _areas(rows: QuerySet[ArticleProgram]) -> dict[int, list[AreaOfStudy]]:
    columns = ("program_id", "page__areas_of_study__name", "page__areas_of_study__slug")
    said = rows.filter(page__areas_of_study__isnull=False).values_list(*columns).distinct().order_by(columns[1])
    found: dict[int, list[AreaOfStudy]] = {}
    for program, name, slug in said:
        found.setdefault(program, []).append(AreaOfStudy(name=name, slug=slug))
    return found


def _roles(rows: QuerySet[ArticleProgram], articles: QuerySet[ArticlePage]) -> dict[int, list[PaidRole]]:
    """The roles of each with their pay; all of them on one rule, that of the most usual measure."""
    named = rows.filter(page__roles__role__isnull=False).order_by()
    counted = named.values_list("program_id", "page__roles__role").annotate(number=Count("page", distinct=True))
    place = Window(RowNumber(), partition_by=F("program_id"), order_by=[F("number").desc(), F("page__roles__role")])
    most = counted.annotate(place=place).filter(place__lte=MOST_ROLES).order_by("program_id", "place")
    by_program: dict[int, list[int]] = {}
    for program, role, _number, _place in most:
        by_program.setdefault(program, []).append(role)
    keys = {role for roles in by_program.values() for role in roles}
    roles = Role.objects.in_bulk(keys)
    spans = pay.spans(articles, keys)
    measured = next(iter(pay.by_usage(spans)), None)
    scale = pay.scale_of(measured, spans)
    paid = {
        key: PaidRole(
            name=role.name,
            slug=role.slug,
            pay=tuple(pay.drawn(span, measured, scale) for span in spans if span.role == key),
        )
        for key, role in roles.items()
    }
    return {program: [paid[role] for role in named_roles] for program, named_roles in by_program.items()}
