"""Imports of files: read with suspicion, shown before they are applied, applied wholly or not."""
