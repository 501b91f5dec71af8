import type { CommandSpec } from '../command.ts'

/** Inputs, help and outputs of `promote`. */
export const promoteSpec = {
  name: 'promote',
  summary: 'Verifies evidence and the way back, registers a version, moves a stage',
  description: [
    'Reads the evidence that validate and compare wrote, and holds it against what is true now: the digest that was told, the bytes of model, predictions and evaluation data, the policy of the remote’s default branch, and the version that the stage holds. Proves that the version in place could be gone back to. Only then it stores model and predictions in a record, tags version and stage in one push, and reads them back.',
    'Evidence that does not suffice or match is refused with exit 1. Where the policy changed or the stage moved since, exit 4 says to compare again; a policy that was changed here and is not merged is exit 3. The same bytes by the same evidence a second time change nothing and exit 0.',
  ].join('\n\n'),
  isAction: true,
  isChanging: true,
  inputs: {
    stage: {
      kind: 'text',
      placeholder: 'NAME',
      summary: 'Stage that the version takes; without it the version is registered and no stage moves',
    },
    evidence: {
      kind: 'list',
      placeholder: 'FILE',
      summary: 'Evidence file of validate or compare (--evidence-file); repeatable',
    },
    'evidence-digest': {
      kind: 'list',
      placeholder: 'sha256:HEX',
      summary: 'What an evidence file must hash to, one for each; needed in CI, from the judging step’s output',
    },
    version: { kind: 'text', placeholder: 'vX.Y.Z', summary: 'Number of the version; default: the next one by --bump' },
    bump: {
      kind: 'choice',
      choices: ['major', 'minor', 'patch'],
      summary: 'Which part of the last version’s number rises; default minor, the first version is v0.1.0',
    },
    reason: { kind: 'text', placeholder: 'TEXT', summary: 'Why, for the tags and the history' },
    image: {
      kind: 'text',
      placeholder: 'REFERENCE@sha256:HEX',
      summary:
        'Container image of this version by digest: proven present, its labels held against the record, and recorded',
    },
    comment: {
      kind: 'flag',
      isOnInAction: true,
      summary: 'Keep a comment on the pull request that brought the code (pull-requests: write)',
    },
    release: { kind: 'flag', summary: 'Make a GitHub release of the version with notes from its record' },
    dispatch: {
      kind: 'text',
      placeholder: 'WORKFLOW.yml',
      summary:
        'What comes next: a workflow to start on the default branch with those of model, version, stage, commit and image that it takes (actions: write); any other word is sent as an event of repository_dispatch',
    },
    'registry-token': {
      kind: 'text',
      face: 'action',
      summary: 'Token that pushes record and tags, such as a GitHub App’s that alone may create them; default: token',
    },
  },
  outputs: {
    version: 'Version that was registered, or is in place already: v1.2.0',
    tag: 'Its tag: churn@v1.2.0',
    stage: 'Stage that it holds; empty where none was named',
    commit: 'Id of the record commit',
    labels: 'Labels for the image of this version, one KEY=VALUE a line',
  },
  permissions: { contents: 'write', 'pull-requests': 'write' },
  example:
    'modelgate promote --model churn --stage production --evidence out/validate.json --evidence out/compare.json',
  exampleWith: {
    model: 'churn',
    stage: 'production',
    evidence: 'out/evidence.jsonl',
    'evidence-digest': `\${{ needs.judge.outputs.evidence-digest }}`,
  },
} as const satisfies CommandSpec
