"""The demonstration: a made-up regency, loaded through the API and shown."""
