"""Measurements too long or too hungry for CI. Each module has ``run(data, out)``; see ``python -m benchmarks``."""
