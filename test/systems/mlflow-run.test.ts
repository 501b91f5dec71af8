import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createWorkspace } from '../../src/backends/filesystem/workspace.ts'
import { readStatedMetrics } from '../../src/commands/compare/stated-metrics.ts'
import { readNamedParameters } from '../../src/commands/parameter-file.ts'
import { makeTrackers } from '../backends/trackers/made-trackers.ts'
import { ensurePythonTool } from '../support/python-tools.ts'
import { makeFolder } from '../support/temporary-folder.ts'
import { findPort, startServer, type ToolServer } from '../support/tool-servers.ts'

const MLFLOW = { name: 'mlflow', requirements: ['mlflow==3.17.2'] }

/** Two runs as a training logs them: one of a binary classifier, and one whose numbers went wrong. */
const TRAINING = `
import mlflow, sys
mlflow.set_tracking_uri(sys.argv[1])
with mlflow.start_run() as run:
    mlflow.log_params({"n_estimators": 100, "max_depth": None, "train.C": 1.0, "model": "forest"})
    mlflow.log_metrics({"roc_auc": 0.84, "f1_score": 0.7, "val_loss": 0.5})
    mlflow.log_metric("roc_auc", 0.86, step=1)
print("run", run.info.run_id)
with mlflow.start_run() as run:
    mlflow.log_metrics({"recall": float("nan"), "log_loss": float("inf"), "accuracy": 81.0})
print("run", run.info.run_id)
`
const VARIABLES = { MLFLOW_DISABLE_TELEMETRY: 'true', DO_NOT_TRACK: 'true' }

const folder = mkdtempSync(join(tmpdir(), 'modelgate-mlflow-'))
let origin = ''
let server: ToolServer | undefined
let runs: readonly string[] = []
beforeAll(async () => {
  const bin = await ensurePythonTool(MLFLOW)
  const port = await findPort()
  origin = `http://127.0.0.1:${port}`
  const store = ['--backend-store-uri', `sqlite:///${join(folder, 'runs.db')}`, '--artifacts-destination', folder]
  const args = ['server', '--host', '127.0.0.1', '--port', String(port), '--workers', '1', ...store]
  const options = { environment: { ...VARIABLES, PATH: `${bin}:${process.env['PATH']}` }, seconds: 300 }
  server = await startServer(join(bin, 'mlflow'), args, `${origin}/health`, options)
  const printed = execFileSync(join(bin, 'python'), ['-c', TRAINING, origin], {
    env: { ...process.env, ...VARIABLES },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  runs = [...printed.toString('utf8').matchAll(/^run (\w+)$/gm)].map(([, id]) => id!)
})
afterAll(async () => {
  await server?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const open = () => ({
  workspace: createWorkspace({ root: makeFolder() }),
  trackers: makeTrackers({ MLFLOW_TRACKING_URI: origin }, { allowed: [new URL(origin).host] }),
})
const read = async (run: string) => {
  const context = { task: 'binary', positive: null } as const
  return readStatedMetrics({ location: `mlflow:${run}`, origin: 'config' }, open(), context)
}

describe('a run of an MLflow server', () => {
  it('states the last value of each metric under our names', async () => {
    const { stated, materials } = await read(runs[0]!)
    expect(Object.fromEntries([...stated.metrics].map(([name, { value }]) => [name, value]))).toEqual({
      roc_auc: 0.86,
      f1: 0.7,
      val_loss: 0.5,
    })
    expect(materials).toEqual([
      {
        uri: `${origin}/#/experiments/0/runs/${runs[0]}`,
        digest: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
        rows: null,
      },
    ])
  })

  it('has no metric of what is undefined, endless or out of range', async () => {
    const { stated } = await read(runs[1]!)
    expect([...stated.metrics].map(([name, { value, reason }]) => [name, value, reason]).sort()).toEqual([
      ['accuracy', null, '81 lies outside of its range, 0 to 1'],
      ['log_loss', null, 'it is stated as undefined'],
      ['recall', null, 'it is stated as undefined'],
    ])
  })

  it('gives its parameters as they were before they became text', async () => {
    expect(await readNamedParameters(`mlflow:${runs[0]}`, 'config', open())).toEqual({
      n_estimators: 100,
      max_depth: null,
      'train.C': 1,
      model: 'forest',
    })
  })

  it('that is not there is told', async () => {
    await expect(read('0'.repeat(32))).rejects.toThrow(/there is no such run at 127\.0\.0\.1/)
  })
})
