import { describe, expect, it } from 'vitest'
import { COMMANDS, COMMANDS_TO_COME, inputsOf } from '../../src/commands/catalogue.ts'
import type { InputSpec } from '../../src/commands/command.ts'
import { readArguments } from '../../src/host/arguments.ts'
import { renderHelp, renderOverview } from '../../src/host/help.ts'
import { parseInputs } from '../../src/host/inputs.ts'

const registry = COMMANDS.find(({ name }) => name === 'registry')!

describe('help', () => {
  it('lists every command that is there and none that is to come', () => {
    const listed = [...renderOverview('1.2.3').matchAll(/^ {2}(\w+) /gm)].map((match) => match[1])
    expect(listed).toEqual(COMMANDS.map(({ name }) => name))
    expect(listed.filter((name) => COMMANDS_TO_COME.includes(name!))).toEqual([])
    expect(renderOverview('1.2.3')).toMatch(/^modelgate 1\.2\.3: /)
  })

  it('of one command says what it does, takes and looks like', () => {
    expect(renderHelp(registry)).toMatchInlineSnapshot(`
      "Lists versions, stages and their history, verifies that nothing was altered, and changes what needs no evidence

      Asks the remote of the repository at hand; a clone without tags is enough, and nothing in it is
      changed. Changes are new tags at the remote; those that are there stay.

      list       all versions, newest first
      show       versions that hold a stage; with MODEL all of its versions; with MODEL@VERSION or
      MODEL#STAGE one of them
      history    who registered, assigned, rolled back or barred what, when and why
      card       MODEL@VERSION, MODEL#STAGE or the newest of MODEL: the page an auditor asks for, as
      Markdown
      verify     tags and records against each other: exit 1 where one is missing, altered or out of order
      assign     MODEL@VERSION to a stage whose policy asks for no evidence; promote does the others
      unassign   MODEL#STAGE: the stage holds no version then
      deprecate  MODEL@VERSION: nobody is to take it any more; none that holds a stage
      lift       MODEL#STAGE: a model that was rolled back (--digest) may go there again
      adopt      MODEL#STAGE: takes the version that holds the stage in the registry that follows, and
      that git does not know, into git
      sync       MODEL#STAGE: tells the registry that follows (registry.type) what git holds of the stage

      Usage: modelgate registry ACTION [MODEL[@VERSION|#STAGE]] [FLAGS]

        ACTION [MODEL[@VERSION|#STAGE]]  what to do, and of which model

        --as-of TIME          The registry as if nothing later existed (ISO 8601; a date is its end in UTC)
        --csv                 history: print comma-separated values
        --stage NAME          assign, unassign, lift, adopt, sync: which stage
        --digest sha256:HEX   lift: the barred model
        --reason TEXT         assign, unassign, deprecate, lift, adopt, sync: why, for the history; needed without a terminal, and always for adopt
        --config FILE         modelgate.yml to use; default: the nearest one upwards
        --model NAME …        Only this model of modelgate.yml; repeatable
        --evidence-file FILE  Where to write the result as an in-toto statement that promote can read
        --format text|json    What to print
        --output FILE         Write to this file instead of standard output
        --dry-run             Say what would be done and change nothing
        --quiet               Print only what did not pass
        --verbose             Print details and, for errors, the stack
        --help                Show this help

      Example:
        modelgate registry show churn
      "
    `)
  })

  it.each(COMMANDS.map((spec) => [spec.name, spec] as const))(
    'of %s shows an example that its flags allow',
    (_, spec) => {
      expect(renderHelp(spec)).toContain(`Example:\n  ${spec.example.split('\n')[0]}`)
      const specs = inputsOf(spec, 'cli')
      for (const line of spec.example.split('\n')) {
        const [program, name, ...words] = line.trim().split(' ')
        expect([program, name]).toEqual(['modelgate', spec.name])
        const { raw, operands, faults } = readArguments(words, specs)
        expect(faults).toEqual([])
        expect(() => parseInputs(specs, raw, String)).not.toThrow()
        expect(operands.length === 0 || spec.operands !== undefined).toBe(true)
      }
    },
  )

  it.each(COMMANDS.map((spec) => [spec.name, spec] as const))(
    'of %s names flags that are read as they are shown',
    (_, spec) => {
      const specs = inputsOf(spec, 'cli')
      const shown = [...renderHelp(spec).matchAll(/^ {2}--([\w-]+)/gm)].map((match) => match[1]!)
      expect(shown).toEqual(Object.keys(specs))
      const words = shown.flatMap((name) => [`--${name}`, ...sampleValue(specs[name]!)])
      const { raw, operands, faults } = readArguments(words, specs)
      expect({ operands, faults, given: [...raw.keys()] }).toEqual({ operands: [], faults: [], given: shown })
      expect(() => parseInputs(specs, raw, String)).not.toThrow()
    },
  )

  it.each(COMMANDS.map((spec) => [spec.name, spec] as const))('of %s keeps its prose within 100 columns', (_, spec) => {
    const prose = renderHelp(spec).split('\nUsage:')[0]!
    expect(
      prose
        .split('\n')
        .slice(2)
        .filter((line) => line.length > 100),
    ).toEqual([])
  })
})

/** Some value that the flag takes. */
function sampleValue(spec: InputSpec): readonly string[] {
  if (spec.kind === 'flag') return []
  if (spec.kind === 'choice') return [spec.choices.at(-1)!]
  return spec.kind === 'number' ? [String(spec.minimum ?? 1)] : ['some']
}
