import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { chooseBaseline } from '../../../src/commands/compare/baseline.ts'
import { preparePredictions } from '../../../src/commands/compare/predict.ts'
import type { PredictPlan, PredictRequest } from '../../../src/commands/compare/predict-request.ts'
import { openSession, type Session, storeVersion } from './session.ts'

/** Scores each row by the number in the model's file; shows what it was given. */
const PREDICT = `
import { readFileSync, writeFileSync } from 'node:fs'
const [model, data, out] = process.argv.slice(2)
const text = readFileSync(data, 'utf8')
const [, ...rows] = text.trim().split('\\n')
const factor = Number(readFileSync(model, 'utf8').replace('model', '0.5'))
writeFileSync('seen.txt', text)
writeFileSync(out, 'id,score\\n' + rows.map((row) => row.split(',')[0] + ',' + factor).join('\\n') + '\\n')
`
const TEST = 'id,label,x\na,1,5\nb,0,6\nc,1,7\n'
const FILES = { 'predict.mjs': PREDICT, 'test.csv': TEST, 'out/model.txt': '0.9' }
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const file = (location: string) => ({ location, origin: 'config', csv: null }) as const

const PLAN: PredictPlan = {
  command: [process.execPath, 'predict.mjs', '{model}', '{data}', '{out}'],
  timeoutMs: 20_000,
  isExplained: false,
  place: { file: 'modelgate.yml', line: 9 },
  folder: '',
  isRequired: false,
  isMeasured: false,
}

function makeRequest(more: Partial<PredictRequest> = {}, plan: Partial<PredictPlan> = {}): PredictRequest {
  return {
    data: file('test.csv'),
    candidate: file('out/predictions.csv'),
    modelFile: file('out/model.txt'),
    columns: { id: 'id', label: 'label' },
    predict: { ...PLAN, ...plan },
    ...more,
  }
}

async function prepare({ services }: Session, request: PredictRequest, stages: readonly string[] = []) {
  const baselines = stages.map((value) => ({ kind: 'stage' as const, value, origin: 'config' as const, csv: null }))
  const baseline = await chooseBaseline({ ...request, model: 'churn', baselines }, services)
  return preparePredictions(request, baseline, services)
}

const read = (source: { readonly files: readonly string[] } | undefined) => readFileSync(source!.files[0]!, 'utf8')

describe('predicting the candidate', () => {
  it('runs where there are no predictions, on the data without its labels, and keeps them under their name', async () => {
    const session = await openSession(FILES)
    const { candidate, costs } = await prepare(session, makeRequest())
    const made = 'id,score\na,0.9\nb,0.9\nc,0.9\n'
    expect(read(candidate.source)).toBe(made)
    expect(candidate.material).toEqual({
      name: 'candidate',
      uri: 'out/predictions.csv',
      digest: { sha256: sha256(made) },
      derived: true,
    })
    expect(readFileSync(join(session.folder, 'out/predictions.csv'), 'utf8')).toBe(made)
    expect(readFileSync(join(session.folder, 'seen.txt'), 'utf8')).toBe('id,x\na,5\nb,6\nc,7\n')
    expect(costs.candidate.modelSize).toBe(3)
    expect(costs.candidate.latency).toBeGreaterThan(0.001)
    // a command that ends between two looks has no number
    expect(costs.candidate.memory ?? Number.POSITIVE_INFINITY).toBeGreaterThan(10_000_000)
    expect(costs.baseline).toBeNull()
  })

  it('reads predictions that are there and runs nothing', async () => {
    const session = await openSession({ ...FILES, 'out/predictions.csv': 'id,score\na,0.1\n' })
    const { candidate, costs } = await prepare(session, makeRequest())
    expect(candidate.material.derived).toBe(false)
    expect(existsSync(join(session.folder, 'seen.txt'))).toBe(false)
    expect(costs.candidate).toEqual({ modelSize: 3, latency: null, memory: null, reason: 'predict was not run' })
  })

  it('makes predictions anew where a stage asks for derived ones, but never those that a flag names', async () => {
    const session = await openSession({ ...FILES, 'out/predictions.csv': 'id,score\na,0.1\n' })
    const { candidate } = await prepare(session, makeRequest({}, { isRequired: true }))
    expect(candidate.material.derived).toBe(true)
    const named = { location: 'mine.csv', origin: 'caller', csv: null } as const
    writeFileSync(join(session.folder, 'mine.csv'), 'id,score\na,0.1\n')
    const own = await prepare(session, makeRequest({ candidate: named }, { isRequired: true }))
    expect(own.candidate.material).toMatchObject({ uri: 'mine.csv', derived: false })
  })

  it('says what is missing where nothing makes predictions', async () => {
    const session = await openSession(FILES)
    await expect(prepare(session, makeRequest({ predict: null }))).rejects.toThrow('there is no such file')
    await expect(prepare(session, makeRequest({ predict: null, candidate: null }))).rejects.toThrow(
      'no predictions of the candidate are named, and no command that makes them',
    )
  })
})

