import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Services } from '../../src/commands/services.ts'
import type { ValidateValues } from '../../src/commands/validate/request.ts'
import { runValidate } from '../../src/commands/validate/run.ts'
import { readTree } from '../../src/config/config-reader.ts'
import { loadProject } from '../../src/config/project-loader.ts'
import type { Proposal, Result } from '../../src/core/result.ts'
import type { PolicyTree } from '../../src/ports/model-registry.ts'
import { git } from '../support/git.ts'
import { openSession, type Session } from './compare/session.ts'

type Files = Readonly<Record<string, string>>

/** The change of a pull request: files written, or with null taken away. */
export type Change = Readonly<Record<string, string | null>>

export interface PullRequest {
  readonly session: Session
  readonly services: Services
  /** What the log says, warnings and all. */
  readonly said: readonly string[]
  /** Id of the base's commit. */
  readonly base: string
  compare(flags?: Parameters<Session['compare']>[0]): Promise<Result>
  validate(): Promise<Result>
}

/** Services of a job on a pull request: the base committed and pushed, the change in the work tree. */
export async function openPullRequest(
  base: Files,
  change: Change,
  options: {
    readonly environment?: Files
    readonly config?: string
    /** The root file that the same call finds in the base, where that is another one. */
    readonly located?: string
    readonly untracked?: Files
  } = {},
): Promise<PullRequest> {
  const session = await openSession(base, { isRepository: true })
  const { folder, services } = session
  const commit = git(folder, 'rev-parse', 'HEAD')
  for (const [path, text] of Object.entries(change)) {
    if (text === null) rmSync(join(folder, path))
    else write(join(folder, path), text)
  }
  for (const [path, text] of Object.entries(options.untracked ?? {})) write(join(folder, path), text)
  const tree: PolicyTree = {
    ref: 'refs/heads/main',
    commit,
    readText: async (path) => base[path] ?? null,
    list: async () => Object.keys(base),
  }
  const said: string[] = []
  const say = (message: string) => void said.push(message)
  const load = {
    environment: options.environment ?? {},
    sha256: (text: string) => createHash('sha256').update(text).digest('hex'),
  }
  const file = options.config ?? 'modelgate.yml'
  const own = readTree({
    readText: async (path) => readFileSync(join(folder, path), 'utf8'),
    list: async () => readdirSync(folder, { recursive: true, encoding: 'utf8' }),
  })
  Object.assign(services, {
    provenance: { ...services.provenance, trust: 'pull_request' },
    logger: { info: say, warning: say, debug: () => {} },
    project: () => loadProject(own, { file, part: null }, load),
    projectAt: (tree, at) => loadProject(readTree(tree), { file: at, part: null }, load),
    locateAt: async () => options.located ?? file,
    policyTree: async () => tree,
    readBase: tree.readText,
  } satisfies Partial<Services>)
  const none = { candidate: undefined, id: undefined, label: undefined, score: [] }
  return {
    session,
    services,
    said,
    base: commit,
    compare: async (flags = {}) => onlyResult(await session.compare({ ...none, ...flags })),
    validate: async () => {
      const values = { model: [], operands: [], 'dry-run': false } as unknown as ValidateValues
      return onlyResult(await runValidate(values, services))
    },
  }
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}

function onlyResult({
  results,
  errors = [],
}: {
  readonly results: readonly Result[]
  readonly errors?: readonly Error[]
}) {
  if (errors[0] !== undefined) throw errors[0]
  return results[0]!
}

/** The difference at a path; undefined where there is none. */
export function differenceAt({ proposal }: Result, path: string): Proposal['differences'][number] | undefined {
  return proposal?.differences.find((difference) => difference.path === path)
}
