import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findReason, redact, runGit, startGit } from '../../../src/backends/git/git-process.ts'
import { readPushOutput } from '../../../src/backends/git/tag-push.ts'
import { SystemError } from '../../../src/core/faults.ts'
import { makeFolder } from '../../support/temporary-folder.ts'

const { signal } = new AbortController()

function makeProgram(script: string): string {
  const folder = makeFolder({ git: `#!/bin/sh\n${script}\n` })
  chmodSync(join(folder, 'git'), 0o755)
  return folder
}

describe('a git process', () => {
  it('that is not installed is told so', async () => {
    const call = runGit({ args: ['version'], environment: { PATH: makeFolder() }, signal })
    await expect(call).rejects.toThrow(SystemError)
    await expect(call).rejects.toThrow(/git was not found\n.*install git/)
  })

  it('that hangs is ended', async () => {
    const environment = { PATH: makeProgram('exec /bin/sleep 20') }
    const call = runGit({ args: ['fetch'], environment, signal, timeoutMs: 300 })
    await expect(call).rejects.toThrow(/git fetch did not finish within/)
  })

  it('that hangs lets go of its pipes, also where a child of its own holds them', async () => {
    const environment = { PATH: makeProgram('/bin/sleep 20 & wait') }
    const { child, finish } = startGit({ args: ['fetch'], environment, signal, timeoutMs: 300 })
    await expect(finish).rejects.toThrow(/git fetch did not finish within/)
    expect([child.stdin, child.stdout, child.stderr].map((pipe) => pipe.destroyed)).toEqual([true, true, true])
  })

  it('shows none of the secrets that it prints', async () => {
    const environment = { PATH: makeProgram('echo "fatal: https://ada:p@example.com/x: t0ken refused" >&2; exit 128') }
    const { code, stderr } = await runGit({ args: ['fetch'], environment, signal, secrets: ['t0ken'] })
    expect([code, stderr]).toEqual([128, 'fatal: https://example.com/x: *** refused\n'])
  })
})

it.each([
  ['https://ada:secret@example.com/x.git', 'https://example.com/x.git'],
  ["fatal: unable to access 'https://tok@h/x/': 403", "fatal: unable to access 'https://h/x/': 403"],
  ['git@github.com:acme/churn', 'git@github.com:acme/churn'],
])('%s is shown as %s', (text, shown) => expect(redact(text)).toBe(shown))

it.each([
  ['hint: try x\nwarning: y\nremote: Permission denied\nfatal: no\n', 'remote: Permission denied; fatal: no'],
  ['Receiving objects: 1%\rfatal: early EOF\u001b[31m', 'fatal: early EOF [31m'],
  ['', 'git gave no reason'],
])('the reason in %j is %j', (stderr, reason) => expect(findReason(stderr)).toBe(reason))

describe('the end of a push', () => {
  const line = (summary: string) => `!\trefs/tags/a:refs/tags/a\t${summary}\n`
  it.each([
    [0, '*\ta:a\t[new tag]\nDone\n', '', { kind: 'pushed' }],
    [1, line('[rejected] (stale info)'), '', { kind: 'taken', reason: 'stale info' }],
    [1, line('[remote rejected] (cannot lock ref)'), '', { kind: 'taken', reason: 'cannot lock ref' }],
    [
      1,
      line('[rejected] (stale info)') + line('[rejected] (atomic push failed)'),
      '',
      { kind: 'taken', reason: 'stale info' },
    ],
    [
      1,
      line('[remote rejected] (pre-receive hook declined)'),
      'remote: ask the release team\u0007\n',
      { kind: 'refused', reason: 'pre-receive hook declined; ask the release team' },
    ],
    [
      1,
      line('[rejected] (stale info)') + line('[remote rejected] (hook declined)'),
      '',
      { kind: 'refused', reason: 'stale info; hook declined' },
    ],
    [
      1,
      line('[remote rejected] (push declined due to repository rule violations)') +
        line('[remote rejected] (atomic push failure)'),
      'remote: error: GH013: Repository rule violations found for refs/tags/a.        \nremote: \nremote: - Cannot create ref due to creations being restricted.        \n',
      {
        kind: 'refused',
        reason:
          'push declined due to repository rule violations; error: GH013: Repository rule violations found for refs/tags/a.; - Cannot create ref due to creations being restricted.',
      },
    ],
    [
      128,
      '',
      'fatal: the receiving end does not support --atomic push\n',
      { kind: 'refused', reason: 'fatal: the receiving end does not support --atomic push' },
    ],
    [
      128,
      '',
      "remote: Permission to owner/name.git denied to hubot.\nfatal: unable to access 'https://h/x/': The requested URL returned error: 403\n",
      {
        kind: 'refused',
        reason:
          "remote: Permission to owner/name.git denied to hubot.; fatal: unable to access 'https://h/x/': The requested URL returned error: 403",
      },
    ],
    [
      128,
      '',
      'fatal: the remote end hung up unexpectedly\n',
      { kind: 'unknown', reason: 'fatal: the remote end hung up unexpectedly' },
    ],
  ] as const)('with code %i, %j and %j is %j', (code, stdout, stderr, outcome) => {
    expect(readPushOutput({ code, stdout: Buffer.from(stdout), stderr })).toEqual(outcome)
  })
})
