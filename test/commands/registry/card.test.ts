import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { emptyInputs } from '../../../src/commands/empty-inputs.ts'
import { runRegistry } from '../../../src/commands/registry/run.ts'
import { registrySpec } from '../../../src/commands/registry/spec.ts'
import { InputError, SystemError } from '../../../src/core/faults.ts'
import type { CardFacts } from '../../../src/report/card-facts.ts'
import { git } from '../../support/git.ts'
import { makeOnce, makeRemote, type Remote } from '../../support/git-remote.ts'
import { openServicesIn, promoteTrained, pushChange, trainAndPromote } from '../reproduce/rebuilding.ts'

/** churn v0.1.0, and v0.2.0 after it in production. */
const promotedTwice = makeOnce(async (): Promise<Remote> => {
  const remote = await promoteTrained()
  pushChange(remote.clone, { 'params.yaml': 'steps: 60\n', 'train.mjs': await readScript(remote.clone) })
  await trainAndPromote(remote.clone, 'more steps for @acme')
  return remote
})

async function readScript(clone: string): Promise<string> {
  const { readFile } = await import('node:fs/promises')
  return (await readFile(join(clone, 'train.mjs'), 'utf8')).replace('step < 50', 'step < 60')
}

/** `modelgate registry card TARGET`. */
async function card(clone: string, operands: readonly string[], flags: object = {}, notes: string[] = []) {
  const services = await openServicesIn(clone, {}, {}, notes)
  const inputs = {
    ...emptyInputs(registrySpec.inputs),
    model: [],
    'dry-run': false,
    ...flags,
    operands: ['card', ...operands],
  }
  try {
    const { text, document, results } = await runRegistry(inputs as never, services)
    return { text: text!, facts: document as CardFacts & { schema: string }, results }
  } finally {
    await services.close()
  }
}

describe('the card of a registered version', () => {
  it('is made of its record, its evidence, its history and the version before', async () => {
    const { clone } = await promotedTwice()
    const { text, facts, results } = await card(clone, ['churn#production'])
    expect(results).toEqual([])
    expect(facts).toMatchObject({
      schema: 'modelgate.card/v1',
      model: 'churn',
      version: 'v0.2.0',
      stages: [{ name: 'production', by: 'tester', reason: 'more steps for @acme', tag: 'churn#production#2' }],
      previous: { version: 'v0.1.0' },
      decisions: 2,
      record: { intendedUse: 'Retention offers; not for pricing', parameters: { steps: 60 } },
      evidence: [{ name: 'evidence/compare.json', command: 'compare', verdict: 'pass', signers: [], obstacle: null }],
    })
    expect(facts.results.map(({ command }) => command)).toEqual(['compare'])
    expect(text).toContain('# Model card: churn v0.2.0')
    expect(text).toContain('brought by tester: more steps for @\u200Bacme.')
    expect(text).toMatch(/\| ROC AUC \| 60 \| 0\.\d+ \(0\.\d+ … [01]\.\d+\) \|/)
    expect(text).toContain('modelgate reproduce churn@v0.2.0')
  })

  it('is that of the newest without more said, and of another time where one is named', async () => {
    const { clone } = await promotedTwice()
    expect((await card(clone, ['churn'])).facts.version).toBe('v0.2.0')
    const { facts, text } = await card(clone, ['churn@v0.1.0'])
    expect(facts).toMatchObject({ stages: [], previous: null })
    expect(text).toContain('| made way for v0.2.0 | production |')
    expect(text).toContain('--stage production --to v0.1.0')
    expect(text).not.toContain('Compared with the version before')
    expect(facts.events.map(({ event, tag }) => [event, tag])).toEqual([
      ['registered', 'churn@v0.1.0'],
      ['assigned', 'churn#production#1'],
      ['replaced', 'churn#production#2'],
    ])
    expect(facts.events.at(-1)).toMatchObject({
      stage: 'production',
      followedBy: 'v0.2.0',
      reason: 'more steps for @acme',
    })
  })

  it('is none where something of the record is lost', async () => {
    const { clone, bare } = await promotedTwice()
    const id = git(bare, 'rev-parse', 'churn@v0.1.0:evidence/compare.json')
    rmSync(join(bare, 'objects', id.slice(0, 2), id.slice(2)))
    await expect(card(clone, ['churn@v0.1.0'])).rejects.toThrow(SystemError)
  })

  it('is that of the newest with a record where GTO registered a newer one, which has none', async () => {
    const { clone } = await promotedTwice()
    git(clone, 'tag', '--annotate', '--message', 'Registering artifact churn version v1.0.0', 'churn@v1.0.0')
    git(clone, 'push', '--quiet', 'origin', 'churn@v1.0.0')
    const notes: string[] = []
    expect((await card(clone, ['churn'], {}, notes)).facts.version).toBe('v0.2.0')
    expect(notes).toContain('churn@v1.0.0 has no record to go by: the card is that of churn@v0.2.0')
    const refused = card(clone, ['churn@v1.0.0'])
    await expect(refused).rejects.toThrow(InputError)
    await expect(refused).rejects.toThrow(
      /^churn@v1\.0\.0 has no record to go by: its message holds no JSON\n.*tags of GTO are for its own commands$/,
    )
  })

  it('is none where the model has no version with a record', async () => {
    const { clone } = makeRemote()
    git(clone, 'tag', '--annotate', '--message', 'Registering artifact churn version v1.0.0', 'churn@v1.0.0')
    git(clone, 'push', '--quiet', 'origin', 'churn@v1.0.0')
    await expect(card(clone, ['churn'])).rejects.toThrow(/^churn@v1\.0\.0 has no record to go by/)
  })

  it.each([[[]], [['spam']], [['churn@v9.0.0']], [['churn#staging']]])('%j names none', async (operands) => {
    const { clone } = await promotedTwice()
    await expect(card(clone, operands)).rejects.toThrow(InputError)
  })
})
