"""From data to weights, one folder a model. Needs torch, which nothing outside this folder does."""
