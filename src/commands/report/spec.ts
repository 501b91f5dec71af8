import type { CommandSpec } from '../command.ts'
import { REPORT_INPUTS } from './inputs.ts'

/** What `report` and `check` say of what they wrote. */
export const REPORT_OUTPUTS = {
  markdown: 'Path of the Markdown file, where one was written',
  html: 'Path of the HTML file, where one was written',
  'comment-url': 'Address of the comment, where one was written',
} as const

export const reportSpec = {
  name: 'report',
  summary: 'Renders result files: pull request comment, check run, step summary, Markdown, HTML, JUnit, SARIF',
  description:
    'Reads results that other commands wrote (modelgate.result/v1 or modelgate.results/v1) and renders them; results of one model make one report. ' +
    "Without files it takes the job's results folder, and a folder stands for all results below it, such as what the jobs of a matrix uploaded. With no output named it prints the results as text.\n" +
    'It renders and does not judge: it exits 0 also where a result it read says no, since the command that judged has failed already; only a model that `expect` names and that has no result blocks, and a file that cannot be read, which leaves the others standing. In a job let it run with `if: always()`.\n' +
    'After a run that is not trusted (on `workflow_run`, for pull requests of forks) it finds the pull request by itself, says that the word is an untrusted one, and never makes a check run.',
  isAction: true,
  operands: {
    placeholder: 'RESULT…',
    summary: "Result files, or folders of them; default: all in the job's results folder",
  },
  inputs: {
    results: {
      kind: 'list',
      placeholder: 'FILE',
      summary: "Result files, or folders of them, one a line; default: all in the job's results folder",
      face: 'action',
    },
    expect: {
      kind: 'list',
      placeholder: 'MODEL',
      summary: 'A model that must have a result: one that is missing is inconclusive and blocks',
    },
    ...REPORT_INPUTS,
    summary: {
      kind: 'flag',
      summary: "Append the report to the job's step summary (GITHUB_STEP_SUMMARY); the action always does",
      face: 'cli',
    },
  },
  outputs: REPORT_OUTPUTS,
  permissions: { 'pull-requests': 'write' },
  example: 'modelgate report compare.json validate.json --html report.html',
  exampleWith: { html: 'report.html' },
} as const satisfies CommandSpec
