"""The hub's models; everything that others use is imported from here."""

from articles.models.library import LibraryAlias, LibraryMerge
from articles.models.link_checks import LinkCheck
from articles.models.operations import HostLease, ProcessBeat, StandingJob
from articles.models.pages import ArticleIndexPage, ArticlePage
from articles.models.parts import (
    ArticleAuthor,
    ArticleCitation,
    ArticleFigure,
    ArticleProgram,
    ArticleRelated,
    ArticleRole,
)
from articles.models.programs import Program
from articles.models.proposals import PartLock, Proposal
from articles.models.references import SourceImage, SourceReference
from articles.models.roles import Role
from articles.models.runs import SyncRun, SyncRunArticle
from articles.models.sources import Source, SourceDocument
from articles.models.taxonomy import AreaOfStudy, Author, Topic
from articles.models.visits import HubVisit

__all__ = [
    "AreaOfStudy",
    "ArticleAuthor",
    "ArticleCitation",
    "ArticleFigure",
    "ArticleIndexPage",
    "ArticlePage",
    "ArticleProgram",
    "ArticleRelated",
    "ArticleRole",
    "Author",
    "HostLease",
    "HubVisit",
    "LibraryAlias",
    "LibraryMerge",
    "LinkCheck",
    "PartLock",
    "ProcessBeat",
    "Program",
    "Proposal",
    "Role",
    "Source",
    "SourceDocument",
    "SourceImage",
    "SourceReference",
    "StandingJob",
    "SyncRun",
    "SyncRunArticle",
    "Topic",
]
