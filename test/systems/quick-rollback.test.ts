import { expect, it } from 'vitest'
import { promotedThrice, ROLLBACK } from '../commands/rollback/rollback-runs.ts'
import { startCli } from '../support/command-line.ts'
import { GIT_VARIABLES, git } from '../support/git.ts'
import { serveGit } from '../support/git-http-server.ts'

const LIMIT_MS = 5000

it.each(['file', 'http'] as const)(
  'the decision to go back takes less than five seconds, start-up and tag included, over %s',
  async (form) => {
    const repo = await promotedThrice()
    if (form === 'http') {
      git(repo.remote, 'config', 'http.receivepack', 'true')
      const { origin } = await serveGit(repo.folder)
      git(repo.clone, 'remote', 'set-url', 'origin', `${origin}/remote.git`)
    }
    for (const words of [[...ROLLBACK, '--dry-run'], ROLLBACK]) {
      const begun = performance.now()
      const { exitCode, stderr } = await startCli(words, repo.clone, GIT_VARIABLES)
      const took = performance.now() - begun
      expect([exitCode, stderr]).toEqual([0, ''])
      expect(took).toBeLessThan(LIMIT_MS)
    }
  },
)
