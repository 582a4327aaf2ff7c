"""Measurements beside a named peer, in one run: `make bench`. No test: nothing here fails for being slow."""
