import { describe, expect, it } from 'vitest'
import { formatHistoryCsv } from '../../src/registry/history-csv.ts'
import type { RegistryTag } from '../../src/registry/registry-tag.ts'
import { buildSnapshot } from '../../src/registry/snapshot.ts'
import { annotate, digest, id, makeGtoTag, makeTag, readTag } from './tags.ts'

const [one, two, three] = [id('a1'), id('b2'), id('c3')]
const tags = [
  makeTag('churn@v0.1.0', one, '2026-01-01T08:00:00Z', { modelDigest: { sha256: digest('11') } }),
  makeTag('churn#production#1', one, '2026-01-01T08:00:00Z'),
  makeTag('churn@v0.2.0', two, '2026-02-01T08:00:00Z', { parent: one, modelDigest: { sha256: digest('22') } }),
  makeTag('churn#staging#1', two, '2026-02-01T08:00:00Z', { version: 'v0.2.0' }),
  makeTag('churn#production#2', two, '2026-02-02T08:00:00Z', { version: 'v0.2.0', reason: 'better, by far' }),
  makeTag('churn#production#3', one, '2026-03-01T08:00:00Z', {
    event: 'rolledBack',
    reason: '=1+1',
    barred: [`sha256:${digest('22')}`],
  }),
  makeTag('churn@v0.10.0', three, '2026-03-01T08:00:00Z', { parent: two, modelDigest: null }),
]
const stagesOf = (asOf?: string) =>
  Object.fromEntries(
    buildSnapshot(tags, asOf === undefined ? undefined : new Date(asOf)).versions.map(({ version, stages }) => [
      version,
      stages,
    ]),
  )

