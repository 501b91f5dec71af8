import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { SystemError } from '../../core/faults.ts'

/** Whose roots of trust: the public instance's, GitHub's, or those of a company's own GitHub (`acme` of acme.ghe.com). */
export type RootSource = { readonly kind: 'public' } | { readonly kind: 'github'; readonly tenant: string | null }

export interface RootOptions {
  /** Folder where what was fetched is kept: every later use proves again that it is signed and not too old. */
  readonly folder: string
  /** Address of the repository, for one that stands in for the official one. */
  readonly mirror?: string
}

const LONGEST_MS = 60_000
const GITHUB_MIRROR = 'https://tuf-repo.github.com'

/**
 * JSON of the trusted root, brought up to date by The Update Framework.
 *
 * @throws SystemError where the repository does not answer in time, or what it gives is not signed as it must be.
 */
export async function fetchTrustedRoot(source: RootSource, options: RootOptions, signal: AbortSignal): Promise<string> {
  const { initTUF } = await import('@sigstore/tuf')
  const limit = AbortSignal.timeout(LONGEST_MS)
  const stop = AbortSignal.any([signal, limit])
  try {
    const work = readTarget(source, options, initTUF)
    const stopped = new Promise<never>((_, reject) => {
      stop.addEventListener('abort', () => reject(stop.reason), { once: true })
    })
    return await Promise.race([work, stopped])
  } catch (error) {
    if (signal.aborted) throw signal.reason
    const name = source.kind === 'public' ? 'the public Sigstore instance' : 'GitHub’s Sigstore instance'
    throw new SystemError(`the roots of trust of ${name} cannot be had: ${(error as Error).message.slice(0, 300)}`, {
      cause: error,
      help: 'let this machine reach it, or keep its trusted_root.json in the repository and name that: evidence: {sigstore: {trusted_root: FILE}}',
    })
  }
}

async function readTarget(
  source: RootSource,
  { folder, mirror }: RootOptions,
  initTuf: typeof import('@sigstore/tuf').initTUF,
): Promise<string> {
  await mkdir(folder, { recursive: true })
  const base = { cachePath: folder, timeout: 10_000, retry: { retries: 2 } }
  if (source.kind === 'public') {
    const client = await initTuf({ ...base, ...(mirror === undefined ? {} : { mirrorURL: mirror }) })
    return client.getTarget('trusted_root.json')
  }
  const { GITHUB_ROOT } = await import('./github-root.ts')
  const rootPath = join(folder, 'github-root.json')
  await writeFile(rootPath, JSON.stringify(GITHUB_ROOT))
  const client = await initTuf({ ...base, mirrorURL: mirror ?? GITHUB_MIRROR, rootPath })
  return client.getTarget(source.tenant === null ? 'trusted_root.json' : `${source.tenant}.trusted_root.json`)
}
