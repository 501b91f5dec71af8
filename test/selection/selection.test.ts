import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeNamePattern } from '../../src/core/name-pattern.ts'
import { type SelectionRequest, selectTouched, type WatchedModel } from '../../src/selection/selection.ts'

function select(
  models: readonly Partial<WatchedModel>[],
  changed: readonly string[],
  more: Partial<SelectionRequest> = {},
) {
  const request = {
    models: models.map((model, index) => ({
      name: `m${index}`,
      folder: `models/m${index}`,
      paths: null,
      named: [],
      ...model,
    })),
    shared: [],
    changes: changed.map((path) => ({ path, via: null, isFolder: false })),
    configFiles: new Set<string>(),
    configChanges: { all: null, models: new Map(), shared: [] },
    ...more,
  }
  return Object.fromEntries(selectTouched(request))
}

describe('a model without paths', () => {
  it('is touched by what lies in the folder of its file, at any depth, and by nothing beside', () => {
    const changed = ['models/m0/src/a.py', 'models/m1x/a.py', 'models/m2', 'models/M3/a.py', 'README.md']
    expect(select([{}, {}, {}, {}], changed)).toEqual({
      m0: ['models/m0/src/a.py (in its folder)'],
      m2: ['models/m2 (in its folder)'],
    })
  })

  it('is touched by every file where its file stands at the root', () => {
    expect(select([{ folder: '' }], ['anything'])).toEqual({ m0: ['anything (in its folder)'] })
  })

  it('is not touched by the files of the configuration, which count by what they say', () => {
    const models = new Map([['m1', 'modelgate.yml (gates changed)']])
    const settings = { configFiles: new Set(['modelgate.yml']), configChanges: { all: null, models, shared: [] } }
    expect(select([{ folder: '' }, { folder: '' }], ['modelgate.yml'], settings)).toEqual({
      m1: ['modelgate.yml (gates changed)'],
    })
  })
})

describe('paths', () => {
  it('name files, folders and patterns', () => {
    const paths = ['src', 'conf/*.yaml', 'libs/**/io.py', 'data[1].csv']
    const changed = [
      'src/deep/a.py',
      'src2/a.py',
      'conf/a.yaml',
      'conf/in/a.yaml',
      'libs/io.py',
      'libs/x/y/io.py',
      'data1.csv',
    ]
    expect(select([{ paths }], changed)['m0']).toEqual([
      'src/deep/a.py (paths: src)',
      'conf/a.yaml (paths: conf/*.yaml)',
      'libs/io.py (paths: libs/**/io.py)',
      'libs/x/y/io.py (paths: libs/**/io.py)',
      'data1.csv (paths: data[1].csv)',
    ])
  })

  it('with ! take out what earlier ones took in, and later ones take it in again', () => {
    const paths = ['src/**', '!src/docs/**', 'src/docs/model.md']
    const changed = ['src/a.py', 'src/docs/index.md', 'src/docs/model.md']
    expect(select([{ paths }], changed)['m0']).toEqual([
      'src/a.py (paths: src/**)',
      'src/docs/model.md (paths: src/**)',
    ])
  })

  it('also match a file of the configuration where they name it', () => {
    const configFiles = new Set(['modelgate.yml'])
    expect(select([{ paths: ['*.yml'] }], ['modelgate.yml'], { configFiles })['m0']).toEqual([
      'modelgate.yml (paths: *.yml)',
    ])
  })
})

describe('what several models share', () => {
  it('touches each of those that name it', () => {
    const named = [{ path: 'contracts/c.yaml', role: 'contract of test' }]
    expect(select([{ named }, {}, { named }], ['contracts/c.yaml'])).toEqual({
      m0: ['contracts/c.yaml (contract of test)'],
      m2: ['contracts/c.yaml (contract of test)'],
    })
  })

  it('touches all of them where shared says so', () => {
    const shared = ['libs/**', '!libs/docs']
    expect(select([{}, {}], ['libs/a.py'], { shared })).toEqual({
      m0: ['libs/a.py (shared: libs/**)'],
      m1: ['libs/a.py (shared: libs/**)'],
    })
    expect(select([{}], ['libs/docs/a.md'], { shared })).toEqual({})
  })

  it("touches all of them where the base's shared says so, whatever the change makes of it", () => {
    const configChanges = { all: null, models: new Map(), shared: ['libs/**', '!libs/docs'] }
    const select1 = (path: string) => select([{}], [path], { shared: ['other/**'], configChanges })
    expect(select1('libs/a.py')).toEqual({ m0: ["libs/a.py (the base's shared: libs/**)"] })
    expect(select1('other/a.py')).toEqual({ m0: ['other/a.py (shared: other/**)'] })
    expect(select1('libs/docs/a.md')).toEqual({})
  })
})

