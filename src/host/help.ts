import { COMMANDS, inputsOf } from '../commands/catalogue.ts'
import type { CommandSpec, InputSpec } from '../commands/command.ts'

/** What `modelgate --help` prints. */
export function renderOverview(version: string): string {
  const width = Math.max(...COMMANDS.map((spec) => spec.name.length))
  return [
    `modelgate ${version}: may this model replace the one in production?`,
    '',
    'Usage: modelgate COMMAND [FLAGS]',
    '',
    ...COMMANDS.map((spec) => `  ${spec.name.padEnd(width)}  ${spec.summary}`),
    '',
    'modelgate COMMAND --help tells more. Exit: 0 pass, 1 no, 2 inconclusive, 3 unusable request, 4 a system did not answer.',
    '',
  ].join('\n')
}

/** What `modelgate COMMAND --help` prints. */
export function renderHelp(spec: CommandSpec): string {
  const inputs = Object.entries(inputsOf(spec, 'cli'))
  const rows = inputs.map(([name, input]) => [flagForm(name, input), describeInput(input)] as const)
  const width = Math.max(...rows.map(([form]) => form.length))
  return [
    spec.summary,
    '',
    ...wrap(spec.description),
    '',
    `Usage: modelgate ${spec.name}${spec.operands ? ` ${spec.operands.placeholder}` : ''} [FLAGS]`,
    ...(spec.operands ? ['', `  ${spec.operands.placeholder}  ${spec.operands.summary}`] : []),
    '',
    ...rows.map(([form, text]) => `  ${form.padEnd(width)}  ${text}`),
    '',
    'Example:',
    ...spec.example.split('\n').map((line) => `  ${line}`),
    '',
  ].join('\n')
}

function flagForm(name: string, input: InputSpec): string {
  if (input.kind === 'flag') return `--${name}`
  const value =
    input.kind === 'choice' ? input.choices.join('|') : (input.placeholder ?? (input.kind === 'number' ? 'N' : 'TEXT'))
  return `--${name} ${value}${input.kind === 'list' ? ' …' : ''}`
}

/** The summary with the default, where there is one. */
function describeInput(input: InputSpec): string {
  const value = 'default' in input ? input.default : undefined
  return value === undefined ? input.summary : `${input.summary} (default ${value})`
}

function wrap(text: string, width = 100): string[] {
  return text.split('\n').flatMap((paragraph) => {
    const lines = ['']
    for (const word of paragraph.split(' ')) {
      const line = lines[lines.length - 1]!
      if (line !== '' && line.length + word.length + 1 > width) lines.push(word)
      else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`
    }
    return lines
  })
}
