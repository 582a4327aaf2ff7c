"""What every page for readers shares, and the hub's home."""
