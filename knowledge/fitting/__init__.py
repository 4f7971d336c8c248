"""Fitting: the plain numbers that rank and decide, from the training questions, `python -m knowledge.fitting`.

No question is judged by what it helped to make: a hand's questions are put to an index without that hand, ranked with
an embedding model that was trained without it, and read by an intent model that was fitted without it.
"""
