"""What there is to do and what comes next: the hub's section of the admin's home, and its calendar."""
