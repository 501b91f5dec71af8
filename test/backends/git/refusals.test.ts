import { rmSync, writeFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { SystemError } from '../../../src/core/faults.ts'
import { git } from '../../support/git.ts'
import { type GitServerOptions, serveGit } from '../../support/git-http-server.ts'
import { makeDraft, makeRemote, openTestRegistry, type Remote } from '../../support/git-remote.ts'
import { installGitHubHooks } from '../../support/github-hooks.ts'

const { signal } = new AbortController()
const WORKFLOW = '.github/workflows/ci.yml'
const draft = makeDraft('churn', 'one', { stage: 'production' })

/** The failure of a registration, which left nothing at the remote. */
async function refusalOf(remote: Remote, token?: { value: string; origin: string }): Promise<string> {
  const registry = await openTestRegistry(remote.clone, token === undefined ? {} : { token })
  const error: unknown = await registry.register(draft, signal).catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(SystemError)
  expect(git(remote.bare, 'tag')).toBe('')
  return (error as SystemError).message
}

describe('a server with rules as on GitHub', () => {
  it('takes a version and its moves, since tags are made and never moved', async () => {
    const remote = makeRemote()
    installGitHubHooks(remote.bare)
    const registry = await openTestRegistry(remote.clone)
    const { commit } = await registry.register(draft, signal)
    const common = { model: 'churn', sentence: 'Done.', reason: 'test', identity: draft.identity }
    await registry.unassign({ ...common, stage: 'production', expectedStageCommit: commit }, signal)
    await registry.deprecate({ ...common, version: 'v0.1.0' }, signal)
    expect(git(remote.bare, 'tag').split('\n')).toEqual([
      'churn#production!#2',
      'churn#production#1',
      'churn@v0.1.0',
      'churn@v0.1.0!',
    ])
    expect(() => git(remote.clone, 'push', 'origin', ':refs/tags/churn@v0.1.0')).toThrow(/Cannot delete/)
    expect(() => git(remote.clone, 'push', '--force', 'origin', 'HEAD:refs/tags/churn@v0.1.0')).toThrow(/Cannot update/)
  })

  it('takes it of code with other workflow files, which a record does not carry', async () => {
    const remote = makeRemote({ [WORKFLOW]: 'on: push\n' })
    installGitHubHooks(remote.bare)
    writeFileSync(join(remote.clone, WORKFLOW), 'on: pull_request\n')
    git(remote.clone, 'commit', '--quiet', '--all', '--message', 'another workflow')
    expect(() => git(remote.clone, 'push', 'origin', 'HEAD:refs/tags/plain@v0.1.0')).toThrow(/refusing to allow/)
    const registry = await openTestRegistry(remote.clone)
    const codeCommit = git(remote.clone, 'rev-parse', 'HEAD')
    const done = await registry.register({ ...draft, record: { ...draft.record, codeCommit } }, signal)
    expect(done).toMatchObject({ version: 'v0.1.0', stageTag: 'churn#production#1' })
  })

  it('that restrict who creates tags is named with its rule and the way around, and takes it all once allowed', async () => {
    const remote = makeRemote()
    installGitHubHooks(remote.bare, { isCreationRestricted: true })
    const message = await refusalOf(remote)
    expect(message).toMatch(/did not take churn@v0\.1\.0 and churn#production#1: .*GH013: Repository rule violations/)
    expect(message).toMatch(/- Cannot create ref due to creations being restricted\./)
    expect(message).toMatch(
      /nothing was changed; a rule of the server guards these tags \(https:\/\/git\.example\/owner\/name\/rules\?ref=refs\/tags\/churn[^)]*\)[\s\S]*bypass list, its token given as registry-token/,
    )
    installGitHubHooks(remote.bare)
    const registry = await openTestRegistry(remote.clone)
    expect(await registry.register(draft, signal)).toMatchObject({ version: 'v0.1.0' })
  })

  it('that name the rule against moving tags, where somebody was quicker, still have the next number tried', async () => {
    const remote = makeRemote()
    const { commit } = await (await openTestRegistry(remote.clone)).register(makeDraft('churn', 'zero'), signal)
    // the tag comes to be while the push of the same name is judged, once
    const race = `#!/bin/sh
while read -r old new ref; do
  if [ "$ref" = "refs/tags/churn@v0.2.0" ] && ! [ -e raced ]; then
    touch raced
    unset GIT_QUARANTINE_PATH
    git update-ref refs/tags/churn@v0.2.0 ${git(remote.bare, 'rev-parse', 'churn@v0.1.0')}
    echo "error: GH013: Repository rule violations found for $ref." >&2
    echo "- Cannot update this protected ref." >&2
    exit 1
  fi
done
`
    installGitHubHooks(remote.bare)
    writeFileSync(join(remote.bare, 'hooks/pre-receive'), race, { mode: 0o755 })
    const registry = await openTestRegistry(remote.clone)
    const done = await registry.register(makeDraft('churn', 'one'), signal)
    expect([done.version, git(remote.bare, 'rev-parse', 'churn@v0.2.0^{commit}')]).toEqual(['v0.3.0', commit])
  })
})

describe('a server without atomic pushes', () => {
  it('is told so where two tags go together; one tag alone needs none', async () => {
    const remote = makeRemote()
    git(remote.bare, 'config', 'receive.advertiseAtomic', 'false')
    const message = await refusalOf(remote)
    expect(message).toMatch(/the receiving end does not support --atomic push/)
    expect(message).toMatch(/receive\.advertiseAtomic not false\); or register without --stage and promote/)
    const registry = await openTestRegistry(remote.clone)
    const done = await registry.register({ ...draft, stage: null }, signal)
    const move = { model: 'churn', version: 'v0.1.0', stage: 'production', sentence: 'Now.', details: {} }
    const moved = await registry.assign({ ...move, expectedStageCommit: null, identity: draft.identity }, signal)
    expect([done.tag, moved.stageTag]).toEqual(['churn@v0.1.0', 'churn#production#1'])
  })
})

