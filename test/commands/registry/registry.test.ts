import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Outcome } from '../../../src/commands/command.ts'
import { runRegistry } from '../../../src/commands/registry/run.ts'
import { InputError, SystemError } from '../../../src/core/faults.ts'
import { exitCodeOf } from '../../../src/host/outcome.ts'
import { openServices } from '../../../src/host/services.ts'
import { GIT_VARIABLES, git } from '../../support/git.ts'
import { makeDraft, makeOnce, makeRemote, openTestRegistry, type Remote } from '../../support/git-remote.ts'

const { signal } = new AbortController()

interface Flags {
  readonly 'as-of'?: string
  readonly csv?: boolean
  readonly model?: readonly string[]
}

/** `modelgate registry WORDS` in a clone. */
async function runIn(
  remote: Remote,
  words: readonly string[],
  flags: Flags = {},
  notes: string[] = [],
): Promise<Outcome> {
  const environment = {
    cwd: remote.clone,
    variables: GIT_VARIABLES,
    isTerminal: false,
    isGitHubActions: false,
    isDebug: false,
  }
  const logger = { info: () => {}, warning: (note: string) => void notes.push(note), debug: () => {} }
  const services = await openServices({ environment, logger, inputs: {} })
  try {
    const inputs = { 'as-of': undefined, csv: false, model: [], 'dry-run': false, ...flags, operands: words }
    return await runRegistry(inputs as Parameters<typeof runRegistry>[0], services)
  } finally {
    await services.close()
  }
}

/** churn v0.1.0 in staging, v0.2.0 in production after v0.1.0, and another model; a day apart each. */
const makeRegistered = makeOnce(async () => {
  const remote = makeRemote()
  let day = 0
  const clock = {
    now: () => {
      day += 1
      return new Date(Date.UTC(2026, 0, day, 12))
    },
  }
  const registry = await openTestRegistry(remote.clone, { clock })
  const one = await registry.register(makeDraft('churn', 'one', { stage: 'production' }), signal)
  await registry.register(
    makeDraft('churn', 'two', { stage: 'production', expectedStageCommit: one.commit, reason: 'better' }),
    signal,
  )
  await registry.register(makeDraft('fraud', 'three'), signal)
  return remote
})

const versionsOf = ({ document }: Outcome) =>
  (document as { versions: { model: string; version: string; stages: string[] }[] }).versions.map(
    ({ model, version, stages }) => `${model} ${version} ${stages.join(',')}`.trim(),
  )

