"""pandera with polars: reads the file, checks everything, prints how many rules it checked."""

import sys

import pandera.polars as pa
import polars as pl
import rules

path = sys.argv[1]
KINDS = {
    "integer": pl.Int64, "number": pl.Float64, "string": pl.String, "boolean": pl.Boolean, "date": pl.Date,
    "timestamp": pl.Datetime("us"),
}


def make_column(name):
    checks = []
    if name in rules.MINIMUM:
        checks.append(pa.Check.ge(rules.MINIMUM[name]))
    if name in rules.MAXIMUM:
        checks.append(pa.Check.le(rules.MAXIMUM[name]))
    if name in rules.PATTERN:
        checks.append(pa.Check.str_matches(rules.PATTERN[name]))
    if name in rules.VALUES:
        checks.append(pa.Check.isin(rules.VALUES[name]))
    if name in rules.MIN_LENGTH or name in rules.MAX_LENGTH:
        checks.append(pa.Check.str_length(rules.MIN_LENGTH.get(name), rules.MAX_LENGTH.get(name)))
    return pa.Column(KINDS[rules.TYPES[name]], checks, nullable=name not in rules.REQUIRED, unique=name in rules.UNIQUE)


schema = pa.DataFrameSchema({name: make_column(name) for name in rules.TYPES}, checks=pa.Check(lambda data: data.lazyframe.select(pl.len() > 0)))
kinds = {name: KINDS[kind] for name, kind in rules.TYPES.items()}
frame = pl.read_csv(path, schema=kinds) if path.endswith(".csv") else pl.read_parquet(path)
schema.validate(frame, lazy=True)
print(f"{rules.COUNT} rules hold")
