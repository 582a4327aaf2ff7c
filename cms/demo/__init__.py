"""The sample hub: a small fictional university hub and the web server it is served by.

It is the source that a first scrape reads, so it knows nothing of the site that scrapes it.
"""