it('names five paths at most, each once', () => {
  const named = [{ path: 'models/m0/src', role: 'predict' }]
  const changed = Array.from({ length: 9 }, (_, index) => `models/m0/src/${index}.py`)
  const reasons = select([{ named }], changed)['m0']!
  expect(reasons).toHaveLength(6)
  expect(reasons.at(-1)).toBe('and more')
  expect(select([{ named }], changed.slice(0, 2))['m0']).toHaveLength(2)
})

describe('a folder of which nobody knows what changed in it', () => {
  const changes = [{ path: 'data/raw', via: 'dvc.lock', isFolder: true }]
  it.each([
    ['data/raw/train.csv', true],
    ['data', true],
    ['data/raw2/train.csv', false],
    ['data/*/train.csv', true],
    ['data/r*/x/*.csv', true],
    ['logs/*/train.csv', false],
    ['**/train.csv', true],
    ['data/*.csv', false],
  ])('touches whoever lives by %s: %s', (path, isTouched) => {
    const touched = select([{ named: [{ path, role: 'data' }] }], [], { changes })
    expect(touched).toEqual(isTouched ? { m0: [`data/raw (dvc.lock; data)`] } : {})
  })
})

const part = fc.constantFrom('a', 'b', 'ab', 'c.py', 'd.csv')
const path = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'))
const entry = fc
  .tuple(
    fc.boolean(),
    fc.array(fc.oneof(part, fc.constantFrom('*', '**', 'a*', '?', '[ab]', '{a,c.py}', '*.py')), {
      minLength: 1,
      maxLength: 4,
    }),
  )
  .map(([isNot, parts]) => `${isNot ? '!' : ''}${parts.join('/')}`)

/** Each model asked about each path, straight from the words of the documentation. */
function selectNaively(models: readonly WatchedModel[], shared: readonly string[], changed: readonly string[]) {
  const matches = (pattern: string, file: string) =>
    makeNamePattern(pattern)(file) || (!/[*?[{]/.test(pattern) && file.startsWith(`${pattern}/`))
  const isIn = (entries: readonly string[], file: string) => {
    let isTaken = false
    for (const one of entries) if (matches(one.replace(/^!/, ''), file)) isTaken = !one.startsWith('!')
    return isTaken
  }
  return models.flatMap(({ name, folder, paths, named }) => {
    const isTouched = (file: string) =>
      isIn(shared, file) ||
      (paths === null ? folder === '' || file === folder || file.startsWith(`${folder}/`) : isIn(paths, file)) ||
      named.some((one) => matches(one.path, file))
    return changed.some(isTouched) ? [name] : []
  })
}

it('selects what asking each model about each path would', () => {
  const model = fc.record({
    folder: fc.oneof(fc.constant(''), path),
    paths: fc.option(fc.array(entry, { maxLength: 4 })),
    named: fc.array(fc.record({ path: entry.map((text) => text.replace('!', '')), role: fc.constant('data') }), {
      maxLength: 2,
    }),
  })
  fc.assert(
    fc.property(
      fc.array(model, { maxLength: 5 }),
      fc.array(entry, { maxLength: 2 }),
      fc.uniqueArray(path, { maxLength: 8 }),
      (models, shared, changed) => {
        const named = models.map((one, index) => ({ name: `m${index}`, ...one }))
        expect(Object.keys(select(named, changed, { shared }))).toEqual(selectNaively(named, shared, changed))
      },
    ),
    { numRuns: 600 },
  )
})

it('takes time by the number of models and of paths, not by their product', () => {
  const models = Array.from({ length: 10_000 }, (_, index) => ({
    folder: `models/m${index}`,
    paths: index % 2 === 0 ? null : [`models/m${index}/**`, '!models/*/docs/**', 'params.yaml'],
    named: [{ path: 'contracts/c.yaml', role: 'contract' }],
  }))
  const changed = Array.from({ length: 20_000 }, (_, index) => `models/m${index % 10_000}/src/f${index}.py`)
  const start = performance.now()
  expect(Object.keys(select(models, changed))).toHaveLength(10_000)
  // one after the other would take minutes
  expect(performance.now() - start).toBeLessThan(10_000)
})
