"""Trying a page: what a run would read of it, and why, before anything is imported."""
