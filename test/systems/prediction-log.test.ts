import { execFileSync } from 'node:child_process'
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ROOT } from '../support/built.ts'
import { runCli } from '../support/command-line.ts'
import { makeFolder } from '../support/temporary-folder.ts'

/** Answers the first customers of the test set through the log, as a service would. */
const SERVE = `
import csv, itertools, time
from prediction_log import PredictionLog
log = PredictionLog("logs", "churn", "v1.2.0")
numbers = {"monthly_charges", "total_charges"}
for row in itertools.islice(csv.DictReader(open("test.csv")), 20):
    started = time.perf_counter()
    id = row.pop("customer_id")
    row.pop("churn")
    features = {name: None if cell == "" else float(cell) if name in numbers else int(cell) if cell.isdigit() else cell for name, cell in row.items()}
    log.write(id, features, "No", 0.25, started)
`

describe('the prediction log of the example', () => {
  it('keeps its contract, and a wrong line does not', () => {
    const folder = makeFolder({ 'serve.py': SERVE })
    for (const path of ['prediction_log.py', 'contracts/prediction-log.odcs.yaml', 'data/test.csv']) {
      cpSync(join(ROOT, 'examples/churn', path), join(folder, path.split('/').at(-1)!))
    }
    execFileSync('python3', ['serve.py'], { cwd: folder })
    const args = ['validate', '--contract', 'prediction-log.odcs.yaml', '--data', 'logs/*.jsonl']
    const kept = runCli(args, folder)
    expect(kept.stdout).toContain('keeps all')
    expect(kept.exitCode).toBe(0)
    execFileSync(
      'python3',
      [
        '-c',
        "import time; from prediction_log import PredictionLog as L; L('logs', 'churn', '1.2').write('x', {}, 'Maybe', 2, time.perf_counter())",
      ],
      { cwd: folder },
    )
    const { stdout, exitCode } = runCli([...args, '--format', 'json'], folder)
    const failed = (JSON.parse(stdout) as { checks: { id: string; verdict: string }[] }).checks.filter(
      ({ verdict }) => verdict === 'fail',
    )
    expect(exitCode).toBe(1)
    expect(failed.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['contract/prediction_log/version/pattern', 'contract/prediction_log/score/maximum']),
    )
    const stale = runCli([...args, '--as-of', '2100-01-01'], folder)
    expect(stale.stdout).toContain('service level freshness')
  })
})
