"""Scrapy's settings for one crawl: polite to the source, safe for the machine. Each value says why."""

from __future__ import annotations

import os
from typing import Any

from scraper.addresses import HostFamily
from scraper.cache import ASK_AGAIN
from scraper.credentials import ADDRESS
from scraper.pace import PROCESSES
from scraper.safety import ALLOW_PRIVATE, HOST_FAMILY
from scraper.source import SourceSpec
from scraper.version import own_version

TIMEOUT_VARIABLE = "GLEANER_CRAWL_TIMEOUT"
DEFAULT_TIMEOUT = 30.0
"""Seconds for one answer. Slow hubs take ten; what takes longer than thirty is broken, and many pages are waiting."""
CONTACT_VARIABLE = "GLEANER_CONTACT"
LARGEST_ANSWER = 32 * 1024 * 1024
"""Bytes, on the wire and once unpacked. An article has some hundred kilobytes; this bounds the crawl's memory."""
MEMORY_LIMIT_MB = 2048
"""A crawl takes about 150 MB; one that takes this much is ended before the machine suffers."""
REQUESTS_AT_ONCE = 8
"""To one host, however fast it answers."""
OWN_HUB_CONCURRENCY = 8.0
PUBLIC_HUB_CONCURRENCY = 1.0

PATIENT = "scraper.retry_after.PatientHandler"


class SettingsError(ValueError):
    """An environment variable that cannot be used. Raised by `crawl_timeout`; the message names it."""


def crawl_timeout() -> float:
    """Seconds to wait for one answer."""
    given = os.environ.get(TIMEOUT_VARIABLE, "")
    try:
        seconds = float(given) if given else DEFAULT_TIMEOUT
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        raise SettingsError(f"{TIMEOUT_VARIABLE}: {given!r} is no number of seconds above 0")
    return seconds


def user_agent() -> str:
    """Who asks. GLEANER_CONTACT is where a source's people find whose crawl this is, an address or a mailbox."""
    known = own_version()
    name = f"Gleaner/{known}" if known else "Gleaner"
    contact = os.environ.get(CONTACT_VARIABLE, "").strip()
    return f"{name} (+{contact})" if contact.isascii() and contact.isprintable() and contact else name


def crawl_settings(spec: SourceSpec, *, verbose: bool = False, processes: int = 1) -> dict[str, Any]:
    """The settings of one source's crawl, or of one of the processes that share it."""
    aliases = spec.source_profile.alias_hosts
    return {
        ALLOW_PRIVATE: spec.allow_private,
        HOST_FAMILY: HostFamily.of(spec.address, aliases),
        ADDRESS: spec.address,
        **SAFETY,
        **BOUNDS,
        "DOWNLOAD_TIMEOUT": crawl_timeout(),
        **_politeness(spec, processes),
        **_storage(spec),
        # A parent process reads standard error for progress: what fails stands in the output file, not in the log.
        "LOG_LEVEL": "INFO" if verbose else "ERROR",
        "RETRY_GIVE_UP_LOG_LEVEL": "INFO",
    }


SAFETY: dict[str, Any] = {
    # Two consoles into the running process, on by default: nobody needs them, any local user could reach them.
    "REMOTE_CONTROL_ENABLED": False,
    "TELNETCONSOLE_ENABLED": False,
    # Off by default, so that whoever sits on the way could write the articles.
    "DOWNLOAD_VERIFY_CERTIFICATES": True,
    # Only the web: an address out of a sitemap must not read files or buckets.
    "DOWNLOAD_HANDLERS": {"file": None, "data": None, "ftp": None, "s3": None, "http": PATIENT, "https": PATIENT},
    # Every connection resolves here, and only public addresses come out.
    "TWISTED_DNS_RESOLVER": "scraper.safety.GuardedResolver",
    # A proxy would resolve names itself, beyond that check.
    "HTTPPROXY_ENABLED": False,
    # Articles are public; a session would only let the source tell one visit from another.
    "COOKIES_ENABLED": False,
    "DOWNLOADER_MIDDLEWARES": {
        # Before robots.txt (100): a refused host is not asked even for that.
        "scraper.safety.SafetyMiddleware": 10,
        "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
        "scraper.robots.RobotsForAll": 100,
        "scrapy.downloadermiddlewares.httpcache.HttpCacheMiddleware": None,
        "scraper.cache.ConditionalRequests": 900,
        # After all that keeps or copies a request.
        "scraper.credentials.SourceCredentials": 950,
    },
}

