"""Evaluation: how well questions are answered and passages are found, measured through the real path."""
