import type { InputSpecs } from '../command.ts'

/** Where a report goes: the inputs of `report`, and of `check`, which ends in one. */
export const REPORT_INPUTS = {
  markdown: { kind: 'text', placeholder: 'FILE', summary: 'Write Markdown, as it stands on a pull request' },
  html: {
    kind: 'text',
    placeholder: 'FILE',
    summary:
      "Write one HTML file with plots; check writes it in a job anyway, as report.html in the job's results folder",
  },
  junit: { kind: 'text', placeholder: 'FILE', summary: 'Write JUnit XML, which CI servers show as tests' },
  sarif: { kind: 'text', placeholder: 'FILE', summary: 'Write SARIF, which code scanning shows at the lines' },
  comment: {
    kind: 'flag',
    isOnInAction: true,
    summary: 'Keep one comment on the pull request; where the token may not write, the log names the permission',
  },
  'check-run': { kind: 'flag', summary: 'Make a check run on the head commit (checks: write)' },
  'pull-request': {
    kind: 'number',
    placeholder: 'NUMBER',
    minimum: 1,
    isInteger: true,
    summary: "The pull request to comment on; default: the event's",
  },
  'comment-key': {
    kind: 'text',
    placeholder: 'KEY',
    summary: 'Tells several reports on one pull request apart; default: the path of the workflow',
  },
} as const satisfies InputSpecs
