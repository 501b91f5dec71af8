import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import examples from '@octokit/webhooks-examples'
import { describe, expect, it, onTestFinished } from 'vitest'
import { serveGit } from '../support/git-http-server.ts'
import { serveGitHub } from '../support/github/serve-github.ts'
import { serveLoopback } from '../support/loopback-server.ts'
import { makeFolder } from '../support/temporary-folder.ts'
import { type ActionRun, startAction, TOKEN } from './action-run.ts'
import { ChurnRepository } from './churn-repository.ts'

/**
 * A job with a token whose earlier steps, or whose pull request, left traps wherever a program could be led into one.
 * What acts on the process of the action itself (NODE_OPTIONS, LD_PRELOAD) is the runner's to keep away; none of it may
 * reach a process that is started from there.
 */

const SLUG = 'Codertocat/Hello-World'

interface Job {
  readonly churn: ChurnRepository
  /** Where what they name lies. */
  readonly traps: string
  /** What was sent to the listener that all traps name. */
  readonly heard: readonly string[]
  /** What traps wrote: who ran them and with what environment. */
  caught(): string
  /** Environments in which git was run, as `env` prints them. */
  gitRuns(): readonly string[]
  start(
    name: string,
    inputs: Readonly<Record<string, string>>,
    more: Readonly<Record<string, string>>,
  ): Promise<ActionRun>
}

/** Sets the traps around the example, whose remote is served over HTTP to whoever has the token. */
async function openHostileJob(variant: string): Promise<Job> {
  const churn = new ChurnRepository(variant)
  onTestFinished(() => churn.dispose())
  const server = await serveGit(churn.folder, { token: TOKEN })
  const listener = await serveLoopback((_, response) => response.writeHead(404).end())
  churn.git('remote', 'set-url', 'origin', `${server.origin}/origin.git`)
  const temporary = churn.path('..', 'runner-temp')
  // NODE_OPTIONS takes no blanks
  const [home, traps] = [join(temporary, 'home'), makeFolder()]
  for (const folder of [home, churn.path('bin')]) mkdirSync(folder, { recursive: true })
  const canary = join(traps, 'caught')

  const trap = (path: string) => {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, `#!/bin/sh\n{ echo "$0 $*"; env; } >> '${canary}'\nexit 0\n`, { mode: 0o755 })
    return path
  }
  const program = trap(join(traps, 'program'))
  for (const name of ['git', 'node', 'npm', 'ssh', 'sh', 'env', 'git-remote-http', 'git-credential-x']) {
    trap(churn.path('bin', name))
    trap(join(temporary, 'bin', name))
  }
  for (const hook of ['pre-push', 'post-checkout', 'reference-transaction', 'pre-receive', 'post-index-change']) {
    trap(churn.path('.git/hooks', hook))
  }
  const config = `
[core]\n\tfsmonitor = ${program}\n\tsshCommand = ${program}\n\thooksPath = .git/hooks\n\tpager = ${program}
[credential]\n\thelper = !${program}\n[diff]\n\texternal = ${program}\n[http]\n\tproxy = ${listener.origin}
[url "${listener.origin}/"]\n\tinsteadOf = ${server.origin}/\n[filter "x"]\n\tsmudge = ${program}\n\tclean = ${program}\n`
  appendFileSync(churn.path('.git/config'), config)
  writeFileSync(join(home, '.gitconfig'), config)
  mkdirSync(churn.path('.git/info'), { recursive: true })
  writeFileSync(churn.path('.git/info/attributes'), '* filter=x diff=x\n')
  for (const folder of [churn.work, home]) {
    writeFileSync(join(folder, '.npmrc'), `registry=${listener.origin}/\${GITHUB_TOKEN}/\n`)
  }
  // in the process of the action it is loaded, as Node does; its name says so to the canary
  const required = join(traps, 'required.cjs')
  const note = `require('node:fs').appendFileSync('${canary}.node', process.argv.slice(1).join(' ') + '\\n')\n`
  writeFileSync(required, note)

  // the git that the runner's own PATH has, which also says what it was given
  const tools = makeFolder()
  const gitRuns = join(tools, 'runs')
  const real = (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'git'))
    .find(existsSync)!
  writeFileSync(join(tools, 'git'), `#!/bin/sh\n{ echo "--- $*"; env; } >> '${gitRuns}'\nexec '${real}' "$@"\n`, {
    mode: 0o755,
  })
  const environment = {
    ...{ GITHUB_SERVER_URL: server.origin, GITHUB_TOKEN: TOKEN, HOME: home, XDG_CONFIG_HOME: home },
    PATH: [churn.path('bin'), join(temporary, 'bin'), 'bin', '', '/proc/self/cwd/bin', tools, process.env['PATH']].join(
      delimiter,
    ),
    ...{
      NODE_OPTIONS: `--require=${required}`,
      LD_PRELOAD: join(traps, 'preload.so'),
      BASH_ENV: program,
      ENV: program,
    },
    ...{ GIT_SSH_COMMAND: program, GIT_SSH: program, GIT_ASKPASS: program, SSH_ASKPASS: program },
    ...{ GIT_EXEC_PATH: churn.path('bin'), GIT_EXTERNAL_DIFF: program, GIT_PROXY_COMMAND: program, GIT_PAGER: program },
    ...{ GIT_CONFIG_COUNT: '2', GIT_CONFIG_KEY_0: 'credential.helper', GIT_CONFIG_VALUE_0: `!${program}` },
    ...{
      GIT_CONFIG_KEY_1: 'http.proxy',
      GIT_CONFIG_VALUE_1: listener.origin,
      GIT_CONFIG_GLOBAL: join(home, '.gitconfig'),
    },
    ...{ GIT_TRACE_CURL: `${canary}.trace`, GIT_TRACE_REDACT: '0', GIT_DIR: churn.path('elsewhere') },
    npm_config_registry: `${listener.origin}/${TOKEN}/`,
  }
  return {
    ...{ churn, traps },
    heard: listener.requests,
    caught: () => {
      const names = readdirSync(traps).filter((name) => name.startsWith('caught') && name !== 'caught.node')
      return names.map((name) => readFileSync(join(traps, name), 'utf8')).join('')
    },
    gitRuns: () => (existsSync(gitRuns) ? readFileSync(gitRuns, 'utf8').split(/^--- /m).slice(1) : []),
    start: async (name, inputs, more) => {
      const request = { workspace: churn.work, temporary: realpathSync(temporary), inputs }
      const run = await startAction(name, { ...request, environment: { ...environment, ...more } })
      // of all processes the action's own alone was started with NODE_OPTIONS
      const loads = readFileSync(`${canary}.node`, 'utf8').trim().split('\n')
      expect(loads.filter((line) => !/(check|report|promote)\/index\.js$/.test(line))).toEqual([])
      return run
    },
  }
}

