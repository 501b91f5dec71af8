import type { CommandSpec } from '../command.ts'

export const setupSpec = {
  name: 'setup',
  summary: 'Makes the data engine ready and puts modelgate on the PATH of later steps',
  description:
    'Obtains the data engine once (from the installed package, the folder that modelgate.yml names, the tool cache, the Actions cache, or npm with pinned integrity), so that later steps start at once, and lets them call `modelgate` as a program.\n' +
    'No action needs it: each makes the engine ready by itself. It serves steps that run the command line.',
  isAction: true,
  inputs: {},
  outputs: { version: 'Version of modelgate', engine: 'Name and version of the data engine: duckdb 1.5.5' },
  permissions: {},
  example: 'modelgate setup',
  exampleWith: {},
} as const satisfies CommandSpec
