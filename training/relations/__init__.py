"""Training of the relation model: what one given actor does to another. It needs torch; nothing of it ships."""
