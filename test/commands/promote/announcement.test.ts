import { describe, expect, it } from 'vitest'
import { exitCodeOf } from '../../../src/host/outcome.ts'
import { renderText } from '../../../src/report/text.ts'
import { git } from '../../support/git.ts'
import { hostedRepository, mergePull, toldOf } from './hosted-repository.ts'
import { errorOf, registeredOf } from './promotion-outcomes.ts'

const DEPLOY = `on:
  workflow_dispatch:
    inputs: {model: {}, version: {required: true}, dry: {default: no}}
jobs: {}
`
const WORKFLOW = '.github/workflows/model-deploy.yml'

/** A hosted repository with the workflow that deploys, whose code came by pull request 7. */
async function prepared(permissions?: Parameters<typeof hostedRepository>[0]) {
  const hosted = await hostedRepository(permissions)
  hosted.repo.write({ [WORKFLOW]: DEPLOY })
  hosted.repo.push('deploy')
  hosted.github.state.workflowInputs.set('model-deploy.yml', ['model', 'version', 'dry'])
  mergePull(hosted.repo, hosted.github)
  return hosted
}

const EVERYTHING = { comment: true, release: true, dispatch: 'model-deploy.yml' } as const

describe('a promotion that is done', () => {
  it('is told by a release, a dispatch and a comment, each once, however often it is promoted', async () => {
    const { repo, github } = await prepared()
    github.state.approvals.set('42', [
      { state: 'approved', user: { login: 'hubot' }, environments: [{ name: 'production' }], comment: '' },
    ])
    await repo.judgeAndPromote()
    repo.train('two')
    const { files, digests } = await repo.judge()
    const promote = () => repo.promote({ stage: 'production', evidence: files, digests, ...EVERYTHING })
    const outcome = await promote()
    expect([exitCodeOf(outcome), outcome.results[0]!.verdict]).toEqual([0, 'pass'])
    const release = 'https://github.test/acme/models/releases/tag/churn%40v0.2.0'
    expect(toldOf(outcome)).toEqual({
      release: `done: ${release}`,
      dispatch: expect.stringMatching(/^done: .*\/actions\/runs\/\d+$/),
      comment: expect.stringMatching(/^done: .*\/pull\/7#issuecomment-\d+$/),
    })
    expect(github.state.dispatches).toEqual([
      { workflow: 'model-deploy.yml', ref: 'main', inputs: { model: 'churn', version: 'v0.2.0' } },
    ])
    const [comment] = github.state.comments
    expect(comment!.issue).toBe(7)
    const text = comment!.body.split('\n').slice(2).join('\n')
    expect(text).toContain('### churn v0.2.0 is in production')
    expect(text).toContain(`| Version | [\`churn@v0.2.0\`](${release}) |`)
    expect(text).toContain('| Before | v0.1.0 |')
    expect(text).toContain('| compare | **pass**: ROC AUC 0.84')
    expect(text).toContain('| Promoted by | octocat |')
    expect(text).toContain('| Approved by | hubot (production) |')
    expect(text).toContain('| Next | [model-deploy.yml on main with model, version](https://github.test/')
    expect(text).toContain('modelgate rollback --model churn --stage production --to v0.1.0 --reason "WHY"')
    const notes = String(github.state.releases[0]!['body'])
    expect(notes).toContain('Who leaves next month')
    expect(notes).toContain('| roc\\_auc | 0.84 |')
    expect(notes).toContain(`| test | \`data/test.csv\` | \`sha256:${repo.hash('data/test.csv')}\` | 2 |`)
    expect(notes).toContain('| `evidence/compare.json` | compare | pass | in a run on a protected branch |')

    const again = await promote()
    expect(again.results[0]).toMatchObject({ blocks: false })
    expect(registeredOf(again)).toEqual(registeredOf(outcome))
    expect(toldOf(again)).toMatchObject({
      release: `done: ${release} (it was there)`,
      dispatch: expect.stringMatching(/^done: .*\/actions\/runs\/\d+ \(it was there\)$/),
      comment: expect.stringMatching(/\(it was there\)$/),
    })
    expect([github.state.releases.length, github.state.dispatches.length, github.state.comments.length]).toEqual([
      1, 1, 1,
    ])
    expect(github.state.comments[0]!.body).toBe(comment!.body)
  })

  it('is completed by a second run where the first was cut off before it told anybody', async () => {
    const { repo, github } = await prepared()
    const { files, digests } = await repo.judge()
    const given = { stage: 'production', evidence: files, digests }
    const first = await repo.promote(given)
    expect(toldOf(first)).toEqual({})
    const second = await repo.promote({ ...given, ...EVERYTHING })
    expect(registeredOf(second)).toEqual(registeredOf(first))
    expect(Object.values(toldOf(second)).every((text) => text.startsWith('done: '))).toBe(true)
    expect([github.state.releases.length, github.state.dispatches.length, github.state.comments.length]).toEqual([
      1, 1, 1,
    ])
    expect(github.state.comments[0]!.body).toContain('there is no version to go back to')
  })

  it('that was dispatched before the run was cut off is not dispatched again', async () => {
    const { repo, github } = await prepared()
    const { files, digests } = await repo.judge()
    const given = { stage: 'production', evidence: files, digests, dispatch: 'model-deploy.yml' }
    await repo.promote(given)
    const second = await repo.promote({ ...given, ...EVERYTHING })
    expect(toldOf(second)['dispatch']).toMatch(/\(it was there\)$/)
    expect(github.state.dispatches).toHaveLength(1)
    expect(github.state.comments[0]!.body).toContain('| Next | ')
  })

  it('stays done where nothing of it may be told, which is said with the permission and the way by hand', async () => {
    const { repo, github } = await prepared({ contents: 'read' })
    const outcome = await repo.judgeAndPromote(EVERYTHING)
    expect([exitCodeOf(outcome), outcome.results[0]!.verdict]).toEqual([0, 'pass'])
    expect(repo.holder()).toMatchObject({ version: 'v0.1.0' })
    expect(toldOf(outcome)).toEqual({
      release: expect.stringMatching(/^skip: .*403.*add `contents: write` to the job's permissions$/),
      dispatch: expect.stringMatching(
        /^skip: .*403.*by hand: gh workflow run model-deploy\.yml --ref main -f model=churn -f version=v0\.1\.0; add `actions: write`/,
      ),
      comment: expect.stringMatching(/^skip: .*403.*add `pull-requests: write`/),
    })
    expect(repo.warnings.join('\n')).toContain('actions: write')
    expect(github.state.dispatches).toEqual([])
  })

  it('stays done where the host answers nothing', async () => {
    const { repo, github } = await prepared()
    await github.close()
    const outcome = await repo.judgeAndPromote(EVERYTHING)
    expect(exitCodeOf(outcome)).toBe(0)
    expect(Object.values(toldOf(outcome)).every((text) => text.startsWith('skip: '))).toBe(true)
  })

  it('is told of once in a terminal, where the result says what was refused', async () => {
    const { repo } = await prepared({ contents: 'read' })
    repo.variables = {}
    const outcome = await repo.judgeAndPromote(EVERYTHING)
    expect(toldOf(outcome)['release']).toMatch(/^skip: no release of churn@v0\.1\.0: .*403/)
    expect(repo.warnings.filter((text) => text.startsWith('no '))).toEqual([])
    const lines = renderText(outcome.results, { colour: false }).split('\n')
    expect(lines.filter((line) => line.includes('no release of churn@v0.1.0'))).toHaveLength(1)
  })

  it('of a commit that no pull request brought has nobody to tell', async () => {
    const { repo, github } = await prepared()
    github.state.pulls.clear()
    const outcome = await repo.judgeAndPromote({ comment: true })
    expect(toldOf(outcome)['comment']).toMatch(
      /^skip: no comment on .*: no merged pull request brought commit [0-9a-f]{12}$/,
    )
    expect(repo.warnings).toEqual([])
  })

  it('sends an event where no workflow is named', async () => {
    const { repo, github } = await prepared()
    await repo.judgeAndPromote({ dispatch: 'model-promoted' })
    expect(github.state.dispatches).toEqual([
      {
        event_type: 'model-promoted',
        client_payload: {
          ...{ model: 'churn', version: 'v0.1.0', stage: 'production', tag: 'churn@v0.1.0', image: null },
          commit: git(repo.remote, 'rev-parse', 'churn@v0.1.0^{}'),
        },
      },
    ])
  })
})

describe('what comes next', () => {
  it.each([
    ['none.yml', {}, /refs\/heads\/main has no \.github\/workflows\/none\.yml/],
    ['../other/deploy.yml', {}, /has no /],
    ['push.yml', { '.github/workflows/push.yml': 'on: push\njobs: {}\n' }, /does not run on workflow_dispatch/],
    [
      'needs.yml',
      { '.github/workflows/needs.yml': 'on: {workflow_dispatch: {inputs: {region: {required: true}}}}\njobs: {}\n' },
      /needs the input region/,
    ],
  ])('%s is refused before anything is done', async (dispatch, files, message) => {
    const { repo } = await hostedRepository()
    repo.write({ ...files, 'notes.md': 'another\n' })
    repo.push('workflow')
    expect((await errorOf(repo.judgeAndPromote({ dispatch }))).message).toMatch(message)
    expect(repo.tags()).toEqual([])
  })

  it.each(['on: workflow_dispatch\n', 'on: [push, workflow_dispatch]\n', 'on: {workflow_dispatch: }\n'])(
    'that takes no inputs gets none: %j',
    async (text) => {
      const { repo, github } = await hostedRepository()
      repo.write({ '.github/workflows/next.yml': text })
      repo.push('workflow')
      await repo.judgeAndPromote({ dispatch: '.github/workflows/next.yml' })
      expect(github.state.dispatches).toEqual([{ workflow: 'next.yml', ref: 'main', inputs: {} }])
    },
  )
})

describe('a dry run', () => {
  it('shows what would be told, and tells nobody', async () => {
    const { repo, github } = await prepared()
    const outcome = await repo.judgeAndPromote({ ...EVERYTHING, 'dry-run': true })
    expect(toldOf(outcome)).toEqual({
      registry: expect.stringMatching(
        /^skip: out\/model\.bin, out\/predictions\.csv would be kept in the record, in git; /,
      ),
      release: 'skip: a release of churn@v0.1.0 would be made. Nothing was done',
      dispatch: 'skip: model-deploy.yml on main with model, version would be dispatched. Nothing was done',
      comment: 'skip: the pull request that brought the code would get a comment. Nothing was done',
    })
    expect(outcome.results[0]!.checks.map(({ id }) => id)).toContain('evidence/registry/protection')
    expect(github.requests.filter(({ method }) => method !== 'GET')).toEqual([])
  })
})
