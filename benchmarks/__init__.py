"""Benchmarks: each prints its figure beside a floor that it measured in the same run."""
