"""Asks whether links still lead where they did: `python -m scraper.links LINKS.json OUT.jsonl`. Keeps no page."""