BOUNDS: dict[str, Any] = {
    # 1 GiB by default. Holds for what is unpacked too, which is what makes a small archive harmless.
    "DOWNLOAD_MAXSIZE": LARGEST_ANSWER,
    # What is too large is a failure in the output; a warning on the way says nothing more.
    "DOWNLOAD_WARNSIZE": 0,
    "MEMUSAGE_LIMIT_MB": MEMORY_LIMIT_MB,
    # 20 by default, which browsers need for sign-ins. An article moves once or twice: more is a circle.
    "REDIRECT_MAX_TIMES": 5,
    # At once is how static hubs say that an article moved; later is a page that reloads itself, for ever.
    "METAREFRESH_MAXDELAY": 1,
    # Three attempts in all: enough for a hiccup.
    "RETRY_TIMES": 2,
    # 429 is missing on purpose: asking again at once is what it forbids. Where it says when, that is waited for.
    "RETRY_HTTP_CODES": [408, 500, 502, 503, 504, 522, 524],
    # An article's page leads to no further request; discovery has bounds of its own.
    "DEPTH_LIMIT": 1,
    # Scrapy drops a longer address without a word to the spider; its server's 414 is a failure that can be told.
    "URLLENGTH_LIMIT": 0,
}


def _politeness(spec: SourceSpec, processes: int) -> dict[str, Any]:
    """How fast the source is asked: by all processes together as one alone would."""
    own = spec.allow_private
    delay = spec.download_delay * processes
    return {
        "USER_AGENT": user_agent(),
        "ROBOTSTXT_OBEY": True,
        # The name that a robots.txt can address us by, without version and contact.
        "ROBOTSTXT_USER_AGENT": "Gleaner",
        PROCESSES: processes,
        "CONCURRENT_REQUESTS_PER_DOMAIN": max(1, REQUESTS_AT_ONCE // processes),
        "DOWNLOAD_DELAY": delay,
        # Half by default, which it also takes away: what is set for a source holds at the least.
        **({"DOWNLOAD_DELAY_JITTER": 0.0} if spec.download_delay else {}),
        # The pace follows the time that the source takes for an answer: one request under way on average, so that
        # a crawl is never more load than one patient reader. A hub in one's own network (the bundled sample hub on
        # loopback is one) is no stranger: it is asked as fast as it answers, and nobody waits for a first pace.
        "AUTOTHROTTLE_ENABLED": True,
        "EXTENSIONS": {"scrapy.extensions.throttle.AutoThrottle": None, "scraper.pace.Throttle": 0},
        "AUTOTHROTTLE_START_DELAY": 0.0 if own else 1.0 * processes,
        "AUTOTHROTTLE_TARGET_CONCURRENCY": (OWN_HUB_CONCURRENCY if own else PUBLIC_HUB_CONCURRENCY) / processes,
        # Also what a source in trouble is spared for; longer, and a night would not do for a large hub.
        "AUTOTHROTTLE_MAX_DELAY": max(30.0 * processes, delay),
    }


def _storage(spec: SourceSpec) -> dict[str, Any]:
    """Stored responses make the next crawl's requests conditional and can be parsed anew without a crawl."""
    if spec.cache_folder is None:
        return {"HTTPCACHE_ENABLED": False}
    return {
        "HTTPCACHE_ENABLED": True,
        # Absolute: a relative one would land in the folder of whatever Scrapy project is around.
        "HTTPCACHE_DIR": spec.cache_folder,
        "HTTPCACHE_POLICY": "scraper.cache.OnlyWhatTheServerConfirms",
        "HTTPCACHE_STORAGE": "scraper.stored.WholeResponses",
        # "no-cache" means ask before use, which is what happens to every page; Scrapy takes it for "do not ask".
        "HTTPCACHE_IGNORE_RESPONSE_CACHE_CONTROLS": ["no-cache"],
        # Pages without a validator too: they cannot be asked for conditionally, but parsed anew.
        "HTTPCACHE_ALWAYS_STORE": True,
        "DEFAULT_REQUEST_HEADERS": {
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "Accept-Language": "en",
            **ASK_AGAIN,
        },
    }
