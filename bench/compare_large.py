"""Two models on many rows by five metrics, with ten slices and a paired bootstrap of 2,000 resamples, written straight.

Python 3.11, numpy 2.4.6, pandas 3.1.1, scikit-learn 1.9.1:
  python compare_large.py candidate.csv baseline.csv
A few resamples are timed and scaled to 2,000; the time of each part is printed as JSON.
"""
import json
import sys
import time

import numpy as np
import pandas as pd
from sklearn import metrics as sk

RESAMPLES = 2_000
TIMED = 2


def ece(y, p):
    bins = np.minimum((10 * p).astype(int), 9)
    return np.abs(np.bincount(bins, weights=y - p, minlength=10)).sum() / len(y)


METRICS = {
    "accuracy": lambda y, p: sk.accuracy_score(y, p >= 0.5),
    "recall": lambda y, p: sk.recall_score(y, p >= 0.5),
    "roc_auc": sk.roc_auc_score,
    "log_loss": sk.log_loss,
    "ece": ece,
}


def measure(y, a, b):
    return [[metric(y, p) for p in (a, b)] for metric in METRICS.values()]


began = time.perf_counter()
rows = pd.read_csv(sys.argv[1]).merge(pd.read_csv(sys.argv[2]), on="id", suffixes=("", "_baseline"), validate="1:1")
y, a, b = (rows[name].to_numpy() for name in ("label", "score", "score_baseline"))
slices = [None, *(np.flatnonzero(rows["region"] == value) for value in rows["region"].unique())]
read = time.perf_counter() - began

began = time.perf_counter()
for rows_of in slices:
    measure(*((y, a, b) if rows_of is None else (y[rows_of], a[rows_of], b[rows_of])))
values = time.perf_counter() - began

rng = np.random.default_rng(1)
began = time.perf_counter()
for _ in range(TIMED):
    for rows_of in slices:
        pool = np.arange(len(y)) if rows_of is None else rows_of
        drawn = pool[rng.integers(0, len(pool), len(pool))]
        measure(y[drawn], a[drawn], b[drawn])
bootstrap = time.perf_counter() - began
total = read + values + bootstrap / TIMED * RESAMPLES
json.dump({"read": read, "values": values, "bootstrap": bootstrap, "resamples": TIMED, "total": total}, sys.stdout)
