import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import examples from '@octokit/webhooks-examples'
import { findCommand, inputsOf } from '../../src/commands/catalogue.ts'
import { DIST } from '../support/built.ts'
import { plainEnvironment } from '../support/command-line.ts'

export const TOKEN = 'ghs_0123456789abcdefTOKEN'

/** What one step of a job left behind. */
export interface ActionRun {
  readonly exitCode: number | null
  /** The step's log; workflow commands are lines of it. */
  readonly log: string
  readonly stderr: string
  readonly outputs: Readonly<Record<string, string>>
  /** Markdown of the step summary. */
  readonly summary: string
}

export interface ActionRequest {
  /** Root of the checkout. */
  readonly workspace: string
  /** RUNNER_TEMP: steps of one job share it. */
  readonly temporary: string
  readonly inputs?: Readonly<Record<string, string>>
  readonly event?: 'pull_request' | 'push'
  readonly environment?: Readonly<Record<string, string>>
}

/** Runs a built action as GitHub's runner would: every input by INPUT_*, files for outputs and summary, a real event. */
export function runAction(name: string, request: ActionRequest): ActionRun {
  const { entry, options, finish } = prepareAction(name, request)
  const { status, stdout, stderr } = spawnSync(process.execPath, [entry], {
    ...options,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  return finish(status, stdout, stderr)
}

/** The same where servers of this process have to answer meanwhile. */
export async function startAction(name: string, request: ActionRequest): Promise<ActionRun> {
  const { entry, options, finish } = prepareAction(name, request)
  const child = spawn(process.execPath, [entry], { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  const [log, stderr] = await Promise.all([text(child.stdout), text(child.stderr)])
  return finish(await ended, log, stderr)
}

function prepareAction(name: string, request: ActionRequest) {
  const variables = openStep(request)
  const names = Object.keys(inputsOf(findCommand(name)!, 'action'))
  const inputs: Record<string, string> = { token: TOKEN, ...request.inputs }
  const given = Object.fromEntries(names.map((input) => [`INPUT_${input.toUpperCase()}`, inputs[input] ?? '']))
  const finish = (exitCode: number | null, log: string, stderr: string): ActionRun => ({
    ...{ exitCode, log, stderr },
    outputs: parseOutputs(readFileSync(variables['GITHUB_OUTPUT']!, 'utf8')),
    summary: readFileSync(variables['GITHUB_STEP_SUMMARY']!, 'utf8'),
  })
  const env = plainEnvironment({ ...given, ...variables, ...request.environment })
  return { entry: join(DIST, name, 'index.js'), options: { cwd: request.workspace, env }, finish }
}

/** What the runner sets for a step of a job, with the files that it names. */
export function openStep({ workspace, temporary, event = 'pull_request' }: ActionRequest): Record<string, string> {
  mkdirSync(temporary, { recursive: true })
  const step = mkdtempSync(join(temporary, '_step-'))
  const [output, summary, payload] = [join(step, 'output'), join(step, 'summary'), join(step, 'event.json')]
  for (const file of [output, summary]) writeFileSync(file, '')
  writeFileSync(payload, JSON.stringify(openPayload(event, workspace)))
  return {
    ...{ CI: 'true', GITHUB_ACTIONS: 'true', GITHUB_WORKSPACE: workspace, RUNNER_TEMP: temporary },
    ...{ GITHUB_OUTPUT: output, GITHUB_STEP_SUMMARY: summary },
    ...{ GITHUB_EVENT_NAME: event, GITHUB_EVENT_PATH: payload },
    GITHUB_REF: event === 'push' ? 'refs/heads/master' : 'refs/pull/2/merge',
    ...{ GITHUB_REPOSITORY: 'Codertocat/Hello-World', GITHUB_SERVER_URL: 'https://github.com', GITHUB_RUN_ID: '7' },
    ...{ GITHUB_ACTOR: 'Codertocat', GITHUB_ACTOR_ID: '21031067' },
  }
}

/** GITHUB_OUTPUT: `name<<delimiter`, the value's lines, the delimiter. */
function parseOutputs(written: string): Record<string, string> {
  const entries = [...written.matchAll(/^([\w-]+)<<(\S+)\r?\n([\s\S]*?)\r?\n\2\r?$/gm)]
  return Object.fromEntries(entries.map((match) => [match[1]!, match[3]!]))
}

/** The example with the checkout's own commit as base and head, where there is one: nobody knows those of the example. */
function openPayload(event: string, workspace: string): unknown {
  const payload = structuredClone(examplePayload(event)) as { pull_request?: Record<'base' | 'head', { sha: string }> }
  const { stdout, status } = spawnSync('git', ['rev-parse', 'HEAD'], { cwd: workspace, encoding: 'utf8' })
  if (status !== 0 || payload.pull_request === undefined) return payload
  for (const side of ['base', 'head'] as const) payload.pull_request[side].sha = stdout.trim()
  return payload
}

/** GitHub's own example of the event. */
function examplePayload(event: string): unknown {
  const definitions = examples as unknown as readonly { name: string; examples: unknown[] }[]
  return definitions.find(({ name }) => name === event)?.examples[0]
}

/** The workflow commands of one kind in a log: their properties and message, unescaped. */
export function commandsIn(
  log: string,
  kind: string,
): readonly { properties: Record<string, string>; message: string }[] {
  const decode = (written: string) =>
    written.replace(/%(0A|0D|3A|2C|25)/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
  return [...log.matchAll(new RegExp(`^::(?:${kind})(?: ([^:]*))?::(.*)$`, 'gm'))].map(
    ([, properties = '', message = '']) => ({
      properties: Object.fromEntries(
        properties
          .split(',')
          .filter((pair) => pair !== '')
          .map((pair) => [pair.slice(0, pair.indexOf('=')), decode(pair.slice(pair.indexOf('=') + 1))]),
      ),
      message: decode(message),
    }),
  )
}
