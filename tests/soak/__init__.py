"""Half an hour of everything going wrong at once: `python -m tests.soak`."""
