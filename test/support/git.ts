import { execFileSync } from 'node:child_process'

/** Git with nothing of the machine's own configuration. */
export const GIT_VARIABLES: Readonly<Record<string, string>> = {
  PATH: process.env['PATH'] ?? '',
  HOME: '/nonexistent',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  // no sample hooks in what is made
  GIT_TEMPLATE_DIR: '',
  GIT_AUTHOR_NAME: 'tester',
  GIT_AUTHOR_EMAIL: 'tester@example.com',
  GIT_COMMITTER_NAME: 'tester',
  GIT_COMMITTER_EMAIL: 'tester@example.com',
}

/** Runs git and gives what it printed, trimmed. */
export function git(folder: string, ...args: readonly string[]): string {
  const output = execFileSync('git', args, { cwd: folder, env: GIT_VARIABLES, stdio: ['ignore', 'pipe', 'pipe'] })
  return output.toString('utf8').trim()
}
