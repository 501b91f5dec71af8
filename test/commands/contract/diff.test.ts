import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runCli } from '../../support/command-line.ts'
import { git } from '../../support/git.ts'
import { makeFolder } from '../../support/temporary-folder.ts'

const contract = (version: string, ...values: string[]) => `apiVersion: v3.1.0
kind: DataContract
id: shop
name: shop
version: ${version}
status: active
schema:
  - name: orders
    properties:
      - name: state
        logicalType: string
        quality:
          - {metric: invalidValues, arguments: {validValues: [${values.join(', ')}]}, mustBe: 0}
`
const OLD = contract('1.0.0', 'new', 'paid')
const WIDER = contract('1.1.0', 'new', 'paid', 'sent')
const NARROWER = contract('1.1.0', 'new')

describe('modelgate contract diff', () => {
  it('ends with 1 and names what breaks, why and where', () => {
    const folder = makeFolder({ 'old.yaml': OLD, 'new.yaml': NARROWER })
    expect(runCli(['contract', 'diff', 'old.yaml', 'new.yaml'], folder)).toEqual({
      exitCode: 1,
      stdout: [
        'shop: 1 of 1 change breaks something (1.0.0 → 1.1.0).',
        '',
        'breaks      state may no longer be paid',
        '            data that kept the old contract may break this (new.yaml:13)',
        '',
      ].join('\n'),
      stderr: '',
    })
  })

  it('ends with 0 where nothing breaks, or a new major version says so', () => {
    const folder = makeFolder({ 'old.yaml': OLD, 'wider.yaml': WIDER, 'major.yaml': contract('2.0.0', 'new') })
    expect(runCli(['contract', 'diff', 'old.yaml', 'wider.yaml'], folder)).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('note        state may now be sent'),
    })
    expect(runCli(['contract', 'diff', 'old.yaml', 'major.yaml'], folder).exitCode).toBe(0)
    expect(runCli(['contract', 'diff', 'old.yaml', 'old.yaml'], folder)).toMatchObject({
      exitCode: 0,
      stdout: 'shop: nothing changed.\n',
    })
  })

  it('gives its changes as checks of a result', () => {
    const folder = makeFolder({ 'old.yaml': OLD, 'new.yaml': NARROWER })
    const { stdout } = runCli(['contract', 'diff', 'old.yaml', 'new.yaml', '--format', 'json'], folder)
    expect(JSON.parse(stdout)).toMatchObject({
      schema: 'modelgate.result/v1',
      command: 'contract',
      verdict: 'fail',
      checks: [{ id: 'contract/orders/state/change-invalidValues', kind: 'contract', verdict: 'fail', blocks: true }],
    })
  })

  it('takes the old contract from a revision, and runs no filter that the repository names', () => {
    const folder = makeFolder({ 'data/orders.yaml': OLD, '.gitattributes': '* filter=evil\n' })
    git(folder, 'init', '--quiet', '--initial-branch=main')
    git(folder, 'add', '.')
    git(folder, 'commit', '--quiet', '-m', 'old')
    git(folder, 'config', 'filter.evil.smudge', `touch ${join(folder, 'smudged')}; cat`)
    writeFileSync(join(folder, 'data/orders.yaml'), NARROWER)
    const broken = { exitCode: 1, stdout: expect.stringContaining('state may no longer be paid') }
    expect(runCli(['contract', 'diff', '--base', 'main', 'data/orders.yaml'], folder)).toMatchObject(broken)
    const inside = ['contract', 'diff', 'HEAD:orders.yaml', 'orders.yaml']
    expect(runCli(inside, join(folder, 'data'))).toMatchObject(broken)
    expect(existsSync(join(folder, 'smudged'))).toBe(false)
  })

  it.each([
    [['old.yaml'], 'diff takes two files\n  → modelgate contract diff OLD NEW, or diff FILE --base REF'],
    [['old.yaml', 'old.yaml', '--base', 'main'], 'diff takes one file'],
    [['old.yaml', '--base', 'main'], 'lies in no git repository'],
    [['old.yaml', 'gone.yaml'], 'gone.yaml'],
  ])('refuses %j', (args, message) => {
    const run = runCli(['contract', 'diff', ...args], makeFolder({ 'old.yaml': OLD }))
    expect(run).toMatchObject({ exitCode: 3, stdout: '', stderr: expect.stringContaining(message) })
  })

  it('says which revision or file is not there', () => {
    const folder = makeFolder({ 'a.yaml': OLD })
    git(folder, 'init', '--quiet')
    git(folder, 'commit', '--quiet', '--allow-empty', '-m', 'empty')
    expect(runCli(['contract', 'diff', 'a.yaml', '--base', 'gone'], folder).stderr).toContain(
      'the repository knows no revision "gone"',
    )
    expect(runCli(['contract', 'diff', 'a.yaml', '--base', 'HEAD'], folder).stderr).toContain('HEAD has no file a.yaml')
    expect(runCli(['contract', 'diff', 'a.yaml', '--base', '--help'], folder).exitCode).toBe(3)
  })
})
