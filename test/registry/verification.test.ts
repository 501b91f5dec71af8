import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { RegistryTag } from '../../src/registry/registry-tag.ts'
import type { TagDetails } from '../../src/registry/tag-message.ts'
import { type RecordInspection, verifyRegistry } from '../../src/registry/verification.ts'
import { digest, id, makeGtoTag, makeTag, objectId } from './tags.ts'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

function makeRecord(
  commit: string,
  version: string,
  previous: string | null,
): RecordInspection & { record: { text: string; sha256: string } } {
  const artifacts = [{ path: 'artifacts/model', location: 'git', digest: { sha256: digest('11') } }]
  const evidence = [{ name: 'evidence/compare.json', digest: { sha256: digest('e1') } }]
  const text = JSON.stringify({ schema: 'modelgate.record/v1', model: 'churn', version, previous, artifacts, evidence })
  return {
    commit,
    parents: previous === null ? [] : [previous],
    record: { text, sha256: sha256(text) },
    files: new Map([
      ['record.json', sha256(text)],
      ['artifacts/model', null],
      ['evidence/compare.json', digest('e1')],
    ]),
  }
}

const [one, two] = [id('a1'), id('b2')]
const records = [makeRecord(one, 'v0.1.0', null), makeRecord(two, 'v0.2.0', one)] as const
const AT = '2026-01-01T00:00:00Z'
const ofRecord = (index: 0 | 1): Partial<TagDetails> => ({ record: { sha256: records[index].record.sha256 } })
const tags = [
  makeTag('churn@v0.1.0', one, AT, ofRecord(0)),
  makeTag('churn#production#1', one, AT, ofRecord(0)),
  makeTag('churn@v0.2.0', two, AT, { ...ofRecord(1), parent: one }),
  makeTag('churn#production#2', two, AT, {
    ...ofRecord(1),
    version: 'v0.2.0',
    previous: objectId('churn#production#1'),
  }),
]

function faults(some: readonly RegistryTag[], changed: readonly RecordInspection[] = []): readonly string[] {
  const all = new Map([...records, ...changed].map((record) => [record.commit, record]))
  return verifyRegistry({ tags: some, records: all }).flatMap(({ id: name, verdict }) =>
    verdict === 'fail' ? [name] : [],
  )
}

