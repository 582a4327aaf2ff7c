"""The hub as files that any program reads: no key of the database in them, and the way back into a hub."""
