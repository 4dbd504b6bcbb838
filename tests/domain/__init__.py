"""The decisions, told as given, when, then; without store and without mocks."""
