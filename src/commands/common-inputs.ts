import type { InputSpecs } from './command.ts'

/** Inputs of every command, on both faces unless one is named; the host reads them. */
export const COMMON_INPUTS = {
  config: { kind: 'text', placeholder: 'FILE', summary: 'modelgate.yml to use; default: the nearest one upwards' },
  model: { kind: 'list', placeholder: 'NAME', summary: 'Only this model of modelgate.yml; repeatable' },
  'working-directory': { kind: 'text', summary: 'Folder that relative paths start from', face: 'action' },
  token: {
    kind: 'text',
    default: `\${{ github.token }}`,
    summary: 'Token for git and the GitHub API',
    face: 'action',
  },
  'evidence-file': {
    kind: 'text',
    placeholder: 'FILE',
    summary: 'Where to write the result as an in-toto statement that promote can read',
  },
  format: { kind: 'choice', choices: ['text', 'json'], summary: 'What to print', face: 'cli' },
  output: { kind: 'text', placeholder: 'FILE', summary: 'Write to this file instead of standard output', face: 'cli' },
  'dry-run': { kind: 'flag', summary: 'Say what would be done and change nothing' },
  quiet: { kind: 'flag', summary: 'Print only what did not pass', face: 'cli' },
  verbose: { kind: 'flag', summary: 'Print details and, for errors, the stack', face: 'cli' },
  help: { kind: 'flag', summary: 'Show this help', face: 'cli' },
} as const satisfies InputSpecs

/** Outputs of every action. @public read by scripts/generate.mjs */
export const COMMON_OUTPUTS: Readonly<Record<string, string>> = {
  verdict: 'pass, warn, fail, inconclusive or skip; of several models the worst',
  blocks: 'true where the verdict stops what comes next',
  result: 'Path of the result file (modelgate.result/v1)',
  'results-dir': "Folder of the job's result files",
  summary: 'The verdict in one sentence',
  'evidence-digest': 'sha256:… of the evidence file, where one was written',
}
