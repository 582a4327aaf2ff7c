"""Sync: records of a crawl become Wagtail pages. Plan decides, apply writes, the run ties them."""
