"""What an installation keeps, and for how long."""
