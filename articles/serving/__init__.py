"""How answers leave the house: from a cache for strangers, and under a strict content security policy."""
