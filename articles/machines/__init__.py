"""What is written for machines that read: search engines first."""