/** No trap was stepped into, nothing was sent to whom they name, and git got of the job's environment what it needs. */
function expectUntouched({ caught, heard, gitRuns, traps }: Job): void {
  expect(caught()).toBe('')
  expect(heard).toEqual([])
  const runs = gitRuns()
  expect(runs.length).toBeGreaterThan(0)
  const names =
    /^(NODE_OPTIONS|LD_PRELOAD|BASH_ENV|ENV|GIT_SSH|GIT_EXEC_PATH|GIT_EXTERNAL_DIFF|GIT_PROXY_COMMAND|GIT_TRACE_CURL|SSH_ASKPASS|GITHUB_TOKEN|INPUT_TOKEN|npm_config_registry)=/m
  expect(runs.filter((run) => names.test(run) || run.includes(traps))).toEqual([])
  // it is given by a header of the remote's own address, in the environment, and never as an argument
  const encoded = Buffer.from(`x-access-token:${TOKEN}`).toString('base64')
  const isTold = (text: string) => text.includes(TOKEN) || text.includes(encoded)
  expect(runs.filter((run) => isTold(run.split('\n')[0]!))).toEqual([])
  const lines = runs.flatMap((run) => run.split('\n').filter(isTold))
  expect(lines.filter((line) => !/^GIT_CONFIG_VALUE_\d+=Authorization: Basic /.test(line))).toEqual([])
}

describe('a hostile job', () => {
  it('gets nothing out of check and report, which comment', async () => {
    const job = await openHostileJob('better')
    const { churn } = job
    const base = churn.git('rev-parse', 'HEAD')
    const pull = structuredClone(examplePull())
    const side = (sha: string, ref: string) => ({ sha, ref, repo: { full_name: SLUG } })
    Object.assign(pull, { number: 2, state: 'open', head: side('a'.repeat(40), 'change'), base: side(base, 'main') })
    const tokens = { [TOKEN]: { login: 'github-actions[bot]', permissions: { pull_requests: 'write' } } } as const
    const github = await serveGitHub({ repository: SLUG, tokens, pulls: [pull] })
    const payload = join(makeFolder(), 'event.json')
    const repository = { full_name: SLUG, default_branch: 'main' }
    writeFileSync(payload, JSON.stringify({ number: 2, pull_request: pull, repository }))
    const more = { GITHUB_API_URL: github.apiUrl, GITHUB_EVENT_PATH: payload, GITHUB_BASE_REF: 'main' }
    const check = await job.start('check', { all: 'true', comment: 'true' }, more)
    expect(check, check.log).toMatchObject({ exitCode: 0, outputs: { verdict: 'pass' } })
    const report = await job.start('report', { comment: 'true', 'comment-key': 'again' }, more)
    expect(report, report.log).toMatchObject({ exitCode: 0 })
    expect(github.state.comments).toHaveLength(2)
    expectUntouched(job)
    for (const text of [check.log, check.summary, report.log, report.summary]) {
      // what hides it in the log has to name it
      expect(text.replaceAll(`::add-mask::${TOKEN}`, '')).not.toContain(TOKEN)
    }
  })

  it('gets nothing out of promote, which pushes', async () => {
    const job = await openHostileJob('better')
    const payload = join(makeFolder(), 'event.json')
    writeFileSync(payload, JSON.stringify({ repository: { full_name: SLUG, default_branch: 'main' } }))
    const more = { GITHUB_EVENT_NAME: 'push', GITHUB_EVENT_PATH: payload, GITHUB_REF: 'refs/heads/main' }
    const check = await job.start('check', { all: 'true', 'evidence-file': 'evidence.jsonl' }, more)
    expect(check, check.log).toMatchObject({ exitCode: 0 })
    const evidence = { evidence: 'evidence.jsonl', 'evidence-digest': check.outputs['evidence-digest']! }
    const inputs = { model: 'churn', stage: 'production', ...evidence }
    const promote = await job.start('promote', inputs, more)
    expect(promote, promote.log).toMatchObject({ exitCode: 0, outputs: { tag: 'churn@v0.1.0' } })
    expectUntouched(job)
  })
})

function examplePull(): object {
  const events = examples as unknown as readonly { name: string; examples: readonly { pull_request: object }[] }[]
  return events.find(({ name }) => name === 'pull_request')!.examples[0]!.pull_request
}