describe('a snapshot', () => {
  it('lists versions newest first with the stages that they hold', () => {
    expect(buildSnapshot(tags).versions.map(({ version }) => version)).toEqual(['v0.10.0', 'v0.2.0', 'v0.1.0'])
    expect(stagesOf()).toEqual({ 'v0.1.0': ['production'], 'v0.2.0': ['staging'], 'v0.10.0': [] })
  })

  it.each([
    ['2025-12-31T23:59:59Z', {}],
    ['2026-01-01T08:00:00Z', { 'v0.1.0': ['production'] }],
    ['2026-02-01T23:59:59Z', { 'v0.1.0': ['production'], 'v0.2.0': ['staging'] }],
    ['2026-02-28T00:00:00Z', { 'v0.1.0': [], 'v0.2.0': ['production', 'staging'] }],
  ])('as of %s knows nothing later', (asOf, stages) => expect(stagesOf(asOf)).toEqual(stages))

  it('goes by the number of a stage tag, also where a clock was slow', () => {
    const slow = makeTag('churn#production#4', three, '2026-02-15T00:00:00Z', { version: 'v0.10.0' })
    const { versions } = buildSnapshot([...tags, slow])
    expect(versions.find(({ version }) => version === 'v0.10.0')?.stages).toEqual(['production'])
  })

  it('tells of a barred model until it is lifted', () => {
    const barred = (snapshot: ReturnType<typeof buildSnapshot>) => [
      snapshot.barred,
      snapshot.versions.filter((version) => version.barred).map(({ version }) => version),
    ]
    expect(barred(buildSnapshot(tags))).toEqual([{ 'churn#production': [`sha256:${digest('22')}`] }, ['v0.2.0']])
    const lifted = makeTag('churn#production#4', one, '2026-04-01T00:00:00Z', {
      event: 'lifted',
      lifted: [`sha256:${digest('22')}`],
    })
    expect(barred(buildSnapshot([...tags, lifted]))).toEqual([{}, []])
  })

  it('names in a bar and its end the version of then, also where the same bytes were registered again later', () => {
    const same = { sha256: digest('22') }
    const { events } = buildSnapshot([
      ...tags,
      makeTag('churn#production#4', one, '2026-04-01T00:00:00Z', {
        event: 'lifted',
        lifted: [`sha256:${same.sha256}`],
      }),
      makeTag('churn@v0.11.0', id('d4'), '2026-04-02T00:00:00Z', { parent: three, modelDigest: same }),
    ])
    const told = events.filter(({ event }) => event === 'barred' || event === 'lifted')
    expect(told.map(({ event, version }) => [event, version])).toEqual([
      ['barred', 'v0.2.0'],
      ['lifted', 'v0.2.0'],
    ])
  })

  it('says of a bar who set it, when and why, and knows the digest of each version', () => {
    const { bars, digests } = buildSnapshot(tags)
    expect(bars).toEqual([
      {
        model: 'churn',
        stage: 'production',
        digest: `sha256:${digest('22')}`,
        at: '2026-03-01T08:00:00Z',
        by: 'octocat',
        tag: 'churn#production#3',
        reason: '=1+1',
      },
    ])
    expect(digests).toEqual({ 'churn@v0.1.0': `sha256:${digest('11')}`, 'churn@v0.2.0': `sha256:${digest('22')}` })
  })

  it('has no version in a stage from which it was taken, and says so once', () => {
    const at = '2026-04-01T00:00:00Z'
    const emptied = [
      makeTag('churn#production!#4', two, at, { version: 'v0.2.0' }),
      makeTag('churn#production!#5', one, at),
    ]
    const { versions, events, barred } = buildSnapshot([...tags, ...emptied])
    expect(versions.filter(({ stages }) => stages.includes('production'))).toEqual([])
    expect(barred['churn#production']).toEqual([`sha256:${digest('22')}`])
    expect(events.slice(-1)).toMatchObject([{ event: 'unassigned', version: 'v0.1.0', tag: 'churn#production!#5' }])
    expect(events.filter(({ event }) => event === 'unassigned')).toHaveLength(1)
    const again = makeTag('churn#production#6', two, at, { version: 'v0.2.0' })
    expect(buildSnapshot([...tags, ...emptied, again]).versions.map(({ stages }) => stages)).toEqual([
      [],
      ['production', 'staging'],
      [],
    ])
  })

  it('keeps the version in a stage from which another one is taken', () => {
    const other = makeTag('churn#production!#4', two, '2026-04-01T00:00:00Z', { version: 'v0.2.0' })
    const { versions, events } = buildSnapshot([...tags, other])
    expect(versions.find(({ version }) => version === 'v0.1.0')?.stages).toEqual(['production'])
    expect(events.some(({ event }) => event === 'unassigned')).toBe(false)
  })

  it('names the version that was lifted, and one that was deprecated', () => {
    const at = '2026-04-01T00:00:00Z'
    const more = [
      makeTag('churn#production#4', one, at, { event: 'lifted', lifted: [`sha256:${digest('22')}`], reason: 'mended' }),
      makeTag('churn@v0.10.0!', three, '2026-04-02T00:00:00Z', { reason: 'a leak' }),
    ]
    expect(buildSnapshot([...tags, ...more]).events.slice(-2)).toMatchObject([
      { event: 'lifted', version: 'v0.2.0', stage: 'production', reason: 'mended' },
      { event: 'deprecated', version: 'v0.10.0', stage: null, reason: 'a leak' },
    ])
  })

  it('tells what happened in order, also within one second, and what a rollback barred', () => {
    const { events } = buildSnapshot(tags)
    expect(events.map(({ event, version, stage, tag }) => [event, version, stage, tag])).toEqual([
      ['registered', 'v0.1.0', null, 'churn@v0.1.0'],
      ['assigned', 'v0.1.0', 'production', 'churn#production#1'],
      ['registered', 'v0.2.0', null, 'churn@v0.2.0'],
      ['assigned', 'v0.2.0', 'staging', 'churn#staging#1'],
      ['assigned', 'v0.2.0', 'production', 'churn#production#2'],
      ['rolledBack', 'v0.1.0', 'production', 'churn#production#3'],
      ['barred', 'v0.2.0', 'production', 'churn#production#3'],
      ['registered', 'v0.10.0', null, 'churn@v0.10.0'],
    ])
    expect(events[4]).toMatchObject({
      at: '2026-02-02T08:00:00Z',
      by: 'octocat',
      reason: 'better, by far',
      policy: `sha256:${digest('ef')}`,
    })
  })

  it('shows versions that GTO registered, and leaves plain pointers out', () => {
    const annotation = annotate('churn@v1.0.0', '2026-05-28T20:26:40Z', 'Registering artifact churn\n')
    const registered = readTag({ tag: 'churn@v1.0.0', commit: id('2'), annotation })
    const pointer = readTag({ tag: 'churn@v2.0.0', commit: id('3'), annotation: null })
    expect(buildSnapshot([registered, pointer]).versions).toMatchObject([
      { version: 'v1.0.0', codeCommit: null, barred: false },
    ])
  })
})

it('a reference to the object of another tag is what its own name says, not what that one was', () => {
  const copy = (tag: string, event: 'registered' | 'deprecated') =>
    makeTag(tag, one, '2026-03-01T00:00:00Z', { event, version: 'v0.1.0' })
  const events = (...more: RegistryTag[]) =>
    buildSnapshot([...tags, ...more]).events.flatMap(({ event, tag }) =>
      more.some((one) => one.tag === tag) ? [event] : [],
    )
  expect(events(copy('churn#shadow#1', 'registered'))).toEqual(['assigned'])
  expect(events(copy('churn#shadow#1', 'deprecated'))).toEqual(['assigned'])
  expect(events(copy('churn#shadow#1', 'deprecated'), copy('churn#shadow!#2', 'registered'))).toEqual([
    'assigned',
    'unassigned',
  ])
  expect(events(copy('churn@v0.1.0!', 'registered'))).toEqual(['deprecated'])
})

