"""What the readers' pages look like: the last half of `make screens`."""
