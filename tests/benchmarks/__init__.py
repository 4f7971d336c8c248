"""Benchmarks: measured side by side in one run, read as ratios; nothing here passes or fails."""
