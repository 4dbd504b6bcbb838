"""Imports of files, made to be nasty."""
