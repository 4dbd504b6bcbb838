"""A soak: many clients that send random commands at once, and what must be true afterwards."""
