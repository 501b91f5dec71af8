import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { chooseBaseline } from '../../../src/commands/compare/baseline.ts'
import { preparePredictions } from '../../../src/commands/compare/predict.ts'
import type { PredictRequest } from '../../../src/commands/compare/predict-request.ts'
import { git } from '../../support/git.ts'
import { openSession, type Session, storeVersion } from './session.ts'

/** Scores each row by the number in the model's file. */
const PREDICT = `
import { readFileSync, writeFileSync } from 'node:fs'
const [model, data, out] = process.argv.slice(2)
const [, ...rows] = readFileSync(data, 'utf8').trim().split('\\n')
const score = readFileSync(model, 'utf8')
writeFileSync(out, 'id,score\\n' + rows.map((row) => row.split(',')[0] + ',' + score).join('\\n') + '\\n')
`
const TEST = 'id,label,x\na,1,5\nb,0,6\nc,1,7\n'
const FILES = { 'predict.mjs': PREDICT, 'test.csv': TEST, 'out/model.txt': '0.9' }
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const file = (location: string) => ({ location, origin: 'config', csv: null }) as const
const read = (source: { readonly files: readonly string[] } | undefined) => readFileSync(source!.files[0]!, 'utf8')

function makeRequest(): PredictRequest {
  return {
    data: file('test.csv'),
    candidate: file('out/predictions.csv'),
    modelFile: file('out/model.txt'),
    columns: { id: 'id', label: 'label' },
    predict: {
      command: [process.execPath, 'predict.mjs', '{model}', '{data}', '{out}'],
      timeoutMs: 20_000,
      isExplained: false,
      place: { file: 'modelgate.yml', line: 9 },
      folder: '',
      isRequired: false,
      isMeasured: false,
    },
  }
}

describe('the baseline in its order', () => {
  const entry = (kind: 'stage' | 'version' | 'ref' | 'file', value: string) => ({
    kind,
    value,
    origin: 'config' as const,
    csv: null,
  })
  const choose = (session: Session, ...baselines: readonly ReturnType<typeof entry>[]) =>
    chooseBaseline({ ...makeRequest(), model: 'churn', baselines }, session.services)

  it('takes the first that is there and says which were passed over, and why', async () => {
    const session = await openSession({ ...FILES, 'prod.csv': 'id,score\na,0.1\n' }, { isRepository: true })
    const order = [
      entry('stage', 'production'),
      entry('version', 'v9.0.0'),
      entry('ref', 'gone'),
      entry('file', 'none.csv'),
    ]
    const found = await choose(session, ...order, entry('file', 'prod.csv'))
    expect(found.statement).toEqual({
      source: 'file:prod.csv',
      version: null,
      commit: null,
      reason:
        'the file that was named; passed over: production holds no version yet, version:v9.0.0 is not registered, ref:gone is not known, file:none.csv is not there',
    })
    // where nothing is there, an empty stage is a first version
    expect(await choose(session, ...order.slice(0, 3))).toMatchObject({ isEmpty: true, name: 'production' })
    // but for what somebody named last
    await expect(choose(session, ...order)).rejects.toThrow('none.csv: there is no such file')
  })

  it('is no first version where what holds the stage has lost its tag, whatever else is named', async () => {
    const session = await openSession({ ...FILES, 'prod.csv': 'id,score\na,0.1\n' }, { isRepository: true })
    await storeVersion(session, 'id,score\na,0.1\n')
    const commit = git(session.bare!, 'rev-parse', 'churn@v0.1.0^{}')
    git(session.bare!, 'tag', '--delete', 'churn@v0.1.0')
    const found = await choose(session, entry('stage', 'production'), entry('file', 'prod.csv'))
    expect(found).toMatchObject({
      isEmpty: false,
      predictions: null,
      label: 'production v0.1.0',
      statement: { source: 'stage:production', version: 'v0.1.0', commit },
    })
    expect(found.obstacle).toBe(
      'production of churn is held by churn#production#1 (v0.1.0), whose tag churn@v0.1.0 is gone: push it back from a clone that has it: git push origin churn@v0.1.0',
    )
    expect(found.model).toMatchObject({ open: null, obstacle: found.obstacle })
  })

  it('finds a version by its number', async () => {
    const session = await openSession(FILES, { isRepository: true })
    await storeVersion(session, 'id,score\na,0.1\n')
    for (const written of ['v0.1.0', '0.1.0']) {
      const found = await choose(session, entry('version', written))
      expect(found).toMatchObject({
        label: 'version v0.1.0',
        statement: { version: 'v0.1.0', reason: 'the version that was named' },
      })
      expect(read(found.predictions?.source)).toBe('id,score\na,0.1\n')
    }
    await expect(choose(session, entry('version', 'v0.2.0'))).rejects.toThrow('churn has no such version')
  })

  it('refuses a revision whose name no program could be given', async () => {
    const session = await openSession(FILES, { isRepository: true })
    const asked = choose(session, entry('ref', 'main\0'))
    await expect(asked).rejects.toThrow('baseline ref:"main\\u0000": holds a character that no name of a revision has')
  })

  it.each(['--upload-pack=touch pwned', '-h', 'a..b', 'HEAD:../x', 'main:refs/heads/evil', '+main', '*', '../../etc'])(
    'knows no revision %s, and runs nothing of it',
    async (name) => {
      const session = await openSession(FILES, { isRepository: true })
      await expect(choose(session, entry('ref', name))).rejects.toThrow(`knows a revision "${name}"`)
      expect(existsSync(join(session.folder, 'pwned'))).toBe(false)
    },
  )

  it('reads predictions and model of a revision', async () => {
    const session = await openSession({ ...FILES, 'out/predictions.csv': 'id,score\na,0.3\n' }, { isRepository: true })
    writeFileSync(join(session.folder, 'out/predictions.csv'), 'id,score\na,0.4\n')
    const found = await choose(session, entry('ref', 'main'))
    expect(read(found.predictions?.source)).toBe('id,score\na,0.3\n')
    expect(found.statement).toMatchObject({ source: 'ref:main', reason: 'what main stands on' })
    expect(found.model).toMatchObject({ size: 3, evaluated: sha256(TEST) })
    expect(readFileSync((await found.model!.open!()).path, 'utf8')).toBe('0.9')
  })

  it('predicts with the model of a revision that has no predictions, or of other evaluation data', async () => {
    const session = await openSession(FILES, { isRepository: true })
    writeFileSync(join(session.folder, 'out/model.txt'), '0.7')
    const request = makeRequest()
    const baseline = await choose(session, entry('ref', 'main'))
    const prepared = await preparePredictions(request, baseline, session.services)
    expect(read(prepared.candidate.source)).toContain('a,0.7')
    expect(read(prepared.baseline.predictions?.source)).toContain('a,0.9')
    expect(prepared.baseline.obstacle).toBeNull()
  })

  it('is no first version where a revision has neither predictions nor a model', async () => {
    const session = await openSession({ 'test.csv': TEST }, { isRepository: true })
    await expect(choose(session, entry('ref', 'main'))).rejects.toThrow(
      'has neither out/predictions.csv nor out/model.txt',
    )
  })
})
