"""Training: making the shipped static model from pairs of texts, `python -m knowledge.training PAIRS_DIR OUT_DIR`.

Less than ten minutes on two cores; needs the extra `models`, which nothing here imports before it trains.
"""
