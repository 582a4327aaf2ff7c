"""Finding a hub's articles and asking for them."""
