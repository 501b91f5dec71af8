import type { LaterKey } from '../core/later.ts'
import { DEFAULT_MAX_SIZE, parseAllowedPlace } from '../core/network-rule.ts'
import type { LocatedDocument } from '../yaml/located-document.ts'
import { JUDGING } from './gate-resolution.ts'
import { folderOf, joinPath } from './paths.ts'
import type { Project } from './project.ts'
import type { RootSettings } from './root-settings.ts'
import { resolveWaivers } from './waiver-resolution.ts'

type RootPart = Pick<Project, 'policyFrom' | 'waivers' | 'network' | 'registry' | 'store' | 'engine' | 'evidence'>

/** Commands that write evidence, and so would sign it. */
const WITNESSES = ['validate', ...JUDGING] as const

/**
 * The keys of the root file as commands read them. A kind that is still to come is noted with the commands that would
 * need it; what stands in its place here is never used, because those commands refuse first.
 */
export function resolveRoot(root: RootSettings, document: LocatedDocument, later: LaterKey[]): RootPart {
  const note = (path: readonly string[], message: string, commands: readonly string[]) => {
    later.push({ path: path.join('.'), message, place: document.placeOf(path), model: null, commands })
  }
  const { registry, store, engine, evidence } = root
  const isGitRegistry = isKind(registry, 'git')
  if (!isGitRegistry) {
    note(['registry'], `the registry ${registry.type} is not there yet`, [
      ...JUDGING,
      'promote',
      'registry',
      'rollback',
      'deploy',
    ])
  }
  const isGitStore = isKind(store, 'git')
  if (!isGitStore) note(['store'], `the store ${store.type} is not there yet`, ['promote', 'rollback', 'reproduce'])
  const isDuckdb = isKind(engine, 'duckdb')
  if (!isDuckdb) {
    note(['engine'], `the engine ${engine.type} is not there yet`, [
      'setup',
      'validate',
      ...JUDGING,
      'drift',
      'monitor',
    ])
  }
  if (evidence.sign !== 'none') {
    note(['evidence', 'sign'], `signing by ${evidence.sign} is not there yet`, [...WITNESSES, 'promote'])
  }
  if (evidence.trust !== undefined) {
    note(['evidence', 'trust'], 'trust in signed evidence is not there yet', ['promote'])
  }
  if (root.network !== undefined) {
    note(['network'], 'reaching hosts that the file names is not there yet', ['deploy', 'monitor', 'retrain'])
  }
  return {
    policyFrom: root.policy.from,
    waivers: resolveWaivers(root.waivers ?? [], document),
    network: {
      allow: (root.network?.allow ?? []).flatMap((entry) => parseAllowedPlace(entry) ?? []),
      maxSize: root.network?.max_size ?? DEFAULT_MAX_SIZE,
    },
    registry: { type: 'git', remote: isGitRegistry ? registry.remote : 'origin' },
    store: {
      type: 'git',
      maxSize: isGitStore ? store.max_size : 0,
      allowPersonal: isGitStore && store.allow_personal,
    },
    engine: isDuckdb
      ? {
          memory: engine.memory,
          threads: engine.threads ?? null,
          timeoutMs: engine.timeout,
          folder: engine.folder ? resolvePath(engine.folder, document.file) : null,
        }
      : { memory: '4GB', threads: null, timeoutMs: 600_000, folder: null },
    evidence: { requireSigned: evidence.require_signed },
  }
}

/** A path of a file as seen from the working directory; absolute ones as they are. */
function resolvePath(path: string, file: string): string {
  return path.startsWith('/') ? path : joinPath(folderOf(file), path)
}

/** Whether the settings are of the kind that is meant where no type is given. */
function isKind<T extends { readonly type?: string | undefined }, K extends string>(
  settings: T,
  kind: K,
): settings is Extract<T, { type?: K | undefined }> {
  return settings.type === undefined || settings.type === kind
}
