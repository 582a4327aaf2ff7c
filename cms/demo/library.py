"""Loads the sample hub: every article of one edition, each checked against the hub's own terms."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from cms.demo.article_file import read_toml
from cms.demo.body import render_body
from cms.demo.errors import HubDataError
from cms.demo.hub import Area, Article, Contributor, Hub, Term
from cms.demo.versions import EDITIONS, Version, last_change, read_versions

DATA_FOLDER = Path(__file__).parent
_THEME_WITH_ANCHORS = "ledger"

Known = TypeVar("Known")


def load_hub(edition: int, folder: Path = DATA_FOLDER) -> Hub:
    """Read the whole hub as it stands in this edition, or raise HubDataError."""
    if edition not in EDITIONS:
        raise HubDataError(f"There is no edition {edition}; the hub has {', '.join(map(str, EDITIONS))}.")
    hub_file = folder / "hub.toml"
    facts = read_toml(hub_file.read_text(encoding="utf-8"), hub_file)
    reader = _ArticleReader(facts)
    articles: list[Article] = []
    redirects: dict[str, str] = {}
    for file in sorted((folder / "articles").glob("*.md")):
        versions = read_versions(file, folder / "editions", until=edition)
        if versions[-1].present:
            articles.append(reader.read(versions, file))
            redirects |= _redirects(versions)
    _check_addresses(articles, redirects, folder)
    return Hub(
        name=facts["name"],
        hub_name=facts["hub_name"],
        tagline=facts["tagline"],
        edition=edition,
        modified=max([reader.edition_day(edition), *(article.modified for article in articles)]),
        areas=reader.areas,
        topics=reader.topics,
        programs=reader.programs,
        articles={article.slug: article for article in sorted(articles, key=_newest_first)},
        redirects=redirects,
    )


class _ArticleReader:
    """Turns versions into articles, with the hub's own terms at hand."""

    def __init__(self, hub_facts: Mapping[str, Any]) -> None:
        self.areas = {slug: Area(slug=slug, **facts) for slug, facts in hub_facts["areas_of_study"].items()}
        self.topics = {slug: Term(slug=slug, name=name) for slug, name in hub_facts["topics"].items()}
        self.programs = {slug: Term(slug=slug, name=name) for slug, name in hub_facts["programs"].items()}
        self._about_authors: Mapping[str, str] = hub_facts["authors"]
        self._edition_days: Mapping[str, date] = hub_facts["edition_days"]

    def edition_day(self, edition: int) -> date:
        return self._edition_days[str(edition)]

    def read(self, versions: list[Version], file: Path) -> Article:
        """The article as its last version has it."""
        version = versions[-1]
        try:
            return self._read(version, file, changed_in=last_change(versions))
        except KeyError as error:
            raise HubDataError(f"{file}: the front matter lacks {error}") from error

    def _read(self, version: Version, file: Path, *, changed_in: int) -> Article:
        facts = version.facts
        areas = _known(self.areas, facts["areas_of_study"], "area of study", file)
        if not areas:
            raise HubDataError(f"{file}: an article needs an area of study, which decides its theme")
        body = render_body(version.markdown, anchors=areas[0].theme == _THEME_WITH_ANCHORS)
        announced = facts.get("updated") or facts["published"]
        return Article(
            slug=version.slug,
            title=facts["title"],
            authors=tuple(self._contributor(author, file) for author in facts["authors"]),
            published=facts["published"],
            updated=facts.get("updated"),
            modified=max(announced, self.edition_day(changed_in)) if changed_in > 1 else announced,
            areas_of_study=areas,
            topics=_known(self.topics, facts["topics"], "topic", file),
            summary=facts["summary"],
            editors_note=facts.get("editors_note"),
            related=tuple(facts["related"]),
            programs=_known(self.programs, body.program_slugs, "program", file),
            body=body,
        )

    def _contributor(self, author: Mapping[str, str], file: Path) -> Contributor:
        (about,) = _known(self._about_authors, [author["name"]], "author", file)
        return Contributor(name=author["name"], role=author["role"], about=about)


def _known(known: Mapping[str, Known], names: Iterable[str], kind: str, file: Path) -> tuple[Known, ...]:
    """What these names stand for in hub.toml."""
    names = tuple(names)
    for name in names:
        if name not in known:
            raise HubDataError(f"{file}: the {kind} {name!r} is not in hub.toml, which has {', '.join(known)}")
    return tuple(known[name] for name in names)


def _redirects(versions: list[Version]) -> dict[str, str]:
    """Every slug the article had before, to the one it has now."""
    current = versions[-1].slug
    return {version.slug: current for version in versions if version.slug != current}


def _check_addresses(articles: list[Article], redirects: Mapping[str, str], folder: Path) -> None:
    """Refuse two articles at one address, and changes that belong to no article."""
    slugs = [article.slug for article in articles]
    for slug in slugs:
        if slugs.count(slug) > 1 or slug in redirects:
            raise HubDataError(f"{folder / 'articles'}: the slug {slug!r} is used by more than one article")
    for changes_file in sorted((folder / "editions").glob("*/*.toml")):
        if not (folder / "articles" / f"{changes_file.stem}.md").exists():
            raise HubDataError(f"{changes_file}: there is no article of this name to change")


def _newest_first(article: Article) -> tuple[int, str]:
    return -article.published.toordinal(), article.slug
