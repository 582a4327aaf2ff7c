"""The library beyond what a run does with it: merging doubles, taking merges back, finding what looks like a double."""
