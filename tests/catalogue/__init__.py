"""Worked examples of every regulation of the catalogue, computed by hand."""
