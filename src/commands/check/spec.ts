import type { CommandSpec } from '../command.ts'

export const checkSpec = {
  name: 'check',
  summary: 'Validates data, compares the candidate with production and reports, for every model of the repository',
  description:
    'For each model of modelgate.yml: its data sets against their contracts, then the candidate against the baseline through the gates, in one process. ' +
    'The report stands in the step summary; with `html` and `markdown` it is also written to files.',
  isAction: true,
  inputs: {
    markdown: { kind: 'text', placeholder: 'FILE', summary: 'Also write the report as Markdown' },
    html: { kind: 'text', placeholder: 'FILE', summary: 'Also write the report as one HTML file with plots' },
  },
  outputs: {},
  permissions: { contents: 'read' },
  example: 'modelgate check --html report.html',
  exampleWith: { html: 'report.html' },
} as const satisfies CommandSpec
