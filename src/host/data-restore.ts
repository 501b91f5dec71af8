import { mkdir, mkdtemp, realpath, rename, rm } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { findCacheFolder } from '../backends/dvc/dvc-config.ts'
import { AlteredObjectError } from '../backends/dvc/object-cache.ts'
import { writeOutput } from '../backends/dvc/output-restore.ts'
import { findOutputPlace } from '../backends/dvc/output-version.ts'
import { isInGitFolder } from '../backends/filesystem/path-jail.ts'
import { createWorkspace } from '../backends/filesystem/workspace.ts'
import type { LfsObjects } from '../backends/lfs/object-proof.ts'
import { isRemote } from '../core/data-location.ts'
import { InputError, OtherBytesError, SystemError } from '../core/faults.ts'
import type { RecordedData } from '../ports/data-versions.ts'
import type { RemoteData } from '../ports/remote-data.ts'
import type { DataPlaces } from './data-places.ts'

interface Keepers {
  readonly places: DataPlaces
  readonly lfs: LfsObjects
  readonly remote: RemoteData
}

/**
 * Puts the bytes of a data set into a checkout of its code commit: written beside it, found to have the record's digest,
 * and renamed. What is there with these bytes stays.
 *
 * @throws SystemError where they cannot be had; OtherBytesError where whoever keeps them has others
 */
export async function restoreData(
  { data, folder }: { readonly data: RecordedData; readonly folder: string },
  { places, lfs, remote }: Keepers,
  signal: AbortSignal,
): Promise<void> {
  const { uri, digest, version = null } = data
  if (isRemote(uri)) return requireCurrent(data, remote)
  const root = join(folder, places.workingFolder)
  if ((await digestOf(root, uri)) === digest.sha256) return
  if (version === null || version.tool === 'git' || version.tool === 'object') {
    const keeper = version?.tool === 'git' ? 'the code commit' : 'nobody'
    throw new SystemError(`${uri} in ${folder} is not sha256:${digest.sha256}, and ${keeper} is recorded to keep it`, {
      help: 'bring the file of that digest there',
    })
  }
  const own = resolve(folder, places.locate(uri))
  const place = version.tool === 'dvc' ? ((await findOutputPlace(own)) ?? own) : own
  const target = version.tool === 'dvc' && !version.hash.endsWith('.dir') ? own : place
  await mkdir(dirname(target), { recursive: true })
  const inside = relative(await realpath(folder), await realpath(dirname(target)))
  const isOutside = inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)
  if (isOutside || isInGitFolder(join(inside, basename(target)))) {
    throw new SystemError(`${uri} leads out of ${folder}`, { help: 'bring its bytes by hand' })
  }
  const aside = await mkdtemp(join(folder, '.modelgate-'))
  try {
    const written = join(aside, relative(folder, target))
    if (version.tool === 'lfs') await lfs.write(version, await places.findLfsPlace({ folder }, signal), written)
    else {
      const { store, config } = await places.findDvcStore(uri, version.remote, { folder }, signal)
      await writeOutput(version.hash, written, { cache: await findCacheFolder(config), store }, signal)
    }
    const found = await digestOf(join(aside, places.workingFolder), uri)
    if (found !== digest.sha256) {
      throw new OtherBytesError(`${uri}: what was fetched is sha256:${found}, the record says sha256:${digest.sha256}`)
    }
    await replace(target, written, join(aside, 'before'))
  } catch (error) {
    if (error instanceof AlteredObjectError) throw new OtherBytesError(error.message, { cause: error })
    throw error instanceof InputError ? new SystemError(error.message, { cause: error }) : error
  } finally {
    await rm(aside, { recursive: true, force: true, maxRetries: 3 })
  }
}

/** Puts what was written in the place of what is there, if anything. */
async function replace(target: string, written: string, before: string): Promise<void> {
  await rename(target, before).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
  })
  await rename(written, target)
}

/** As `workspace.digest` takes it; null where nothing is there. */
async function digestOf(root: string, location: string): Promise<string | null> {
  try {
    return (await createWorkspace({ root }).digest(location, 'caller')).digest.sha256
  } catch (error) {
    if (error instanceof InputError) return null
    throw error
  }
}

/** A checkout reads a bucket as it is now: nothing can be put into it. */
async function requireCurrent({ uri, version }: RecordedData, remote: RemoteData): Promise<void> {
  if (version?.tool !== 'object') throw new SystemError(`${uri}: the record does not say which version it was`)
  const facts = await remote.statObject(uri, {}, null)
  const isSame = version.version === null ? facts?.etag === version.etag : facts?.version === version.version
  if (facts !== null && isSame) return
  const recorded = version.version === null ? `etag ${version.etag}` : `version ${version.version}`
  const now = facts === null ? 'nothing' : version.version === null ? `etag ${facts.etag}` : `version ${facts.version}`
  throw new SystemError(`${uri} holds ${now}, and the record has ${recorded}`, {
    help: 'make that version the current one again, or run with a copy of it',
  })
}
