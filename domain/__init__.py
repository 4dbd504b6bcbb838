"""Decides and assesses: plain Python and msgspec; no clock, no I/O."""
