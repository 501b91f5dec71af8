import { describe, expect, it } from 'vitest'
import { COMMANDS, inputsOf } from '../../src/commands/catalogue.ts'
import type { InputSpecs } from '../../src/commands/command.ts'
import { InputError } from '../../src/core/faults.ts'
import { parseInputs, type RawInputs } from '../../src/host/inputs.ts'

const SPECS = {
  name: { kind: 'text', summary: 'a text' },
  colour: { kind: 'choice', choices: ['red', 'green'], default: 'red', summary: 'a choice' },
  rows: { kind: 'number', minimum: 1, maximum: 10, isInteger: true, summary: 'a number' },
  share: { kind: 'number', summary: 'any number' },
  column: { kind: 'list', summary: 'a list' },
  dry: { kind: 'flag', summary: 'a flag' },
  token: { kind: 'text', default: `\${{ github.token }}`, summary: 'filled in by the runner' },
} as const satisfies InputSpecs

const given = (raw: Readonly<Record<string, readonly string[]>>): RawInputs => new Map(Object.entries(raw))
const parse = (raw: Readonly<Record<string, readonly string[]>>) =>
  parseInputs(SPECS, given(raw), (name) => `--${name}`)

function faultsOf(raw: Readonly<Record<string, readonly string[]>>): readonly string[] {
  try {
    parse(raw)
  } catch (error) {
    if (error instanceof InputError) return error.faults.map((fault) => fault.message)
    throw error
  }
  return []
}

describe('parseInputs', () => {
  it('gives defaults, empty lists, false flags and nothing else where nothing was given', () => {
    expect(parse({})).toEqual({
      ...{ name: undefined, colour: 'red', rows: undefined, share: undefined },
      ...{ column: [], dry: false, token: undefined },
    })
  })

  it('never takes the expression that only a runner can evaluate for a token', () => {
    for (const spec of COMMANDS.filter(({ isAction }) => isAction)) {
      expect(parseInputs(inputsOf(spec, 'action'), new Map(), String)).toMatchObject({ token: undefined })
    }
  })

  it.each([
    ['1', 1],
    ['10', 10],
    [' 5 ', 5],
    ['1e1', 10],
    ['+2', 2],
  ])('reads the whole number %j', (text, value) => {
    expect(parse({ rows: [text] })['rows']).toBe(value)
  })

  it.each([
    ['.5', 0.5],
    ['-2.50', -2.5],
    ['1E-3', 0.001],
  ])('reads the number %j', (text, value) => {
    expect(parse({ share: [text] })['share']).toBe(value)
  })

  it.each(['', 'high', '0x10', '1,5', 'NaN', 'Infinity', '1e999', '--1', '1 2'])('refuses %j as a number', (text) => {
    expect(faultsOf({ share: [text] })).toEqual([`--share is "${text}"; it takes a number`])
  })

  it.each(['0', '11', '2.5', '-1'])('refuses %j for a whole number from 1 to 10', (text) => {
    expect(faultsOf({ rows: [text] })).toEqual([`--rows is "${text}"; it takes a whole number from 1 to 10`])
  })

  it.each([
    ['true', true],
    ['True', true],
    ['TRUE', true],
    ['false', false],
    ['False', false],
    ['FALSE', false],
  ])('reads the flag %j', (text, value) => {
    expect(parse({ dry: [text] })['dry']).toBe(value)
  })

  it.each(['yes', '1', 'tRUE', 'on'])('refuses %j as a flag, rather than guess', (text) => {
    expect(faultsOf({ dry: [text] })).toEqual([`--dry is "${text}"; it takes true or false`])
  })

  it('keeps a list in its order, repetitions and commas included', () => {
    expect(parse({ column: ['b', 'a,c', 'b'] })['column']).toEqual(['b', 'a,c', 'b'])
  })

  it('tells every fault at once, beside those that the face found before', () => {
    const before = [{ message: 'unknown flag --x' }]
    const raw = given({ colour: ['blue'], rows: ['many'], name: ['a', 'b'] })
    expect(() => parseInputs(SPECS, raw, (name) => `input "${name}"`, before)).toThrow(
      [
        'unknown flag --x',
        'input "name" is given 2 times; it takes one value',
        'input "colour" is "blue"; it takes red, green',
        'input "rows" is "many"; it takes a whole number from 1 to 10',
      ].join('\n'),
    )
  })
})
