"""Reproducible measurements, printed as ratios: `python -m bench [name…]`."""