describe('verification', () => {
  it('passes a registry in order, a check for each rule of each tag', () => {
    const checks = verifyRegistry({ tags, records: new Map(records.map((record) => [record.commit, record])) })
    expect(checks.map(({ id: name, verdict }) => `${name} ${verdict}`)).toEqual([
      ...['message', 'record', 'artifacts', 'previous'].map((rule) => `registry/churn@v0.1.0/${rule} pass`),
      ...['message', 'record', 'artifacts', 'previous'].map((rule) => `registry/churn@v0.2.0/${rule} pass`),
      ...['message', 'record', 'number', 'previous'].map((rule) => `registry/churn#production#1/${rule} pass`),
      ...['message', 'record', 'number', 'previous'].map((rule) => `registry/churn#production#2/${rule} pass`),
    ])
  })

  it('finds a removed tag inside a stage', () => {
    expect(faults(tags.filter(({ tag }) => tag !== 'churn#production#1'))).toEqual([
      'registry/churn#production#2/number',
      'registry/churn#production#2/previous',
    ])
  })

  it('finds a rewritten stage tag by the one after it', () => {
    const rewritten = tags.map((tag) =>
      tag.tag === 'churn#production#1' ? Object.assign(Object.create(tag), { objectId: id('dead') }) : tag,
    )
    expect(faults(rewritten)).toEqual(['registry/churn#production#2/previous'])
  })

  it('finds a removed version tag by what stands on it', () => {
    expect(faults(tags.filter(({ tag }) => tag !== 'churn@v0.1.0'))).toEqual([
      'registry/churn@v0.2.0/previous',
      'registry/churn#production#1/record',
    ])
  })

  it('finds an altered record', () => {
    const altered = makeRecord(one, 'v0.1.0', null)
    const text = altered.record.text.replace('git', 'GIT')
    expect(faults(tags, [{ ...altered, record: { text, sha256: sha256(text) } }])).toEqual([
      'registry/churn@v0.1.0/record',
    ])
  })

  it('finds the record of another version under a tag that digests it', () => {
    const other = makeRecord(one, 'v0.1.5', null)
    const retagged = makeTag('churn@v0.1.0', one, AT, { record: { sha256: other.record.sha256 } })
    expect(faults([retagged], [other])).toEqual(['registry/churn@v0.1.0/record'])
  })

  it('finds a record that says to follow another one than its commit does', () => {
    const moved = { ...makeRecord(two, 'v0.2.0', one), parents: [id('dd')] }
    expect(faults(tags, [moved])).toEqual(['registry/churn@v0.2.0/previous'])
  })

  it('finds a stored file that is gone, and one of other bytes', () => {
    const gone = makeRecord(one, 'v0.1.0', null)
    expect(faults(tags, [{ ...gone, files: new Map([['evidence/compare.json', digest('e1')]]) }])).toEqual([
      'registry/churn@v0.1.0/artifacts',
    ])
    const other = new Map([...gone.files, ['artifacts/model', digest('99')] as const])
    expect(faults(tags, [{ ...gone, files: other }])).toEqual(['registry/churn@v0.1.0/artifacts'])
    const altered = new Map([...gone.files, ['evidence/compare.json', digest('e9')] as const])
    expect(faults(tags, [{ ...gone, files: altered }])).toEqual(['registry/churn@v0.1.0/artifacts'])
    const unread = ['evidence/validate.json', null] as const
    for (const files of [new Map([...altered, unread]), new Map([['artifacts/model', null] as const, unread])]) {
      expect(faults(tags, [{ ...gone, files }])).toEqual(['registry/churn@v0.1.0/artifacts'])
    }
  })

  it('finds a tag whose message speaks of another', () => {
    const copied = makeTag('churn@v0.3.0', one, AT, { ...ofRecord(0), version: 'v0.1.0' })
    expect(faults([...tags, copied])).toContain('registry/churn@v0.3.0/message')
  })

  it('encodes a slash of the model in the id', () => {
    const [check] = verifyRegistry({ tags: [makeTag('fraud/card@v0.1.0', one, AT)], records: new Map() })
    expect(check!.id).toBe('registry/fraud%2Fcard@v0.1.0/message')
  })
})

describe('the ends of assignments and of versions', () => {
  const emptied = makeTag('churn#production!#3', two, AT, {
    ...ofRecord(1),
    version: 'v0.2.0',
    previous: objectId('churn#production#2'),
  })

  it('stand in the chain of their stage and on registered versions', () => {
    expect(faults([...tags, emptied, makeTag('churn@v0.1.0!', one, AT, ofRecord(0))])).toEqual([])
  })

  it('are missed where they are gone, and found where they stand on something else', () => {
    const next = makeTag('churn#production#4', one, AT, { ...ofRecord(0), previous: objectId('churn#production!#3') })
    expect(faults([...tags, next])).toEqual([
      'registry/churn#production#4/number',
      'registry/churn#production#4/previous',
    ])
    expect(faults([...tags, makeTag('churn@v0.3.0!', id('c3'), AT, ofRecord(0))])).toEqual([
      'registry/churn@v0.3.0!/record',
    ])
  })

  it("finds no gap in GTO's numbers, which it counts over all stages of a model, nor in a stage without them", () => {
    const others = [
      makeGtoTag('churn#staging#3', two, '2026-01-02T00:00:00Z'),
      makeGtoTag('churn#production#4', two, '2026-01-03T00:00:00Z'),
      makeGtoTag('churn#production', one, '2026-01-04T00:00:00Z'),
    ]
    const found = faults([...tags, ...others])
    expect(found.filter((name) => name.endsWith('/number'))).toEqual([])
    const far = makeGtoTag('churn#staging#6', one, '2026-01-05T00:00:00Z')
    expect(faults([...tags, ...others, far])).toContain('registry/churn#staging#6/number')
    const after = makeTag('churn#production#5', two, '2026-01-05T00:00:00Z', {
      ...ofRecord(1),
      version: 'v0.2.0',
      previous: objectId('churn#production'),
    })
    expect(
      faults([...tags, ...others, after]).filter((name) => name.startsWith('registry/churn#production#5')),
    ).toEqual([])
  })
})
