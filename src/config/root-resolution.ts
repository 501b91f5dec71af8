import type { LaterKey } from '../core/later.ts'
import { DEFAULT_MAX_SIZE, parseAllowedPlace } from '../core/network-rule.ts'
import type { LocatedDocument } from '../yaml/located-document.ts'
import { resolveEvidence } from './evidence-settings.ts'
import { JUDGING } from './gate-resolution.ts'
import { folderOf, joinPath } from './paths.ts'
import type { Project } from './project.ts'
import { resolveRegistry } from './registry-settings.ts'
import type { RootSettings } from './root-settings.ts'
import { resolveStore } from './store-settings.ts'
import { resolveWaivers } from './waiver-resolution.ts'

type RootPart = Pick<Project, 'policyFrom' | 'waivers' | 'network' | 'registry' | 'store' | 'engine' | 'evidence'>

/**
 * The keys of the root file as commands read them. A kind that is still to come is noted with the commands that would
 * need it; what stands in its place here is never used, because those commands refuse first.
 *
 * @param trustTexts of the files that say who is trusted, by their paths as written.
 */
export function resolveRoot(
  root: RootSettings,
  document: LocatedDocument,
  later: LaterKey[],
  trustTexts: ReadonlyMap<string, string>,
): RootPart {
  const note = (path: readonly string[], message: string, commands: readonly string[]) => {
    later.push({ path: path.join('.'), message, place: document.placeOf(path), model: null, commands })
  }
  const { registry, store, engine, evidence } = root
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
    registry: resolveRegistry(registry),
    store: resolveStore(store, (path) => resolvePath(path, document.file)),
    engine: isDuckdb
      ? {
          memory: engine.memory,
          threads: engine.threads ?? null,
          timeoutMs: engine.timeout,
          folder: engine.folder ? resolvePath(engine.folder, document.file) : null,
        }
      : { memory: '4GB', threads: null, timeoutMs: 600_000, folder: null },
    evidence: resolveEvidence(evidence, (path) => resolvePath(path, document.file), trustTexts),
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
