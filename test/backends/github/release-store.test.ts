import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createClient } from '../../../src/backends/github/client.ts'
import { openReleaseReader, openReleaseStore } from '../../../src/backends/github/release-store.ts'
import { Http } from '../../../src/backends/http/client.ts'
import type { StoreDraft, StoredReference } from '../../../src/ports/artifact-store.ts'
import { JOB_TOKEN } from '../../support/github/fake-github.ts'
import { serveGitHub } from '../../support/github/serve-github.ts'
import { hashOf, makeDraft, makeStores, referTo } from '../../support/made-stores.ts'
import { makeFolder } from '../../support/temporary-folder.ts'

/** GitHub with a job's token that has this permission for contents; its seconds last 5 ms. */
async function serve(contents: 'read' | 'write' = 'write') {
  const tokens = {
    'job-token': { ...JOB_TOKEN, permissions: { contents } },
    reader: { ...JOB_TOKEN, permissions: { contents: 'read' } },
  } as const
  const github = await serveGitHub({ tokens, isPrivate: true })
  const signal = new AbortController().signal
  const open = (token = 'job-token') => {
    const http = new Http({ variables: {}, signal, now: () => new Date(), delaysMs: [0] })
    onTestFinished(() => http.close())
    const connect = (repository: string) => {
      const client = createClient({
        ...{ apiUrl: github.apiUrl, repository, token, variables: {}, logger: SILENT, userAgent: 'modelgate/0.0.0' },
        waits: { secondMs: 5, isPaced: false },
      })
      onTestFinished(() => client.close())
      return client
    }
    const context = { apiUrl: github.apiUrl, token, userAgent: 'modelgate/0.0.0', signal, http, connect }
    const reader = openReleaseReader(context)
    return {
      put: (draft: StoreDraft) => openReleaseStore('acme/models', context).put(draft, signal),
      has: reader.has,
      fetch: (file: StoredReference) => reader.fetch(file, join(makeFolder(), 'copy')),
    }
  }
  return { github, open, stores: open() }
}

const SILENT = { info() {}, warning() {}, debug() {} }

describe('files in releases of the repository', () => {
  test('are assets of a pre-release of their own, kept once, and read with contents: read', async () => {
    const { github, stores, open } = await serve()
    const draft = makeDraft()
    const location = await stores.put(draft)
    expect(location).toBe(`release://acme/models/modelgate-files-churn-1/sha256-${draft.sha256}`)
    expect(await stores.put(draft)).toBe(location)
    await stores.put(makeDraft('another\n'))
    expect(github.state.releases).toMatchObject([{ prerelease: true, make_latest: 'false' }])
    expect(github.state.assets.map(({ name }) => name)).toEqual([
      `sha256-${draft.sha256}`,
      `sha256-${hashOf('another\n')}`,
    ])
    const reader = open('reader')
    expect(await reader.has(referTo(draft, location))).toBe(true)
    expect(readFileSync((await reader.fetch(referTo(draft, location)))!.path, 'utf8')).toBe('the model\n')
    expect(github.state.violations).toEqual([])
  })

  test('that are gone are missing, with their release too', async () => {
    const { github, stores } = await serve()
    const draft = makeDraft()
    const reference = referTo(draft, await stores.put(draft))
    github.state.assets.length = 0
    expect(await stores.has(reference)).toBe(false)
    expect(await stores.fetch(reference)).toBeNull()
    github.state.releases.length = 0
    expect(await stores.has(reference)).toBe(false)
  })

  test('that were altered are found out, with and without a digest of GitHub', async () => {
    const { github, stores } = await serve()
    const draft = makeDraft()
    const reference = referTo(draft, await stores.put(draft))
    const [asset] = github.state.assets as unknown as { content: Buffer; digest: string | null }[]
    asset!.content = Buffer.from('the mOdel\n')
    asset!.digest = `sha256:${hashOf('the mOdel\n')}`
    for (const digest of [asset!.digest, null]) {
      asset!.digest = digest
      const said = `is sha256:${hashOf('the mOdel\n')}, the record says sha256:${draft.sha256}`
      await expect(stores.has(reference)).rejects.toThrow(said)
      await expect(stores.fetch(reference)).rejects.toThrow(said)
      await expect(stores.put(draft)).rejects.toThrow(said)
    }
  })

  test('come whole where two runs make the release and send the same file at the same time', async () => {
    const { github, stores, open } = await serve()
    const draft = makeDraft()
    const other = open()
    const puts = await Promise.all([stores.put(draft), other.put(draft)])
    expect(puts[0]).toBe(puts[1])
    expect(github.state.assets).toHaveLength(1)
    expect(github.state.releases).toHaveLength(1)
  })

  test('that an earlier run began to send are sent anew', async () => {
    const { github, stores } = await serve()
    const draft = makeDraft()
    await stores.put(makeDraft('first\n'))
    const release = github.state.releases[0]!['id']
    const begun = { id: github.state.nextId(), name: `sha256-${draft.sha256}`, release, state: 'starter' }
    github.state.assets.push({ ...begun, content: Buffer.alloc(0) })
    const reference = referTo(draft, await stores.put(draft))
    expect(await stores.has(reference)).toBe(true)
    expect(github.requests.map(({ operation }) => operation)).toContain('repos/delete-release-asset')
  })

  test('go into the next release after a thousand', async () => {
    const { github, stores } = await serve()
    await stores.put(makeDraft('first\n'))
    const release = github.state.releases[0]!['id']
    for (let index = 1; index < 1000; index += 1) {
      const id = github.state.nextId()
      github.state.assets.push({ id, name: `asset-${index}`, release, state: 'uploaded', content: Buffer.alloc(0) })
    }
    expect(await stores.put(makeDraft())).toContain('/modelgate-files-churn-2/')
    expect(await stores.put(makeDraft('first\n'))).toContain('/modelgate-files-churn-1/')
  })

  test('are refused by name: without the permission, without a token, too large, changed since', async () => {
    const { github, open } = await serve('read')
    await expect(open().put(makeDraft())).rejects.toThrow(
      /cannot make the release modelgate-files-churn-1: .*403.*\n {2}→ add `contents: write`/,
    )
    const without = makeStores({ variables: { GITHUB_API_URL: github.apiUrl } })
    await expect(without.put({ type: 'release', repository: null }, makeDraft())).rejects.toThrow(
      'files of releases need a token',
    )
    await expect(open().put({ ...makeDraft(), size: 2 ** 31 })).rejects.toThrow('less than 2 GiB of one file')
    const draft = makeDraft()
    writeFileSync(draft.localPath, 'the mOdel\n')
    const { stores } = await serve()
    await expect(stores.put(draft)).rejects.toThrow('it changed since it was judged')
  })

  test('that cannot be sent leave no word of the token', async () => {
    const { github, stores } = await serve()
    await stores.put(makeDraft('first\n'))
    github.fail({ operation: 'repos/upload-release-asset', kind: 'bad-gateway' })
    const failure = await stores.put(makeDraft()).catch((error: Error) => error.message)
    expect(failure).toMatch(/cannot put release:\/\/acme\/models\/.*502/)
    expect(failure).not.toContain('job-token')
  })

  test.each(['bad-gateway-after', 'cut-after'] as const)(
    'that came though the answer was lost (%s) are found',
    async (kind) => {
      const { github, stores } = await serve()
      await stores.put(makeDraft('first\n'))
      github.fail({ operation: 'repos/upload-release-asset', kind })
      const draft = makeDraft()
      expect(await stores.has(referTo(draft, await stores.put(draft)))).toBe(true)
      expect(github.state.assets).toHaveLength(2)
    },
  )
})