describe('predicting the baseline', () => {
  const evaluated = (text: string) => ({
    data: [{ name: 'evaluation', uri: 'test.csv', digest: { sha256: sha256(text) }, rows: 3 }],
  })

  it('takes stored predictions of the same evaluation data, and predicts its model anew on other data', async () => {
    const session = await openSession(FILES, { isRepository: true })
    await storeVersion(session, 'id,score\na,0.1\n', evaluated(TEST))
    const same = await prepare(session, makeRequest(), ['production'])
    expect(same.baseline.predictions?.material.derived).toBe(false)
    expect(same.costs.baseline).toMatchObject({ modelSize: 5, latency: null })

    writeFileSync(join(session.folder, 'test.csv'), `${TEST}d,0,8\n`)
    const other = await prepare(session, makeRequest(), ['production'])
    expect(read(other.baseline.predictions?.source)).toBe('id,score\na,0.5\nb,0.5\nc,0.5\nd,0.5\n')
    expect(other.baseline.predictions?.material).toMatchObject({
      name: 'baseline',
      uri: 'predict with the model of production v0.1.0',
      derived: true,
    })
    expect(other.costs.baseline?.latency).toBeGreaterThan(0)
  })

  it('predicts a version whose predictions were not kept', async () => {
    const session = await openSession(FILES, { isRepository: true })
    await storeVersion(session, null)
    const { baseline } = await prepare(session, makeRequest(), ['production'])
    expect(baseline.obstacle).toBeNull()
    expect(read(baseline.predictions?.source)).toContain('a,0.5\n')
  })

  it('is an obstacle with the reason where the command fails on the old model', async () => {
    const script = PREDICT.replace(
      /const factor.*/,
      "if (readFileSync(model, 'utf8') === 'model') { console.error('KeyError: tenure'); process.exit(1) }; const factor = 1",
    )
    const session = await openSession({ ...FILES, 'predict.mjs': script }, { isRepository: true })
    await storeVersion(session, null)
    const { baseline, candidate } = await prepare(session, makeRequest(), ['production'])
    expect(candidate.material.derived).toBe(true)
    expect(baseline.predictions).toBeNull()
    expect(baseline.obstacle).toBe(
      'the predictions of production v0.1.0 are not kept in the registry any more, and predict ended with exit code 1 with the model of production v0.1.0; the last that it wrote: KeyError: tenure',
    )
  })

  it('keeps stored predictions where only the cost of predicting was asked for', async () => {
    const script = PREDICT.replace(
      /const factor.*/,
      "if (readFileSync(model, 'utf8') === 'model') process.exit(1); const factor = 1",
    )
    const session = await openSession({ ...FILES, 'predict.mjs': script }, { isRepository: true })
    await storeVersion(session, 'id,score\na,0.1\n', evaluated(TEST))
    const { baseline, costs } = await prepare(session, makeRequest({}, { isMeasured: true }), ['production'])
    expect(baseline.predictions?.material.derived).toBe(false)
    expect(costs.baseline?.reason).toContain('predict ended with exit code 1')
    const strict = await prepare(session, makeRequest({}, { isRequired: true }), ['production'])
    expect(strict.baseline.predictions).toBeNull()
  })
})

