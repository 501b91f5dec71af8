import { spawn } from 'node:child_process'
import { access, realpath } from 'node:fs/promises'
import { delimiter, dirname, join } from 'node:path'
import { SystemError } from '../../core/faults.ts'

/** Environment variables by name; one that is not set is undefined. */
export type Environment = Readonly<Record<string, string | undefined>>

const TIME_LIMIT_MS = 300_000
const KEPT_OUTPUT = 4000

/** What npm needs to find itself, its user's registry settings and a way out. Tokens of the job are not among it. */
const ALLOWED = [
  'PATH HOME USERPROFILE APPDATA LOCALAPPDATA SYSTEMROOT WINDIR COMSPEC PATHEXT TEMP TMP TMPDIR LANG',
  'HTTP_PROXY HTTPS_PROXY NO_PROXY NODE_EXTRA_CA_CERTS SSL_CERT_FILE SSL_CERT_DIR',
  'NPM_CONFIG_REGISTRY NPM_CONFIG_USERCONFIG NPM_CONFIG_CACHE NPM_CONFIG_CAFILE',
  'NPM_CONFIG_PROXY NPM_CONFIG_HTTPS_PROXY NPM_CONFIG_NOPROXY',
].flatMap((line) => line.split(' '))

/** The variables of these names (in upper case) and no others. */
export function allowEnvironment(environment: Environment, allowed: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && allowed.includes(entry[0].toUpperCase()),
    ),
  )
}

/** Settings of an npmrc that would break the install or widen it do not stand against flags. */
const FLAGS = [
  '--ignore-scripts',
  '--include=optional',
  '--install-strategy=hoisted',
  '--global=false',
  '--package-lock=true',
  '--dry-run=false',
  '--bin-links=false',
  '--audit=false',
  '--fund=false',
  '--update-notifier=false',
  '--loglevel=error',
]

/**
 * Runs `npm ci` in a folder that holds the two files and nothing else.
 * @throws SystemError where there is no npm, it fails, or it takes longer than 5 minutes.
 */
export async function installPackages(
  folder: string,
  environment: Environment,
  execPath: string,
  signal: AbortSignal,
): Promise<void> {
  const [program, ...words] = await findNpm(environment, execPath)
  const { code, output } = await new Promise<{ code: number | null; output: string }>((done, failed) => {
    const child = spawn(program, [...words, 'ci', ...FLAGS], {
      cwd: folder,
      // an npmrc that writes `${GITHUB_TOKEN}` into an address sends nothing
      env: allowEnvironment(environment, ALLOWED),
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: TIME_LIMIT_MS,
      killSignal: 'SIGKILL',
      signal,
    })
    let kept = ''
    const keep = (text: Buffer) => {
      kept = (kept + text.toString('utf8')).slice(-KEPT_OUTPUT)
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.on('error', failed)
    child.on('close', (exit) => done({ code: exit, output: kept }))
  }).catch((error: unknown) => {
    signal.throwIfAborted()
    throw new SystemError('npm does not start, so the data engine cannot be fetched', { help: ADVICE, cause: error })
  })
  if (code === 0) return
  const how = code === null ? `did not end within ${TIME_LIMIT_MS / 1000} s` : `ended with ${code}`
  throw new SystemError(`npm could not fetch the data engine: it ${how}\n${indent(output)}`.trimEnd(), { help: ADVICE })
}

const ADVICE =
  'run `npm install @duckdb/node-api` beside modelgate, or name a folder that has it: `engine: {folder: …}` in modelgate.yml'

/** The command line of npm: of the Node that runs this, else of the PATH. Its script is run by Node itself, so no shell is needed. */
async function findNpm(environment: Environment, execPath: string): Promise<readonly [string, ...string[]]> {
  const beside = dirname(execPath)
  const folders = [beside, ...(environment['PATH'] ?? environment['Path'] ?? '').split(delimiter).filter(Boolean)]
  for (const folder of folders) {
    for (const script of ['../lib/node_modules/npm/bin/npm-cli.js', 'node_modules/npm/bin/npm-cli.js']) {
      if (await isThere(join(folder, script))) return [execPath, join(folder, script)]
    }
    const program = await realpath(join(folder, 'npm')).catch(() => null)
    if (program !== null && process.platform !== 'win32') {
      return program.endsWith('.js') ? [execPath, program] : [program]
    }
  }
  throw new SystemError('the data engine is not installed, and there is no npm to fetch it', { help: ADVICE })
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}

function indent(text: string): string {
  return text
    .trim()
    .split('\n')
    .slice(-10)
    .map((line) => `    ${line}`)
    .join('\n')
}