it('versions are taken also by tags that tell nothing', () => {
  const pointer = readTag({ tag: 'churn@v7.0.0', commit: one, annotation: null })
  expect(buildSnapshot([...tags, pointer]).takenVersions['churn']).toEqual(
    expect.arrayContaining(['v0.1.0', 'v0.2.0', 'v7.0.0']),
  )
})

it('history as CSV quotes what needs it and disarms formulas', () => {
  const csv = formatHistoryCsv(buildSnapshot(tags).events)
  const lines = csv.split('\r\n')
  expect(lines[0]).toBe('at,event,model,version,stage,tag,commit,by,reason,policy,waivers')
  expect(lines[5]).toBe(
    `2026-02-02T08:00:00Z,assigned,churn,v0.2.0,production,churn#production#2,${two},octocat,"better, by far",sha256:${digest('ef')},`,
  )
  expect(lines[6]).toContain(",'=1+1,")
  expect(lines.at(-1)).toBe('')
})

it('names the versions that were deprecated and not registered again since', () => {
  const gone = makeTag('churn@v0.1.0!', one, '2026-03-01T00:00:00Z')
  expect(buildSnapshot(tags).deprecated).toEqual(new Set())
  expect(buildSnapshot([...tags, gone]).deprecated).toEqual(new Set(['churn@v0.1.0']))
  const again = makeTag('churn@v0.1.0#2', one, '2026-03-02T00:00:00Z', { version: 'v0.1.0' })
  expect(buildSnapshot([...tags, gone, again]).deprecated).toEqual(new Set())
})

describe('tags that GTO wrote', () => {
  const stagesIn = (some: Parameters<typeof buildSnapshot>[0], asOf?: string) =>
    Object.fromEntries(
      buildSnapshot(some, asOf === undefined ? undefined : new Date(asOf)).versions.map(({ tag, stages }) => [
        tag,
        stages,
      ]),
    )
  const versions = [
    makeGtoTag('churn@v1.0.0', one, '2026-01-01T00:00:00Z'),
    makeGtoTag('churn@v1.1.0#1', two, '2026-01-02T00:00:00Z'),
  ]
  const simple = makeGtoTag('churn#production', one, '2026-01-03T00:00:00Z')
  const left = makeGtoTag('churn#production!', one, '2026-01-05T00:00:00Z')
  const counted = makeGtoTag('churn#production#2', two, '2026-01-04T00:00:00Z')

  it('without a number stand among the others by their time', () => {
    expect(stagesIn([...versions, simple])).toEqual({ 'churn@v1.1.0#1': [], 'churn@v1.0.0': ['production'] })
    expect(stagesIn([...versions, simple, counted, left])).toEqual({
      'churn@v1.1.0#1': ['production'],
      'churn@v1.0.0': [],
    })
    expect(stagesIn([...versions, simple, left])).toEqual({ 'churn@v1.1.0#1': [], 'churn@v1.0.0': [] })
    const later = makeGtoTag('churn#production', one, '2026-01-06T00:00:00Z')
    expect(stagesIn([...versions, counted, later])).toEqual({ 'churn@v1.1.0#1': [], 'churn@v1.0.0': ['production'] })
    expect(stagesIn([...versions, counted, later], '2026-01-05')).toMatchObject({ 'churn@v1.1.0#1': ['production'] })
  })

  it('of the same second take a stage before they leave it', () => {
    const at = '2026-01-03T00:00:00Z'
    const both = [makeGtoTag('churn#production!', one, at), makeGtoTag('churn#production', one, at)]
    expect(stagesIn([...versions, ...both])).toMatchObject({ 'churn@v1.0.0': [] })
  })

  it('that register a version again make one version, by the tag that has a record', () => {
    const again = makeGtoTag('churn@v0.1.0#9', one, '2025-01-01T00:00:00Z')
    const { versions: shown, events } = buildSnapshot([again, ...tags])
    expect(shown.filter(({ version }) => version === 'v0.1.0').map(({ tag }) => tag)).toEqual(['churn@v0.1.0'])
    expect(events.filter(({ event, version }) => event === 'registered' && version === 'v0.1.0')).toHaveLength(2)
  })

  it('that deprecate a model deprecate the versions that were there', () => {
    const retired = makeGtoTag('churn@deprecated', one, '2026-01-01T12:00:00Z')
    const { events } = buildSnapshot([...versions, retired])
    expect(events.filter(({ event }) => event === 'deprecated').map(({ version, tag }) => [version, tag])).toEqual([
      ['v1.0.0', 'churn@deprecated'],
    ])
  })

  it('on a commit without a version are told by the commit', () => {
    const bare = makeGtoTag('churn#dev#4', three, '2026-01-03T00:00:00Z')
    const { events } = buildSnapshot([...versions, bare])
    expect(events.at(-1)).toMatchObject({ event: 'assigned', stage: 'dev', version: three.slice(0, 12) })
  })
})
