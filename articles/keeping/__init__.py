"""Keeping what an installation has: backup and restore, what is cleaned up in time, export and import."""
