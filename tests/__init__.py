"""Tests: rules by tables, laws by properties, conversations at the wire."""
