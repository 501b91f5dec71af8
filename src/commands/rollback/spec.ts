import type { CommandSpec } from '../command.ts'

/** Inputs, help and outputs of `rollback`. */
export const rollbackSpec = {
  name: 'rollback',
  summary: 'Returns a stage to a version that was in it and is proven present',
  description: [
    'Goes back to the last other version that the stage held, or to the one named by --to. First it is proven that the version is there: its record, each stored file (size and digest, as far as its store can say), its code commit, its image, its data. What serves the stage (deploy.target of it) serves that version first, and where it does not, nothing is tagged and the exit code is 4. Then a new tag puts the stage on the old record; no tag is moved or removed. The model that was rolled back is barred from the stage until a person lifts it (registry lift). Last comes what to check out to work with that version again.',
    'A version that cannot be proven present or is barred itself is refused with exit 1; where nothing is left to go back to, exit 3; where somebody else moved the stage meanwhile, exit 4. The same rollback a second time changes nothing and exits 0.',
  ].join('\n\n'),
  isAction: true,
  isChanging: true,
  inputs: {
    stage: { kind: 'text', placeholder: 'NAME', summary: 'Stage to return; needed' },
    to: {
      kind: 'text',
      placeholder: 'vX.Y.Z',
      summary: 'Version to go back to; default: the last other one that is not barred or deprecated',
    },
    reason: {
      kind: 'text',
      placeholder: 'TEXT',
      summary: 'Why, for the tag and the history; needed without a terminal',
    },
    issue: {
      kind: 'flag',
      isOnInAction: true,
      summary: 'Keep one issue for the incident, with its timeline (issues: write)',
    },
    checkout: {
      kind: 'text',
      placeholder: 'DIR',
      summary: 'Check the version out into this empty or new folder: code, stored files and data, each verified',
    },
    'registry-token': {
      kind: 'text',
      face: 'action',
      summary: 'Token that pushes the tag, such as a GitHub App’s that alone may create it; default: token',
    },
  },
  outputs: {
    version: 'Version that the stage holds now: v1.2.0',
    commit: 'Code commit of that version, to check out',
    digest: 'sha256:… of its image where the record names one, else of its model',
  },
  permissions: { contents: 'write', issues: 'write' },
  example: 'modelgate rollback --model churn --stage production --reason recall-drops',
  exampleWith: { model: 'churn', stage: 'production', reason: `\${{ inputs.reason }}` },
} as const satisfies CommandSpec
