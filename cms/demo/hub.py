"""What the sample hub is made of: frozen values, as they stand in one edition."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from cms.demo.body import Body


@dataclass(frozen=True, kw_only=True)
class Term:
    """A topic or a program: a slug and the name readers see."""

    slug: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Area(Term):
    """An area of study; the first one of an article decides the page theme."""

    theme: str


@dataclass(frozen=True, kw_only=True)
class Contributor:
    """A person named on an article; role is "author" or "reviewer"."""

    name: str
    role: str
    about: str


@dataclass(frozen=True, kw_only=True)
class Article:
    """One article of the edition that was loaded."""

    slug: str
    title: str
    authors: tuple[Contributor, ...]
    published: date
    updated: date | None
    modified: date
    """The day of the last change of any kind, announced or not: what Last-Modified and the sitemap say."""
    areas_of_study: tuple[Area, ...]
    topics: tuple[Term, ...]
    summary: str
    editors_note: str | None
    related: tuple[str, ...]
    """Slugs as the author wrote them: some have moved since, some were never published."""
    programs: tuple[Term, ...]
    body: Body

    @property
    def theme(self) -> str:
        return self.areas_of_study[0].theme

    @property
    def byline(self) -> str:
        return self._names("author")

    @property
    def reviewers(self) -> str:
        return self._names("reviewer")

    def _names(self, role: str) -> str:
        *others, last = [person.name for person in self.authors if person.role == role] or [""]
        return f"{', '.join(others)} and {last}" if others else last


@dataclass(frozen=True, kw_only=True)
class UnpublishedArticle:
    """A related article the hub does not have: its card shows nothing but a title made from the slug."""

    slug: str

    @property
    def title(self) -> str:
        return self.slug.replace("-", " ").title()


@dataclass(frozen=True, kw_only=True)
class Hub:
    """A whole edition, read once and never changed."""

    name: str
    hub_name: str
    tagline: str
    edition: int
    modified: date
    areas: Mapping[str, Area]
    topics: Mapping[str, Term]
    programs: Mapping[str, Term]
    articles: Mapping[str, Article]
    """By slug, newest first."""
    redirects: Mapping[str, str]
    """Old slug to the slug that is served now."""

    def related(self, article: Article) -> list[Article | UnpublishedArticle]:
        current_slugs = [self.redirects.get(slug, slug) for slug in article.related]
        return [self.articles.get(slug) or UnpublishedArticle(slug=slug) for slug in current_slugs]

    def articles_about(self, program: Term) -> list[Article]:
        return [article for article in self.articles.values() if program in article.programs]
