import type { Services } from '../commands/services.ts'
import type { RegistrySettings } from '../config/registry-settings.ts'
import { createArtifactStores } from './artifact-stores.ts'
import { once } from './once.ts'
import { openMirror } from './registry-mirror.ts'
import type { ReleaseRequest } from './release-request.ts'

type Offered = Pick<Services, 'stores' | 'store' | 'mirror' | 'signing' | 'dataVersions' | 'images'>

/** Stores, the registry that follows, signatures, versions of data and images; what each rests on is loaded at its first use. */
export function createReleaseServices(request: ReleaseRequest): Offered & { close(): Promise<void> } {
  const stores = createArtifactStores(request)
  const signings: { close(): Promise<void> }[] = []
  const mirror = once((settings: RegistrySettings) => openMirror(settings, request))
  const dataVersions = once(async () => (await import('./data-versions.ts')).createDataVersions(request))
  const images = once(async () => (await import('./image-registry.ts')).openImages(request))
  return {
    stores,
    store: (settings) => stores.open(settings),
    mirror,
    async signing(settings) {
      const { createSigning } = await import('./signing.ts')
      const opened = createSigning(settings, request)
      signings.push(opened)
      return opened
    },
    dataVersions,
    images,
    async close() {
      await Promise.all([stores.close(), ...signings.map((signing) => signing.close())])
      for (const opened of await Promise.allSettled([
        ...[mirror.started(), images.started()],
        dataVersions.started(),
      ])) {
        if (opened.status === 'fulfilled') await opened.value?.close()
      }
    },
  }
}
