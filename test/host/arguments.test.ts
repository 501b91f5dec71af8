import { describe, expect, it } from 'vitest'
import { inputsOf } from '../../src/commands/catalogue.ts'
import { compareSpec } from '../../src/commands/compare/spec.ts'
import { readArguments } from '../../src/host/arguments.ts'

const SPECS = inputsOf(compareSpec, 'cli')

const read = (...words: readonly string[]) => {
  const { raw, operands, faults } = readArguments(words, SPECS)
  return { raw: Object.fromEntries(raw), operands, faults }
}

describe('readArguments', () => {
  it('reads a value behind a blank or an equals sign alike', () => {
    expect(read('--label', 'churned', '--id=customer').raw).toEqual({ label: ['churned'], id: ['customer'] })
  })

  it('gathers a repeated flag in its order', () => {
    expect(read('--slice', 'b', '--slice=a').raw).toEqual({ slice: ['b', 'a'] })
  })

  it('takes a value that looks like a flag only behind an equals sign', () => {
    expect(read('--label=--odd--', '--positive=-1').raw).toEqual({ label: ['--odd--'], positive: ['-1'] })
    expect(read('--label', '--verbose').faults).toEqual([
      { message: '--label needs a value', help: 'write --label=--verbose if that is the value' },
    ])
  })

  it('lets a flag stand alone or say false', () => {
    expect(read('--quiet', '--verbose=false').raw).toEqual({ quiet: ['true'], verbose: ['false'] })
  })

  it('gives the words that belong to no flag, all of them behind --', () => {
    expect(read('a.json', '--quiet', 'b.json', '--', '--label').operands).toEqual(['a.json', 'b.json', '--label'])
  })

  it('knows -h', () => {
    expect(read('-h').raw).toEqual({ help: ['true'] })
  })

  it.each([[['--label']], [['--label=']], [['--label', '']]])('misses the value of %j', (words) => {
    expect(read(...words).faults.map((fault) => fault.message)).toEqual(['--label needs a value'])
  })

  it('suggests the nearest flag for an unknown one, and does not tell of its value as well', () => {
    expect(read('--lable', 'churned', '--zzz=1', '-x')).toEqual({
      raw: {},
      operands: [],
      faults: [
        { message: 'unknown flag --lable', help: 'did you mean --label?' },
        { message: 'unknown flag --zzz', help: 'see --help for the flags that are there' },
        { message: 'unknown flag -x', help: 'see --help for the flags that are there' },
      ],
    })
  })

  it('is not misled by names that every object has', () => {
    const { faults } = read('--constructor', '--toString=1', '--__proto__', 'x')
    expect(faults.map((fault) => fault.message)).toEqual([
      'unknown flag --constructor',
      'unknown flag --toString',
      'unknown flag --__proto__',
    ])
  })
})
