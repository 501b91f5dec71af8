"""Great Expectations with pandas: reads the file, checks everything, prints how many rules it checked."""

import sys

import great_expectations as gx
import great_expectations.expectations as gxe
import pandas as pd
import rules

path = sys.argv[1]
kinds = {"string": "str", "integer": "int64", "number": "float64", "boolean": "bool"}
dates = [name for name, kind in rules.TYPES.items() if kind in ("date", "timestamp")]
if path.endswith(".csv"):
    dtype = {name: kinds[kind] for name, kind in rules.TYPES.items() if kind in kinds}
    frame = pd.read_csv(path, dtype=dtype, parse_dates=dates)
else:
    frame = pd.read_parquet(path)

context = gx.get_context(mode="ephemeral")
batch = context.data_sources.add_pandas("pandas").add_dataframe_asset("customers").add_batch_definition_whole_dataframe("all")
suite = gx.ExpectationSuite("customers")
expect = suite.add_expectation
for name in rules.REQUIRED:
    expect(gxe.ExpectColumnValuesToNotBeNull(column=name))
for name in rules.UNIQUE:
    expect(gxe.ExpectColumnValuesToBeUnique(column=name))
for name in sorted(set(rules.MINIMUM) | set(rules.MAXIMUM)):
    expect(gxe.ExpectColumnValuesToBeBetween(column=name, min_value=rules.MINIMUM.get(name), max_value=rules.MAXIMUM.get(name)))
for name, pattern in rules.PATTERN.items():
    expect(gxe.ExpectColumnValuesToMatchRegex(column=name, regex=pattern))
for name, values in rules.VALUES.items():
    expect(gxe.ExpectColumnValuesToBeInSet(column=name, value_set=values))
for name in rules.MAX_LENGTH:
    expect(gxe.ExpectColumnValueLengthsToBeBetween(column=name, min_value=rules.MIN_LENGTH.get(name), max_value=rules.MAX_LENGTH[name]))
expect(gxe.ExpectTableRowCountToBeBetween(min_value=1))
result = batch.get_batch({"dataframe": frame}).validate(suite)
assert result.success, result
print(f"{rules.COUNT} rules hold")
