"""Standing jobs in the admin: their list, their schedules, and running one now."""
