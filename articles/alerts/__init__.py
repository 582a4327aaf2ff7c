"""Telling people and other programs, by e-mail and by webhook, what they asked to be told of."""
