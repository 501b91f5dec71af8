"""Trains the model that a parameter file describes: python train.py [--params params.yaml] [--out out/model.joblib]"""

import argparse
from pathlib import Path

import joblib
import pandas as pd
import yaml
from sklearn.compose import make_column_transformer
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

HERE = Path(__file__).parent
KEYS = ["customer_id", "churn"]


def read_customers(path: Path) -> pd.DataFrame:
    # customers in their first month have no total yet
    return pd.read_csv(path).fillna({"total_charges": 0.0})


def build(params: dict, features: pd.DataFrame):
    text = [name for name in features if features[name].dtype == object]
    numbers = [name for name in features if name not in text]
    columns = make_column_transformer(
        (OneHotEncoder(handle_unknown="ignore", sparse_output=False), text),
        (StandardScaler(), numbers),
    )
    if params["model"] == "logistic_regression":
        model = LogisticRegression(C=params["C"], max_iter=2000)
    else:
        model = HistGradientBoostingClassifier(
            max_iter=params["trees"], learning_rate=params["learning_rate"], random_state=params["seed"]
        )
    return make_pipeline(columns, model)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--params", type=Path, default=HERE / "params.yaml")
    parser.add_argument("--data", type=Path, default=HERE / "data/train.csv")
    parser.add_argument("--out", type=Path, default=HERE / "out/model.joblib")
    args = parser.parse_args()

    params = yaml.safe_load(args.params.read_text())
    train = read_customers(args.data)
    wanted = params["features"]
    features = train.drop(columns=KEYS) if wanted == "all" else train[wanted]
    model = build(params, features).fit(features, train["churn"] == "Yes")
    args.out.parent.mkdir(parents=True, exist_ok=True)
    joblib.dump({"model": model, "features": list(features)}, args.out, compress=3)
