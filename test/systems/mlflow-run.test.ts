import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createWorkspace } from '../../src/backends/filesystem/workspace.ts'
import { readStatedMetrics } from '../../src/commands/compare/stated-metrics.ts'
import { readNamedParameters } from '../../src/commands/parameter-file.ts'
import type { RunArtifact } from '../../src/ports/tracker.ts'
import { makeTrackers } from '../backends/trackers/made-trackers.ts'
import { gatesOf, makeRows, openSession, writeCsv } from '../commands/compare/session.ts'
import { ensurePythonTool } from '../support/python-tools.ts'
import { makeFolder } from '../support/temporary-folder.ts'
import { findPort, startServer, type ToolServer } from '../support/tool-servers.ts'

const MLFLOW = { name: 'mlflow', requirements: ['mlflow==3.17.2'] }

/**
 * Runs as a training logs them: one of a binary classifier, one whose numbers went wrong, and one with a model's file and
 * a model of MLflow's own form.
 */
const TRAINING = `
import mlflow, pathlib, sys
from sklearn.linear_model import LogisticRegression
mlflow.set_tracking_uri(sys.argv[1])
with mlflow.start_run() as run:
    mlflow.log_params({"n_estimators": 100, "max_depth": None, "train.C": 1.0, "model": "forest"})
    mlflow.log_metrics({"roc_auc": 0.84, "f1_score": 0.7, "val_loss": 0.5})
    mlflow.log_metric("roc_auc", 0.86, step=1)
print("run", run.info.run_id)
with mlflow.start_run() as run:
    mlflow.log_metrics({"recall": float("nan"), "log_loss": float("inf"), "accuracy": 81.0})
print("run", run.info.run_id)
with mlflow.start_run() as run:
    for name, text in [("model.txt", "0.6"), ("card v1.html", "<!doctype html><p>a card")]:
        path = pathlib.Path(sys.argv[2]) / name
        path.write_text(text)
        mlflow.log_artifact(str(path), "out")
    mlflow.sklearn.log_model(LogisticRegression().fit([[0], [1]], [0, 1]), name="model")
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
  const printed = execFileSync(join(bin, 'python'), ['-c', TRAINING, origin, folder], {
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

/** Scores each row by its column x, the more noise, the larger the number in the model's file. */
const PREDICT = `
import { readFileSync, writeFileSync } from 'node:fs'
const [model, data, out] = process.argv.slice(2)
const noise = Number(readFileSync(model, 'utf8'))
const [, ...rows] = readFileSync(data, 'utf8').trim().split('\\n').map((row) => row.split(','))
const score = (x, at) => Number(x) * (1 - noise) + noise * (((at * 7919) % 1000) / 1000)
writeFileSync(out, 'id,score\\n' + rows.map(([id, x], at) => id + ',' + score(x, at)).join('\\n') + '\\n')
`
const sha256 = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('hex')
const fetchFile = (path: string, pin: string | null = null) =>
  open().trackers.artifact({ run: runs[2]!, path, sha256: pin }, 'config')

describe('a file of a run of an MLflow server', () => {
  it('is fetched as it was logged, a page as well', async () => {
    for (const [path, text] of [
      ['out/model.txt', '0.6'],
      ['out/card v1.html', '<!doctype html><p>a card'],
    ] as const) {
      const file = (await fetchFile(path, sha256(text))) as RunArtifact
      expect(file).toMatchObject({ sha256: sha256(text), size: text.length })
      expect(readFileSync(file.path, 'utf8')).toBe(text)
    }
  })

  it('is found in a model that the run logged', async () => {
    const file = (await fetchFile('model/MLmodel')) as RunArtifact
    const text = readFileSync(file.path, 'utf8')
    expect(text).toContain('loader_module: mlflow.sklearn')
    expect(file.sha256).toBe(sha256(text))
  })

  it('that is not there, is a folder, or has another digest is told', async () => {
    const host = new URL(origin).host
    expect(await fetchFile('out/none.txt')).toEqual({ missing: `the run has no file out/none.txt at ${host}` })
    expect(await fetchFile('model/none.txt')).toEqual({ missing: `the run has no file model/none.txt at ${host}` })
    await expect(fetchFile('out')).rejects.toThrow('refuses it: Artifact path refers to a directory, not a file')
    const pin = 'a'.repeat(64)
    await expect(fetchFile('out/model.txt', pin)).rejects.toThrow(
      `its digest is sha256:${sha256('0.6')}, and sha256:${pin} is pinned`,
    )
  })

  it('is the baseline that the candidate is compared with, predicted by the same command', async () => {
    const host = new URL(origin).host
    const baseline = `mlflow:${runs[2]}/out/model.txt@sha256:${sha256('0.6')}`
    const config = {
      version: 1,
      network: { allow: [host] },
      models: {
        churn: {
          task: 'binary',
          data: { test: { path: 'test.csv' } },
          evaluation: { data: 'test', id: 'id', label: 'label', score: 'score' },
          candidate: {
            model: 'model.txt',
            predict: [process.execPath, 'predict.mjs', '{model}', '{data}', '{out}'],
          },
          baseline,
          gates: [{ metric: 'roc_auc', margin: 0.01 }],
        },
      },
    }
    const rows = makeRows(600, 0.4).map(({ id, label, score }) => ({ id, x: score, label }))
    const session = await openSession(
      {
        'modelgate.yml': JSON.stringify(config),
        'predict.mjs': PREDICT,
        'model.txt': '0.1',
        'test.csv': writeCsv(rows),
      },
      { trackers: open().trackers },
    )
    const flags = { candidate: undefined, id: undefined, label: undefined, score: [] }
    const { results, errors } = await session.compare(flags)
    expect(errors ?? []).toEqual([])
    expect(results[0]!.baseline).toMatchObject({
      source: baseline,
      reason: `the model of the run that was named, sha256:${sha256('0.6')}, as pinned`,
    })
    expect(gatesOf(results[0]!)).toMatchObject([{ id: 'gate/roc_auc/margin', verdict: 'pass' }])
    expect(results[0]!.materials).toContainEqual({
      name: 'baseline-model',
      uri: `mlflow:${runs[2]}/out/model.txt`,
      digest: { sha256: sha256('0.6') },
      rows: null,
      derived: false,
    })
  })
})
