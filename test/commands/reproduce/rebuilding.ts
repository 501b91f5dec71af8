import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Outcome } from '../../../src/commands/command.ts'
import { runCompare } from '../../../src/commands/compare/run.ts'
import { compareSpec } from '../../../src/commands/compare/spec.ts'
import { emptyInputs } from '../../../src/commands/empty-inputs.ts'
import { runPromote } from '../../../src/commands/promote/run.ts'
import { promoteSpec } from '../../../src/commands/promote/spec.ts'
import { runReproduce } from '../../../src/commands/reproduce/run.ts'
import { reproduceSpec } from '../../../src/commands/reproduce/spec.ts'
import type { CheckResult } from '../../../src/core/result.ts'
import { evidenceBytes } from '../../../src/evidence/evidence-file.ts'
import { type OpenServices, openServices } from '../../../src/host/services.ts'
import { GIT_VARIABLES, git } from '../../support/git.ts'
import { makeRemote, type Remote } from '../../support/git-remote.ts'

const NODE = JSON.stringify(process.execPath)

/** modelgate.yml of a model that a script of Node trains. */
export const makeConfig = (reproduce = `{train: [[${NODE}, train.mjs]], environment: [NOISE]}`): string => `version: 1
models:
  churn:
    description: Who leaves next month
    intended_use: Retention offers; not for pricing
    owner: "@growth-ml"
    task: binary
    data: {train: {path: data/train.csv}, test: {path: data/test.csv}}
    evaluation: {data: test, id: id, label: churn, positive: "Yes", score: score, metrics: [roc_auc, log_loss], resamples: 100}
    candidate:
      model: out/model.json
      predictions: out/predictions.csv
      predict: [${NODE}, predict.mjs, "{model}", "{data}", "{out}"]
      parameters: params.yaml
    gates: [{metric: roc_auc, min: 0.5}]
    stages: {production: {require: [compare]}}
${reproduce === '' ? '' : `    reproduce: ${reproduce}\n`}`

/** Steps of a logistic regression on one column; `NOISE` is added to its weight. */
const TRAIN = `import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
const rows = readFileSync('data/train.csv', 'utf8').trim().split('\\n').slice(1).map((line) => line.split(','))
let weight = 0
for (let step = 0; step < 50; step += 1) {
  for (const [, x, label] of rows) weight += 0.01 * ((label === 'Yes' ? 1 : 0) - 1 / (1 + Math.exp(-weight * x))) * x
}
mkdirSync('out', { recursive: true })
const noise = process.env.NOISE ?? '0'
const extra = noise === 'stamp' ? { stamp: Date.now() + Math.random() } : {}
writeFileSync('out/model.json', JSON.stringify({ weight: weight + (Number(noise) || 0), ...extra }))
console.log('trained')
`

const PREDICT = `import { readFileSync, writeFileSync } from 'node:fs'
const [, , model, data, out] = process.argv
const { weight } = JSON.parse(readFileSync(model, 'utf8'))
const rows = readFileSync(data, 'utf8').trim().split('\\n').slice(1).map((line) => line.split(','))
writeFileSync(out, ['id,score', ...rows.map(([id, x]) => id + ',' + 1 / (1 + Math.exp(-weight * x)))].join('\\n') + '\\n')
`

/** Rows whose label leans on x, always the same. */
function makeRows(count: number, offset: number): string {
  const rows = Array.from({ length: count }, (_, index) => {
    const x = ((index * 37 + offset) % 100) / 50 - 1
    return `${index + 1},${x},${(index * 53 + offset) % 100 < 50 + 40 * x ? 'Yes' : 'No'}`
  })
  return `id,x,churn\n${rows.join('\n')}\n`
}

export const FILES: Readonly<Record<string, string>> = {
  'modelgate.yml': makeConfig(),
  'params.yaml': 'steps: 50\n',
  'train.mjs': TRAIN,
  'predict.mjs': PREDICT,
  'data/train.csv': makeRows(80, 3),
  'data/test.csv': makeRows(60, 11),
  '.gitignore': 'out/\n',
}

/** The services of a run in the clone, isolated from the machine. */
export function openServicesIn(
  folder: string,
  variables: Readonly<Record<string, string>> = {},
  inputs: Readonly<Record<string, string>> = {},
  notes: string[] = [],
): Promise<OpenServices> {
  const note = (message: string) => void notes.push(message)
  return openServices({
    environment: {
      cwd: folder,
      variables: { ...GIT_VARIABLES, ...variables },
      isTerminal: false,
      isGitHubActions: variables['GITHUB_ACTIONS'] === 'true',
      isDebug: false,
    },
    logger: { info: note, warning: note, debug: () => {} },
    inputs,
  })
}

/** A clone whose model was trained, judged and promoted to production as v0.1.0. */
export async function promoteTrained(files: Readonly<Record<string, string>> = FILES): Promise<Remote> {
  const remote = makeRemote(files)
  await trainAndPromote(remote.clone)
  return remote
}

/** Trains what is in the clone, judges it and promotes it. */
export async function trainAndPromote(
  clone: string,
  reason: string | undefined = undefined,
  [program, ...words]: readonly [string, ...string[]] = [process.execPath, 'train.mjs'],
): Promise<void> {
  rmSync(join(clone, 'out'), { recursive: true, force: true })
  execFileSync(program, words, { cwd: clone, stdio: 'ignore', env: { PATH: process.env['PATH'] } })
  const services = await openServicesIn(clone)
  try {
    const base = { model: ['churn'], operands: [], 'dry-run': false }
    const { results } = await runCompare({ ...emptyInputs(compareSpec.inputs), ...base } as never, services)
    mkdirSync(join(clone, 'out'), { recursive: true })
    writeFileSync(join(clone, 'out/compare.json'), evidenceBytes(results))
    const flags = { stage: 'production', evidence: ['out/compare.json'], 'evidence-digest': [], reason }
    const promoted = await runPromote({ ...emptyInputs(promoteSpec.inputs), ...base, ...flags } as never, services)
    if (promoted.results[0]!.blocks) throw new Error(promoted.results[0]!.summary)
  } finally {
    await services.close()
  }
}

/** `modelgate reproduce WORDS`. */
export async function reproduce(
  clone: string,
  flags: Readonly<Record<string, unknown>> = {},
  variables: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  const services = await openServicesIn(clone, variables)
  const inputs = {
    ...emptyInputs(reproduceSpec.inputs),
    model: [],
    'dry-run': false,
    operands: ['churn@v0.1.0'],
    ...flags,
  }
  try {
    return await runReproduce(inputs as never, services)
  } finally {
    await services.close()
  }
}

/** Checks of a version's rebuilding by id, without those of the way back. */
export function checksOf({ results }: Outcome): Readonly<Record<string, CheckResult>> {
  const own = results[0]!.checks.filter(({ id }) => id.startsWith('reproduce/'))
  return Object.fromEntries(own.map((check) => [check.id.slice('reproduce/'.length), check]))
}

export const verdictsOf = (outcome: Outcome): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(checksOf(outcome)).map(([id, { verdict }]) => [id, verdict]))

/** Commits what changed and pushes it. */
export function pushChange(clone: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) writeFileSync(join(clone, path), text)
  git(clone, 'add', '--all')
  git(clone, 'commit', '--quiet', '--message', 'change')
  git(clone, 'push', '--quiet', 'origin', 'HEAD:main')
}

/** The error that a run ends with. */
export async function errorOf(run: Promise<Outcome>): Promise<Error> {
  const end = await run.then(
    () => null,
    (error: unknown) => error,
  )
  if (!(end instanceof Error)) throw new Error('it went well')
  return end
}
