import { describe, expect, test } from 'vitest'
import { readProject } from './project-files.ts'

const text = `version: 1
models:
  churn:
    description: Who leaves
    task: binary
    data:
      train: {path: train.csv, contract: c.yaml}
      test: {path: test.csv, contract: c.yaml}
    evaluation: {data: test, id: id, label: churn, score: score}
    candidate: {predictions: out/p.csv}
    gates:
      - {metric: roc_auc, min: 0.8}
    stages:
      staging: {require: [compare]}
      production: {require: [compare]}
`
const files = (config: string, contract = 'kind: DataContract\n') => ({ 'modelgate.yml': config, 'c.yaml': contract })
const digestOf = async (config: string, contract?: string) => (await readProject(files(config, contract))).policy.digest

describe('the policy digest', () => {
  test.each([
    ['a gate', 'min: 0.8', 'min: 0.79'],
    ['what an inconclusive gate does', 'min: 0.8}', 'min: 0.8, on_inconclusive: pass}'],
    ['the evaluation data', 'path: test.csv', 'path: easy.csv'],
    ['the threshold', 'score: score}', 'score: score, threshold: 0.6}'],
    ['the evidence that a stage needs', 'production: {require: [compare]}', 'production: {require: []}'],
    [
      'the order of stages',
      '      staging: {require: [compare]}\n      production: {require: [compare]}',
      '      production: {require: [compare]}\n      staging: {require: [compare]}',
    ],
    ['whether data is judged', 'train: {path: train.csv,', 'train: {production: true, path: train.csv,'],
    ['the evidence that counts', 'version: 1', 'version: 1\nevidence: {require_signed: true}'],
    ['whose policy judges', 'version: 1', 'version: 1\npolicy: {from: head}'],
  ])('changes with %s', async (_, before, after) => {
    expect(text).toContain(before)
    expect(await digestOf(text.replace(before, after))).not.toEqual(await digestOf(text))
  })

  test.each([
    ['a column name', 'score: score', 'score: p'],
    ['the path of predictions', 'out/p.csv', 'results/p.csv'],
    ['the path of other data', 'path: train.csv', 'path: data/train.csv'],
    ['the description', 'Who leaves', 'Who stays'],
    ['a comment', 'version: 1', '# ours\nversion: 1'],
    ['the order of keys', 'metric: roc_auc, min: 0.8', 'min: 0.8, metric: roc_auc'],
    ['a default that is written out', 'min: 0.8', 'min: 0.8, severity: error'],
    ['the memory of the engine', 'version: 1', 'version: 1\nengine: {memory: 8GB}'],
  ])('stays the same for %s', async (_, before, after) => {
    expect(text).toContain(before)
    expect(await digestOf(text.replace(before, after))).toEqual(await digestOf(text))
  })

  test('changes with the bytes of a contract', async () => {
    expect(await digestOf(text, 'kind: DataContract\nid: other\n')).not.toEqual(await digestOf(text))
  })

  test('stays the same in a clone that ends lines with CRLF', async () => {
    const withCrLf = Object.fromEntries(
      Object.entries(files(text)).map(([path, content]) => [path, content.replaceAll('\n', '\r\n')]),
    )
    const [own, clone] = [await readProject(files(text)), await readProject(withCrLf)]
    expect(clone.policy.digest).toEqual(own.policy.digest)
  })

  test('does not depend on the folder that the command runs in', async () => {
    const at = async (workingFolder: string) =>
      readProject({ ...files(text), 'sub/x.txt': '' }, { workingFolder }).then((project) => project.policy)
    expect((await at('sub')).digest).toEqual((await at('')).digest)
    expect((await at('sub')).uri).toBe('../modelgate.yml')
  })

  test('stands beside the digest of each file', async () => {
    const { policy } = await readProject(files(text, 'abc'))
    expect(policy.files[1]).toEqual({
      uri: 'c.yaml',
      digest: { sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad' },
    })
  })
})
