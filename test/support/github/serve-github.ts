import { expect, onTestFinished } from 'vitest'
import { type FakeGitHub, type FakeGitHubOptions, startFakeGitHub } from './fake-github.ts'

/** A fake GitHub of the running test, which fails where it sent a request that GitHub does not describe. */
export async function serveGitHub(options: FakeGitHubOptions = {}): Promise<FakeGitHub> {
  const github = await startFakeGitHub(options)
  onTestFinished(async () => {
    await github.close()
    expect(github.state.violations).toEqual([])
  })
  return github
}
