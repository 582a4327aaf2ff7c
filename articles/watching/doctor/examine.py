"""Goes through every check. One that breaks is a finding itself; without a database what needs it is passed over."""

from __future__ import annotations

from collections.abc import Iterator

from articles.watching.doctor import database, files, outgoing, processes, runs, services, site, sources
from articles.watching.doctor.finding import WRONG, Finding, Look, wrong
from scraper.log_lines import in_one_line

WITHOUT_DATABASE: tuple[Look, ...] = (
    site.deployment,
    site.address,
    site.secret_key,
    files.folders,
    files.static_files,
    files.privacy,
    files.disk,
    database.reachable,
)
WITH_DATABASE: tuple[Look, ...] = (
    database.clock,
    database.planner,
    processes.alive_processes,
    processes.queue,
    runs.waiting_runs,
    runs.last_runs,
    runs.standing_jobs,
    sources.settings_of_sources,
    services.search,
    services.cache,
    services.storage,
    outgoing.mail,
    outgoing.webhooks,
)


def examine() -> list[Finding]:
    findings = [each for look in WITHOUT_DATABASE for each in _safely(look)]
    if any(each.name == database.NAME and each.state == WRONG for each in findings):
        return findings
    findings += _safely(database.migrations)
    if findings[-1].state == WRONG:  # the tables are others than the code reads
        return findings
    return findings + [each for look in WITH_DATABASE for each in _safely(look)]


def _safely(look: Look) -> Iterator[Finding]:
    name = look.__name__.replace("_", " ")
    try:
        found = list(look())
    except Exception as error:
        words = f"it could not be looked at: {in_one_line(error)}"
        yield wrong(name, words, "Mend what the message names; the rest goes on.")
    else:
        yield from found