describe('over HTTP', () => {
  const TOKEN = 's3cret-t0ken'
  const isPush = ({ url }: IncomingMessage) => url?.includes('git-receive-pack') === true
  const isUpload = (request: IncomingMessage) => isPush(request) && request.method === 'POST'

  async function serve(
    options: GitServerOptions,
  ): Promise<{ remote: Remote; token: { value: string; origin: string } }> {
    const remote = makeRemote()
    git(remote.bare, 'config', 'http.receivepack', 'true')
    const { origin } = await serveGit(remote.folder, options)
    git(remote.clone, 'remote', 'set-url', 'origin', `${origin}/remote.git`)
    return { remote, token: { value: TOKEN, origin } }
  }

  const expectNoSecret = (message: string) => {
    for (const secret of [TOKEN, Buffer.from(`x-access-token:${TOKEN}`).toString('base64')]) {
      expect(message).not.toContain(secret)
    }
  }

  it('a token that may read alone is told what it lacks', async () => {
    const { remote, token } = await serve({ token: TOKEN, disturb: (request) => (isPush(request) ? 403 : null) })
    const message = await refusalOf(remote, token)
    expect(message).toMatch(/did not take churn@v0\.1\.0 and churn#production#1: .*error: 403/)
    expect(message).toMatch(/nothing was changed; writing the registry needs permission contents: write/)
    expectNoSecret(message)
  })

  it('a wrong token is told that it is not accepted', async () => {
    const { remote, token } = await serve({ token: 'another' })
    const message = await refusalOf(remote, token)
    expect(message).toMatch(
      /cannot read the registry at .*: fatal: the token or password that was given is not accepted/,
    )
    expect(message).toMatch(/give a token that may read the repository/)
    expectNoSecret(message)
  })

  it('a missing token is told to be given', async () => {
    const { remote } = await serve({ token: 'another' })
    const message = await refusalOf(remote)
    expect(message).not.toMatch(/not accepted/)
    expect(message).toMatch(/could not read Username[\s\S]*give a token/)
  })

  it('a connection that ends before the tags arrive changes nothing, and a second run completes', async () => {
    let isCut = true
    const { remote } = await serve({ disturb: (request) => (isCut && isUpload(request) ? 'cut before' : null) })
    expect(await refusalOf(remote)).toMatch(/did not take churn@v0\.1\.0 and churn#production#1[\s\S]*try again$/)
    isCut = false
    const registry = await openTestRegistry(remote.clone)
    expect(await registry.register(draft, signal)).toMatchObject({ version: 'v0.1.0' })
  })

  it('a connection that ends after the tags arrived is no failure', async () => {
    const { remote } = await serve({ disturb: (request) => (isUpload(request) ? 'cut after' : null) })
    const registry = await openTestRegistry(remote.clone)
    expect(await registry.register(draft, signal)).toMatchObject({ version: 'v0.1.0', stageTag: 'churn#production#1' })
    expect(git(remote.bare, 'tag')).toBe('churn#production#1\nchurn@v0.1.0')
  })

  it('a server that is gone after the push leaves it open whether the tags arrived, and says so', async () => {
    let isGone = false
    const { remote } = await serve({
      disturb: (request) => {
        if (isUpload(request)) isGone = true
        return isUpload(request) ? 'cut after' : isGone ? 404 : null
      },
    })
    const registry = await openTestRegistry(remote.clone)
    await expect(registry.register(draft, signal)).rejects.toThrow(
      /was sent churn@v0\.1\.0 and churn#production#1 \(.*\) and cannot be asked whether they are there: .*not found[\s\S]*run the same command again/,
    )
  })
})

it('a remote whose folder is gone amid the run is no lost race', async () => {
  const remote = makeRemote()
  const registry = await openTestRegistry(remote.clone)
  await registry.read({}, signal)
  rmSync(remote.bare, { recursive: true })
  await expect(registry.register(draft, signal)).rejects.toThrow(/cannot read the registry at/)
})