describe('a command that does not do its part', () => {
  const fail = async (script: string, plan: Partial<PredictPlan> = {}, variables: Record<string, string> = {}) => {
    const session = await openSession({ ...FILES, 'predict.mjs': script }, { variables })
    return prepare(session, makeRequest({}, plan)).then(
      () => 'no fault',
      (error: Error) => error.message,
    )
  }

  it('is told by its exit code and its last lines', async () => {
    const message = await fail(
      "console.log('::error::pwned'); console.error('Traceback: no column tenure'); process.exit(7)",
    )
    expect(message).toContain('modelgate.yml:9: predict ended with exit code 7 with the model of the candidate')
    expect(message).toContain('\n  | ::error::pwned\n  | Traceback: no column tenure')
    expect(message).not.toMatch(/^::/m)
  })

  it('is told where it writes nothing, nothing of use, or no ids', async () => {
    expect(await fail('')).toContain(
      'predict ended without a fault with the model of the candidate, and wrote no file at {out}',
    )
    const write = (text: string) =>
      `import { writeFileSync } from 'node:fs'; writeFileSync(process.argv[4], ${JSON.stringify(text)})`
    expect(await fail(write(''))).toContain('wrote an empty file')
    expect(await fail(write('key,score\na,1\n'))).toContain(
      'column id is not there, so nobody knows which row is which',
    )
    expect(await fail(write('key,score\na,1\n'))).toContain('it wrote: key, score')
  })

  it('is stopped after its time', async () => {
    expect(await fail('setInterval(() => {}, 1000)', { timeoutMs: 500 })).toContain('predict took longer than 0.5 s')
  })

  it('is told where it does not start', async () => {
    expect(await fail('', { command: ['no-such-python', '{data}', '{out}'] })).toContain(
      'no-such-python cannot be started',
    )
  })

  it('may not change the data or the model by which it is judged', async () => {
    const script = `${PREDICT}\nwriteFileSync('test.csv', 'id,label,x\\na,0,5\\n')`
    expect(await fail(script)).toContain('predict changed test.csv, by which the model is judged')
  })

  it('may not change the training data in which leakage is looked for, nor take it away', async () => {
    const dataSets = [{ key: 'train', path: 'train.csv' }]
    for (const change of ["writeFileSync('train.csv', 'id,x\\n')", "rmSync('train.csv')"]) {
      const script = `import { rmSync } from 'node:fs'\n${PREDICT}\n${change}`
      const session = await openSession({ ...FILES, 'predict.mjs': script, 'train.csv': 'id,x\na,5\n' })
      await expect(prepare(session, makeRequest({ dataSets }))).rejects.toThrow('predict changed train.csv')
    }
    const session = await openSession(FILES)
    expect((await prepare(session, makeRequest({ dataSets }))).candidate.material.derived).toBe(true)
  })

  it('may not change the predictions that it is compared with', async () => {
    const script = `${PREDICT}\nwriteFileSync('prod.csv', 'id,score\\na,0\\n')`
    const session = await openSession({ ...FILES, 'predict.mjs': script, 'prod.csv': 'id,score\na,0.4\n' })
    const request = makeRequest()
    const baselines = [{ kind: 'file' as const, value: 'prod.csv', origin: 'config' as const, csv: null }]
    const baseline = await chooseBaseline({ ...request, model: 'churn', baselines }, session.services)
    await expect(preparePredictions(request, baseline, session.services)).rejects.toThrow(
      'predict changed the predictions of prod.csv,',
    )
  })

  it('leaves no link in the place of its predictions', async () => {
    const script = "import { symlinkSync } from 'node:fs'; symlinkSync('/etc/hostname', process.argv[4])"
    expect(await fail(script)).toContain('wrote no file at {out}')
  })

  it('does not run where secrets meet code of strangers', async () => {
    const variables = { GITHUB_ACTIONS: 'true', GITHUB_EVENT_NAME: 'pull_request_target' }
    expect(await fail(PREDICT, {}, variables)).toContain('do not run on the event pull_request_target')
  })
})
