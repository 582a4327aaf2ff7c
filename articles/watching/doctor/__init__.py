"""What is wrong with an installation, and how to mend it: one file a subject, each of small checks."""
