"""A log of predictions as contracts/prediction-log.odcs.yaml wants it: a JSON line each, a file a day. For any framework:

log = PredictionLog("logs", "churn", "v1.2.0")         # once
started = time.perf_counter()                          # in the request: FastAPI, Flask, …
log.write(id, features, prediction, score, started)    # before the answer
"""

import json
import time
from datetime import datetime, timezone
from pathlib import Path


class PredictionLog:
    def __init__(self, folder: str, model: str, version: str) -> None:
        self.folder, self.model, self.version = Path(folder), model, version
        self.folder.mkdir(parents=True, exist_ok=True)

    def write(self, id: str, features: dict, prediction: str, score: float | None, started: float) -> None:
        now = datetime.now(timezone.utc)
        row = {"timestamp": f"{now:%Y-%m-%dT%H:%M:%S.%fZ}", "id": id, "model": self.model, "version": self.version}
        row |= {**features, "prediction": prediction, "score": score}
        row["latency_ms"] = round(1000 * (time.perf_counter() - started), 3)
        # one write a line: lines of several workers do not mix
        with (self.folder / f"{now:%Y-%m-%d}.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(row) + "\n")
