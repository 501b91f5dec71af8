import type { CommandSpec } from '../command.ts'

export const reportSpec = {
  name: 'report',
  summary: 'Renders result files as Markdown, one HTML file with plots, and a step summary',
  description:
    'Reads results that other commands wrote (modelgate.result/v1 or modelgate.results/v1) and renders them; results of one model make one report. ' +
    "Without files it takes the job's results folder. With no output named it prints the results as text.\n" +
    'It renders and does not judge: it exits 0 also where a result it read says no, since the command that judged has failed already. In a job let it run with `if: always()`.',
  isAction: true,
  operands: { placeholder: 'RESULT…', summary: "Result files; default: all in the job's results folder" },
  inputs: {
    results: {
      kind: 'list',
      placeholder: 'FILE',
      summary: "Result files, one a line; default: all in the job's results folder",
      face: 'action',
    },
    markdown: { kind: 'text', placeholder: 'FILE', summary: 'Write Markdown, as it would stand on a pull request' },
    html: { kind: 'text', placeholder: 'FILE', summary: 'Write one HTML file with plots; it asks nobody for anything' },
    summary: {
      kind: 'flag',
      summary: "Append the report to the job's step summary (GITHUB_STEP_SUMMARY); the action always does",
      face: 'cli',
    },
    junit: { kind: 'text', placeholder: 'FILE', summary: 'Write JUnit XML (not there yet)' },
    sarif: { kind: 'text', placeholder: 'FILE', summary: 'Write SARIF (not there yet)' },
    comment: { kind: 'flag', summary: 'Comment on the pull request (not there yet)' },
    'check-run': { kind: 'flag', summary: 'Make a check run (not there yet)' },
  },
  outputs: {
    markdown: 'Path of the Markdown file, where one was written',
    html: 'Path of the HTML file, where one was written',
  },
  permissions: {},
  example: 'modelgate report compare.json validate.json --html report.html',
  exampleWith: { html: 'report.html' },
} as const satisfies CommandSpec
