import { createHash } from 'node:crypto'
import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { StoreSettings } from '../config/store-settings.ts'
import { InputError } from '../core/faults.ts'
import type { ArtifactStore, ArtifactStores, StoredReference, StoreReader } from '../ports/artifact-store.ts'
import type { StoredArtifact } from '../ports/model-registry.ts'
import { once } from './once.ts'
import type { ReleaseRequest } from './release-request.ts'
import { createStoreParts } from './store-parts.ts'

/** The stores of the surface; each is loaded at its first use. */
export function createArtifactStores(request: ReleaseRequest): ArtifactStores & {
  open(settings: StoreSettings): Promise<ArtifactStore | null>
} {
  const parts = createStoreParts(request)
  const readers = new Map<string, Promise<StoreReader>>()
  const copies = new Map<string, Promise<StoredArtifact | null>>()
  const warned = new Set<string>()
  const folder = once(async () => realpath(await mkdtemp(join(request.temporaryFolder, 'modelgate-store-'))))

  function openReader({ location }: StoredReference): Promise<StoreReader> {
    const scheme = /^([a-z0-9]+):/.exec(location)?.[1] ?? ''
    const known = readers.get(scheme) ?? startReader(scheme, location)
    readers.set(scheme, known)
    known.catch(() => readers.delete(scheme))
    return known
  }

  async function startReader(scheme: string, location: string): Promise<StoreReader> {
    switch (scheme) {
      case 'folder':
      case 's3':
      case 'gs':
      case 'az':
      case 'dvc': {
        const { createPlaceReader } = await import('./stored-places.ts')
        return createPlaceReader(request, parts)
      }
      case 'oci': {
        const [{ openOciReader }, context] = await Promise.all([
          import('../backends/oci/oci-store.ts'),
          parts.registryContext(),
        ])
        return openOciReader(context)
      }
      case 'release': {
        const { openReleaseReader } = await import('../backends/github/release-store.ts')
        return openReleaseReader(await parts.releaseContext())
      }
      case 'mlflow': {
        const { openMlflowReader } = await import('../backends/mlflow/mlflow-store.ts')
        return openMlflowReader(await parts.mlflowContext())
      }
      default:
        throw new InputError({
          message: `${location}: is in no store that is known`,
          help: 'a newer modelgate may know it; modelgate registry verify says whether the record was altered',
        })
    }
  }

  return {
    async open(settings) {
      switch (settings.type) {
        case 'git':
          return null
        case 'oci': {
          const { openOciStore } = await import('../backends/oci/oci-store.ts')
          return openOciStore(settings.repository, await parts.registryContext())
        }
        case 'release': {
          const { openReleaseStore } = await import('../backends/github/release-store.ts')
          return openReleaseStore(parts.findRepository(settings.repository), await parts.releaseContext())
        }
        case 'mlflow': {
          const { openMlflowStore } = await import('../backends/mlflow/mlflow-store.ts')
          return openMlflowStore(settings.experiment, await parts.mlflowContext())
        }
        default: {
          const { openPlace, warnOfWorkTree } = await import('./stored-places.ts')
          if (settings.type === 'folder' && !warned.has(settings.path)) {
            warned.add(settings.path)
            await warnOfWorkTree(settings.path, request)
          }
          return openPlace(settings, request, parts)
        }
      }
    },
    fetch(file, signal) {
      const key = JSON.stringify([file.location, file.path, file.sha256])
      const running =
        copies.get(key) ??
        openReader(file).then(async (reader) => {
          signal.throwIfAborted()
          const apart = createHash('sha256').update(key).digest('hex').slice(0, 16)
          return reader.fetch(file, join(await folder(), apart, file.path.split('/').at(-1)!))
        })
      copies.set(key, running)
      running.catch(() => copies.delete(key))
      return running
    },
    async has(file, signal, limitMs) {
      const reader = await openReader(file)
      signal.throwIfAborted()
      return reader.has(file, limitMs)
    },
    async close() {
      await parts.close()
      const made = await folder.started()?.catch(() => undefined)
      if (made !== undefined) await rm(made, { recursive: true, force: true, maxRetries: 3 })
    },
  }
}