describe('registry', () => {
  it('lists all versions, newest first, as JSON and as a table', async () => {
    const outcome = await runIn(await makeRegistered(), ['list'])
    expect(outcome.document).toMatchObject({ schema: 'modelgate.registry/v1' })
    expect(Object.keys(outcome.document as object)).toEqual(['schema', 'versions', 'orphaned'])
    const [first] = (outcome.document as { versions: object[] }).versions
    const keys = ['model', 'version', 'tag', 'commit', 'codeCommit', 'stages', 'registeredAt', 'barred', 'deprecated']
    expect(Object.keys(first!)).toEqual(keys)
    expect(versionsOf(outcome)).toEqual(['fraud v0.1.0', 'churn v0.2.0 production', 'churn v0.1.0'])
    const lines = outcome.text!.split('\n')
    expect(lines[0]).toMatch(/^MODEL {2}VERSION {2}STAGES {6}REGISTERED {12}CODE {8}RECORD$/)
    expect(lines[2]).toMatch(/^churn {2}v0\.2\.0 {3}production {2}2026-01-02T12:00:00Z {2}cccccccccc {2}[0-9a-f]{10}$/)
    expect(exitCodeOf(outcome)).toBe(0)
  })

  it('shows what holds a stage, all of a model, or one version with its record', async () => {
    const remote = await makeRegistered()
    expect(versionsOf(await runIn(remote, ['show']))).toEqual(['churn v0.2.0 production'])
    expect(versionsOf(await runIn(remote, ['show', 'churn']))).toEqual(['churn v0.2.0 production', 'churn v0.1.0'])
    expect(versionsOf(await runIn(remote, ['show', 'churn@v0.1.0']))).toEqual(['churn v0.1.0'])
    const outcome = await runIn(remote, ['show', 'churn#production'])
    expect(versionsOf(outcome)).toEqual(['churn v0.2.0 production'])
    expect(outcome.text).toMatch(/^churn@v0\.2\.0\n/)
    expect(outcome.text).toMatch(/metric roc_auc +0\.84\n/)
    expect(outcome.text).toMatch(/2026-01-02T12:00:00Z +assigned production by octocat: better\n/)
  })

  it('tells by version whether it is deprecated, in each document and for a person', async () => {
    const remote = await makeRegistered()
    const draft = {
      model: 'churn',
      version: 'v0.1.0',
      sentence: 'gone',
      reason: null,
      identity: { name: 'octocat', email: 'o@x.test' },
    }
    await (await openTestRegistry(remote.clone)).deprecate(draft, signal)
    for (const words of [['list'], ['show', 'churn'], ['history']]) {
      const { document } = await runIn(remote, words)
      const { versions } = JSON.parse(JSON.stringify(document)) as { versions: { tag: string; deprecated: boolean }[] }
      const deprecated = versions.map(({ tag, deprecated: is }) => [tag, is])
      expect(deprecated).toContainEqual(['churn@v0.1.0', true])
      expect(deprecated).toContainEqual(['churn@v0.2.0', false])
    }
    expect((await runIn(remote, ['list'])).text).toMatch(/^churn +v0\.1\.0 \(deprecated\) /m)
    expect((await runIn(remote, ['show', 'churn@v0.1.0'])).text).toMatch(/^ {2}deprecated +yes: /m)
  })

  it('names the registry that follows git, as the configuration does, and asks it nothing', async () => {
    const remote = await makeRegistered()
    const configure = (registry: string, task = 'binary') =>
      writeFileSync(
        join(remote.clone, 'modelgate.yml'),
        `version: 1\nregistry: ${registry}\nmodels: {churn: {task: ${task}}}\n`,
      )
    const show = async (words: readonly string[]) => {
      const { document, text } = await runIn(remote, words)
      return { mirror: (document as { mirror?: unknown }).mirror, last: text!.split('\n').at(-2) }
    }
    expect((await show(['show', 'churn'])).mirror).toBeNull()
    configure('{type: mlflow, name: "team.{model}"}')
    const mirror = { type: 'mlflow', name: 'MLflow', model: 'team.churn', location: null }
    const line =
      'MLflow follows: team.churn, where MLFLOW_TRACKING_URI says; modelgate registry verify churn compares the two.'
    for (const asked of ['churn', 'churn@v0.1.0', 'churn#production']) {
      expect(await show(['show', asked])).toEqual({ mirror, last: line })
    }
    expect((await show(['show'])).mirror).toBeUndefined()
    configure('{type: mlflow}', 'cupboard')
    expect((await show(['show', 'churn'])).mirror).toBeNull()
  })

  it('answers as if nothing later than a date existed', async () => {
    const remote = await makeRegistered()
    expect(versionsOf(await runIn(remote, ['show'], { 'as-of': '2026-01-01' }))).toEqual(['churn v0.1.0 production'])
    expect(versionsOf(await runIn(remote, ['list'], { 'as-of': '2026-01-01T11:00:00Z' }))).toEqual([])
    const later = runIn(remote, ['show', 'churn@v0.2.0'], { 'as-of': '2026-01-01' })
    await expect(later).rejects.toThrow(/churn has no version v0\.2\.0 as of 2026-01-01T23:59:59\.999Z\n.*v0\.1\.0/)
  })

  it('tells the history as JSON, table and CSV', async () => {
    const remote = await makeRegistered()
    const outcome = await runIn(remote, ['history', 'churn'])
    const { events } = outcome.document as { events: { event: string; version: string; stage: string | null }[] }
    expect(events.map(({ event, version, stage }) => [event, version, stage])).toEqual([
      ['registered', 'v0.1.0', null],
      ['assigned', 'v0.1.0', 'production'],
      ['registered', 'v0.2.0', null],
      ['assigned', 'v0.2.0', 'production'],
    ])
    const keys = ['at', 'event', 'model', 'version', 'stage', 'tag', 'commit', 'by', 'reason', 'policy', 'waivers']
    expect(Object.keys(events[0]!)).toEqual(keys)
    expect(outcome.text!.split('\n')[4]).toMatch(
      /assigned +churn +v0\.2\.0 +production +octocat +churn#production#2 +better$/,
    )
    const csv = await runIn(remote, ['history'], { csv: true, model: ['churn'] })
    expect(csv.text!.split('\r\n')).toHaveLength(6)
  })

  it('verifies each model and says what cannot be seen', async () => {
    const remote = await makeRegistered()
    const outcome = await runIn(remote, ['verify'])
    expect(outcome.results.map(({ model, verdict }) => [model, verdict])).toEqual([
      ['churn', 'pass'],
      ['fraud', 'pass'],
    ])
    expect(outcome.results[0]!.summary).toBe(
      '4 tags and their records agree. A deleted last tag only a ruleset or a copy kept elsewhere can show.',
    )
    expect(exitCodeOf(outcome)).toBe(0)
    git(remote.bare, 'tag', '--delete', 'churn#production#1')
    const broken = await runIn(remote, ['verify', 'churn'])
    expect(exitCodeOf(broken)).toBe(1)
    expect(broken.results[0]!.summary).toMatch(
      /^1 of 3 tags does not hold, first churn#production#2: its number follows without a gap, but found: 2: one tag is missing before it\./,
    )
  })

  it('takes a version without its v, and asks whether a model of a like name is meant', async () => {
    const remote = makeRemote()
    await (await openTestRegistry(remote.clone)).register(makeDraft('team/churn', 'one'), new AbortController().signal)
    expect((await runIn(remote, ['show', 'team/churn@0.1.0'])).text).toMatch(/^team\/churn@v0\.1\.0/)
    const show = runIn(remote, ['show', 'team/chrun'])
    await expect(show).rejects.toThrow(/no version of team\/chrun is registered[\s\S]*is team\/churn meant\?/)
    await expect(runIn(remote, ['history', 'fraud'])).rejects.toThrow(/fraud is registered[\s\S]*registry list shows/)
  })

  it('has nothing to say of an empty registry', async () => {
    const remote = makeRemote()
    expect((await runIn(remote, ['list'])).text).toBe('No version is registered.\n')
    expect((await runIn(remote, ['show'])).text).toBe('No version holds a stage.\n')
    const [result] = (await runIn(remote, ['verify'])).results
    expect(result).toMatchObject({ model: null, verdict: 'skip', checks: [] })
    await expect(runIn(remote, ['show', 'churn'])).rejects.toThrow(/no version of churn is registered/)
    await expect(runIn(remote, ['verify', 'churn'])).rejects.toThrow(/no version of churn is registered/)
  })

  it('shows a version that GTO registered, without a record', async () => {
    const remote = makeRemote()
    git(remote.clone, 'tag', '--annotate', '--message', 'Registering artifact churn version v1.0.0', 'churn@v1.0.0')
    git(remote.clone, 'push', '--quiet', 'origin', 'churn@v1.0.0')
    const notes: string[] = []
    expect((await runIn(remote, ['show', 'churn@v1.0.0'], {}, notes)).text).toMatch(/churn +v1\.0\.0 +- /)
    expect(notes).toEqual([
      expect.stringMatching(/^churn@v1\.0\.0 has no record to go by: its message holds no JSON\n.*tags of GTO/),
    ])
    const outcome = await runIn(remote, ['verify'])
    expect(outcome.results[0]!.checks[0]).toMatchObject({
      id: 'registry/churn@v1.0.0/message',
      verdict: 'fail',
      observed: 'its message holds no JSON',
    })
  })

  it('is a system that does not answer where the remote is gone', async () => {
    const remote = makeRemote()
    git(remote.clone, 'remote', 'set-url', 'origin', '/nowhere.git')
    await expect(runIn(remote, ['verify'])).rejects.toThrow(SystemError)
    await expect(runIn(remote, ['list'])).rejects.toThrow(SystemError)
  })

  it.each<[readonly string[], Flags, RegExp]>([
    [[], {}, /needs to be told what to do/],
    [['lift', 'churn'], {}, /lift needs a stage[\s\S]*lift needs the digest[\s\S]*no reason is given/],
    [['lits'], {}, /registry has no "lits"/],
    [['show', 'a@b#c'], {}, /"a@b#c" names no model/],
    [['show', 'a b'], {}, /"a b" names no model/],
    [['show', 'churn', 'fraud'], {}, /unexpected "fraud"/],
    [['verify', 'churn@v0.1.0'], {}, /verify takes a model/],
    [['list'], { csv: true }, /--csv belongs to history/],
    [['list'], { 'as-of': '2026-02-30', model: ['a.b'] }, /"a\.b"[\s\S]*--as-of 2026-02-30 is no date/],
    [['verify'], { 'as-of': '2026-02-01' }, /leave --as-of out/],
  ])('refuses %j %j', async (words, flags, message) => {
    const refused = runIn(makeRemote(), words, flags)
    await expect(refused).rejects.toThrow(InputError)
    await expect(refused).rejects.toThrow(message)
  })
})
