"""Scores customers: python predict.py --model out/model.joblib --data data/test.csv --out out/predictions.csv"""

import argparse
from pathlib import Path

import joblib
import pandas as pd

from train import HERE, read_customers

if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", type=Path, default=HERE / "out/model.joblib")
    parser.add_argument("--data", type=Path, default=HERE / "data/test.csv")
    parser.add_argument("--out", type=Path, default=HERE / "out/predictions.csv")
    args = parser.parse_args()

    trained = joblib.load(args.model)
    customers = read_customers(args.data)
    score = trained["model"].predict_proba(customers[trained["features"]])[:, 1]
    args.out.parent.mkdir(parents=True, exist_ok=True)
    table = pd.DataFrame({"customer_id": customers["customer_id"], "score": score})
    table.to_csv(args.out, index=False, lineterminator="\n")
