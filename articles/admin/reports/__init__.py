"""Reports for editors: what is old, missing, broken or away. Each as a table, and as CSV and XLSX."""
