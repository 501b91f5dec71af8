"""Sets aside the rows that training never sees: about one in five, chosen by a hash of the customer's id.

A hash needs no seed and keeps each customer on one side, also when the table grows.
"""

import hashlib
from pathlib import Path

import pandas as pd

HERE = Path(__file__).parent


def is_test(customer_id: str) -> bool:
    return int(hashlib.sha256(customer_id.encode()).hexdigest(), 16) % 5 == 0


if __name__ == "__main__":
    # as text, so that every cell stays as it was written
    customers = pd.read_csv(HERE / "data/customers.csv", dtype=str, keep_default_na=False)
    test = customers["customer_id"].map(is_test)
    customers[test].to_csv(HERE / "data/test.csv", index=False, lineterminator="\n")
    customers[~test].to_csv(HERE / "data/train.csv", index=False, lineterminator="\n")
