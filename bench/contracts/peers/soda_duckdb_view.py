"""Soda 4 on DuckDB: a view over the file, a contract over the view; prints how many rules it checked."""

import sys
import tempfile
from pathlib import Path

import duckdb
import rules

KINDS = {
    "integer": "BIGINT", "number": "DOUBLE", "string": "VARCHAR", "boolean": "BOOLEAN", "date": "DATE",
    "timestamp": "TIMESTAMP",
}
path = Path(sys.argv[1]).resolve()
folder = Path(tempfile.mkdtemp())
columns = ", ".join(f"'{name}': '{KINDS[kind]}'" for name, kind in rules.TYPES.items())
table = f"read_csv('{path}', header = true, columns = {{{columns}}})" if path.suffix == ".csv" else f"'{path}'"
with duckdb.connect(str(folder / "view.duckdb")) as connection:
    connection.execute(f"CREATE VIEW customers AS SELECT * FROM {table}")

(folder / "source.yml").write_text(
    f"type: duckdb\nname: duck\nconnection:\n  database: {folder / 'view.duckdb'}\n  read_only: true\n"
)
lines = ["dataset: duck/main/customers", "checks:", "  - row_count:", "      threshold:", "        must_be_greater_than: 0", "columns:"]
for name in rules.TYPES:
    validity = {
        "valid_min": rules.MINIMUM.get(name), "valid_max": rules.MAXIMUM.get(name), "valid_values": rules.VALUES.get(name),
        "valid_min_length": rules.MIN_LENGTH.get(name), "valid_max_length": rules.MAX_LENGTH.get(name),
    }
    checks = []
    if name in rules.REQUIRED:
        checks.append(["missing:"])
    if name in rules.UNIQUE:
        checks.append(["duplicate:"])
    told = [f"{key}: {value}" for key, value in validity.items() if value is not None]
    if name in rules.PATTERN:
        told += ["valid_format:", f"  regex: '{rules.PATTERN[name]}'", "  name: pattern"]
    if told:
        checks.append(["invalid:", *[f"    {line}" for line in told]])
    lines.append(f"  - name: {name}")
    if checks:
        lines.append("    checks:")
        for first, *rest in checks:
            lines += [f"      - {first}", *[f"      {line}" for line in rest]]
(folder / "contract.yml").write_text("\n".join(lines) + "\n")

from soda_core.common.yaml import ContractYamlSource, DataSourceYamlSource
from soda_core.contracts.contract_verification import ContractVerificationSession

result = ContractVerificationSession.execute(
    contract_yaml_sources=[ContractYamlSource.from_file_path(str(folder / "contract.yml"))],
    data_source_yaml_sources=[DataSourceYamlSource.from_file_path(str(folder / "source.yml"))],
    soda_cloud_publish_results=False,
)
assert result.is_passed, result.get_errors_str() or [check.outcome for one in result.contract_verification_results for check in one.check_results]
print(f"{rules.COUNT} rules hold")
