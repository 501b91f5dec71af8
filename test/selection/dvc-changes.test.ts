import { describe, expect, it } from 'vitest'
import { findDvcChanges, isDvcRecord } from '../../src/selection/dvc-changes.ts'

const LOCK = `schema: '2.0'
stages:
  prepare:
    cmd: python prepare.py
    deps:
    - path: data/raw
      hash: md5
      md5: 1b2c3d4e5f60718293a4b5c6d7e8f901.dir
      size: 10
    outs:
    - path: data/train.csv
      hash: md5
      md5: 0123456789abcdef0123456789abcdef
      size: 10
  train@a:
    cmd: python train.py
    outs:
    - path: model.pkl
      hash: md5
      md5: '11111111111111111111111111111111'
      size: 4
`

const changeOf = (path: string, base: string | null, head: string | null, pipeline: string | null = null) =>
  findDvcChanges({ path, base, head, pipeline }).map((change) => `${change.path}${change.isFolder ? '/' : ''}`)

it('knows the files in which DVC records digests', () => {
  const paths = ['dvc.lock', 'a/dvc.lock', 'data.csv.dvc', '.dvc/config', 'xdvc.lock', 'a/.dvc', 'dvc.yaml']
  expect(paths.filter(isDvcRecord)).toEqual(['dvc.lock', 'a/dvc.lock', 'data.csv.dvc'])
})

describe('a lock file', () => {
  it('tells of the data of the one stage that changed', () => {
    const head = LOCK.replace('0123456789abcdef0', 'f123456789abcdef0')
    expect(changeOf('ml/dvc.lock', LOCK, head)).toEqual(['ml/data/train.csv'])
  })

  it('tells of a folder that a stage depends on', () => {
    expect(changeOf('dvc.lock', LOCK, LOCK.replace('1b2c3d4e', 'ffffffff'))).toEqual(['data/raw/'])
  })

  it('counts the working directory of a stage, which dvc.yaml has', () => {
    const head = LOCK.replace("'11111", "'22222")
    const pipeline = 'stages:\n  train:\n    foreach: [a]\n    do: {wdir: sub, cmd: python train.py}\n'
    expect(changeOf('dvc.lock', LOCK, head, pipeline)).toEqual(['sub/model.pkl'])
  })

  it('that is new or gone tells of all of its data', () => {
    expect(changeOf('dvc.lock', null, LOCK)).toEqual(['data/train.csv', 'data/raw/', 'model.pkl'])
    expect(changeOf('dvc.lock', LOCK, null)).toHaveLength(3)
  })

  it('tells of nothing where only commands or their order changed', () => {
    const [head, prepare, train] = LOCK.split(/(?=^ {2}\w)/m)
    expect(changeOf('dvc.lock', LOCK, `${head}${train}${prepare}`.replace('python train', 'python3 train'))).toEqual([])
  })

  it.each([
    ['that cannot be read', '<<<<<<< ours\n', null],
    ['whose stages lie where a template says', LOCK, `stages:\n  prepare:\n    wdir: \${x}\n`],
  ])('%s stands for its folder', (_, head, pipeline) => {
    expect(changeOf('ml/dvc.lock', LOCK, head, pipeline)).toEqual(['ml/'])
  })
})

it('a .dvc file tells of its output', () => {
  const file = (md5: string) => `outs:\n- md5: ${md5}\n  size: 3\n  hash: md5\n  path: test.csv\n`
  const [base, head] = [file('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'), file('bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb')]
  expect(changeOf('data/test.csv.dvc', base, head)).toEqual(['data/test.csv'])
  expect(changeOf('data/test.csv.dvc', base, `wdir: ../other\n${head}`)).toEqual(['data/test.csv', 'other/test.csv'])
  expect(changeOf('test.csv.dvc', base, head.replace('test.csv', '../../outside.csv'))).toEqual(['test.csv'])
})
